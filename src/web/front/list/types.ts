import type { Vendor } from '../../../generated/web/graphql.js'

/** Types to choose from, in the vendors' own spelling. The schema leaves them open, so a vendor may be missing here. */
export const types: Readonly<Partial<Record<Vendor, readonly string[]>>> = {
  APINIZER: [
    'activeMq',
    'database',
    'elasticsearch',
    'email',
    'ftp',
    'graylog',
    'kafka',
    'ldap',
    'linux-script',
    'logback',
    'rabbitMq',
    'snmp',
    'syslog',
    'webhook',
  ],
  CHARTBREW: ['api', 'customerio', 'firestore', 'googleAnalytics', 'mongodb', 'mysql', 'postgres', 'realtimedb'],
  CREDIBLE: ['bigquery', 'duckdb', 'motherduck', 'mysql', 'postgres', 'snowflake', 'trino'],
  VERSORI: ['bigquery', 'http'],
}
