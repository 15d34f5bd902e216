import { z } from 'zod'
import type { ApinizerKafka, ApinizerKafkaProperty } from '../../../generated/schema.js'
import { missing } from '../../../lib/check.js'
import { withoutCredentials } from '../../../lib/url.js'
import { entries, plain, secretWhen, type FieldTable } from '../../fields.js'
import { brokersIn } from '../places.js'
import { choices, flag, optional, required, type ApinizerType } from '../type.js'

const valueTypes = ['STRING', 'BOOLEAN', 'INTEGER', 'LONG', 'DOUBLE', 'FLOAT', 'STRING_LIST', 'URI'] as const
const tlsVersions = ['TLS_1_3', 'TLS_1_2', 'TLS_1_1', 'TLS_1_0', 'SSL_3_0'] as const
const needed = ['bootstrap.servers', 'key.serializer', 'value.serializer'] as const

/** `ssl.key.password` and its like, what else Kafka's own configuration declares a password, and how a serializer signs in at its registry. */
const isSecret = (name: string): boolean =>
  /^(?:.*\.)?(?:sasl\.jaas\.config|ssl\.keystore\.(?:key|certificate\.chain)|ssl\.truststore\.certificates|basic\.auth\.user\.info|password|passphrase|secret|token)$/i.test(
    name,
  )

const broker = String.raw`(?:[a-z][\w+.-]*:\/\/)?(?:[\w.-]*|\[[0-9a-f:.]+\])(?::\d{1,5})?`
const brokers = new RegExp(String.raw`^${broker}(?:\s*,\s*${broker})*$`, 'i')

/** As the URL of a schema registry may; one that is not understood counts as well. */
function holdsCredentials(value: unknown): boolean {
  if (typeof value !== 'string' || !/:\/\/|^jdbc:|^[a-z][\w+.-]*%(?:25)*3a/i.test(value) || brokers.test(value)) return false
  return withoutCredentials(value) !== value
}

const property = z.object({ value: z.string(), valueType: z.enum(valueTypes) })

const members = {
  topicName: required,
  propertiesMap: z.record(z.string(), property),
  enableSecure: flag(false),
  protocolTypes: choices(tlsVersions),
  keyStoreName: optional,
  trustStoreName: optional,
}

const shape = z.object(members).superRefine(({ propertiesMap, enableSecure, protocolTypes, keyStoreName }, context) => {
  for (const name of needed) if (propertiesMap[name] === undefined) context.addIssue(missing('propertiesMap', name))
  for (const [name, { value }] of Object.entries(propertiesMap)) {
    const isNeeded = isSecret(name) || needed.some((known) => known === name)
    if (isNeeded && value === '') context.addIssue(missing('propertiesMap', name, 'value'))
  }
  if (enableSecure && protocolTypes.length === 0) context.addIssue(missing('protocolTypes'))
  if (enableSecure && keyStoreName === undefined) context.addIssue(missing('keyStoreName'))
})

/** Contract section 2.2. Secrets hide in the properties, so a property is sealed by its name, or for the URL that it is. */
export const kafka: ApinizerType = {
  shape,
  members,
  masked: { propertiesMap: z.record(z.string(), property.extend({ value: z.string().nullable() })) },
  settings: 'ApinizerKafka',
  fields: {
    ApinizerKafka: {
      topicName: 'topicName',
      properties: entries('propertiesMap', 'ApinizerKafkaProperty'),
      enableSecure: 'enableSecure',
      protocolTypes: 'protocolTypes',
      keyStoreName: 'keyStoreName',
      trustStoreName: 'trustStoreName',
    } satisfies FieldTable<ApinizerKafka>,
    ApinizerKafkaProperty: {
      name: 'name',
      valueType: 'valueType',
      value: plain('value', null),
      secret: secretWhen('value', (name, value) => isSecret(name) || value === null || holdsCredentials(value)),
    } satisfies FieldTable<ApinizerKafkaProperty>,
  },
  enums: { ApinizerKafkaValueType: valueTypes, ApinizerTlsVersion: tlsVersions },
  endpoints: (whole) => brokersIn((whole as z.output<typeof shape>).propertiesMap['bootstrap.servers']?.value ?? ''),
}
