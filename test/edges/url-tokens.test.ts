import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { types } from '../../src/vendors/apinizer/types/index.js'
import { splitSecrets } from '../../src/vendors/split.js'
import { boot, type TestApp } from '../support/boot.js'

const secret = 'hunter2SECRETxyz'
const slack = `https://hooks.slack.example/services/T0/B0/${secret}`

let app: TestApp
let viewer: string
beforeAll(async () => {
  app = await boot()
  await app.workspace('chartbrew', '7')
  await app.workspace('apinizer', 'Shop')
  viewer = await app.token(['VIEWER'])
})
afterAll(() => app.close())

const inChartbrew = async (name: string, host: string): Promise<string> => {
  const { body } = await app.rest('POST', '/team/7/connections', { name, type: 'api', host })
  return `/team/7/connections/${body.id}`
}
const inApinizer = async (name: string, members: object): Promise<string> => {
  const path = `/apiops/projects/Shop/connections/${name}/`
  const { status } = await app.rest('POST', path, { name, environmentList: [], deployToWorker: false, ...members })
  expect(status).toBe(200)
  return path
}

describe('a credential in a URL that no name tells of', () => {
  it.each([
    ['a path', slack, 'https://hooks.slack.example/services/T0/B0'],
    ['a code', `https://fn.azure.example/api/x?code=${secret}`, 'https://fn.azure.example/api/x'],
    ['an appid', `https://api.weather.example/data?appid=${secret}`, 'https://api.weather.example/data'],
  ])('is masked for a VIEWER in %s of an API, and what is left is shown in GraphQL', async (what, host, left) => {
    const path = await inChartbrew(what, host)
    expect((await app.rest('GET', path, undefined, { token: viewer })).body.host).toBeNull()
    expect((await app.rest('GET', path)).body.host).toBe(host)
    const { connectionByKey } = await app.graph(
      'query ($key: String!) { connectionByKey(vendor: CHARTBREW, workspace: "7", key: $key) { ... on ChartbrewConnectionProfile { endpoints { url } host } } }',
      { key: path.split('/').at(-1) },
      viewer,
    )
    expect(connectionByKey).toEqual({ endpoints: [{ url: left }], host: left })
  })

  it('leaves a VIEWER nothing but the origin of a webhook with a short token in its path, and a masked one sent back keeps it', async () => {
    const path = await inApinizer('hook', { type: 'webhook', fullUrl: 'https://hooks.example/t/o3x8y2k?src=gw' })
    const shown = (await app.rest('GET', path, undefined, { token: viewer })).body.resultList[0]
    expect(shown.fullUrl).toBeNull()
    expect((await app.rest('PUT', path, { ...shown, timeout: 9 })).status).toBe(200)
    expect((await app.rest('GET', path)).body.resultList[0]).toMatchObject({
      fullUrl: 'https://hooks.example/t/o3x8y2k?src=gw',
      timeout: 9,
    })
    const { connections } = await app.graph(
      '{ connections(first: 9, filter: { search: "hooks.example" }) { nodes { ... on ApinizerConnectionProfile { endpoints { url } settings { ... on ApinizerWebhook { fullUrl { withoutCredentials } } } } } } }',
      {},
      viewer,
    )
    const origin = 'https://hooks.example'
    expect(connections.nodes).toEqual([{ endpoints: [{ url: origin }], settings: { fullUrl: { withoutCredentials: origin } } }])
  })

  it('is found by no search and lies nowhere in the database file', async () => {
    await inChartbrew('slack', slack)
    await inApinizer('slack-hook', { type: 'webhook', fullUrl: slack })
    const jdbcUrl = `jdbc:sqlserver://h.example;databaseName=d;user=u;pw=${secret}`
    await inApinizer('db', { type: 'database', dbType: 'SQL_SERVER', jdbcUrl, username: 'u', password: 'p' })
    const search = 'query ($search: String!) { connections(first: 9, filter: { search: $search }) { totalCount } }'
    for (const word of [secret, secret.slice(0, 9), secret.slice(3).toLowerCase()]) {
      expect(await app.graph(search, { search: word }, viewer)).toEqual({ connections: { totalCount: 0 } })
    }
    for (const end of ['', '-wal']) {
      const bytes = readFileSync(join(app.dataDir, `switchboard.db${end}`))
        .toString('latin1')
        .toLowerCase()
      expect(bytes).not.toContain(secret.toLowerCase())
    }
  })
})

describe('the form of a webhook URL', () => {
  it.each([
    ['https://hooks.example/t/42?src=gw', 'https://hooks.example/t/42?src=gw'],
    ['https://hooks.example/', 'https://hooks.example/'],
    ['https://u:p@hooks.example/t?token=x', 'https://hooks.example/t'],
    ['https://hooks.example/hooks/catch/123456/abcdefg', 'https://hooks.example'],
    ['https://hooks.example/t/o3x8y2k', 'https://hooks.example'],
    ['https://hooks.example/t/0123456789abcdefghij', 'https://hooks.example'],
    ['https://hooks.example/t;x=1', 'https://hooks.example/t'],
    ['https://a:1/t@hooks.example', null],
  ])('of %s is %s', (address, form) => {
    const { hints } = splitSecrets(types.webhook.fields, types.webhook.settings, { type: 'webhook', fullUrl: address })
    expect(hints.fullUrl).toMatchObject({ withoutCredentials: form })
  })
})
