import { z } from 'zod'
import type { ApinizerGraylog } from '../../../generated/schema.js'
import { missing } from '../../../lib/check.js'
import { secretFile, type FieldTable } from '../../fields.js'
import { count, port } from '../numbers.js'
import { placeOf } from '../places.js'
import { choice, file, flag, optional, required, type ApinizerType } from '../type.js'

const transports = ['TCP', 'UDP'] as const
const compressions = ['NONE', 'GZIP', 'ZLIB'] as const
const levels = ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFO', 'DEBUG'] as const

const members = {
  hostname: required,
  port: port(12201),
  transportType: choice(transports, 'TCP'),
  tlsEnabled: flag(false),
  tlsCertVerificationEnabled: flag(false),
  tlsTrustCertChainFile: file,
  tlsTrustCertChainFileName: optional,
  compressionType: choice(compressions, 'NONE'),
  gelfMessageLevel: choice(levels, 'INFO'),
  queueSize: count(512),
  maxInflightSends: count(512),
  reconnectDelay: count(2500),
  connectTimeout: count(10000),
  tcpNoDelay: flag(true),
  tcpKeepAlive: flag(false),
  sendBufferSize: count(-1, -1),
  threads: count(0),
  appendToAttributes: flag(true),
  appendToMessage: flag(true),
}

const shape = z.object(members).superRefine(({ tlsCertVerificationEnabled, tlsTrustCertChainFile }, context) => {
  if (tlsCertVerificationEnabled && tlsTrustCertChainFile === undefined) context.addIssue(missing('tlsTrustCertChainFile'))
})

/** Contract section 2.11. */
export const graylog: ApinizerType = {
  shape,
  members,
  settings: 'ApinizerGraylog',
  fields: {
    ApinizerGraylog: {
      hostname: 'hostname',
      port: 'port',
      transportType: 'transportType',
      tlsEnabled: 'tlsEnabled',
      tlsCertVerificationEnabled: 'tlsCertVerificationEnabled',
      tlsTrustCertChainFile: secretFile('tlsTrustCertChainFile'),
      tlsTrustCertChainFileName: 'tlsTrustCertChainFileName',
      compressionType: 'compressionType',
      gelfMessageLevel: 'gelfMessageLevel',
      queueSize: 'queueSize',
      maxInflightSends: 'maxInflightSends',
      reconnectDelay: 'reconnectDelay',
      connectTimeout: 'connectTimeout',
      tcpNoDelay: 'tcpNoDelay',
      tcpKeepAlive: 'tcpKeepAlive',
      sendBufferSize: 'sendBufferSize',
      threads: 'threads',
      appendToAttributes: 'appendToAttributes',
      appendToMessage: 'appendToMessage',
    } satisfies FieldTable<ApinizerGraylog>,
  },
  enums: { ApinizerLogTransport: transports, ApinizerGelfCompression: compressions, ApinizerGelfLevel: levels },
  endpoints: (whole) => {
    const { hostname, port } = whole as z.output<typeof shape>
    return placeOf('LOG', hostname, port)
  },
}
