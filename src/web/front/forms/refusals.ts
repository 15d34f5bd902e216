import type { GatewayError } from '../../session/gateway.js'
import { fieldsOf, isOneOf, shapeOf } from './schema.js'

/** Why a form was not taken, and at which field; an empty path is about the whole. */
export interface Refusal {
  readonly path: string
  readonly message: string
}

interface Told {
  readonly message: string
  readonly path?: readonly string[] | null
}

/** Each reason at its field. The paths are those of the gateway, from the vendor's part of the input on. */
export function refusalsOf(type: string, told: readonly Told[]): readonly Refusal[] {
  return told.map(({ message, path }) => ({ message, path: formPath(type, insideVendor(path ?? [])) }))
}

/** The same for a refusal of the whole operation. */
export function refusalOf(type: string, error: GatewayError): Refusal {
  return { message: error.message, path: formPath(type, insideVendor(error.path)) }
}

/** With what is about no field that the form shows told of the whole. */
export function placed(refusals: readonly Refusal[], shown: readonly string[]): readonly Refusal[] {
  const isShown = (path: string): boolean => shown.some((one) => path === one || path.startsWith(`${one}.`))
  return refusals.map(({ path, message }) => ({ message, path: isShown(path) ? path : '' }))
}

/** What comes after `connection.<vendor>` or `patch.<vendor>`, wherever the input stands among the variables. */
function insideVendor(path: readonly string[]): readonly string[] {
  const at = path.findIndex((name) => name === 'connection' || name === 'patch')
  return at < 0 ? [] : path.slice(at + 2)
}

/** Where in a form the field of an input path is: as far down as the form has fields of its own. */
export function formPath(type: string, path: readonly string[]): string {
  return segmentsOf(type, path).join('.')
}

function segmentsOf(type: string, [name, ...rest]: readonly string[]): readonly string[] {
  const field = name === undefined ? undefined : fieldsOf(type)[name]
  if (name === undefined || !field) return []
  const { kind } = shapeOf(field)
  if (kind === 'switch' && isOneOf(type)) return []
  const isDeep = kind === 'object' || kind === 'oneOf'
  if (!field.isList) return [name, ...(isDeep ? segmentsOf(field.type, rest) : [])]
  const [index, ...inside] = rest
  if (index === undefined || kind === 'choice') return [name]
  return [name, index, ...(isDeep ? segmentsOf(field.type, inside) : ['value'])]
}
