/** What the contract's section 3 says of one field that a client may write. */
export interface Field {
  readonly name: string
  readonly absent: unknown
  /** Echoed as they are written. */
  readonly values: readonly [unknown, unknown, ...unknown[]]
  /** Written so, echoed so. */
  readonly coerced?: readonly (readonly [unknown, unknown])[]
  /** What PUT makes of null and of "". */
  readonly onNull: Emptying
  readonly onEmpty: Emptying
  readonly wrong: readonly unknown[]
}

/** `cleared`: null afterwards. */
export type Emptying = 'cleared' | 'kept' | 'refused'

/** Every marker must be missing from every refusal. */
export const marker = 'zq-marked'
const markedList = [marker]
const markedObject = { [marker]: marker }

const text = (name: string, ...values: readonly [string, string, ...string[]]): Field => ({
  name,
  absent: null,
  values,
  onNull: 'kept',
  onEmpty: 'kept',
  wrong: [5432, true, markedList, markedObject],
})

const flag = (name: string, absent: boolean): Field => ({
  name,
  absent,
  values: [true, false],
  coerced: [['yes', true], [1, true], ['true', true], ['false', false], [0, false]],
  onNull: 'cleared',
  onEmpty: 'cleared',
  wrong: [marker, markedList, markedObject],
}) // prettier-ignore

const port = (name: string): Field => ({
  name,
  absent: null,
  values: [22, 2222],
  onNull: 'cleared',
  onEmpty: 'cleared',
  wrong: [marker, 22.5, 0, 65_536, true, markedList, markedObject],
})

const types = ['mongodb', 'api', 'mysql', 'postgres', 'realtimedb', 'firestore', 'googleAnalytics', 'customerio'] as const
const account = { type: 'service_account', project_id: 'p', private_key: 'k', client_email: 'a@p.example' }

export const fields: readonly Field[] = [
  {
    ...text('name', 'Orders', 'x'.repeat(255)),
    onNull: 'refused',
    onEmpty: 'refused',
    wrong: [5, true, markedList, markedObject, 'x'.repeat(256)],
  },
  {
    ...text('type', ...types),
    onNull: 'refused',
    onEmpty: 'refused',
    wrong: ['oracle', 'Mysql', 'clickhouse', 5, true, markedList, markedObject],
  },
  {
    ...text('subType', 'timescaledb', 'supabasedb', 'rdsPostgres', 'rdsMysql', ...types),
    onNull: 'cleared',
    onEmpty: 'cleared',
    wrong: ['oracle', 'stripe', 'RDSMYSQL', 5, true, markedList, markedObject],
  },
  text('host', 'db.example', 'https://api.example/v3', 'eu', '{{host}}'),
  text('port', '5432', '27017'),
  text('dbName', 'orders', 'a b/c?d'),
  text('username', 'reader', 'O\'Brien "x"'),
  text('password', 'p4ss: word', '  spaced  ', '******'),
  {
    name: 'options',
    absent: null,
    values: [[{ 'X-Tenant': 'a' }, { Accept: 'b' }], [{ a: 1, b: null }], { authSource: 'admin', retryWrites: true }, [], {}],
    onNull: 'kept',
    onEmpty: 'cleared',
    wrong: [marker, 5, true],
  },
  {
    name: 'authentication',
    absent: null,
    values: [
      { type: 'bearer_token', token: 't' },
      { type: 'basic_auth', user: 'u', pass: 'p' },
      { type: 'no_auth' },
      { type: 'oauth2', more: { a: [1, null] } },
      {},
    ],
    onNull: 'kept',
    onEmpty: 'cleared',
    wrong: [marker, 5, true, markedList],
  },
  {
    name: 'firebaseServiceAccount',
    absent: null,
    values: [account, JSON.stringify(account), {}],
    onNull: 'kept',
    onEmpty: 'cleared',
    wrong: [5, true, markedList],
  },
  {
    ...text('connectionString', 'mongodb+srv://u:p@h.example/db', 'postgres://u:p!a@h.example:5432/o?sslmode=require', 'https://r.example'),
    onEmpty: 'cleared',
  },
  flag('srv', false),
  flag('ssl', false),
  {
    ...text('sslMode', 'verify-full', 'verify-ca', 'prefer', 'disable', 'require', 'anything'),
    absent: 'require',
    onNull: 'cleared',
    onEmpty: 'cleared',
  },
  {
    name: 'schema',
    absent: null,
    values: [{ tables: ['a'], description: { a: ['id'] } }, { apiAiContext: { raw: 'x'.repeat(12_000) } }],
    onNull: 'cleared',
    onEmpty: 'cleared',
    wrong: [marker, 5, true, markedList],
  },
  {
    name: 'project_ids',
    absent: null,
    values: [[12, 15], ['12', '15'], [12, '15'], []],
    onNull: 'cleared',
    onEmpty: 'cleared',
    wrong: [marker, 5, true, markedObject, [markedObject], [markedList], [null], [true]],
  },
  {
    name: 'oauth_id',
    absent: null,
    values: ['9b2f6c1e-0d5a-4c3b-8e7f-1a2b3c4d5e6f', '00000000-0000-0000-0000-000000000000'],
    onNull: 'cleared',
    onEmpty: 'cleared',
    wrong: [marker, '9b2f6c1e', 5, true, markedList, markedObject],
  },
  flag('active', true),
  flag('useSsh', false),
  text('sshHost', 'bastion.example', 'b2.example'),
  text('sshUsername', 'tunnel', 't2'),
  text('sshJumpHost', 'jump.example', 'j2.example'),
  port('sshPort'),
  port('sshJumpPort'),
]
