import { z } from 'zod'
import type { ApinizerSyslog } from '../../../generated/schema.js'
import type { FieldTable } from '../../fields.js'
import { count, port } from '../numbers.js'
import { placeOf } from '../places.js'
import { choice, flag, optional, required, text, type ApinizerType } from '../type.js'

const transports = ['TCP', 'UDP'] as const
const formats = ['RFC_3164', 'RFC_5424', 'RFC_5425'] as const
const facilities = [
  'KERN', 'USER', 'MAIL', 'DAEMON', 'AUTH', 'SYSLOG', 'LPR', 'NEWS', 'UUCP', 'CRON', 'AUTHPRIV', 'FTP', 'NTP', 'AUDIT', 'ALERT', 'CLOCK',
  'LOCAL0', 'LOCAL1', 'LOCAL2', 'LOCAL3', 'LOCAL4', 'LOCAL5', 'LOCAL6', 'LOCAL7',
] as const // prettier-ignore
const severities = ['EMERGENCY', 'ALERT', 'CRITICAL', 'ERROR', 'WARNING', 'NOTICE', 'INFORMATIONAL', 'DEBUG'] as const

const members = {
  syslogServerHostname: required,
  syslogProtocolType: choice(transports, 'TCP'),
  syslogMessageHostname: optional,
  syslogPort: port(514),
  syslogTimeout: count(500),
  syslogMessageFormat: choice(formats, 'RFC_3164'),
  syslogAppName: text('Apinizer'),
  syslogFacility: choice(facilities, 'AUDIT'),
  syslogSeverity: choice(severities, 'INFORMATIONAL'),
  syslogSslEnabled: flag(false),
}

const shape = z.object(members)

/** Contract section 2.12. */
export const syslog: ApinizerType = {
  shape,
  members,
  settings: 'ApinizerSyslog',
  fields: {
    ApinizerSyslog: {
      syslogServerHostname: 'syslogServerHostname',
      syslogProtocolType: 'syslogProtocolType',
      syslogMessageHostname: 'syslogMessageHostname',
      syslogPort: 'syslogPort',
      syslogTimeout: 'syslogTimeout',
      syslogMessageFormat: 'syslogMessageFormat',
      syslogAppName: 'syslogAppName',
      syslogFacility: 'syslogFacility',
      syslogSeverity: 'syslogSeverity',
      syslogSslEnabled: 'syslogSslEnabled',
    } satisfies FieldTable<ApinizerSyslog>,
  },
  enums: {
    ApinizerLogTransport: transports,
    ApinizerSyslogFormat: formats,
    ApinizerSyslogFacility: facilities,
    ApinizerSyslogSeverity: severities,
  },
  endpoints: (whole) => {
    const { syslogServerHostname, syslogPort } = whole as z.output<typeof shape>
    return placeOf('LOG', syslogServerHostname, syslogPort)
  },
}
