import { createServer, type Server } from 'node:http'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readTracing } from '../../src/tracing/settings.js'
import { boot, type TestApp } from '../support/boot.js'

const marked = 'q7-Lark-5'
const received: any[] = []
let collector: Server
let app: TestApp

beforeAll(async () => {
  collector = createServer((request, response) => {
    void json(request).then((body) => {
      received.push(body)
      response.setHeader('content-type', 'application/json').end('{}')
    })
  })
  await new Promise<void>((done) => collector.listen(0, '127.0.0.1', done))
  const { port } = collector.address() as { port: number }
  app = await boot({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } })
})
afterAll(() => collector.close())

it('a request, its operation and its write arrive at the collector as one trace, with nothing that anybody has named', async () => {
  await app.workspace('chartbrew', '7')
  const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
  const mutation = `mutation Q7($input: CreateWorkspaceInput!) { createWorkspace(input: $input) { workspace { id } } }`
  const body = { query: mutation, variables: { input: { vendor: 'CHARTBREW', key: '8', name: marked } } }
  await app.rest('POST', '/graphql', body, { headers: { traceparent } })
  await app.rest('POST', '/team/7/connections', { name: marked, type: 'postgres', host: `${marked}.example`, password: marked })
  await app.rest('GET', `/team/7/connections?project_id=${marked}`, undefined, { token: marked })
  await app.close()

  const spans = received.flatMap(({ resourceSpans }) =>
    resourceSpans.flatMap(({ scopeSpans }: any) => scopeSpans.flatMap((one: any) => one.spans)),
  )
  const traced = spans.filter(({ traceId }) => traceId === '0af7651916cd43dd8448eb211c80319c')
  const [http, operation, write] = ['POST /graphql', 'GraphQL mutation', 'store workspaces.insert'].map((name) =>
    traced.find((span) => span.name === name),
  )
  expect([http?.parentSpanId, operation?.parentSpanId, write?.parentSpanId]).toEqual(['b7ad6b7169203331', http?.spanId, http?.spanId])
  expect(spans.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['POST /team/:team_id/connections', 'store connections.insert', 'GET /team/:team_id/connections']),
  )
  expect(JSON.stringify(received)).not.toMatch(/q7|test-admin-token/i)
})

it.each([
  [{}, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'true' }, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_TRACES_EXPORTER: 'none' }, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, 'http://c:4318/v1/traces'],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t:1/x' }, 'http://t:1/x'],
])('with %j traces go to %s', (env, url) => {
  expect(readTracing(env)?.url.open()).toBe(url)
})

it.each([
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4317', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_PROTOCOL: '],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4317', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' }, 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: '],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'q7-Lark' }, 'OTEL_EXPORTER_OTLP_ENDPOINT must '],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'q7-Lark' }, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT must '],
])('of %j the setting that was read is refused by name', (env, words) => {
  expect(() => readTracing(env)).toThrow(new RegExp(`^${words}(?!.*q7-Lark)`))
})
