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
  long('of one name', `{"name":"${' '.repeat(40_000)}"}`, '/o/01HQ7Z3T5E8W2N4K6M9P1R3D3M/connections'),
  ...crowded,
  { name: 'shim: an address of 15 kB', path: `/apiops/projects/${'a'.repeat(15_000)}/connections/`, method: 'GET' },
]
