import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { refused, type Project } from './messaging-project.js'

const file = 'TUlJQg=='
const email = { type: 'email', host: 'mail.example' }
const database = { type: 'database', dbType: 'POSTGRES', jdbcUrl: 'jdbc:postgresql://pg.example/crm' }
const elasticsearch = { type: 'elasticsearch', elasticHostList: [{ host: 'es1.example' }] }
const ldap = { type: 'ldap', serverAddress: 'ldaps://dir.example:636', username: 'cn=svc', password: 'p-Secret', baseDn: 'o=x' }
const ftp = { type: 'ftp', host: 'drop.example', username: 'u', password: 'p-Secret' }
const snmp = {
  type: 'snmp',
  version: 'V3',
  connectionString: 'udp:10.9.8.7/162',
  securityOrCommunityName: 'noc',
  pduOidForMessage: '1.3',
}
const v3 = {
  securityLevel: 'AUTH_PRIV',
  enableUserAuthentication: true,
  securityName: 'noc',
  usmUserAuthenticationProtocol: 'AuthSHA',
  authPassphrase: 'auth-Secret',
  usmUserPrivacyProtocol: 'PrivAES128',
  privPassphrase: 'priv-Secret',
}

/** A body that is complete is taken, and refused without each of the members it calls for. */
async function calls(project: Project, body: object, ...needed: readonly string[]): Promise<void> {
  const { name } = await project.made(body)
  for (const member of needed) {
    for (const nothing of [undefined, '']) {
      await refused(project, name, { ...body, [member]: nothing }, (text) => expect(text).toBe(`${member} value can not be empty!`))
    }
  }
}

