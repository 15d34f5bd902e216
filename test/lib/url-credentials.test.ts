import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { originOf, withoutCredentials } from '../../src/lib/url.js'

const secret = 'hunter2SECRET'

describe('a credential where no name tells of one', () => {
  it.each([
    `https://hooks.slack.example/services/T000/B000/${secret}`,
    `wss://stream.example/v1/${secret}/feed`,
    `hooks.slack.example/services/T000/B000/${secret}`,
    `https://api.telegram.example/bot123:${secret}/sendMessage`,
    ...['code', 'appid', 'pw', 'psw', 'pin', 'session', 'sid', 'key1', 'apikey2', 'api_keys', 'hmac', 'otp', 'bearer', 'oauth'].map(
      (name) => `https://h.example/x?${name}=${secret}`,
    ),
    `https://h.example/x?${secret}`,
    `https://h.example/x#${secret}`,
    `https://h.example/x#page=1&page=${secret}`,
    `https://h.example/x;jsessionid=${secret}`,
    `https://h.example/x;page=1/y/${secret}`,
    `https://h.example/x?a[password]=${secret}`,
    `https://h.example/x?p%61ssword=${secret}`,
    `https://h.example/x?p%2561ssword=${secret}`,
    `https://h.example/x?page=1;password=${secret}`,
    `https://h.example/x?data={"password":"${secret}"}`,
    `https://h.example/x?page={"password":"${secret}"}`,
    `https://h.example/x?page=1%26password%3D${secret}`,
    `https://h.example/x?redirect=https%3A%2F%2Fu%3A${secret}%40h`,
    `redis://h.example:6379/0?credential2=${secret}`,
    `mongodb://h.example/db?authMechanismProperties=AWS_SESSION_TOKEN:${secret}`,
    `postgres://h.example/db?options=-c%20x.pw%3D${secret}`,
    `jdbc:sqlserver://h.example;databaseName=d;user=u;pw=${secret}`,
    `jdbc:hive2://h.example:1/db;user=u;pw=${secret}`,
    `jdbc:hive2://h.example:1/db;ssl=true?x.pw=${secret}`,
    `jdbc:vertica://h.example/db?user=u&OAuthJsonConfig={"x":"${secret}"}`,
    `jdbc:clickhouse://h.example/db?custom_http_params=password=${secret}`,
    `jdbc:snowflake://h.example/?authenticator=x&code=${secret}`,
    `jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=h))(SECURITY=(MY_WALLET_DIRECTORY=/${secret})))`,
    `jdbc:oracle:thin:@(DESCRIPTION=(ADDRESS=(HOST=h))(CONNECT_DATA=(SID=x=${secret})))`,
    `jdbc:oracle:thin:@ldap://h.example/sales,pw=${secret}`,
    `failover:(tcp://h.example:1?x.pw=${secret})`,
    `failover:(tcp://h.example:1)?nested.pw=${secret}`,
    `vm://h?brokerConfig=properties:pw=${secret}`,
    ...['://', '%3A%2F%2F', '%253A%252F%252F'].flatMap((slashes) =>
      ['postgresql', 'https', 'mongodb', 'jdbc:mysql', 'amqp'].flatMap((scheme) => [
        `${scheme}${slashes}u%3A${secret}%40h.example/db`,
        `${scheme}${slashes}h.example/db%3Fuser%3Du%26password%3D${secret}`,
        `${scheme}${slashes}h.example%2Fdb%3Fpassword%3D${secret}`,
        `${scheme}${slashes}h.example%3Bpassword%3D${secret}`,
        `${scheme}${slashes}h.example/db%253Fpassword%253D${secret}`,
        `${scheme}${slashes}h.example/db&user=u&password=${secret}`,
        `${scheme}${slashes}h.example:1/db&password=${secret}`,
        `${scheme}${slashes}h.example/0,password=${secret}`,
        `${scheme}${slashes}h.example/db|password=${secret}`,
        `${scheme}${slashes}h.example&password=${secret}`,
      ]),
    ),
    `h.example/db&password=${secret}`,
    `https://h.example/u%3A${secret}%40%zz`,
    `https://h.example/p%3D${secret.slice(0, 9)}%zz/${secret}`,
    `postgres://h.example/u%3A${secret}%40%zz`,
    `https://h.example/u%2525253A${secret}`,
    `h.example&password=${secret}`,
    `u%3A${secret}%40h.example/db`,
    `sqlserver://h.example/db:password=${secret}`,
    `redis://h.example/0:${secret}`,
    `jdbc:postgresql://h.example/db password ${secret}`,
  ])('is not in the form of %s', (address) => {
    expect(withoutCredentials(address) ?? '').not.toContain(secret)
  })

  it.each([
    ['20 characters', 'abcdefghijklmnopqrst', '/in'],
    ['12 characters with letters and digits', 'abcdefghij12', '/in'],
    ['an encoded word', encodeURIComponent('ключ-от-дома-5'), '/in'],
    ['a UUID', '5f1c2f0e-8d7d-4c58-9d8a-0d6f3a2b1c4d', '/in'],
    ['19 letters', 'abcdefghijklmnopqrs', '/in/abcdefghijklmnopqrs/out'],
    ['11 letters and digits', 'abcdefghi12', '/in/abcdefghi12/out'],
    ['a version', '2026.02.15-preview', '/in/2026.02.15-preview/out'],
  ])('ends the path of a web address at %s, if that may be a token', (_what, segment, path) => {
    expect(withoutCredentials(`https://h.example/in/${segment}/out?page=2`)).toBe(`https://h.example${path}?page=2`)
  })

  it('is not the name of a database', () => {
    const address = 'postgres://db.example/customers-of-the-year-2026'
    expect(withoutCredentials(address)).toBe(address)
  })

  it('never passes in a parameter that is not known, whatever its name and the driver are', () => {
    const base = fc.constantFrom(
      'https://h.example/x?',
      'db.example/x?',
      'mongodb://h.example/db?',
      'jdbc:postgresql://h.example/db?',
      'jdbc:sqlserver://h.example;',
      'jdbc:db2://h.example:1/DB:',
      'failover:(tcp://h.example:1)?',
    )
    const known = fc.constantFrom('', 'ssl=true', 'timeout=5')
    fc.assert(
      fc.property(base, fc.stringMatching(/^[A-Za-z%0-9._[\]-]{0,9}$/), known, known, (b, name, before, after) => {
        for (const separator of ['&', ';']) {
          const text = [before, `x-${name}=${secret}`, after].join(separator)
          expect(withoutCredentials(b + text) ?? '').not.toContain(secret)
        }
      }),
      { numRuns: 2000 },
    )
  })
})

