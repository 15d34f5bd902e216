import { resolve } from 'node:path'
import ipaddr from 'ipaddr.js'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../src/config.js'

const adminToken = 'q7-Lark_0123456789-0123456789-abcdef'
const masterKeys = `k1:${Buffer.alloc(32, 9).toString('base64')}`

const egress = { allows: expect.any(Function) }
const defaults = { ...readConfig({}), egress }

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

  it('take an address in brackets, as a URL has it', () => {
    expect(readConfig({ SWITCHBOARD_HOST: '[::1]' }).host).toBe('::1')
    expect(readConfig({ SWITCHBOARD_HOST: 'localhost' }).host).toBe('127.0.0.1')
  })

  it('that are empty count as not set', () => {
    const names = ['HOST', 'PORT', 'DATA_DIR', 'DATABASE_URL', 'ADMIN_TOKEN', 'MASTER_KEYS', 'LOG_LEVEL', 'CORS_ORIGINS', 'EGRESS_ALLOW']
    const empty = Object.fromEntries(names.map((name) => [`SWITCHBOARD_${name}`, ' ']))
    expect(readConfig(empty)).toEqual(defaults)
  })

  it('take the path of the database as it is, with signs that mean something in a URL', () => {
    expect(readConfig({ SWITCHBOARD_DATABASE_URL: '/srv/a b%20?.db' }).database).toBe('/srv/a b%20?.db')
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
