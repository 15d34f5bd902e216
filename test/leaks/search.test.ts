import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { pino } from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import { labelsIn, lookFor, mark } from './marks.js'
import { filesIn, haystackOf, leaksIn, type Haystack } from './search.js'

const folder = mkdtempSync(join(tmpdir(), 'switchboard-search-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const secret = mark('a planted secret')
const json = (value: string): string => JSON.stringify(value)
const entities = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;', "'": '&#39;' } as const
const base64 = (before: string, coding: 'base64' | 'base64url' = 'base64'): string =>
  Buffer.from(`${before}${secret} and more`).toString(coding)

const forms: Readonly<Record<string, string>> = {
  plain: secret,
  'upper case': secret.toUpperCase(),
  'lower case': secret.toLowerCase(),
  'base64 at the start': base64(''),
  'base64 after one byte': base64('a'),
  'base64 after two bytes': base64('ab'),
  'base64url at the start': base64('', 'base64url'),
  'base64url after one byte': base64('a', 'base64url'),
  'base64url after two bytes': base64('ab', 'base64url'),
  'base64 of a URL': Buffer.from(`x:${encodeURIComponent(secret)}`).toString('base64'),
  'URL-encoded': encodeURIComponent(secret),
  'URL-encoded with + for blanks': new URLSearchParams({ a: secret }).toString(),
  'every byte URL-encoded': Buffer.from(secret).toString('hex').replaceAll(/../g, '%$&'),
  'JSON-escaped': json(secret),
  'JSON-escaped twice': json(json(secret)),
  'JSON-escaped with \\u00fc': json(secret).replaceAll('ü', '\\u00fc'),
  'every letter JSON-escaped': secret.replaceAll(/[A-Za-z0-9]/g, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`),
  'HTML-escaped': secret.replaceAll(/[<>&"']/g, (letter) => entities[letter as keyof typeof entities]),
  hexadecimal: Buffer.from(secret).toString('hex'),
  'hexadecimal in upper case': Buffer.from(secret).toString('hex').toUpperCase(),
  'a buffer as JSON': JSON.stringify(Buffer.from(secret)),
  'its first half': secret.slice(0, 14),
  'its second half': secret.slice(-14),
}

/** The same text in everything that is searched. */
const haystacks: Readonly<Record<string, (text: string) => Haystack[]>> = {
  'an answer': (text) => [haystackOf('answers', ['before', text, 'after'])],
  'a header': (text) => [haystackOf('answers', [JSON.stringify({ etag: text })])],
  'a log line': (text) => {
    const lines: string[] = []
    pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }).trace({ text }, 'request')
    return [haystackOf('log', lines)]
  },
  'a database and its log': (text) => {
    const client = new Database(join(folder, 'planted.db'))
    client.pragma('journal_mode = WAL')
    client.exec('create table if not exists kept (text)')
    client.prepare('insert into kept values (?)').run(text)
    const found = filesIn(folder)
    client.exec('delete from kept')
    client.close()
    rmSync(join(folder, 'planted.db'))
    return found
  },
  'any other file': (text) => {
    writeFileSync(join(folder, 'any'), Buffer.concat([Buffer.from([0, 255, 128]), Buffer.from(text), Buffer.alloc(9)]))
    const found = filesIn(folder)
    rmSync(join(folder, 'any'))
    return found
  },
}

describe.each(Object.entries(haystacks))('a mark in %s is found', (_where, put) => {
  it.each(Object.entries(forms))('%s', (_form, text) => {
    expect(leaksIn(put(text))).not.toEqual([])
  })

  it('and nothing is found where there is none', () => {
    expect(leaksIn(put('an innocent text'))).toEqual([])
  })
})

it.each(['utf16le', 'latin1'] as const)('a mark in %s in a file of bytes is found', (encoding) => {
  expect(leaksIn([{ where: 'file', bytes: Buffer.concat([Buffer.alloc(3), Buffer.from(secret, encoding)]) }])).not.toEqual([])
})

it('what is found tells which secret it is', () => {
  expect(labelsIn(JSON.stringify(secret))).toEqual(['a planted secret'])
  expect(leaksIn([haystackOf('log', [secret])])[0]).toContain('a planted secret')
})

it('a secret that the gateway has made is found too', () => {
  const made = '3f9c0a1b2d4e5f60718293a4b5c6d7e8'
  expect(leaksIn([haystackOf('log', [made])])).toEqual([])
  lookFor(made)
  expect(leaksIn([haystackOf('log', [`swb_x_${made}`])])).not.toEqual([])
})
