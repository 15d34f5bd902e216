import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boot, type TestApp } from '../support/boot.js'

const token = 'metrics-token_0123456789'
const marked = 'q7-Lark-5'
let app: TestApp
let onPort: TestApp

beforeAll(async () => {
  app = await boot({
    env: { SWITCHBOARD_METRICS_TOKEN: token, SWITCHBOARD_RATE_LIMITS: 'failures=3/h' },
  })
  onPort = await boot({ env: { SWITCHBOARD_METRICS_PORT: '0' } })
})
afterAll(() => Promise.all([app.close(), onPort.close()]))

const metrics = (given: string | null = token) => app.rest('GET', '/metrics', undefined, { token: given })

/** The value of one series. */
async function value(series: string): Promise<number | undefined> {
  const line = (await metrics()).text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length))
}

describe('/metrics with a token of its own', () => {
  it('counts requests by door, method, template and class of status', async () => {
    await app.workspace('chartbrew', '7')
    const connection = { name: marked, type: 'postgres', host: `${marked}.example`, password: marked }
    expect(await app.rest('POST', '/team/7/connections', connection)).toHaveProperty('status', 200)
    await app.rest('POST', '/team/7/connections', { name: '' })
    await app.rest('GET', `/team/7/${marked}`, undefined, { token: null })
    const series = (labels: string) => value(`switchboard_http_request_duration_seconds_count{${labels}}`)
    expect(await series('edge="chartbrew",method="POST",route="/team/:team_id/connections",status="2xx"')).toBe(1)
    expect(await series('edge="chartbrew",method="POST",route="/team/:team_id/connections",status="4xx"')).toBe(1)
    expect(await series('edge="none",method="GET",route="none",status="4xx"')).toBe(1)
  })

  it('counts operations by type and code, writes by outcome, and what there is', async () => {
    await app.graphAnswer('{ nonsense }')
    await app.graphAnswer(`query ${marked.replaceAll('-', '_')} { viewer { token { id } } }`)
    expect(await value('switchboard_graphql_operations_total{type="query",code="OK"}')).toBeGreaterThanOrEqual(1)
    expect(await value('switchboard_graphql_operations_total{type="none",code="GRAPHQL_VALIDATION_FAILED"}')).toBe(1)
    expect(await value('switchboard_store_writes_total{write="connections.insert",outcome="done"}')).toBe(1)
    expect([await value('switchboard_connections'), await value('switchboard_workspaces')]).toEqual([1, 1])
    expect(await value('switchboard_deployments_pending')).toBe(0)
  })

  it('tells of the process and of the program', async () => {
    const { text, headers } = await metrics()
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    for (const name of ['process_cpu_seconds_total', 'nodejs_eventloop_lag_p99_seconds', 'switchboard_build_info{version="'])
      expect(text).toContain(name)
  })

  it('holds nothing that anybody has named', async () => {
    expect((await metrics()).text.toLowerCase()).not.toMatch(/q7.lark/)
  })

  it('counts failed authentication and limits, and opens to nobody else', async () => {
    const statuses: number[] = []
    for (const wrong of [null, 'wrong', 'test-admin-token-0123456789abcdef', `${token}x`]) statuses.push((await metrics(wrong)).status)
    expect(statuses).toEqual([401, 401, 401, 429])
    expect(await value('switchboard_authentication_failures_total{edge="none"}')).toBe(3)
    expect(await value('switchboard_rate_limited_total{limit="failures"}')).toBe(1)
  })
})

describe('/metrics on a port of its own', () => {
  it('needs no token, and is not at the port of everything else', async () => {
    const address = onPort.app.metricsAddress ?? ''
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
    const answer = await fetch(`${address}/metrics`)
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('switchboard_connections 0')])
    expect((await fetch(`${address}/livez`)).status).toBe(404)
    expect(await onPort.rest('GET', '/metrics')).toHaveProperty('status', 404)
  })

  it('refuses to start where another program listens', async () => {
    const { port } = new URL(onPort.app.metricsAddress ?? '')
    await expect(boot({ env: { SWITCHBOARD_METRICS_PORT: port } })).rejects.toThrow(/SWITCHBOARD_METRICS_PORT/)
  })
})
