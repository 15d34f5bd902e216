import { crowded } from './crowded.js'

/** A request that must be refused, or taken, soon. */
export interface Hostile {
  readonly name: string
  readonly path: string
  readonly method?: string
  readonly body?: string
  readonly type?: string
  /** What is strange may still be what the vendor takes. */
  readonly isAllowed?: true
}

const times = (count: number, text: (index: number) => string): string => Array.from({ length: count }, (_, index) => text(index)).join(' ')
const viewer = 'viewer { token { id } }'
const doubling = times(30, (index) => `fragment f${index} on Query { node { ...f${index + 1} } nodes { ...f${index + 1} } }`)

const document = (name: string, query: string, more = ''): Hostile => ({
  name,
  path: '/graphql',
  body: `{"query":${JSON.stringify(query)}${more}}`,
})
const shim = (name: string, body: string, path = '/team/70/connections'): Hostile => ({ name: `shim: ${name}`, path, body })
const long = (name: string, body: string, path?: string): Hostile => ({ ...shim(`40 kB ${name}`, body, path), isAllowed: true })

const acme = '/apiops/projects/Acme/connections/one/'
const kafka = '/apiops/projects/Acme/connections/a/'
const graylog = { name: 'a', type: 'graylog', hostname: 'h', port: 1 }
const form = 'application/x-www-form-urlencoded'
/** Brought into the normal form, the second half comes before the first. */
const marks = (count: number): string => `a${'\u0301'.repeat(count / 2)}${'\u0316'.repeat(count / 2)}`
const variables = (value: string): string => `,"variables":{"v":${JSON.stringify(value)}}`
const search = 'query ($v: String) { connections(filter: { search: $v }) { totalCount } }'
const byKey = 'query ($v: String!) { connectionByKey(vendor: APINIZER, workspace: "Acme", key: $v) { __typename } }'
const named = 'mutation ($v: String!) { createToken(input: { name: $v, grants: [{ roles: [VIEWER] }] }) { userErrors { code } } }'
/** Where a refusal is one field's, the answer is not refused as a whole. */
const field = (...given: Parameters<typeof document>): Hostile => ({ ...document(...given), isAllowed: true })
const thirty = (name: string, type: string, asked: string): Hostile =>
  field(
    `thirty times a ${name}`,
    `query ($v: ${type}) { ${times(30, (index) => `a${index}: ${asked}`)} }`,
    variables('x'.repeat(7_800_000)),
  )

