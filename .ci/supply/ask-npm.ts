import { execFile } from 'node:child_process'
import { z } from 'zod'

/** How `npm audit` ended: with a report, at a registry that keeps no advisories, or not at all. */
export type Answer =
  | { readonly kind: 'report'; readonly report: unknown }
  | { readonly kind: 'no endpoint'; readonly status: number; readonly uri: string }
  | { readonly kind: 'failed'; readonly reason: string }

const failureShape = z.object({ message: z.string(), uri: z.string().default(''), statusCode: z.number().optional() })

/** The statuses of a registry that does not know the path, or not the method. A fault, a refusal or silence is none of these. */
const unknownEndpoint = [404, 405, 501]

/** Asks about everything in the lockfile of a folder, whatever npm is set to leave out; `options` are npm's. */
export async function askNpm(folder: string, options: readonly string[]): Promise<Answer> {
  const args = [
    'audit',
    '--json',
    '--include=dev',
    '--include=optional',
    '--include=peer',
    '--no-offline',
    '--package-lock-only',
    ...options,
  ]
  const { output, errors } = await new Promise<{ output: string; errors: string }>((done) => {
    execFile('npm', args, { cwd: folder, maxBuffer: 64 * 1024 * 1024 }, (_error, output, errors) => done({ output, errors }))
  })
  const answer = parsed(output)
  if (typeof answer === 'object' && answer !== null && 'vulnerabilities' in answer) return { kind: 'report', report: answer }
  const failure = failureShape.safeParse(answer)
  if (!failure.success) return { kind: 'failed', reason: errors.trim() || output.trim() || 'npm did not answer' }
  const { message, uri, statusCode } = failure.data
  if (statusCode !== undefined && unknownEndpoint.includes(statusCode)) return { kind: 'no endpoint', status: statusCode, uri }
  return { kind: 'failed', reason: message }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
