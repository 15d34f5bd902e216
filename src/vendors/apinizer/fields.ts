import type { ApinizerConnectionProfile } from '../../generated/schema.js'
import { one, plain, workspaceKey, type FieldTables, type ProfileTable } from '../fields.js'
import { types } from './types/index.js'

export const profile = 'ApinizerConnectionProfile'

const all = Object.entries(types)

export const fields: FieldTables = Object.assign(
  {
    [profile]: {
      name: 'name',
      type: 'type',
      enabled: 'enabled',
      projectName: workspaceKey('text'),
      description: 'description',
      deployToWorker: plain('deployToWorker', true),
      settings: one('', {
        tag: 'type',
        members: Object.fromEntries(all.map(([type, { settings }]) => [type, { type: settings, path: '' }])),
      }),
    } satisfies ProfileTable<ApinizerConnectionProfile>,
  },
  ...all.map(([, type]) => type.fields),
) as FieldTables
