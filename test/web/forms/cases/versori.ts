import { isSet, type FormCase } from './case.js'

export const versori: readonly FormCase[] = [
  {
    vendor: 'versori',
    type: 'http',
    fill: async (form) => {
      await form.fill({ 'Base URL': 'https://api.test/v2' })
      await form.choose({ 'Scheme 1': 'API key' })
      await form.within('API key').fill({ Name: 'X-Key' })
      await form.within('API key').choose({ In: 'HEADER – In a header' })
      const live = form.within('Environment 1')
      await live.press('Add variable')
      await live.within('Variable 1').fill({ Name: 'host', Value: '' })
      const sent = live.within('Credentials for requests that are sent')
      await sent.press('Add credential')
      await sent.choose({ 'How it is applied': 'Basic auth' })
      await sent.within('Credential').fill({ Name: 'robot' })
      await sent.choose({ Kind: 'Basic auth' })
      await sent.within('Basic auth').fill({ Username: 'ada', Password: 'basic-s3cret' })
    },
    kept: {
      protocol: 'HTTP',
      baseUrl: { withoutCredentials: 'https://api.test/v2' },
      authSchemeConfigs: [{ name: 'X-Key', in: 'HEADER' }],
      environments: [
        {
          name: 'Production',
          variables: [{ name: 'host', value: '' }],
          credentials: {
            action: [{ credential: { name: 'robot', type: 'BASIC_AUTH', data: { username: 'ada', password: isSet } } }],
            trigger: [],
          },
        },
      ],
    },
  },
  {
    vendor: 'versori',
    type: 'bigquery',
    fill: async (form) => {
      await form.fill({ Dataset: 'acme.sales' })
      const credential = form.within('Environment 1', 'Credentials for requests that are sent', 'Credential')
      await credential.fill({ Name: 'bq robot' })
      await credential.attach('File', '{"type":"service_account"}')
    },
    kept: {
      protocol: 'BIGQUERY',
      datasetId: 'acme.sales',
      environments: [{ name: 'Production', credentials: { action: [{ credential: { name: 'bq robot', data: { valueBase64: isSet } } }] } }],
    },
  },
]
