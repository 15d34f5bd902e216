import { z } from 'zod'
import { check } from '../../lib/check.js'
import { isObject } from '../../lib/json.js'
import { splitSecrets } from '../split.js'
import type { Draft, Opened, Vendor } from '../vendor.js'
import { endpoints } from './endpoints.js'
import { fields } from './fields.js'
import { copy, keepFiles } from './files.js'
import { dialect } from './rest.js'
import { authenticationTypes, kept, keptWhenEmpty, keptWhenNull, subTypes, types } from './shape.js'

const profile = 'ChartbrewConnectionProfile'

/** Chartbrew: integer keys, secrets inside JSON documents (contract: vendors/chartbrew.md). */
export const chartbrew: Vendor = {
  id: 'chartbrew',
  keys: 'integer',
  workspaceKey: z.string().regex(/^[1-9]\d{0,8}$/, 'must be a positive integer of at most nine digits'),
  profile,
  fields,
  enums: {
    ChartbrewConnectionType: types,
    ChartbrewConnectionSubType: subTypes,
    ChartbrewAuthenticationType: authenticationTypes,
  },
  rest: dialect,
  parse,
  write,
  changes: { files: keepFiles },
  mutations: { uploadConnectionFiles: { change: 'files', input: 'UploadConnectionFilesInput' } },
  copy,
  endpoints,
}

function parse(whole: unknown): Draft {
  const wire = check(kept, whole)
  return {
    name: wire.name,
    type: wire.type,
    enabled: wire.active !== false,
    scopes: (wire.project_ids ?? []).map(String),
    ...splitSecrets(fields, profile, wire),
  }
}

/** PUT is partial; what the real server's setters ignore stays (contract section 3). */
function write(stored: Opened, input: unknown): unknown {
  const whole: Record<string, unknown> = { ...stored.whole.open() }
  for (const [name, value] of Object.entries(isObject(input) ? input : {})) {
    const isEmpty = value === null || value === ''
    if (isEmpty && keptWhenEmpty.has(name)) continue
    if (value === null && keptWhenNull.has(name)) continue
    whole[name] = value
  }
  return whole
}
