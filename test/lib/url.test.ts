import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf, withoutCredentials } from '../../src/lib/url.js'

describe('an address without credentials', () => {
  it.each([
    ['https://api.shop.example/v2', 'https://api.shop.example/v2'],
    ['https://user:teal-Oak-5@api.shop.example/v2', 'https://api.shop.example/v2'],
    ['https://ghp_0123456789@git.example/x', 'https://git.example/x'],
    ['https://:teal-Oak-5@api.shop.example/v2', 'https://api.shop.example/v2'],
    ['https://user%40shop:teal%2FOak%3F5@api.shop.example', 'https://api.shop.example'],
    ['postgres://reader:T!de-pool@pg.shop.example:5432/orders?sslmode=require', 'postgres://pg.shop.example:5432/orders?sslmode=require'],
    ['mongodb+srv://reporter:q7-Lark@ledger.h2kd9.mongodb.net/ledger', 'mongodb+srv://ledger.h2kd9.mongodb.net/ledger'],
    [
      'mongodb://app:q7-Lark@m1.example:27017,m2.example:27018/db?replicaSet=rs',
      'mongodb://m1.example:27017,m2.example:27018/db?replicaSet=rs',
    ],
    ['redis://:q7-Lark@cache.example:6379/0', 'redis://cache.example:6379/0'],
    ['postgresql:///orders?host=/var/run/postgresql', 'postgresql:///orders?host=/var/run/postgresql'],
    ['mysql://root:q7-Lark@[2001:db8::1]:3306/shop', 'mysql://[2001:db8::1]:3306/shop'],
    ['http://[::1]:8080/v1', 'http://[::1]:8080/v1'],
    [
      'jdbc:sqlserver://sql.example\\one:1433;databaseName=shop;user=sa;password=q7-Lark',
      'jdbc:sqlserver://sql.example\\one:1433;databaseName=shop',
    ],
    ['jdbc:mysql://db.example:3306/shop?user=root&password=q7-Lark&useSSL=true', 'jdbc:mysql://db.example:3306/shop?useSSL=true'],
    ['db.example:3306', 'db.example:3306'],
    ['db.example/shop?user=root&password=q7-Lark', 'db.example/shop'],
    ['eu', 'eu'],
  ])('of %s is %s', (address, form) => {
    expect(withoutCredentials(address)).toBe(form)
  })

  it.each([
    ['a slash', 'https://user:p/w-Oak-5@api.shop.example/v2'],
    ['a question mark', 'https://user:p?w-Oak-5@api.shop.example/v2'],
    ['a number sign', 'https://user:p#w-Oak-5@api.shop.example/v2'],
    ['an at sign', 'https://user:p@w-Oak-5@api.shop.example/v2'],
    ['a colon', 'https://user:p:w-Oak-5@api.shop.example/v2'],
    ['a backslash', 'https://user:p\\w-Oak-5@api.shop.example/v2'],
    ['a percent sign', 'https://user:p%w-Oak-5@api.shop.example/v2'],
  ])('takes out a password that holds %s', (_what, address) => {
    expect(withoutCredentials(address)).toBe('https://api.shop.example/v2')
  })

  it.each([
    ['a template in the host', 'https://{{host}}.x/v2'],
    ['a template with spaces', 'https://{{ host }}/v2'],
    ['templates for host and port', 'https://{{host}}:{{port}}/v2'],
    ['an at sign in the path', 'https://api.shop.example/users/@me'],
    ['a port and parameters', 'https://api.shop.example:8443/v2?page=1&size=2'],
    ['an empty query', 'https://api.shop.example/v2?'],
    ['words and versions in the path', 'https://api.shop.example/v2/customer-groups/2026-02-15-preview/123456789012'],
    ['a template in the path', 'https://api.shop.example/{{ accountNumber2 }}/orders'],
  ])('leaves %s as it is', (_what, address) => {
    expect(withoutCredentials(address)).toBe(address)
  })

  it.each([
    'token',
    'access_token',
    'api_key',
    'apikey',
    'api-key',
    'key',
    'subscription-key',
    'AWSAccessKey',
    'password',
    'pwd',
    'passwd',
    'secret',
    'client_secret',
    'sig',
    'X-Amz-Signature',
    'X-Amz-Credential',
    'auth',
    'jwt',
    'sslpassword',
    'pass%77ord',
    '%74oken',
  ])('takes out the parameter %s, wherever it stands', (name) => {
    expect(withoutCredentials(`https://x.example/a?${name}=q7-Lark&page=1`)).toBe('https://x.example/a?page=1')
    expect(withoutCredentials(`https://x.example/a?page=1&${name}=q7-Lark`)).toBe('https://x.example/a?page=1')
    expect(withoutCredentials(`https://x.example/a#${name}=q7-Lark`)).toBe('https://x.example/a')
    expect(withoutCredentials(`db.example/a;${name}=q7-Lark;b=1`)).toBe('db.example/a')
  })

  it('takes out a parameter that is itself an address with credentials', () => {
    expect(withoutCredentials('https://x.example/go?to=https://ann:q7-Lark@inner.example&n=1')).toBeNull()
    expect(withoutCredentials('https://x.example/go?to=https%3A%2F%2Fann%3Aq7-Lark%40inner.example&page=1')).toBe(
      'https://x.example/go?page=1',
    )
  })

  it.each([
    ['keyword strings', 'host=db.example port=5432 user=ann password=q7-Lark dbname=shop'],
    ['ADO strings', 'Server=db.example;Database=shop;User Id=sa;Password=q7-Lark;'],
    ['a user without a scheme', 'ann:q7-Lark@db.example/shop'],
    ['MySQL key-value hosts', 'jdbc:mysql://(host=db.example,user=ann,password=q7-Lark)/shop'],
    ['a word where the port stands', 'https://root:q7-Lark-55'],
    ['a number that is no port', 'mysql://root:12345678'],
    ['the same without a scheme', 'root:12345678'],
    ['a scheme without slashes', 'https:ann:q7-Lark@db.example'],
    ['digits and a slash before the at sign', 'https://ann:12/q7-Lark@api.shop.example/v2'],
    ['a user that holds a slash', 'https://shop/ann:q7-Lark@api.shop.example/v2'],
    ['an at sign on both sides of a slash', 'https://ann:q7@La/rk@api.shop.example/v2'],
    ['a parameter with an unescaped at sign', 'postgres://db.example/shop?password=q7@Lark-5'],
    ['nothing at all', ''],
  ])('answers null for %s', (_what, address) => {
    expect(withoutCredentials(address)).toBeNull()
  })

  it('never holds the password, whatever user and password are', () => {
    const scheme = fc.constantFrom(
      'https',
      'http',
      'HTTPS',
      'postgres',
      'postgresql',
      'mysql',
      'mongodb',
      'mongodb+srv',
      'redis',
      'jdbc:mysql',
      'wss',
    )
    const host = fc.constantFrom('db.example', 'db.example:5432', '[::1]:5432', 'a.example:1,b.example:2', '{{host}}', 'localhost')
    const rest = fc.constantFrom('', '/', '/shop', '/shop?ssl=true', '?page=1#top', '/users/@me', '/find?mail=ann@shop.example', ';a=b')
    const delimiters = fc.stringMatching(/^[/?#@:;&=%[\]{}\\a-z0-9]{0,12}$/)
    const user = fc.oneof(fc.string(), delimiters)
    const password = fc.tuple(fc.oneof(fc.string(), delimiters), fc.oneof(fc.string(), delimiters)).map(([a, b]) => `${a}q7!Lark${b}`)
    fc.assert(
      fc.property(scheme, user, password, host, rest, fc.boolean(), (s, u, p, h, r, isEncoded) => {
        const shown = isEncoded ? encodeURIComponent(p) : p
        const form = withoutCredentials(`${s}://${u}:${shown}@${h}${r}`)
        expect(form ?? '').not.toContain('q7!Lark')
        expect(form ?? '').not.toContain(encodeURIComponent('q7!Lark'))
      }),
      { numRuns: 5000 },
    )
  })

  it('keeps host and path when user and password are encoded as they should be', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 }).map(encodeURIComponent)
    const words = fc.array(fc.stringMatching(/^(?:[\w.!$'()*+,~-]|%20|%C3%A9){0,3}$/)) // None so long that it may be a token.
    fc.assert(
      fc.property(fc.constantFrom('https', 'postgres', 'mongodb+srv'), text, text, words, (scheme, user, password, path) => {
        const address = ['db.example', ...path].join('/')
        expect(withoutCredentials(`${scheme}://${user}:${password}@${address}`)).toBe(`${scheme}://${address}`)
      }),
    )
  })

  it('never holds the value of a secret parameter', () => {
    const name = fc.constantFrom('password', 'access_token', 'api_key', 'sig', 'client_secret')
    const value = fc.string({ minLength: 0, maxLength: 20 }).map((text) => encodeURIComponent(`q7!Lark${text}`))
    const base = fc.constantFrom('https://x.example/a', 'postgres://db.example/a', 'db.example/a', 'https://ann:pw@x.example')
    fc.assert(
      fc.property(base, name, value, fc.constantFrom('', 'n=1&', 'n=1&m=2&'), (b, n, v, before) => {
        expect(withoutCredentials(`${b}?${before}${n}=${v}`)).not.toContain(v)
      }),
    )
  })

  it('answers at once whatever it is given', () => {
    const long = ['?', '@', '://', '{{', 'a:', '[', '&x', ';', '/@'].map((part) => part.repeat(20_000))
    const start = performance.now()
    for (const text of long) for (const scheme of ['', 'https://', 'mongodb://u:']) withoutCredentials(scheme + text)
    expect(performance.now() - start).toBeLessThan(1000)
  })
})

describe('where an address leads', () => {
  it.each([
    ['https://api.shop.example/v2', 'api.shop.example', null, 'v2'],
    ['https://api.shop.example', 'api.shop.example', null, null],
    ['https://api.shop.example/', 'api.shop.example', null, null],
    ['postgres://pg.example:5432/orders?sslmode=require', 'pg.example', 5432, 'orders'],
    ['mongodb://m1.example:27017,m2.example:27018/db', 'm1.example', 27017, 'db'],
    ['mongodb+srv://ledger.example/ledger', 'ledger.example', null, 'ledger'],
    ['http://[2001:db8::1]:8080/x', '[2001:db8::1]', 8080, 'x'],
    ['https://{{host}}.x/v2', '{{host}}.x', null, 'v2'],
    ['db.example:3306', 'db.example', 3306, null],
    ['db.example:123456', 'db.example', null, null],
    ['postgresql:///orders', null, null, 'orders'],
    ['jdbc:sqlserver://sql.example:1433;databaseName=shop', 'sql.example', 1433, null],
  ])('%s: host, port and database', (address, host, port, database) => {
    expect(addressOf(address)).toEqual({ host, port, database })
  })
})
