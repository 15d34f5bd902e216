import { z } from 'zod'
import { isObject, sameJson, type Json, type JsonObject } from '../../lib/json.js'

/** The schemas of one document: each that has an id stands once and is referred to. */
export interface Components {
  readonly schemas: Readonly<Record<string, Json>>
  /** The JSON Schema of what a caller sends or gets. */
  schemaOf(schema: z.ZodType): JsonObject
}

export function createComponents(): Components {
  const schemas: Record<string, Json> = {}
  return {
    schemas,
    schemaOf: (schema) => {
      const { $schema, $defs, ...own } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', override: simplify }) as JsonObject
      for (const [id, definition] of Object.entries(isObject($defs) ? $defs : {})) {
        const { id: _, ...named } = referring(definition) as JsonObject
        if (schemas[id] !== undefined && !sameJson(schemas[id], named)) throw new Error(`Two schemas are named ${id}.`)
        schemas[id] = named
      }
      return referring(own) as JsonObject
    },
  }
}

/** The same with references into the document. */
function referring(value: Json | undefined): Json {
  if (Array.isArray(value)) return value.map(referring)
  if (!isObject(value)) return value ?? null
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name === '$ref' && typeof member === 'string' ? member.replace('#/$defs/', '#/components/schemas/') : referring(member),
    ]),
  )
}

interface Conversion {
  readonly zodSchema: z.core.$ZodTypes
  readonly jsonSchema: z.core.JSONSchema.BaseSchema
}

/** Leaves out what says nothing to a reader (the limits of any number, the pattern of a known format), and a pattern that JSON Schema has no flags for. */
function simplify({ zodSchema, jsonSchema }: Conversion): void {
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.format !== undefined || hasFlags(zodSchema)) delete jsonSchema.pattern
  if (isObject(jsonSchema.propertyNames) && sameJson(jsonSchema.propertyNames, { type: 'string' })) delete jsonSchema.propertyNames
}

function hasFlags({ _zod: { def } }: z.core.$ZodTypes): boolean {
  const checks = ('checks' in def ? def.checks : undefined) ?? []
  return checks.some(({ _zod: { def: own } }) => 'pattern' in own && (own as { pattern?: RegExp }).pattern?.ignoreCase === true)
}
