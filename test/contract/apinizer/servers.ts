import type { Cases } from '../../support/contract.js'
import { memberCases } from './messaging.js'
import { createProject, type GetApp } from './messaging-project.js'
import { keptCases, type Kept } from './messaging-secrets.js'
import { conditionCases } from './servers-conditions.js'
import { kinds } from './servers-table.js'

const word = 'in-Secret'
const file = 'TUlJQg=='

const kept: readonly Kept[] = [
  {
    type: 'email',
    body: { type: 'email', host: 'mail.example', auth: true, username: 'u', password: word },
    masked: { password: null },
    cleared: { auth: false, password: '' },
  },
  {
    type: 'database',
    body: {
      type: 'database',
      dbType: 'ORACLE',
      jdbcUrl: `jdbc:oracle:thin:scott/${word}@db.example:1521:ORCL`,
      username: 'u',
      password: word,
    },
    masked: { jdbcUrl: null, password: null },
  },
  {
    type: 'elasticsearch',
    body: {
      type: 'elasticsearch',
      elasticHostList: [{ scheme: 'https', host: 'es1.example', port: 9243 }],
      authenticate: true,
      elasticUsername: 'u',
      elasticPassword: word,
      caCertInPkcs12File: file,
      caInPemFile: file,
      caTruststoreFile: file,
      caTruststoreFilePass: word,
      caKeystoreFile: file,
      caKeystoreFilePass: word,
    },
    masked: {
      elasticPassword: null,
      caCertInPkcs12File: null,
      caInPemFile: null,
      caTruststoreFile: null,
      caTruststoreFilePass: null,
      caKeystoreFile: null,
      caKeystoreFilePass: null,
    },
    cleared: {
      authenticate: false,
      elasticPassword: '',
      caCertInPkcs12File: '',
      caInPemFile: '',
      caTruststoreFile: '',
      caTruststoreFilePass: '',
      caKeystoreFile: '',
      caKeystoreFilePass: '',
    },
  },
  {
    type: 'ldap',
    body: { type: 'ldap', serverAddress: 'ldap://dir.example', username: 'cn=svc', password: word, baseDn: 'o=x' },
    masked: { password: null },
  },
  {
    type: 'ftp',
    body: { type: 'ftp', host: 'drop.example', protocol: 'SFTP', username: 'u', password: word },
    masked: { password: null },
  },
  {
    type: 'snmp',
    body: {
      type: 'snmp',
      version: 'V1',
      connectionString: 'udp:10.9.8.7/162',
      securityOrCommunityName: word,
      pduOidForMessage: '1.3',
      authPassphrase: word,
      privPassphrase: word,
    },
    masked: { securityOrCommunityName: null, authPassphrase: null, privPassphrase: null },
  },
  {
    type: 'linux-script',
    body: { type: 'linux-script', hostName: 'batch.example', username: 'u', password: word },
    masked: { password: null },
  },
]

/** Contract sections 2.1, 2.3 to 2.6, 2.9 and 2.10. */
export function serverCases(app: GetApp): Cases {
  const project = createProject(app, 'Servers')
  return {
    ...Object.fromEntries(kinds.flatMap((kind) => kind.members.flatMap((member) => Object.entries(memberCases(project, kind, member))))),
    ...conditionCases(project),
    ...Object.fromEntries(kept.flatMap((one) => Object.entries(keptCases(project, one)))),
  }
}
