import { z } from 'zod'
import type { JsonObject } from '../../lib/json.js'
import type { FieldTables, TypeName } from '../fields.js'
import type { Endpoint } from '../vendor.js'

/** One of the connection types: what it adds to the members that all have. */
export interface ApinizerType {
  /** The type's own members, secrets in place, defaults filled in; conditions refined (contract section 2). */
  readonly shape: z.ZodType<object>
  /** The type's own members in the order of the contract. */
  readonly members: Readonly<Record<string, z.ZodType>>
  /** Members that answers show in another shape, since a mask may stand inside them. */
  readonly masked?: Readonly<Record<string, z.ZodType>>
  /** The member of `union ApinizerSettings`. */
  readonly settings: TypeName
  /** Tables of that type and of those nested in it. */
  readonly fields: FieldTables
  /** Wire values of the type's own enums. */
  readonly enums: Readonly<Record<string, readonly string[]>>
  /** Where it leads; the whole has its secrets in place. */
  endpoints(whole: JsonObject): Endpoint[]
}

const orNothing = (value: unknown): unknown => (value === null || value === '' ? undefined : value)

/** Members in the way the vendor's Java server reads them: null is absent, and so is an empty text where a text is optional. */
export const required = z.string().min(1)
export const optional = z.preprocess(orNothing, z.string().optional())
export const flag = (absent: boolean) => z.preprocess((value) => value ?? undefined, z.boolean().default(absent))
/** One out of range is told by these bounds alone; those of all exact numbers, which zod's own integers have, would tell it twice. */
const whole = (min: number, max: number) => z.number().min(min, { abort: true }).max(max, { abort: true }).int()
export const integer = (absent: number, min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) =>
  z.preprocess((value) => value ?? undefined, whole(min, max).default(absent))
export const optionalInteger = (min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER) =>
  z.preprocess((value) => value ?? undefined, whole(min, max).optional())
export const text = (absent: string) => z.preprocess(orNothing, z.string().default(absent))
export const choice = <const V extends readonly [string, ...string[]]>(values: V, absent: V[number]) =>
  z.preprocess(orNothing, z.enum(values).default(absent as never))
export const optionalChoice = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.preprocess(orNothing, z.enum(values).optional())
export const choices = <const V extends readonly [string, ...string[]]>(values: V) =>
  z.preprocess((value) => value ?? undefined, z.array(z.enum(values)).default([]))
/** A file in base64; line breaks are let pass. */
export const file = z.preprocess(
  orNothing,
  z
    .string()
    .regex(/^[a-z0-9+/\s]+(?:={1,2}\s*)?$/i, { error: 'must be base64', abort: true })
    .refine((text) => Buffer.from(text, 'base64').length > 0, 'must not be empty')
    .optional(),
)
