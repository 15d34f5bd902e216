import type { ApinizerType } from '../type.js'
import { activeMq } from './active-mq.js'
import { database } from './database.js'
import { elasticsearch } from './elasticsearch.js'
import { email } from './email.js'
import { ftp } from './ftp.js'
import { graylog } from './graylog.js'
import { kafka } from './kafka.js'
import { ldap } from './ldap.js'
import { linuxScript } from './linux-script.js'
import { logback } from './logback.js'
import { rabbitMq } from './rabbit-mq.js'
import { snmp } from './snmp.js'
import { syslog } from './syslog.js'
import { webhook } from './webhook.js'

/** Every type by its discriminator, in the order and the casing of the contract (section 2). */
export const types = {
  email,
  kafka,
  elasticsearch,
  database,
  ldap,
  ftp,
  rabbitMq,
  activeMq,
  snmp,
  'linux-script': linuxScript,
  graylog,
  syslog,
  webhook,
  logback,
} as const satisfies Readonly<Record<string, ApinizerType>>

export type Discriminator = keyof typeof types

export const discriminators = Object.keys(types) as [Discriminator, ...Discriminator[]]
