import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import ipaddr from 'ipaddr.js'
import { Secret } from '../lib/secret.js'
import { misused } from './failure.js'
import type { Outside } from './outside.js'

const defaultUrl = 'http://127.0.0.1:4000'
const help = 'Set SWITCHBOARD_TOKEN, or name a file that holds it with --token-file (- for standard input).'

/** Where the gateway is: what was given, else SWITCHBOARD_URL, else this machine. Ends without a slash. */
export function readAddress(given: string | undefined, env: Outside['env']): URL {
  const set = env.SWITCHBOARD_URL?.trim()
  const [source, value] = given !== undefined ? ['--url', given] : set ? ['SWITCHBOARD_URL', set] : ['The default', defaultUrl]
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || !/^https?:$/.test(url.protocol)) throw misused(`${source} must be an address such as ${defaultUrl}.`)
  if (url.username || url.password || url.search || url.hash)
    throw misused(`${source} must be an address alone, without user, password, query or fragment.`)
  return url
}

/** The token to send: from the file, else from the environment. It never comes as an argument, which every process could read. */
export async function readToken(file: string | undefined, { env, stdin }: Outside): Promise<Secret<string>> {
  const found = file === undefined ? (env.SWITCHBOARD_TOKEN ?? '') : file === '-' ? await text(stdin) : await readTokenFile(file)
  const token = found.trim()
  if (token === '') throw misused(`No token was given. ${help}`)
  if (!/^[!-~]+$/.test(token)) throw misused(`What was given is no token: it holds blanks or signs that no token has. ${help}`)
  return new Secret(token)
}

/** The same for a command that can do without. */
export async function readTokenIfAny(file: string | undefined, outside: Outside): Promise<Secret<string> | undefined> {
  return file === undefined && !outside.env.SWITCHBOARD_TOKEN?.trim() ? undefined : readToken(file, outside)
}

async function readTokenFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw misused(`The token file ${file} cannot be read (${String((error as { code?: unknown }).code)}).`)
  }
}

/** Whether what is sent there can be read on its way. */
export function isExposed({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && !isLoopback(hostname.replace(/^\[|\]$/g, ''))
}

function isLoopback(host: string): boolean {
  if (ipaddr.isValid(host)) return ipaddr.process(host).range() === 'loopback'
  return host === 'localhost' || host.endsWith('.localhost')
}
