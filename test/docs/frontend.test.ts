import { parse } from 'graphql'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { adminToken } from '../support/boot.js'
import { clients } from './clients.js'
import { kept as listed, lineOf, type Kept } from './kept.js'
import { origins } from './page.js'
import { follow, type Reader } from './reader.js'

let reader: Reader
let file: Reader['file']
beforeAll(async () => {
  reader = await follow()
  file = reader.file
}, 60_000)
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})
afterAll(() => reader.close())

const kept = (filter?: object): Promise<Kept[]> => listed(reader.app, filter)

async function oneMysql(): Promise<Kept> {
  const [first] = await kept({ vendor: 'CHARTBREW', type: 'mysql' })
  if (!first) throw new Error('The demo has no MySQL connection.')
  return first
}

/** From here to the end of a test, answers name Versori as a vendor that the page has never heard of. */
function growVendor(): void {
  const real = fetch
  vi.stubGlobal('fetch', async (...asked: Parameters<typeof fetch>) => {
    const response = await real(...asked)
    const answer = await response.text()
    return new Response(
      answer.replaceAll('VersoriConnectionProfile', 'NewtonConnectionProfile').replaceAll('"VERSORI"', '"NEWTON"'),
      response,
    )
  })
}

it('a strict compiler takes every file, and refuses two vendors in a patch, two words for a secret, and a bare text as one', async () => {
  reader.write(
    'src/mistakes.ts',
    `import { change } from './change'
const read = { id: 'con_1', revision: 1 }
// @ts-expect-error
void change(read, { chartbrew: { name: 'a' }, versori: { name: 'a' } })
// @ts-expect-error
void change(read, { chartbrew: { password: { value: 'a', clear: true } } })
// @ts-expect-error
void change(read, { chartbrew: { password: '******' } })
`,
  )
  await reader.run('npx tsc --project .')
}, 60_000)

it('the first query names three connections', async () => {
  const { firstConnections } = await file('first-query')
  const first = (await kept()).slice(0, 3)
  expect(await firstConnections()).toEqual(first.map(({ name, type, vendor }) => `${name}: ${type} at ${vendor}`))
})

describe.each(Object.entries(clients))('with %s', (_client, collect) => {
  it('pages of ten collect all connections in order, each described by what is known of its type', async () => {
    const warn = vi.spyOn(console, 'warn')
    const all = await kept()
    const pages = await collect(file, {})
    expect(pages.slice(0, -1).map(({ length }) => length)).toEqual(Array(Math.ceil(all.length / 10) - 1).fill(10))
    expect(pages.flat()).toEqual(all.map(lineOf))
    expect(warn).not.toHaveBeenCalled()
  })

  it('a vendor that the page has never heard of falls to the default branch with all shared fields', async () => {
    vi.spyOn(console, 'warn').mockReturnValue() // Apollo Client says when it meets a type by its pattern.
    const versori = await kept({ vendor: 'VERSORI' })
    growVendor()
    const lines = (await collect(file, { vendor: 'VERSORI' })).flat()
    expect(lines).toEqual(versori.map(({ name, type }) => `${name}: ${type} at NEWTON`))
  })
})

describe('a refusal', () => {
  const refusalOf = async (document: unknown, variables: object): Promise<any> =>
    (await file('ask')).ask(document, variables).then(expect.unreachable, (error: unknown) => error)

  it('of a token asks to sign in again, whichever client is used', async () => {
    const [{ advice }, { codeOf }, { createClient }] = await Promise.all([file('gateway-error'), file('apollo-error'), file('urql')])
    const { ConnectionPage } = await file('connection-page')
    await reader.signIn('none')

    const plain = await refusalOf(ConnectionPage, { first: 10 })
    const apollo = await clients['Apollo Client'](file, {}).catch((error: unknown) => error)
    const urql = await createClient().query(ConnectionPage, { first: 10 }).toPromise()
    await reader.signIn(adminToken)

    expect(advice(plain)).toBe('Sign in again.')
    expect(codeOf(apollo)).toBe('UNAUTHENTICATED')
    expect(urql.error.graphQLErrors[0].extensions.code).toBe('UNAUTHENTICATED')
  })

  it('of an argument says what is wrong with it, any other names the request, and silence is told apart', async () => {
    const [{ advice }, { codeOf }, { client }] = await Promise.all([file('gateway-error'), file('apollo-error'), file('apollo')])
    const { ConnectionPage } = await file('connection-page')

    const argument = await refusalOf(ConnectionPage, { first: 1000 })
    const unknown = await refusalOf(parse('{ nothing }'), {})
    const apollo = await client.query({ query: ConnectionPage, variables: { first: 1000 } }).catch((error: unknown) => error)
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
    const silence = await refusalOf(ConnectionPage, { first: 10 })

    expect([argument.code, advice(argument)]).toEqual(['BAD_USER_INPUT', argument.message])
    expect(advice(unknown)).toContain(unknown.requestId)
    expect(codeOf(apollo)).toBe('BAD_USER_INPUT')
    expect([advice(silence), codeOf(silence)]).toEqual(['The gateway cannot be reached. Try again.', undefined])
  })
})

describe('a change', () => {
  it('answers the connection as it is now, and is refused at its field, or as stale with what differs', async () => {
    const { change } = await file('change')
    const read = await oneMysql()

    expect(await change(read, { chartbrew: { name: 'Ledger' } })).toMatchObject({
      kind: 'done',
      connection: { name: 'Ledger', revision: read.revision + 1 },
    })
    expect(await change(read, { chartbrew: { host: 'mysql.example' } })).toMatchObject({
      kind: 'stale',
      currentRevision: read.revision + 1,
      changedFields: ['name'],
    })
    expect(await change(await oneMysql(), { chartbrew: { name: '' } })).toEqual({
      kind: 'refused',
      messages: { 'patch.chartbrew.name': expect.any(String) },
    })
  })

  it('sets a password, keeps one that it leaves out, and removes one', async () => {
    const { setPassword, rename, removePassword } = await file('password')

    await setPassword(await oneMysql(), 'T1de-pool')
    const { revision, password } = await oneMysql()
    expect(password).toEqual({ isSet: true, version: revision })

    await rename(await oneMysql(), 'Ledger of the year')
    expect(await oneMysql()).toMatchObject({ name: 'Ledger of the year', password })

    await removePassword(await oneMysql())
    expect((await oneMysql()).password).toEqual({ isSet: false, version: null })
  })
})

it('a search that a later one overtakes answers nothing, and a search that fails says so', async () => {
  const { search } = await file('search')
  const [stale, found] = await Promise.all([search('o'), search('orders')])
  expect(stale).toBeUndefined()
  expect(found.map(({ id }: Kept) => id)).toEqual((await kept({ search: 'orders' })).map(({ id }) => id))

  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))
  await expect(search('orders')).rejects.toThrow(TypeError)
})

it('the gateway lets in the origins that it is told to', async () => {
  expect(origins.length).toBeGreaterThan(0)
  for (const origin of origins) {
    const headers = { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type' }
    const { status, headers: answered } = await fetch(`${reader.gateway}/graphql`, { method: 'OPTIONS', headers })
    expect([status, answered.get('access-control-allow-origin')]).toEqual([204, origin])
  }
})