export const conditionCases = (project: Project): Cases => ({
  'email.auth needs user and password': () =>
    calls(project, { ...email, auth: true, username: 'u', password: 'p-Secret' }, 'username', 'password'),

  'database.useCredentials, which is true unless told, needs user and password': async () => {
    await calls(project, { ...database, username: 'u', password: 'p-Secret' }, 'username', 'password')
    expect(await project.made({ ...database, useCredentials: false })).toMatchObject({
      useCredentials: false,
      username: null,
      password: null,
    })
  },

  'elasticsearch.authenticate needs user and password': () =>
    calls(
      project,
      { ...elasticsearch, authenticate: true, elasticUsername: 'u', elasticPassword: 'p-Secret' },
      'elasticUsername',
      'elasticPassword',
    ),

  'elasticsearch.encryptCommunication needs a type, and each type its file': async () => {
    const encrypted = { ...elasticsearch, encryptCommunication: true }
    const types = {
      CA_CERTIFICATE_IN_PKCS_12: 'caCertInPkcs12File',
      CA_IN_PEM_FILE: 'caInPemFile',
      CERT_AND_PRIVATE_KEY_IN_PKCS_12: 'caKeystoreFile',
    }
    for (const [encryptCommunicationType, name] of Object.entries(types)) {
      const body = { ...encrypted, encryptCommunicationType, [name]: file, caKeystoreFilePass: 'p-Secret' }
      await calls(project, body, 'encryptCommunicationType', name)
    }
    expect((await project.made({ ...elasticsearch, encryptCommunicationType: 'CA_IN_PEM_FILE' })).caInPemFile).toBeNull()
  },

  'elasticsearch.caKeystoreFile needs its password, caTruststoreFile does not': async () => {
    await calls(project, { ...elasticsearch, caKeystoreFile: file, caKeystoreFilePass: 'p-Secret' }, 'caKeystoreFilePass')
    expect(await project.made({ ...elasticsearch, caTruststoreFile: file })).toMatchObject({
      caTruststoreFile: file,
      caTruststoreFilePass: null,
    })
  },

  'elasticsearch.indexLifecyclePolicyCreated needs a policy with at least one phase': async () => {
    const body = { ...elasticsearch, indexLifecyclePolicyCreated: true }
    const made = await project.made({ ...body, indexLifecyclePolicy: { enableDeletePhase: true } })
    expect(made.indexLifecyclePolicy).toEqual({
      policyName: 'apinizer-log-ilm-policy-default',
      enableHotPhase: false,
      enableWarmPhase: false,
      enableColdPhase: false,
      enableDeletePhase: true,
      maxAgeOfRollover: null,
      maxIndexSizeOfRollover: null,
      maxDocCountOfRollover: null,
      numberOfReplicasForWarm: null,
      maxNumShardsForShrink: null,
      maxNumSegmentsForForceMerge: null,
      minAgeOfCold: null,
      numberOfReplicasForCold: null,
      minAgeOfDelete: null,
    })
    for (const nothing of [undefined, null]) {
      await refused(project, made.name, { ...body, indexLifecyclePolicy: nothing }, (text) =>
        expect(text).toBe('indexLifecyclePolicy value can not be empty!'),
      )
    }
    await refused(project, made.name, { ...body, indexLifecyclePolicy: {} }, (text) =>
      expect(text).toBe('indexLifecyclePolicy must enable at least one phase!'),
    )
  },

  'elasticsearch.indexTemplateCreated needs the name of the template': () =>
    calls(project, { ...elasticsearch, indexTemplateCreated: true, indexTemplateName: 'logs' }, 'indexTemplateName'),

  'elasticsearch.elasticHostList fills in http and 9200': async () => {
    expect((await project.made(elasticsearch)).elasticHostList).toEqual([{ scheme: 'http', host: 'es1.example', port: 9200 }])
  },

  'elasticsearch: members of the older contract are dropped': async () => {
    const older = { socketReuseAddress: true, socketKeepAlive: true, ioThreads: 2, maxConnectionPerHost: 3, maxConnectionTotal: 4 }
    const made = await project.made({ ...elasticsearch, ...older })
    for (const name of Object.keys(older)) expect(made).not.toHaveProperty(name)
  },

  'elasticsearch: a body that names type twice in the older way is understood, here only': async () => {
    const name = project.name()
    const twice = (access: string, more = ''): string =>
      `{"type":"elasticsearch","name":"${name}","elasticHostList":[{"host":"es1.example"}],"type":"${access}"${more}}`
    expect((await project.post(name, {})).status).toBe(400)
    const path = `/apiops/projects/${project.key}/connections/${name}/`
    expect((await project.app().rest('POST', path, twice('READ'))).status).toBe(200)
    expect(await project.get(name)).toMatchObject({ type: 'elasticsearch', elasticsearchType: 'READ' })
    expect((await project.app().rest('PUT', path, twice('READ_WRITE'))).status).toBe(200)
    expect(await project.get(name)).toMatchObject({ type: 'elasticsearch', elasticsearchType: 'READ_WRITE' })
    const answer = await project.app().rest('PUT', path, '{"type":"READ"}')
    expect([answer.status, answer.body.error_description]).toEqual([400, 'Invalid connection type!'])
  },

  'ldap: TLS that is checked needs a certificate, by id or by name': async () => {
    const checked = { ...ldap, useSsl: true, requireCertificateType: 'REQUIRED_CN' }
    for (const named of [{ certificateId: 'c-1' }, { certificateName: 'acme-root' }])
      expect(await project.made({ ...checked, ...named })).toMatchObject(named)
    const { name } = await project.made(ldap)
    await refused(project, name, checked, (text) => expect(text).toBe('certificateId value can not be empty!'))
    for (const lenient of [
      { ...checked, requireCertificateType: 'NOT_REQUIRED' },
      { ...checked, useSsl: false },
    ]) {
      expect(await project.made(lenient)).toMatchObject(lenient)
    }
  },

  'ftp: FTPS is implicit or explicit, not both and not neither': async () => {
    const ftps = { ...ftp, protocol: 'FTPS' }
    const { name } = await project.made({ ...ftps, useExplicit: true })
    expect(await project.made({ ...ftps, useImplicit: true })).toMatchObject({ useImplicit: true, useExplicit: false })
    for (const both of [true, false]) {
      await refused(project, name, { ...ftps, useImplicit: both, useExplicit: both }, (text) => expect(text).toContain('useExplicit'))
    }
    expect(await project.made({ ...ftp, protocol: 'SFTP' })).toMatchObject({ port: 21 })
  },

  'snmp: version 3 needs what its level and its user call for': async () => {
    await calls(project, { ...snmp, ...v3 }, ...Object.keys(v3).slice(2))
    await calls(project, { ...snmp, ...v3, securityLevel: 'AUTH_NOPRIV' }, 'usmUserAuthenticationProtocol', 'authPassphrase')
    for (const securityLevel of ['NOAUTH_NOPRIV', undefined]) expect((await project.made({ ...snmp, securityLevel })).version).toBe('V3')
    expect(
      (
        await project.made({
          ...snmp,
          securityLevel: 'AUTH_NOPRIV',
          usmUserAuthenticationProtocol: 'AuthSHA',
          authPassphrase: 'auth-Secret',
        })
      ).privPassphrase,
    ).toBeNull()
  },

  'snmp: passphrases of version 3 have at least 8 characters': async () => {
    const { name } = await project.made({ ...snmp, ...v3, authPassphrase: '12345678', privPassphrase: '12345678' })
    for (const member of ['authPassphrase', 'privPassphrase']) {
      await refused(project, name, { ...snmp, ...v3, [member]: '1234567' }, (text) =>
        expect(text).toBe(`${member} must have at least 8 characters!`),
      )
    }
  },

  'snmp: what belongs to version 3 is kept and not looked at for the others': async () => {
    for (const version of ['V1', 'V2c']) {
      const body = { ...snmp, ...v3, version, authPassphrase: 'short', securityName: null, usmUserPrivacyProtocol: null }
      expect(await project.made(body)).toMatchObject(body)
    }
  },

  'snmp: three spellings of the vendor’s examples are understood, and answered as documented': async () => {
    const { pduOidForMessage, ...rest } = snmp
    const made = await project.made({
      ...rest,
      pduUdpForMessage: '1.3.6',
      pduUdpForTime: '1.3.7',
      enabledUserAuthentication: true,
      securityName: 'noc',
    })
    expect(made).toMatchObject({ pduOidForMessage: '1.3.6', pduOidForTime: '1.3.7', enableUserAuthentication: true })
    for (const alias of ['pduUdpForMessage', 'pduUdpForTime', 'enabledUserAuthentication']) expect(made).not.toHaveProperty(alias)
    expect(await project.made({ ...snmp, pduUdpForMessage: 'other' })).toMatchObject({ pduOidForMessage: '1.3' })
  },

  'database: samples without dbType are refused, whatever else they say': async () => {
    const { name } = await project.made({ ...database, useCredentials: false })
    const { dbType, ...rest } = database
    await refused(project, name, { ...rest, host: 'pg.example', port: 5432, driverClassName: 'x' }, (text) =>
      expect(text).toBe('dbType value can not be empty!'),
    )
  },

  'members that a type does not have are dropped': async () => {
    const made = await project.made({ ...email, ssl: true, unknown: { deep: 1 } })
    expect(made).not.toHaveProperty('ssl')
    expect(made).not.toHaveProperty('unknown')
  },
})
