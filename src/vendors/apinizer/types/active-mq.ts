import { z } from 'zod'
import type { ApinizerActiveMq } from '../../../generated/schema.js'
import { brokerAddresses } from '../../../lib/brokers.js'
import { addressOf, withoutCredentials } from '../../../lib/url.js'
import { secret, secretUrl, type FieldTable } from '../../fields.js'
import { long } from '../numbers.js'
import { choice, optional, required, type ApinizerType } from '../type.js'

const protocols = ['TCP', 'AMQP'] as const
const destinations = ['QUEUE', 'TOPIC'] as const
const acknowledgements = ['AUTO_ACKNOWLEDGE', 'CLIENT_ACKNOWLEDGE', 'DUPS_OK_ACKNOWLEDGE', 'SESSION_TRANSACTED'] as const

const members = {
  activeMqConnectionProtocolType: z.enum(protocols),
  brokerURL: required,
  destinationType: z.enum(destinations),
  destinationName: required,
  username: optional,
  password: optional,
  sessionAcknowledgement: choice(acknowledgements, 'AUTO_ACKNOWLEDGE'),
  sendTimeout: long(60000),
  requestTimeout: long(60000),
  closeTimeout: long(60000),
  connectTimeout: long(60000),
  contentType: optional,
  contentEncoding: optional,
  clientID: optional,
}

const shape = z.object(members)

/** Contract section 2.8. */
export const activeMq: ApinizerType = {
  shape,
  members,
  settings: 'ApinizerActiveMq',
  fields: {
    ApinizerActiveMq: {
      activeMqConnectionProtocolType: 'activeMqConnectionProtocolType',
      brokerURL: secretUrl('brokerURL'),
      destinationType: 'destinationType',
      destinationName: 'destinationName',
      username: 'username',
      password: secret('password'),
      sessionAcknowledgement: 'sessionAcknowledgement',
      sendTimeout: 'sendTimeout',
      requestTimeout: 'requestTimeout',
      closeTimeout: 'closeTimeout',
      connectTimeout: 'connectTimeout',
      contentType: 'contentType',
      contentEncoding: 'contentEncoding',
      clientID: 'clientID',
    } satisfies FieldTable<ApinizerActiveMq>,
  },
  enums: {
    ApinizerActiveMqProtocol: protocols,
    ApinizerActiveMqDestinationType: destinations,
    ApinizerActiveMqAcknowledgement: acknowledgements,
  },
  endpoints: (whole) => {
    const form = withoutCredentials((whole as z.output<typeof shape>).brokerURL)
    return form === null ? [] : brokerAddresses(form).map((url) => ({ kind: 'BROKER', ...addressOf(url), database: null, url }))
  },
}
