import { z } from 'zod'
import type { ApinizerLogback } from '../../../generated/schema.js'
import type { FieldTable } from '../../fields.js'
import { count } from '../numbers.js'
import { text, type ApinizerType } from '../type.js'

/** A text as the vendor's server rewrites it, before its default is put in. */
const rewritten = (rewrite: (value: string) => string, absent: string) =>
  z.preprocess((value) => (typeof value === 'string' ? rewrite(value) : value), text(absent))

const members = {
  logPath: rewritten((path) => (path === '' || path.endsWith('/') ? path : `${path}/`), '/path/to/logs/'),
  logFileName: rewritten((name) => name.replace(/^\/+/, ''), 'ApinizerApiProxyTraffic'),
  logPodName: text(''),
  logFilenamePattern: text('%d{yyyy-MM-dd}.%i.log'),
  logPattern: text('%d{yyyy-MM-dd HH:mm:ss.SSS}[%m]%n'),
  maxFileSize: count(25),
  maxHistory: count(0),
  totalSizeCap: count(0),
}

/** Contract section 2.14: everything is required and everything has a default. It leads nowhere but to the worker's own disk. */
export const logback: ApinizerType = {
  shape: z.object(members),
  members,
  settings: 'ApinizerLogback',
  fields: {
    ApinizerLogback: {
      logPath: 'logPath',
      logFileName: 'logFileName',
      logPodName: 'logPodName',
      logFilenamePattern: 'logFilenamePattern',
      logPattern: 'logPattern',
      maxFileSize: 'maxFileSize',
      maxHistory: 'maxHistory',
      totalSizeCap: 'totalSizeCap',
    } satisfies FieldTable<ApinizerLogback>,
  },
  enums: {},
  endpoints: () => [],
}
