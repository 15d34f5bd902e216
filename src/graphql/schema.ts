import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { GraphQLSchema } from 'graphql'
import { root } from '../lib/root.js'
import type { Vendor, VendorId } from '../vendors/vendor.js'
import { executableSchema } from './executable.js'
import { countAnswers } from './limits/answers.js'
import { createResolvers } from './resolvers/index.js'

const folder = join(root, 'schema')

/** The hand-written SDL with its resolvers. Fails when a resolver and the SDL disagree. */
export function createSchema(vendors: Readonly<Record<VendorId, Vendor>>): GraphQLSchema {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.graphql'))
  const texts = files.sort().map((name) => readFileSync(join(folder, name), 'utf8'))
  return countAnswers(executableSchema(texts.join('\n'), createResolvers(vendors)))
}
