import type { ValueOf } from '../schema.js'
import type { LayoutOf, VendorLayout } from './layout.js'

const serviceAccount = { authSchemeConfig: { googleServiceAccount: true }, credential: { data: { binary: {} } } }

const types = {
  HTTP: {
    label: 'HTTP',
    groups: [
      { title: 'API', fields: ['baseUrl', 'authSchemeConfigs'] },
      { fields: ['environments'] },
      { fields: ['environmentVariables'] },
    ],
    without: ['datasetId'],
    start: { authSchemeConfigs: [{ none: true }], environments: [{ name: 'Production' }] },
  },
  BIGQUERY: {
    label: 'BigQuery',
    groups: [{ title: 'Google Cloud', fields: ['datasetId'] }, { fields: ['environments'] }, { fields: ['environmentVariables'] }],
    without: ['baseUrl'],
    start: { environments: [{ name: 'Production', credentials: { action: [serviceAccount] } }] },
  },
} satisfies Record<ValueOf<'VersoriConnectionInput', 'protocol'>, LayoutOf<'VersoriConnectionInput'>>

export const versori: VendorLayout = { head: ['name'], types }
