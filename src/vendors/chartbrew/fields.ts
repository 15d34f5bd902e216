import type {
  ChartbrewAuthentication,
  ChartbrewBasicAuthInput,
  ChartbrewBearerTokenInput,
  ChartbrewConnectionProfile,
  ChartbrewFiles,
  UploadConnectionFilesInput,
} from '../../generated/schema.js'
import { one, plain, plainDocument, secret, secretAddress, secretDocument, secretFile, secretUrl, texts, workspaceKey } from '../fields.js'
import type { FieldTable, FieldTables, ProfileTable } from '../fields.js'
import { authenticationFacts, optionsFacts, serviceAccountFacts } from './facts.js'

const profile = {
  name: 'name',
  type: 'type',
  enabled: 'active',
  teamId: workspaceKey('integer'),
  subType: 'subType',
  host: secretAddress('host'),
  port: 'port',
  dbName: 'dbName',
  username: 'username',
  password: secret('password'),
  connectionString: secretUrl('connectionString'),
  srv: 'srv',
  options: secretDocument('options', { facts: optionsFacts, noFacts: { names: [] } }),
  authentication: secretDocument('authentication', {
    facts: authenticationFacts,
    noFacts: {} satisfies Partial<ChartbrewAuthentication>,
    input: {
      tag: 'type',
      members: {
        no_auth: { type: null, path: '' },
        basic_auth: { type: 'ChartbrewBasicAuth', path: '' },
        bearer_token: { type: 'ChartbrewBearerToken', path: '' },
      },
    },
  }),
  firebaseServiceAccount: secretDocument('firebaseServiceAccount', { facts: serviceAccountFacts, noFacts: {} }),
  ssl: 'ssl',
  sslMode: 'sslMode',
  sslCa: 'sslCa',
  sslCert: 'sslCert',
  sslKey: 'sslKey',
  files: one('files', 'ChartbrewFiles'),
  schema: plainDocument('schema'),
  projectIds: texts('project_ids'),
  oauthId: 'oauth_id',
  useSsh: 'useSsh',
  sshHost: 'sshHost',
  sshPort: 'sshPort',
  sshUsername: 'sshUsername',
  sshPassword: secret('sshPassword'),
  sshPrivateKey: secretFile('files/sshPrivateKey'),
  sshPassphrase: secret('sshPassphrase'),
  sshJumpHost: 'sshJumpHost',
  sshJumpPort: 'sshJumpPort',
} satisfies ProfileTable<ChartbrewConnectionProfile>

export const fields: FieldTables = {
  ChartbrewConnectionProfile: profile,
  ChartbrewFiles: {
    sslCa: secretFile('sslCa'),
    sslCert: secretFile('sslCert'),
    sslKey: secretFile('sslKey'),
    sshPrivateKey: secretFile('sshPrivateKey'),
  } satisfies FieldTable<ChartbrewFiles>,
  UploadConnectionFilesInput: {
    sslCa: 'sslCa',
    sslCert: 'sslCert',
    sslKey: 'sslKey',
    sshPrivateKey: 'sshPrivateKey',
  } satisfies FieldTable<Omit<UploadConnectionFilesInput, 'id' | 'expectedRevision'>>,
  ChartbrewBasicAuth: { user: plain('user', null), pass: secret('pass') } satisfies FieldTable<ChartbrewBasicAuthInput>,
  ChartbrewBearerToken: { token: secret('token') } satisfies FieldTable<ChartbrewBearerTokenInput>,
}
