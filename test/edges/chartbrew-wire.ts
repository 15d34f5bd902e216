type Wire = Readonly<Record<string, unknown>>

const enumName = (value: unknown): string =>
  String(value)
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase()

/** GraphQL names of wire members that have another. */
const renamed: Readonly<Record<string, string>> = { active: 'enabled', oauth_id: 'oauthId', project_ids: 'projectIds' }
const plain = [
  'name',
  'host',
  'port',
  'dbName',
  'username',
  'srv',
  'ssl',
  'sslMode',
  'schema',
  'useSsh',
  'sshHost',
  'sshPort',
  'sshUsername',
  'sshJumpHost',
  'sshJumpPort',
  'active',
  'oauth_id',
]
const secrets = ['password', 'connectionString', 'sshPassword', 'sshPassphrase']
const documents = ['options', 'firebaseServiceAccount']

/** A wire body as a caller of GraphQL writes it. */
export function toInput(wire: Wire): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wire).map(([name, value]) => [renamed[name] ?? name, inputValue(name, value)]))
}

function inputValue(name: string, value: unknown): unknown {
  if (secrets.includes(name)) return { value }
  if (documents.includes(name)) return { value: JSON.stringify(value) }
  if (name === 'type' || name === 'subType') return enumName(value)
  if (name === 'project_ids') return (value as unknown[]).map(String)
  return name === 'authentication' ? authentication(value as Readonly<Record<string, string>>) : value
}

function authentication({ type, user, pass, token }: Readonly<Record<string, string>>): unknown {
  if (type === 'basic_auth') return { basicAuth: { user, pass: { value: pass } } }
  return type === 'bearer_token' ? { bearerToken: { token: { value: token } } } : { noAuth: true }
}

/** Everything that both edges show, as REST words it: secrets by whether they are set. */
export function shownByRest(body: Wire): Record<string, unknown> {
  return {
    ...Object.fromEntries(
      [...plain, 'id', 'team_id', 'type', 'createdAt', 'updatedAt', 'sslCa', 'sslCert', 'sslKey'].map((name) => [name, body[name]]),
    ),
    subType: body.subType === null ? null : enumName(body.subType),
    project_ids: ((body.project_ids ?? []) as unknown[]).map(String),
    isSet: {
      password: body.password !== null,
      connectionString: body.connectionString !== null,
      options: hasMembers(body.options),
      authentication: hasMembers(body.authentication) && (body.authentication as Wire).type !== 'no_auth',
      firebaseServiceAccount: hasMembers(body.firebaseServiceAccount),
      sshPassword: body.hasSshPassword,
      sshPassphrase: body.hasSshPassphrase,
      sshPrivateKey: body.hasSshPrivateKey,
    },
    facts: {
      names: [body.options ?? []].flat().flatMap((option) => Object.keys(option)),
      kind: body.authentication ? enumName((body.authentication as Wire).type) : null,
      projectId: (body.firebaseServiceAccount as Wire | null)?.project_id ?? null,
    },
  }
}

/** The same out of an answer of GraphQL. */
export function shownByGraphql(connection: Wire): Record<string, unknown> {
  const fact = (name: string, key: string): unknown => (connection[name] as Wire)[key]
  return {
    ...Object.fromEntries(
      [...plain, 'type', 'createdAt', 'updatedAt', 'sslCa', 'sslCert', 'sslKey', 'subType', 'project_ids'].map((name) => [
        name,
        connection[renamed[name] ?? name],
      ]),
    ),
    id: Number(connection.vendorKey),
    team_id: connection.teamId,
    isSet: Object.fromEntries([...secrets, ...documents, 'authentication', 'sshPrivateKey'].map((name) => [name, fact(name, 'isSet')])),
    facts: {
      names: fact('options', 'names'),
      kind: fact('authentication', 'type'),
      projectId: fact('firebaseServiceAccount', 'projectId'),
    },
  }
}

function hasMembers(document: unknown): boolean {
  return document !== null && Object.keys(document as object).length > 0
}
