import { z } from 'zod'
import { missing } from '../../../lib/check.js'
import { count, port } from '../numbers.js'
import { placeOf } from '../places.js'
import { choice, file, flag, optional, optionalChoice, optionalInteger, required, text, type ApinizerType } from '../type.js'
import { elasticsearchFields } from './elasticsearch-fields.js'
import { lifecyclePolicy } from './elasticsearch-lifecycle.js'

const schemes = ['http', 'https'] as const
const encryptions = ['CA_CERTIFICATE_IN_PKCS_12', 'CA_IN_PEM_FILE', 'CERT_AND_PRIVATE_KEY_IN_PKCS_12'] as const
const accesses = ['READ_WRITE', 'READ'] as const
const versions = ['AUTO_DETECT', 'ES_7', 'ES_8', 'ES_9'] as const
const pkcs12 = text('application/x-pkcs12')
const int = optionalInteger(0, 2 ** 31 - 1)

const members = {
  elasticHostList: z.array(z.object({ scheme: choice(schemes, 'http'), host: required, port: port(9200) })).min(1),
  administrate: flag(false),
  authenticate: flag(false),
  elasticUsername: optional,
  elasticPassword: optional,
  encryptCommunication: flag(false),
  encryptCommunicationType: optionalChoice(encryptions),
  caCertInPkcs12File: file,
  caCertInPkcs12FileContentType: pkcs12,
  caInPemFile: file,
  caInPemFileContentType: text('application/x-pem-file'),
  caTruststoreFile: file,
  caTruststoreFileContentType: pkcs12,
  caTruststoreFilePass: optional,
  caKeystoreFile: file,
  caKeystoreFileContentType: pkcs12,
  caKeystoreFilePass: optional,
  disableHostnameVerification: flag(false),
  indexLifecyclePolicyCreated: flag(false),
  indexLifecyclePolicy: lifecyclePolicy,
  indexTemplateCreated: flag(false),
  indexTemplateName: optional,
  indexName: optional,
  indexTemplateNumberOfShards: int,
  indexTemplateNumberOfReplicas: int,
  indexTemplateRefreshInterval: optional,
  connectionTimeoutInMs: count(5000),
  bulkBufferCapacity: count(50000),
  bulkFlushIntervalMs: count(100),
  bulkMaxBatchSize: count(2500),
  elasticsearchType: choice(accesses, 'READ_WRITE'),
  elasticsearchMajorVersion: choice(versions, 'AUTO_DETECT'),
}

const fileOf = {
  CA_CERTIFICATE_IN_PKCS_12: 'caCertInPkcs12File',
  CA_IN_PEM_FILE: 'caInPemFile',
  CERT_AND_PRIVATE_KEY_IN_PKCS_12: 'caKeystoreFile',
} as const

const shape = z.object(members).superRefine((wire, context) => {
  const needed = [
    ...(wire.authenticate ? (['elasticUsername', 'elasticPassword'] as const) : []),
    ...(wire.encryptCommunication ? (['encryptCommunicationType'] as const) : []),
    ...(wire.encryptCommunication && wire.encryptCommunicationType ? [fileOf[wire.encryptCommunicationType]] : []),
    ...(wire.caKeystoreFile === undefined ? [] : (['caKeystoreFilePass'] as const)),
    ...(wire.indexLifecyclePolicyCreated ? (['indexLifecyclePolicy'] as const) : []),
    ...(wire.indexTemplateCreated ? (['indexTemplateName'] as const) : []),
  ]
  for (const name of needed) if (wire[name] === undefined) context.addIssue(missing(name))
})

/** Contract section 2.3. */
export const elasticsearch: ApinizerType = {
  shape,
  members,
  settings: 'ApinizerElasticsearch',
  fields: elasticsearchFields,
  enums: {
    ApinizerElasticScheme: schemes,
    ApinizerElasticEncryption: encryptions,
    ApinizerElasticAccess: accesses,
    ApinizerElasticVersion: versions,
  },
  endpoints: (whole) => {
    const { elasticHostList } = whole as z.output<typeof shape>
    return elasticHostList.flatMap(({ scheme, host, port: number }) =>
      placeOf('DATABASE', host, number).map((place) => ({ ...place, url: `${scheme}://${host}:${number}` })),
    )
  },
}
