import { graphql } from '../../generated/web/gql.js'
import { ask } from '../session/gateway.js'
import allVendors from './examples/all-vendors.graphql?raw'
import change from './examples/change.graphql?raw'
import create from './examples/create.graphql?raw'
import refused from './examples/refused.graphql?raw'
import schemaTour from './examples/schema-tour.graphql?raw'
import search from './examples/search.graphql?raw'

const subjects = graphql(`
  query ExampleSubjects {
    workspaces(first: 1, filter: { vendor: CHARTBREW }) {
      nodes {
        id
      }
    }
    connections(first: 1, filter: { vendor: CHARTBREW, type: "postgres" }) {
      nodes {
        ... on ConnectionProfileCommon {
          id
          revision
        }
      }
    }
  }
`)

/** One tab of GraphiQL: a document and the text of its variables. */
export interface Example {
  readonly query: string
  readonly variables: string
}

/** The example tabs, without the one that asks for the schema unless that is open; their variables are filled with a workspace and a connection that the caller can see; without any they say what to fill in. */
export async function loadExamples(isDescribed: boolean): Promise<Example[]> {
  const { workspaces, connections } = await ask(subjects, {})
  const workspaceId = workspaces?.nodes[0]?.id ?? 'the id of a Chartbrew workspace: make one with createWorkspace'
  const { id, revision } = connections?.nodes[0] ?? { id: 'the id of a Chartbrew connection', revision: 1 }
  return [
    example(allVendors, {}),
    example(search, { text: 'orders' }),
    example(create, { workspaceId }),
    example(change, { id, expectedRevision: revision }),
    example(refused, { workspaceId }),
    ...(isDescribed ? [example(schemaTour, {})] : []),
  ]
}

function example(query: string, variables: Readonly<Record<string, unknown>>): Example {
  return { query, variables: Object.keys(variables).length === 0 ? '' : JSON.stringify(variables, undefined, 2) }
}
