import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { makeExecutableSchema } from '@graphql-tools/schema'
import type { GraphQLSchema } from 'graphql'
import type { Vendor, VendorId } from '../vendors/vendor.js'
import { createResolvers } from './resolvers/index.js'

const folder = fileURLToPath(new URL('../../schema', import.meta.url))

/** The hand-written SDL with its resolvers. Fails when a resolver and the SDL disagree. */
export function createSchema(vendors: Readonly<Record<VendorId, Vendor>>): GraphQLSchema {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.graphql'))
  return makeExecutableSchema({
    typeDefs: files.sort().map((name) => readFileSync(join(folder, name), 'utf8')),
    resolvers: createResolvers(vendors),
    resolverValidationOptions: { requireResolversToMatchSchema: 'ignore' },
  })
}
