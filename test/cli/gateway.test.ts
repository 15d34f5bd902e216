import type { RequestListener } from 'node:http'
import { createServer as createRawServer } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { adminToken } from '../support/boot.js'
import { listen, run, type ListeningApp } from './command-line.js'
import { asked, closeOthers, expectRefusal, nowhere, other, web } from './others.js'

let app: ListeningApp
beforeAll(async () => {
  app = await listen()
  await app.workspace('chartbrew', '7')
})
afterAll(() => app.close())
afterEach(closeOthers)

describe('the address', () => {
  it('that is given goes before the environment, and may end with a slash', async () => {
    const env = { SWITCHBOARD_URL: 'http://127.0.0.1:1', SWITCHBOARD_TOKEN: adminToken }
    expect(await run(['workspace', 'list', '--url', `${app.url}/`], { env })).toMatchObject({ code: 0, err: '' })
  })

  it('may hold a path, where a proxy puts the gateway', async () => {
    const seen: string[] = []
    const url = await web((request, response) => {
      seen.push(`${request.method} ${request.url}`)
      response.end('{"data":{"workspaces":{"nodes":[],"pageInfo":{"hasNextPage":false,"endCursor":null}}}}')
    })
    expect(await run(['workspace', 'list', '--url', `${url}/switch/board/`], { env: { SWITCHBOARD_TOKEN: adminToken } })).toMatchObject({
      code: 0,
    })
    expect(seen).toEqual(['POST /switch/board/graphql'])
  })

  it('where nobody listens is told with what to do', async () => {
    const url = await nowhere()
    expectRefusal(
      await asked(url),
      `No gateway answers at ${url}/ (ECONNREFUSED). Start one with npm start, or say where it is with --url or SWITCHBOARD_URL.`,
    )
  })

  it.each<[string, RequestListener]>([
    ['a web page', (_, response) => response.setHeader('content-type', 'text/html').end('<h1>type Query</h1>')],
    ['JSON of another kind', (_, response) => response.end('{"hello":"world"}')],
    ['JSON that is no object', (_, response) => response.end('[1]')],
    ['a refusal of another kind', (_, response) => response.writeHead(401).end('{"error":"no"}')],
    ['nothing', (_, response) => response.writeHead(204).end()],
    ['an error of a proxy', (_, response) => response.writeHead(502).end('Bad Gateway')],
  ])('where %s answers is told to be no gateway', async (_what, answer) => {
    const url = await web(answer)
    expectRefusal(await asked(url), `What answers at ${url}/ is no Switchboard gateway.`)
    expect(await run(['schema', '--url', url])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('no Switchboard gateway') })
  })

  it('that cannot be called is told with the reason', async () => {
    expectRefusal(await asked('http://127.0.0.1:1'), 'The gateway at http://127.0.0.1:1/ cannot be called (bad port).')
  })

  it('where something answers that speaks no HTTP is told to be no gateway', async () => {
    const url = await other(createRawServer((socket) => socket.end('SSH-2.0-OpenSSH_9.2\r\n')))
    expectRefusal(await asked(url), 'is no Switchboard gateway')
  })

  it('that leads elsewhere is not followed: the token goes only where it was sent', async () => {
    const seen: unknown[] = []
    const target = await web((request, response) => {
      seen.push(request.headers)
      response.end()
    })
    const url = await web((_, response) => response.writeHead(307, { location: `${target}/graphql` }).end())
    expectRefusal(await asked(url), 'is no Switchboard gateway')
    expect(seen).toEqual([])
  })
})

describe('a gateway', () => {
  it('that breaks off says so; after a change it is unknown whether that was done', async () => {
    const url = await web((_, response) => {
      response.writeHead(200, { 'content-length': 1000 }).write('{"data":')
      setTimeout(() => response.destroy(), 20)
    })
    const answers = await asked(url)
    expectRefusal(answers, `The gateway at ${url}/ broke off before its answer was complete`)
    expect(answers.reading.err).toContain('Try again.')
    expect(answers.changing.err).toContain('It may have done what it was asked to: look before you try again.')
  })

  it.each([
    ['UNAVAILABLE', 'Too busy. (request 01REQ)'],
    ['GRAPHQL_VALIDATION_FAILED', 'Too busy. This command and the gateway are of different versions'],
    ['INTERNAL_SERVER_ERROR', 'Too busy. (request 01REQ)'],
  ])('that fails with %s is told with what to do', async (code, words) => {
    const errors = [{ message: 'Too busy.', extensions: { code, requestId: '01REQ' } }]
    expectRefusal(await asked(await web((_, response) => response.writeHead(503).end(JSON.stringify({ errors })))), words)
  })

  it('that answers less than was asked for is no crash', async () => {
    expectRefusal(await asked(await web((_, response) => response.end('{"data":{}}'))), 'The gateway gave no answer.')
  })
})

describe('schema', () => {
  it('prints the schema that the gateway serves, without a token, and as a document with --json', async () => {
    const served = (await app.rest('GET', '/schema.graphql', undefined, { token: null })).text
    const { code, out, err } = await run(['schema', '--url', app.url])
    expect([code, out.trimEnd(), err]).toEqual([0, served.trimEnd(), ''])
    expect((await run(['schema', '--json'], { env: { SWITCHBOARD_URL: app.url } })).json()).toEqual({ sdl: served })
  })

  it('is asked for with a token where it is shown to administrators alone, and each refusal has its words', async () => {
    const closed = await listen({ env: { SWITCHBOARD_INTROSPECTION: 'administrators' } })
    const viewer = await closed.token(['VIEWER'])
    const ask = (token: string) => closed.sb('schema', { token })
    expect(await ask(adminToken)).toMatchObject({ code: 0, out: expect.stringContaining('type Query'), err: '' })
    const told = [await ask(''), await ask('swb_a_b'), await ask(viewer)].map(({ code, out, err }) => [code, out, err.trim()])
    const where = `The gateway at ${closed.url}/`
    const remedy = 'with SWITCHBOARD_TOKEN or --token-file.'
    expect(told).toEqual([
      [1, '', `${where} wants a token before it shows its schema: give that of an administrator ${remedy}`],
      [1, '', `${where} does not know the token, or no longer: give another ${remedy}`],
      [1, '', `${where} shows its schema to administrators alone: give the token of one ${remedy}`],
    ])
    await closed.close()
  })

  it("is told to be nobody's where introspection is off", async () => {
    const off = await listen({ env: { SWITCHBOARD_INTROSPECTION: 'off' } })
    expect(await off.sb('schema')).toMatchObject({ code: 1, err: expect.stringContaining('shows its schema to nobody') })
    expect((await off.sb('schema --json')).err).toContain('"code":"routeNotFound"')
    await off.close()
  })
})
