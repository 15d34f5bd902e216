import { graphql } from '../../../generated/web/gql.js'
import type { ConnectionInput, ConnectionPatch } from '../../../generated/web/graphql.js'
import { ask, GatewayError } from '../../session/gateway.js'
import { refusalOf, refusalsOf, type Refusal } from './refusals.js'
import type { ConnectionType } from './types.js'
import type { Values } from './values.js'
import { inputOf } from './write.js'

const creation = graphql(`
  mutation CreateConnection($input: CreateConnectionInput!) {
    createConnection(input: $input) {
      connection {
        ... on ConnectionProfileCommon {
          id
        }
      }
      userErrors {
        message
        path
      }
    }
  }
`)

const change = graphql(`
  mutation UpdateConnection($input: UpdateConnectionInput!) {
    updateConnection(input: $input) {
      userErrors {
        message
        path
        ... on StaleError {
          currentRevision
          changedFields
        }
      }
    }
  }
`)

/** The connection has been changed since it was read. */
export interface StaleFacts {
  readonly currentRevision: number
  readonly changedFields: readonly string[]
}

type Answered =
  | { readonly id: string }
  /** `isUnsure`: no answer came, so that it may have been done. */
  | { readonly refusals: readonly Refusal[]; readonly stale?: StaleFacts; readonly isUnsure?: boolean }

/** Makes a connection of what a form holds. Answers its id, or why there is none. */
export async function create(type: ConnectionType, values: Values): Promise<Answered> {
  return answered(type.input, async () => {
    const connection = asInput(type, inputOf(type.input, values))
    const { createConnection } = await ask(creation, { input: { connection } })
    const { connection: made, userErrors = [] } = createConnection ?? {}
    return made && 'id' in made ? { id: made.id } : { refusals: refusalsOf(type.input, userErrors) }
  })
}

/** Changes a connection by a patch. Answers its id, or why nothing was changed. */
export async function update(
  type: ConnectionType,
  { id, revision }: { readonly id: string; readonly revision: number },
  patch: Readonly<Record<string, unknown>>,
): Promise<Answered> {
  return answered(type.patch, async () => {
    const input = { id, expectedRevision: revision, patch: asPatch(type, patch) }
    const { updateConnection } = await ask(change, { input })
    const { userErrors = [] } = updateConnection ?? {}
    const stale = userErrors.find((error) => 'currentRevision' in error)
    if (stale) return { refusals: [], stale }
    return userErrors.length === 0 ? { id } : { refusals: refusalsOf(type.patch, userErrors) }
  })
}

/** A refusal of the whole operation is told like any other. */
async function answered(input: string, operation: () => Promise<Answered>): Promise<Answered> {
  try {
    return await operation()
  } catch (error) {
    if (error instanceof GatewayError) return { refusals: [refusalOf(input, error)], isUnsure: error.code === 'UNANSWERED' }
    throw error
  }
}

// Inputs are written by the schema's own tables, which TypeScript cannot follow; the gateway checks them.
function asInput({ member }: ConnectionType, fields: Readonly<Record<string, unknown>>): ConnectionInput {
  return { [member]: fields } as ConnectionInput
}

function asPatch({ member }: ConnectionType, fields: Readonly<Record<string, unknown>>): ConnectionPatch {
  return { [member]: fields } as ConnectionPatch
}
