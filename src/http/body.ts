import { isUtf8 } from 'node:buffer'
import type { FastifyRequest } from 'fastify'
import { readJson } from '../lib/json.js'
import { Problem } from '../lib/problem.js'

/** What a JSON body says; undefined when it is empty. Refuses what is compressed, and any text but UTF-8. */
export function readBody({ headers, routeOptions }: FastifyRequest, bytes: Buffer): unknown {
  refuseEncoded(headers)
  const charset = charsetOf(headers['content-type'] ?? '')
  if (charset !== undefined && !/^(utf-?8|us-ascii)$/i.test(charset))
    throw new Problem('unsupportedMedia', 'The character set is not supported here: send UTF-8.')
  if (!isUtf8(bytes)) throw new Problem('malformed', 'The body is not valid UTF-8.')
  const text = bytes.toString('utf8')
  return text.trim() === '' ? undefined : readJson(text, routeOptions.config.doubled, routeOptions.config.extent)
}

/** Nothing is unpacked here, so that a short body stays a short body. */
export function refuseEncoded(headers: FastifyRequest['headers']): void {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity')
    throw new Problem('unsupportedMedia', 'A compressed body is not supported here: send it as it is.')
}

function charsetOf(mediaType: string): string | undefined {
  return /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(mediaType)?.[1]
}
