import { resolve } from 'node:path'
import { inspect } from 'node:util'
import ipaddr from 'ipaddr.js'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.js'

const adminToken = 'q7-Lark_0123456789-0123456789-abcdef'
const masterKeys = `k1:${Buffer.alloc(32, 9).toString('base64')}`

const egress = { allows: expect.any(Function) }
const defaults = { ...readConfig({}), egress }

const refusal = (env: Record<string, string>): Error => {
  try {
    readConfig(env)
  } catch (error) {
    return error as Error
  }
  throw new Error('It was taken.')
}

describe('settings', () => {
  it('have defaults for everything', () => {
    expect(readConfig({})).toEqual({
      host: '127.0.0.1',
      port: 4000,
      dataDir: resolve('data'),
      database: resolve('data/switchboard.db'),
      logLevel: 'info',
      canReveal: true,
      corsOrigins: [],
      egress,
      rates: {
        token: { atOnce: 10_000, perSecond: 5000 },
        address: { atOnce: 1000, perSecond: 500 },
        failures: { atOnce: 10, perSecond: 1 / 6, longestWait: 900 },
        reveals: { atOnce: 60, perSecond: 1 },
      },
      http: { trustedProxies: [], longestQueueMs: 500, stopMs: 10_000, metrics: { listen: undefined, token: undefined } },
      tracing: undefined,
      introspection: 'authenticated',
      secrets: { adminToken: undefined, masterKeys: undefined },
    })
  })

  it('are all taken from the environment', () => {
    const { secrets, ...plain } = readConfig({
      SWITCHBOARD_HOST: '0.0.0.0',
      SWITCHBOARD_PORT: '8080',
      SWITCHBOARD_DATA_DIR: '/var/lib/switchboard',
      SWITCHBOARD_DATABASE_URL: '/srv/main.db',
      SWITCHBOARD_ADMIN_TOKEN: adminToken,
      SWITCHBOARD_MASTER_KEYS: masterKeys,
      SWITCHBOARD_LOG_LEVEL: 'warn',
      SWITCHBOARD_CORS_ORIGINS: 'https://app.example, http://localhost:5173,http://[::1]:5173',
      SWITCHBOARD_EGRESS_ALLOW: '10.0.0.0/8',
      SWITCHBOARD_REVEAL: 'off',
      SWITCHBOARD_RATE_LIMITS: 'failures=5/h, token=100/s',
      SWITCHBOARD_TRUST_PROXY: '127.0.0.1, fd00::/8',
      SWITCHBOARD_MAX_QUEUE_MS: '250',
      SWITCHBOARD_STOP_SECONDS: '30',
      SWITCHBOARD_METRICS_PORT: '9464',
      SWITCHBOARD_METRICS_HOST: '0.0.0.0',
      SWITCHBOARD_METRICS_TOKEN: adminToken,
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318/',
      OTEL_SERVICE_NAME: 'gateway',
      SWITCHBOARD_INTROSPECTION: 'administrators',
    })
    expect(plain.tracing?.url.open()).toBe('http://127.0.0.1:4318/v1/traces')
    expect(plain.egress.allows('db.example', 443, ipaddr.parse('10.0.0.7'))).toBe(true)
    expect(plain).toEqual({
      host: '0.0.0.0',
      port: 8080,
      dataDir: '/var/lib/switchboard',
      database: '/srv/main.db',
      logLevel: 'warn',
      canReveal: false,
      corsOrigins: ['https://app.example', 'http://localhost:5173', 'http://[::1]:5173'],
      egress,
      rates: {
        token: { atOnce: 200, perSecond: 100 },
        address: { atOnce: 1000, perSecond: 500 },
        failures: { atOnce: 5, perSecond: 5 / 3600, longestWait: 900 },
        reveals: { atOnce: 60, perSecond: 1 },
      },
      http: {
        trustedProxies: ['127.0.0.1', 'fd00::/8'],
        longestQueueMs: 250,
        stopMs: 30_000,
        metrics: { listen: { host: '0.0.0.0', port: 9464 }, token: expect.anything() },
      },
      tracing: { url: expect.anything(), service: 'gateway' },
      introspection: 'administrators',
    })
    expect(plain.http.metrics.token?.open()).toBe(adminToken)
    expect([secrets.adminToken?.open(), secrets.masterKeys?.open()]).toEqual([adminToken, masterKeys])
  })

  it.each([
    [{ PORT: '3000' }, 3000],
    [{ PORT: '3000', SWITCHBOARD_PORT: '5000' }, 5000],
    [{ SWITCHBOARD_PORT: ' 5000 ' }, 5000],
    [{ SWITCHBOARD_PORT: '0' }, 0],
    [{ SWITCHBOARD_PORT: '', PORT: '' }, 4000],
  ])('take the port of %j as %d', (env, port) => {
    expect(readConfig(env)).toHaveProperty('port', port)
  })

  it.each([
    ['main.db', resolve('main.db')],
    ['/srv/main.db', '/srv/main.db'],
    ['file:///srv/main.db', '/srv/main.db'],
    ['file:main.db', resolve('main.db')],
    ['sqlite:///srv/main.db', '/srv/main.db'],
  ])('take the database %s as the file %s', (url, file) => {
    expect(readConfig({ SWITCHBOARD_DATABASE_URL: url })).toHaveProperty('database', file)
  })

  it('that are for the commands are known, and change nothing here', () => {
    expect(readConfig({ SWITCHBOARD_URL: 'nonsense', SWITCHBOARD_TOKEN: 'q7-Lark' })).toEqual(defaults)
  })

  it('that are empty count as not set', () => {
    const names = ['HOST', 'PORT', 'DATA_DIR', 'DATABASE_URL', 'ADMIN_TOKEN', 'MASTER_KEYS', 'LOG_LEVEL', 'CORS_ORIGINS', 'EGRESS_ALLOW']
    const empty = Object.fromEntries(names.map((name) => [`SWITCHBOARD_${name}`, ' ']))
    expect(readConfig(empty)).toEqual(defaults)
  })

  it('keep the database in the data folder unless told', () => {
    expect(readConfig({ SWITCHBOARD_DATA_DIR: '/var/lib/switchboard' })).toHaveProperty('database', '/var/lib/switchboard/switchboard.db')
  })

  it('cannot be changed afterwards', () => {
    const config = readConfig({})
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError)
    expect(() => Object.assign(config.secrets, { adminToken: undefined })).toThrow(TypeError)
    expect(() => Object.assign(config.corsOrigins, ['https://app.example'])).toThrow(TypeError)
  })
})

describe('a setting is refused by its name and without its value', () => {
  it.each([
    ['SWITCHBOARD_PORT', '65536'],
    ['SWITCHBOARD_PORT', '-1'],
    ['SWITCHBOARD_PORT', '80.5'],
    ['SWITCHBOARD_PORT', '0x50'],
    ['SWITCHBOARD_PORT', 'http'],
    ['SWITCHBOARD_DATABASE_URL', 'postgres://ann:q7-Lark@db.example/main'],
    ['SWITCHBOARD_REVEAL', 'Off'],
    ['SWITCHBOARD_REVEAL', 'false'],
    ['SWITCHBOARD_RATE_LIMITS', 'reveals=none'],
    ['SWITCHBOARD_RATE_LIMITS', 'token=0/s'],
    ['SWITCHBOARD_RATE_LIMITS', 'token=5/d'],
    ['SWITCHBOARD_RATE_LIMITS', 'everyone=5/s'],
    ['SWITCHBOARD_RATE_LIMITS', 'token=5/s,off'],
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
