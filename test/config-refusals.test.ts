import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.js'

const adminToken = 'q7-Lark_0123456789-0123456789-abcdef'
const masterKeys = `k1:${Buffer.alloc(32, 9).toString('base64')}`

const refusal = (env: Record<string, string>): Error => {
  try {
    readConfig(env)
  } catch (error) {
    return error as Error
  }
  throw new Error('It was taken.')
}

describe('a setting is refused by its name and without its value', () => {
  it.each([
    ['SWITCHBOARD_PORT', '65536'],
    ['SWITCHBOARD_PORT', '-1'],
    ['SWITCHBOARD_PORT', '80.5'],
    ['SWITCHBOARD_PORT', '0x50'],
    ['SWITCHBOARD_PORT', 'http'],
    ['SWITCHBOARD_HOST', 'a b'],
    ['SWITCHBOARD_DATABASE_URL', '/data/lock.db'],
    ['SWITCHBOARD_HOST', 'fe80::1%lo'],
    ['SWITCHBOARD_HOST', '[localhost]'],
    ['SWITCHBOARD_HOST', 'gateway:4000'],
    ['SWITCHBOARD_HOST', 'http://gateway'],
    ['SWITCHBOARD_HOST', '999.1.1.1'],
    ['SWITCHBOARD_DATABASE_URL', 'postgres://ann:q7-Lark@db.example/main'],
    ['SWITCHBOARD_DATABASE_URL', 'file:///srv/a%20b.db'],
    ['SWITCHBOARD_DATABASE_URL', 'file:///srv/a.db?mode=ro'],
    ['SWITCHBOARD_REVEAL', 'Off'],
    ['SWITCHBOARD_REVEAL', 'false'],
    ['SWITCHBOARD_RATE_LIMITS', 'reveals=none'],
    ['SWITCHBOARD_RATE_LIMITS', 'token=0/s'],
    ['SWITCHBOARD_RATE_LIMITS', 'token=5/d'],
    ['SWITCHBOARD_RATE_LIMITS', 'everyone=5/s'],
    ['SWITCHBOARD_RATE_LIMITS', 'token=5/s,off'],
    ['SWITCHBOARD_RATE_LIMITS', 'token=5/s,token=6/s'],
    ['SWITCHBOARD_TRUST_PROXY', 'true'],
    ['SWITCHBOARD_TRUST_PROXY', 'proxy.example'],
    ['SWITCHBOARD_TRUST_PROXY', '0.0.0.0/0'],
    ['SWITCHBOARD_TRUST_PROXY', '10.1'],
    ['SWITCHBOARD_MAX_QUEUE_MS', '9'],
    ['SWITCHBOARD_MAX_QUEUE_MS', 'never'],
    ['SWITCHBOARD_STOP_SECONDS', '601'],
    ['SWITCHBOARD_METRICS_PORT', '65536'],
    ['SWITCHBOARD_METRICS_HOST', '192.0.2.77'],
    ['SWITCHBOARD_METRICS_TOKEN', 'q7-Lark'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'q7-Lark@collector'],
    ['SWITCHBOARD_LOG_LEVEL', 'loud'],
    ['SWITCHBOARD_LOG_LEVEL', 'INFO'],
    ['SWITCHBOARD_ADMIN_TOKEN', 'a'.repeat(31)],
    ['SWITCHBOARD_ADMIN_TOKEN', 'a'.repeat(201)],
    ['SWITCHBOARD_ADMIN_TOKEN', `${'a'.repeat(40)} b`],
    ['SWITCHBOARD_ADMIN_TOKEN', `${'a'.repeat(40)}é`],
  ])('%s=%s', (name, value) => {
    const { name: kind, message } = refusal({ [name]: value })
    expect(kind).toBe('SetupError')
    expect(message).toContain(name)
    expect(message).not.toContain(value)
  })

  it.each([
    ['*', 'https://app.example'],
    ['https://*.example', 'https://app.example'],
    ['null', 'https://app.example'],
    ['app.example', 'https://app.example'],
    ['ftp://app.example', 'https://app.example'],
    ['file://', 'https://app.example'],
    ['', 'https://app.example'],
    ['https://app.example/', 'Did you mean https://app.example?'],
    ['https://app.example/page', 'Did you mean https://app.example?'],
    ['https://app.example?', 'Did you mean https://app.example?'],
    ['https://App.Example', 'Did you mean https://app.example?'],
    ['HTTPS://app.example', 'Did you mean https://app.example?'],
    ['https://app.example:443', 'Did you mean https://app.example?'],
    ['https://ann:q7-Lark@app.example', 'Did you mean https://app.example?'],
  ])('an origin that is none, such as %j, with its place in the list and a remedy', (entry, remedy) => {
    const { name, message } = refusal({ SWITCHBOARD_CORS_ORIGINS: `http://localhost:5173,${entry}` })
    expect(name).toBe('SetupError')
    expect(message).toContain('SWITCHBOARD_CORS_ORIGINS: entry 2 ')
    expect(message).toContain(remedy)
    expect(message).not.toContain('q7-Lark')
  })

  it.each([
    [{}, {}],
    [{ SWITCHBOARD_HOST: '::' }, { SWITCHBOARD_METRICS_HOST: '192.0.2.7' }],
    [{ SWITCHBOARD_HOST: '192.0.2.7' }, { SWITCHBOARD_METRICS_HOST: '0.0.0.0' }],
    [{ SWITCHBOARD_HOST: 'Localhost' }, { SWITCHBOARD_METRICS_HOST: '127.0.0.1' }],
    [{ SWITCHBOARD_HOST: 'GW.example' }, { SWITCHBOARD_METRICS_HOST: 'gw.example' }],
  ])('a port for metrics on which the gateway itself listens: %j, %j', (gateway, metrics) => {
    expect(refusal({ ...gateway, ...metrics, PORT: '9464', SWITCHBOARD_METRICS_PORT: '9464' })).toMatchObject({
      name: 'SetupError',
      message: expect.stringMatching(/^SWITCHBOARD_METRICS_PORT must be another port than SWITCHBOARD_PORT/),
    })
  })

  it.each([
    ['0', '127.0.0.1', '127.0.0.1'],
    ['9464', '192.0.2.7', '127.0.0.1'],
    ['9464', '::1', '0.0.0.0'],
  ])('but not one that is free there: %s on %s and %s', (port, gateway, metrics) => {
    const hosts = { SWITCHBOARD_HOST: gateway, SWITCHBOARD_METRICS_HOST: metrics }
    expect(readConfig({ ...hosts, SWITCHBOARD_PORT: port, SWITCHBOARD_METRICS_PORT: port })).toMatchObject({
      host: gateway,
      http: { metrics: { listen: { host: metrics, port: Number(port) } } },
    })
  })

  it('PORT, and a database address without a path, too', () => {
    expect(refusal({ PORT: 'http' }).message).toContain('PORT')
    expect(refusal({ SWITCHBOARD_DATABASE_URL: 'file:' }).message).toContain('SWITCHBOARD_DATABASE_URL')
  })

  it.each([
    ['SWITCHBOARD_PROT', 'SWITCHBOARD_PORT'],
    ['SWITCHBOARD_DATADIR', 'SWITCHBOARD_DATA_DIR'],
    ['SWITCHBOARD_ADMIN_TOKENS', 'SWITCHBOARD_ADMIN_TOKEN'],
    ['SWITCHBOARD_MASTER_KEY', 'SWITCHBOARD_MASTER_KEYS'],
    ['SWITCHBOARD_TOKN', 'SWITCHBOARD_TOKEN'],
  ])('%s, which is unknown, with the suggestion %s', (name, suggestion) => {
    expect(refusal({ [name]: 'q7-Lark' })).toMatchObject({
      name: 'SetupError',
      message: `The setting ${name} is unknown. Did you mean ${suggestion}?`,
    })
  })

  it('an unknown one that is near to nothing, with the list of all there are', () => {
    const { message } = refusal({ SWITCHBOARD_FLUX_CAPACITOR_SETTING: '1' })
    for (const name of [
      'HOST',
      'PORT',
      'DATA_DIR',
      'DATABASE_URL',
      'ADMIN_TOKEN',
      'MASTER_KEYS',
      'LOG_LEVEL',
      'CORS_ORIGINS',
      'EGRESS_ALLOW',
    ])
      expect(message).toContain(`SWITCHBOARD_${name}`)
  })

  it('but without limits is a word of its own', () => {
    expect(readConfig({ SWITCHBOARD_RATE_LIMITS: 'off', SWITCHBOARD_MAX_QUEUE_MS: 'off' })).toMatchObject({
      rates: undefined,
      http: { longestQueueMs: undefined },
    })
  })

  it('but one of another program is none of ours', () => {
    expect(() => readConfig({ HOST: 'x', SWITCH: 'y', switchboard_port: 'z', NODE_ENV: 'test' })).not.toThrow()
  })
})

it('no way to print the settings shows a secret', () => {
  const config = readConfig({ SWITCHBOARD_ADMIN_TOKEN: adminToken, SWITCHBOARD_MASTER_KEYS: masterKeys })
  for (const printed of [JSON.stringify(config), inspect(config, { depth: null, showHidden: true }), inspect({ ...config.secrets })]) {
    expect(printed).toContain('[secret]')
    expect(printed).not.toContain(adminToken)
    expect(printed).not.toContain(masterKeys.slice(3, 20))
  }
})
