import { z } from 'zod'
import type { ApinizerSnmp, ApinizerSnmpVariable } from '../../../generated/schema.js'
import { missing } from '../../../lib/check.js'
import { isObject } from '../../../lib/json.js'
import { entries, secret, type FieldTable } from '../../fields.js'
import { placeOf } from '../places.js'
import { choice, choices, flag, optional, optionalChoice, optionalInteger, required, type ApinizerType } from '../type.js'

const versions = ['V1', 'V2c', 'V3'] as const
const messageTypes = ['TRAP', 'INFORM'] as const
const levels = ['NOAUTH_NOPRIV', 'AUTH_NOPRIV', 'AUTH_PRIV'] as const
const authentications = ['AuthMD5', 'AuthSHA', 'AuthHMAC128SHA224', 'AuthHMAC192SHA256', 'AuthHMAC256SHA384', 'AuthHMAC384SHA512'] as const
const privacies = ['PrivAES128', 'PrivAES192', 'PrivAES192with3DES', 'PrivAES256', 'PrivAES256with3DES', 'PrivDES', 'Priv3DES'] as const
const int = optionalInteger(0, 2 ** 31 - 1)

const members = {
  version: choice(versions, 'V1'),
  connectionString: required.regex(/^(?:udp|tcp):[^\s/@]+\/\d{1,5}$/, 'must be like udp:host/port'),
  securityOrCommunityName: required,
  pduOidForMessage: required,
  pduOidForTime: optional,
  pduVariableMap: z.preprocess((value) => value ?? undefined, z.record(z.string(), z.string()).default({})),
  messageType: optionalChoice(messageTypes),
  retryCount: int,
  timeout: int,
  securityLevel: optionalChoice(levels),
  enableUserAuthentication: flag(false),
  securityName: optional,
  usmUserAuthenticationProtocol: optionalChoice(authentications),
  authPassphrase: optional,
  usmUserPrivacyProtocol: optionalChoice(privacies),
  privPassphrase: optional,
  privacyProtocolList: choices(privacies),
}

const aliases = {
  pduUdpForMessage: 'pduOidForMessage',
  pduUdpForTime: 'pduOidForTime',
  enabledUserAuthentication: 'enableUserAuthentication',
} as const

/** Spellings that the vendor's own examples use. */
function withoutAliases(wire: unknown): unknown {
  if (!isObject(wire)) return wire
  const named = Object.entries(aliases).flatMap(([alias, name]) => (wire[alias] === undefined ? [] : [[name, wire[alias]] as const]))
  return { ...Object.fromEntries(named), ...wire }
}

const shape = z.object(members).superRefine((wire, context) => {
  if (wire.version !== 'V3') return
  const isAuthenticated = wire.securityLevel === 'AUTH_NOPRIV' || wire.securityLevel === 'AUTH_PRIV'
  const needed = [
    ...(wire.enableUserAuthentication ? (['securityName'] as const) : []),
    ...(isAuthenticated ? (['usmUserAuthenticationProtocol', 'authPassphrase'] as const) : []),
    ...(wire.securityLevel === 'AUTH_PRIV' ? (['usmUserPrivacyProtocol', 'privPassphrase'] as const) : []),
  ]
  for (const name of needed) if (wire[name] === undefined) context.addIssue(missing(name))
  for (const name of ['authPassphrase', 'privPassphrase'] as const) {
    const length = wire[name]?.length ?? 8
    if (length < 8) context.addIssue({ code: 'custom', path: [name], message: 'must have at least 8 characters' })
  }
})

/** Contract section 2.9. What belongs to v3 is kept and not looked at for the other versions. */
export const snmp: ApinizerType = {
  shape: z.preprocess(withoutAliases, shape),
  members,
  settings: 'ApinizerSnmp',
  fields: {
    ApinizerSnmp: {
      version: 'version',
      connectionString: 'connectionString',
      securityOrCommunityName: secret('securityOrCommunityName'),
      pduOidForMessage: 'pduOidForMessage',
      pduOidForTime: 'pduOidForTime',
      pduVariables: entries('pduVariableMap'),
      messageType: 'messageType',
      retryCount: 'retryCount',
      timeout: 'timeout',
      securityLevel: 'securityLevel',
      enableUserAuthentication: 'enableUserAuthentication',
      securityName: 'securityName',
      usmUserAuthenticationProtocol: 'usmUserAuthenticationProtocol',
      authPassphrase: secret('authPassphrase'),
      usmUserPrivacyProtocol: 'usmUserPrivacyProtocol',
      privPassphrase: secret('privPassphrase'),
      privacyProtocolList: 'privacyProtocolList',
    } satisfies FieldTable<ApinizerSnmp>,
    ApinizerSnmpVariable: { name: 'name', value: 'value' } satisfies FieldTable<ApinizerSnmpVariable>,
  },
  enums: {
    ApinizerSnmpVersion: versions,
    ApinizerSnmpMessageType: messageTypes,
    ApinizerSnmpSecurityLevel: levels,
    ApinizerSnmpAuthentication: authentications,
    ApinizerSnmpPrivacy: privacies,
  },
  endpoints: (whole) => {
    const { connectionString } = whole as z.output<typeof shape>
    const [, host = '', port] = /^\w+:(.+)\/(\d+)$/.exec(connectionString) ?? []
    return placeOf('SERVER', host, Number(port))
  },
}
