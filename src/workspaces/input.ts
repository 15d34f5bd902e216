import { z } from 'zod'
import { check, invalidFields } from '../lib/check.js'
import type { JsonObject } from '../lib/json.js'
import { plainName } from '../lib/name.js'
import type { Vendor, WorkspaceText } from '../vendors/vendor.js'

const text = z.string().max(65_536).nullable()

/** What may be said of a workspace beyond its key. An absent text is kept, null clears it. */
export interface WorkspaceInput extends Partial<Readonly<Record<WorkspaceText, string | null | undefined>>> {
  readonly name?: string | null | undefined
}

/** The name and texts of a workspace after an input. Refuses a text that the vendor does not have. */
export function readWorkspace(
  { workspaceTexts = [] }: Vendor,
  before: { readonly name: string; readonly settings: JsonObject },
  { name, ...texts }: WorkspaceInput,
): { name: string; settings: JsonObject } {
  const given = Object.entries(texts).filter(([, value]) => value !== undefined)
  const foreign = given.filter(([key, value]) => value !== null && !workspaceTexts.some((known) => known === key))
  if (foreign.length > 0)
    throw invalidFields(foreign.map(([key]) => ({ path: [key], message: 'is nothing that workspaces of this vendor have' })))
  const checked = check(z.record(z.string(), text), Object.fromEntries(given))
  const settings = Object.entries({ ...before.settings, ...checked }).filter(([, value]) => value !== null)
  return { name: name == null ? before.name : check(plainName, name, ['name']), settings: Object.fromEntries(settings) }
}
