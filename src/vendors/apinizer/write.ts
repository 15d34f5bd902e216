import { isObject } from '../../lib/json.js'
import { keepSecrets } from '../split.js'
import type { Opened } from '../vendor.js'
import { fields, profile } from './fields.js'

/**
 * PUT is a full replacement (contract section 3). A null in a secret's place keeps
 * what is stored, so that a body read masked changes nothing; so does a name left out.
 */
export function write(stored: Opened, input: unknown): unknown {
  const whole = stored.whole.open()
  const body = keepSecrets(fields, profile, whole, input, (value) => value === null)
  if (!isObject(body)) return body
  return { ...body, name: body.name === undefined || body.name === null || body.name === '' ? whole.name : body.name }
}
