import { isSet, notSet, type FormCase } from './case.js'

export const chartbrew: readonly FormCase[] = [
  {
    vendor: 'chartbrew',
    type: 'postgres',
    fill: async (form) => {
      await form.fill({
        Host: 'pg.test',
        Port: '5432',
        Database: 'orders',
        Username: 'ada',
        Password: 'pg-s3cret',
        'TLS mode': 'verify-ca',
      })
      await form.tick('Use TLS')
      await form.unfold('SSH tunnel')
      await form.tick('Use an SSH tunnel')
      await form.fill({ 'SSH host': 'bastion.test', 'SSH port': '2222', 'SSH password': 'ssh-s3cret' })
      await form.unfold('More settings')
      await form.press('Add project ID')
      await form.fill({ 'Project ID 1': '12' })
    },
    kept: {
      host: 'pg.test', port: '5432', dbName: 'orders', username: 'ada', password: isSet, ssl: true, sslMode: 'verify-ca', enabled: true,
      useSsh: true, sshHost: 'bastion.test', sshPort: 2222, sshPassword: isSet, connectionString: notSet, projectIds: ['12'],
    }, // prettier-ignore
  },
  {
    vendor: 'chartbrew',
    type: 'mysql',
    fill: (form) => form.fill({ 'Connection string': 'mysql://ada:my-s3cret@my.test:3306/shop' }),
    kept: { connectionString: { isSet: true, withoutCredentials: 'mysql://my.test:3306/shop' }, password: notSet, ssl: false, host: null },
  },
  {
    vendor: 'chartbrew',
    type: 'mongodb',
    fill: async (form) => {
      await form.fill({ Host: 'mongo.test', Database: 'telemetry', Username: 'ada', Password: 'mo-s3cret' })
      await form.tick('Look up by DNS (mongodb+srv)')
      await form.press('Add to parameters')
      await form.within('Parameters').fill({ 'Name 1': 'authSource', 'Value 1': 'admin' })
    },
    kept: { host: 'mongo.test', dbName: 'telemetry', srv: true, password: isSet, options: { isSet: true, names: ['authSource'] } },
  },
  {
    vendor: 'chartbrew',
    type: 'api',
    fill: async (form) => {
      await form.fill({ 'Base URL': 'https://api.test/v3' })
      await form.choose({ Authentication: 'Bearer token' })
      await form.fill({ Token: 'api-s3cret' })
      await form.press('Add to headers')
      await form.press('Add to headers')
      await form.within('Headers').fill({ 'Name 1': 'X-Tenant', 'Value 1': 'nordic', 'Name 2': 'Accept', 'Value 2': 'text/plain' })
    },
    kept: {
      host: 'https://api.test/v3',
      authentication: { isSet: true, type: 'BEARER_TOKEN' },
      options: { isSet: true, names: ['X-Tenant', 'Accept'] },
      port: null,
    },
  },
]