describe('what a driver is told about how to connect stays', () => {
  it.each([
    'postgres://h.example:5432/db?sslmode=verify-full&application_name=orders&connect_timeout=10&target_session_attrs=read-write',
    'mysql://h.example/db?charset=utf8mb4&timezone=Z&connectionLimit=5',
    'mongodb+srv://h.example/db?retryWrites=true&w=majority&readPreference=secondaryPreferred&appName=Cluster0&authSource=admin',
    'mongodb://a.example:1,b.example:2/db?replicaSet=rs0&readPreferenceTags=dc:ny,rack:1&tls=true',
    'jdbc:mysql://h.example/db?useSSL=true&serverTimezone=Europe%2FBerlin&useUnicode=true&characterEncoding=UTF-8&allowPublicKeyRetrieval=true',
    'jdbc:sqlserver://h.example\\one:1433;databaseName=shop;encrypt=true;trustServerCertificate=false;loginTimeout=30;',
    'jdbc:oracle:thin:@h.example:1521/shop?TNS_ADMIN=/etc/tns&oracle.net.CONNECT_TIMEOUT=5000',
    'jdbc:db2://h.example:50000/SHOP:sslConnection=true;currentSchema=X;',
    'jdbc:trino://h.example:443/hive/default?SSL=true&SSLVerification=FULL&source=orders',
    'jdbc:hive2://h.example:10000/default;transportMode=http;httpPath=cliservice;ssl=true',
    'failover:(ssl://a.example:1?wireFormat.maxInactivityDuration=0,ssl://b.example:2)?randomize=false&jms.useAsyncSend=true',
    'redis://h.example:6379/0?timeout=5',
    'https://hooks.example/t/42?src=gw&api-version=2026-01-01',
  ])('%s', (address) => {
    expect(withoutCredentials(address)).toBe(address)
  })

  it.each([
    ['more than 64 characters', `application_name=${'a'.repeat(65)}`],
    ['anything but letters, digits and . _ - : / ,', 'application_name=a%2Bb'],
    ['braces', 'application_name={a}'],
  ])('but not with %s', (_what, parameter) => {
    expect(withoutCredentials(`postgres://h.example/db?${parameter}`)).toBe('postgres://h.example/db')
  })
})

describe('the origin of an address', () => {
  it.each([
    ['https://ann:q7-Lark@hooks.example:8443/t/42?src=gw', 'https://hooks.example:8443'],
    ['HTTP://hooks.example', 'HTTP://hooks.example'],
    ['https://hooks.example?x=1', 'https://hooks.example'],
    ['https://{{host}}.example/{{path}}', 'https://{{host}}.example'],
    ['https://ann:12/q7-Lark@hooks.example/t', null],
    ['hooks.example/t', null],
  ])('of %s is %s', (address, origin) => {
    expect(originOf(address)).toBe(origin)
  })
})
