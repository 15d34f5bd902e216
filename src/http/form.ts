import { finished } from 'node:stream/promises'
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { invalid, Problem } from '../lib/problem.js'
import { refuseEncoded } from './body.js'

/** Texts beside the files are let pass unread; a form without end is not. */
const texts = { fields: 20, fieldNameSize: 100, fieldSize: 1000 }
/** A form of texts alone, in bytes. */
const mostOfTexts = 16 * 1024
/** Of texts, heads and boundaries, in bytes. */
const around = 64 * 1024

/** Lets the routes of this instance, and no others, take a form: of files, or of texts. */
export async function takeForms(app: FastifyInstance): Promise<void> {
  await app.register(multipart)
  const options = { parseAs: 'string', bodyLimit: mostOfTexts } as const
  app.addContentTypeParser('application/x-www-form-urlencoded', options, async (request: FastifyRequest, text: string) => {
    refuseEncoded(request.headers)
    return readTexts(text)
  })
}

function readTexts(text: string): Readonly<Record<string, string>> {
  if (text.split('&', texts.fields + 1).length > texts.fields)
    throw new Problem('malformed', `The form has more than ${texts.fields} fields.`)
  return Object.fromEntries(new URLSearchParams(text))
}

/**
 * The files of a form in base64, by part; none of a body that is no form. A part without a file name is
 * what a browser sends where no file was chosen, and is let pass like a text. A file's part that
 * is unknown, repeated or longer than `limit` bytes is refused before the next byte is read,
 * and a form that is longer than all its parts may be, whatever it is made of.
 */
export async function readFiles(
  request: FastifyRequest,
  { parts, limit }: { readonly parts: readonly string[]; readonly limit: number },
): Promise<Readonly<Record<string, string>>> {
  if (!request.isMultipart()) return {}
  refuseEncoded(request.headers)
  const files = new Map<string, string>()
  const readAll = async (): Promise<void> => {
    for await (const part of request.parts({ limits: { ...texts, fileSize: limit + 1 } })) {
      if (part.type === 'field') continue
      const { fieldname: name, filename, file } = part
      if (!filename) {
        await finished(file.resume())
        continue
      }
      if (!parts.includes(name)) throw invalid([name], 'is no part of this form')
      if (files.has(name)) throw invalid([name], 'comes twice')
      files.set(name, await base64Of(file, limit))
    }
  }
  try {
    await Promise.race([readAll(), refuseLonger(request, parts.length * limit + around)])
  } catch (error) {
    discard(request)
    throw refusalOf(error)
  }
  return Object.fromEntries(files)
}

/** Rejects once more has come than this, or is announced; never resolves. */
function refuseLonger({ raw, headers }: FastifyRequest, bytes: number): Promise<never> {
  return new Promise((_, refuse) => {
    const tooLarge = new Problem('tooLarge', 'The form is too large.')
    if (Number(headers['content-length'] ?? 0) > bytes) refuse(tooLarge)
    let read = 0
    raw.on('data', (chunk: Buffer) => {
      read += chunk.length
      if (read > bytes) refuse(tooLarge)
    })
  })
}

/** Whatever else the reader of forms stops at is the form. */
function refusalOf(error: unknown): Problem {
  if (error instanceof Problem) return error
  const isReserved = (error as { code?: unknown } | null)?.code === 'FST_PROTO_VIOLATION'
  return isReserved ? invalid(['form'], 'has a part of a reserved name') : new Problem('malformed', 'The form cannot be read to its end.')
}

async function base64Of(file: AsyncIterable<Buffer>, limit: number): Promise<string> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of file) {
    length += chunk.length
    if (length > limit) throw new Problem('tooLarge', 'A file is too large.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('base64')
}

/** What still comes of a refused form is thrown away, so that its sender can read the answer; the request's deadline ends it. */
function discard({ raw }: FastifyRequest): void {
  raw.unpipe()
  raw.resume()
}
