import { z } from 'zod'
import type { ApinizerRabbitMq, ApinizerRabbitMqClientProperty, ApinizerRabbitMqHost } from '../../../generated/schema.js'
import { missing } from '../../../lib/check.js'
import { entries, list, secret, type FieldTable } from '../../fields.js'
import { count, port } from '../numbers.js'
import { placeOf } from '../places.js'
import { flag, optional, optionalInteger, text, type ApinizerType } from '../type.js'

const members = {
  hostPortList: z.array(z.object({ host: z.string().min(1).default('localhost'), port: port(5672) })),
  connectionFactoryVirtualHost: text('/'),
  authenticationEnabled: flag(false),
  connectionFactoryUsername: optional,
  connectionFactoryPassword: optional,
  connectionFactoryConnectionTimeout: count(60000),
  connectionFactoryClientProperties: z.preprocess((value) => value ?? undefined, z.record(z.string(), z.string()).optional()),
  connectionFactoryRequestedChannelMax: count(2047),
  connectionFactoryRequestedFrameMax: count(0),
  connectionFactoryRequestedHeartbeat: count(60),
  connectionFactoryUseSslProtocol: flag(false),
  connectionFactorySslProtocol: text('TLSv1.2'),
  channelExchange: text(''),
  channelRoutingKey: optional,
  basicPropertiesAppId: text('apinizer'),
  basicPropertiesContentType: text('application/json'),
  basicPropertiesContentEncoding: optional,
  basicPropertiesDeliveryMode: optionalInteger(1, 2),
  basicPropertiesPriority: optionalInteger(0, 255),
  basicPropertiesReplyTo: optional,
  basicPropertiesExpiration: optional,
  basicPropertiesType: optional,
  basicPropertiesUserId: optional,
  basicPropertiesClusterId: optional,
}

const shape = z.object(members).superRefine((wire, context) => {
  if (wire.hostPortList.length === 0) context.addIssue(missing('hostPortList'))
  if (!wire.authenticationEnabled) return
  for (const name of ['connectionFactoryUsername', 'connectionFactoryPassword'] as const) {
    if (wire[name] === undefined) context.addIssue(missing(name))
  }
})

/** Contract section 2.7. */
export const rabbitMq: ApinizerType = {
  shape,
  members,
  settings: 'ApinizerRabbitMq',
  fields: {
    ApinizerRabbitMq: {
      hostPortList: list('hostPortList', 'ApinizerRabbitMqHost'),
      connectionFactoryVirtualHost: 'connectionFactoryVirtualHost',
      authenticationEnabled: 'authenticationEnabled',
      connectionFactoryUsername: 'connectionFactoryUsername',
      connectionFactoryPassword: secret('connectionFactoryPassword'),
      connectionFactoryConnectionTimeout: 'connectionFactoryConnectionTimeout',
      connectionFactoryClientProperties: entries('connectionFactoryClientProperties'),
      connectionFactoryRequestedChannelMax: 'connectionFactoryRequestedChannelMax',
      connectionFactoryRequestedFrameMax: 'connectionFactoryRequestedFrameMax',
      connectionFactoryRequestedHeartbeat: 'connectionFactoryRequestedHeartbeat',
      connectionFactoryUseSslProtocol: 'connectionFactoryUseSslProtocol',
      connectionFactorySslProtocol: 'connectionFactorySslProtocol',
      channelExchange: 'channelExchange',
      channelRoutingKey: 'channelRoutingKey',
      basicPropertiesAppId: 'basicPropertiesAppId',
      basicPropertiesContentType: 'basicPropertiesContentType',
      basicPropertiesContentEncoding: 'basicPropertiesContentEncoding',
      basicPropertiesDeliveryMode: 'basicPropertiesDeliveryMode',
      basicPropertiesPriority: 'basicPropertiesPriority',
      basicPropertiesReplyTo: 'basicPropertiesReplyTo',
      basicPropertiesExpiration: 'basicPropertiesExpiration',
      basicPropertiesType: 'basicPropertiesType',
      basicPropertiesUserId: 'basicPropertiesUserId',
      basicPropertiesClusterId: 'basicPropertiesClusterId',
    } satisfies FieldTable<ApinizerRabbitMq>,
    ApinizerRabbitMqHost: { host: 'host', port: 'port' } satisfies FieldTable<ApinizerRabbitMqHost>,
    ApinizerRabbitMqClientProperty: { name: 'name', value: 'value' } satisfies FieldTable<ApinizerRabbitMqClientProperty>,
  },
  enums: {},
  endpoints: (whole) => (whole as z.output<typeof shape>).hostPortList.flatMap(({ host, port }) => placeOf('BROKER', host, port)),
}
