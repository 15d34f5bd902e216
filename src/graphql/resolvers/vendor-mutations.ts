import { changeConnection } from '../../connections/change.js'
import type { Connection } from '../../store/rows.js'
import type { Vendor, VendorMutation } from '../../vendors/vendor.js'
import type { GraphContext } from '../context.js'
import { inputPath } from '../input-path.js'
import { readInput } from '../input.js'
import { withUserErrors, type InputWords } from '../user-errors.js'
import { fieldWords } from './mutation.js'

interface PartInput {
  readonly id: string
  readonly expectedRevision: number
}

type PartMutation = (source: unknown, args: { readonly input: PartInput }, context: GraphContext) => Promise<object>

/** Resolvers of the mutations that vendors describe: each a change to a part of a connection. */
export function vendorMutations(vendors: readonly Vendor[]): Record<string, PartMutation> {
  return Object.fromEntries(
    vendors.flatMap((vendor) => Object.entries(vendor.mutations ?? {}).map(([name, row]) => [name, partMutation(vendor, row)])),
  )
}

function partMutation(vendor: Vendor, { change, input: type }: VendorMutation): PartMutation {
  return (_, { input }, { deps, actor }) =>
    withUserErrors(partWords(vendor, type, input), async (): Promise<{ connection: Connection }> => {
      const named = { vendor: vendor.id, change, input: () => readInput(vendor.fields, type, input, {}) }
      const { connection } = await changeConnection(deps, actor, input.id, named, { expectedRevision: input.expectedRevision })
      return { connection }
    })
}

function partWords(vendor: Vendor, type: string, input: PartInput): InputWords {
  const shared = new Set(['id', 'expectedRevision'])
  return {
    toField: fieldWords(vendor),
    toPath: (path) => (shared.has(String(path[0])) ? path.map(String) : inputPath(vendor.fields, type, path, input)),
  }
}