export const hostile: readonly Hostile[] = [
  document('50,000 open brackets', `{ node(id: ${'['.repeat(50_000)}`),
  document('150 levels', '{ node '.repeat(150) + '}'.repeat(150)),
  document('one place sixty times', `{ ${times(60, () => viewer)} }`),
  document('200 aliases', `{ ${times(200, (index) => `a${index}: __typename`)} }`),
  document('fragments that double thirty times', `{ ...f0 } ${doubling} fragment f30 on Query { ${viewer} }`),
  document('400 directives', `{ viewer ${'@include(if: true) '.repeat(200)} { token { id } } }`),
  document('5,000 directives that nobody knows', `{ ${viewer} ${'@a'.repeat(5000)} }`),
  document('10,000 fields', `{ ${'id '.repeat(10_000)} }`),
  document('300 fields that nobody knows', `{ ${times(300, (index) => `nobody${index}`)} }`),
  document(
    '50 operations',
    times(50, (index) => `query q${index} { ${viewer} }`),
  ),
  document('60 changes', `mutation { ${times(60, (index) => `a${index}: revokeToken(input: { id: "x" }) { userErrors { code } }`)} }`),
  document('variables of 100,000 levels', '{ __typename }', `,"variables":{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`),
  document('a key that comes twice', '{ __typename }', ',"variables":{"a":1,"a":2}'),
  document('a body of 8 MiB and a byte', ' '.repeat(8 * 1024 * 1024)),
  document('a body of 8 MB that is no JSON at its end', ' '.repeat(8_000_000), ','),
  document('40 kB of a string', `{ nobody(id: "${'a'.repeat(40_000)}") }`),
  { name: 'a wrong media type', path: '/graphql', body: '{ __typename }', type: 'text/plain' },
  shim('100,000 levels', '['.repeat(100_000)),
  shim('a key that comes twice', '{"name":"a","name":"b"}'),
  shim('50,000 keys of which the last comes twice', `{${Array.from({ length: 50_000 }, (_, index) => `"k${index}":1`).join()},"k1":1}`),
  shim('a number that does not print back', '{"name":"a","type":"api","options":[1e999]}'),
  shim('100,000 numbers of which the last does not print back', `{"options":[${'0.1,'.repeat(100_000)}1e999]}`),
  shim('a key that reaches a prototype', '{"name":"a","__proto__":{"x":1}}'),
  shim('a body of 1 MiB and a byte', ' '.repeat(1024 * 1024 + 1)),
  long('where a URL belongs', `{"name":"a","type":"api","host":"http://${'a.'.repeat(20_000)}"}`),
  long('where a port belongs', `{"name":"a","type":"postgres","host":"h","port":"${'1'.repeat(40_000)}x"}`),
  long('of a connection string', `{"name":"a","type":"mongodb","connectionString":"mongodb://${'a:@'.repeat(13_000)}"}`),
  long('of a JDBC URL', `{"type":"Database","name":"a","jdbcUrl":"jdbc:${';a='.repeat(13_000)}"}`, '/apiops/projects/Acme/connections/a/'),
  shim('a name of 100,000 marks', JSON.stringify({ name: marks(100_000), type: 'mysql' })),
  shim('a name of 100,000 marks beside another in the path', JSON.stringify({ name: marks(100_000), type: 'email' }), acme),
  shim('a name of 1 MB beside another in the path', JSON.stringify({ name: 'x'.repeat(1_000_000), type: 'email' }), acme),
  shim(
    'a key of 900 kB in a refusal',
    JSON.stringify({ name: 'a', type: 'kafka', topicName: 't', propertiesMap: { ['k'.repeat(900_000)]: 5 } }),
    kafka,
  ),
  shim('300,000 blanks in a file', JSON.stringify({ ...graylog, tlsTrustCertChainFile: `a${' '.repeat(300_000)}!` }), kafka),
  long(
    'of marks in each of eight hosts',
    JSON.stringify({ name: 'a', type: 'rabbitMq', hostPortList: Array.from({ length: 8 }, () => ({ host: marks(40_000), port: 1 })) }),
    kafka,
  ),
  long(
    'in each of fifteen hosts',
    JSON.stringify({
      name: 'letters',
      type: 'rabbitMq',
      hostPortList: Array.from({ length: 15 }, (_, index) => ({ host: `${index}${'a'.repeat(40_000)}`, port: 1 })),
    }),
    '/apiops/projects/Acme/connections/letters/',
  ),
  thirty('search of 7.8 MB', 'String', 'connections(filter: { search: $v }) { totalCount }'),
  thirty('type of 7.8 MB', 'String', 'connections(filter: { type: $v }) { totalCount }'),
  thirty('workspace of 7.8 MB', 'ID', 'connections(filter: { workspaceId: $v }) { totalCount }'),
  thirty('subject of 7.8 MB', 'ID', 'auditEvents(filter: { subjectId: $v }) { totalCount }'),
  thirty('cursor of 7.8 MB', 'String', 'connections(after: $v) { totalCount }'),
  field('a search of 100,000 marks', search, variables(marks(100_000))),
  field('a search of 50,000 letters', search, variables(`${'a'.repeat(50_000)}b`)),
  field('a search of 255 letters in long hosts', search, variables(`${'a'.repeat(254)}b`)),
  field('a key of 100,000 marks', byKey, variables(marks(100_000))),
  field('a token named by 100,000 marks', named, variables(marks(100_000))),
  { name: 'shim: a form of 1 MB', path: '/apiops/auth/token', body: '%F0&'.repeat(260_000), type: form },
  { name: 'shim: a form of 16 kB', path: '/apiops/auth/token', body: '%F0&'.repeat(4000), type: form },
  long('of one name', `{"name":"${' '.repeat(40_000)}"}`, '/o/01HQ7Z3T5E8W2N4K6M9P1R3D3M/connections'),
  ...crowded,
  { name: 'shim: an address of 15 kB', path: `/apiops/projects/${'a'.repeat(15_000)}/connections/`, method: 'GET' },
]
