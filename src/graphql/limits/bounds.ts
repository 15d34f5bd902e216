import { GraphQLError } from 'graphql'

/** What one document may hold, and what one operation may ask for. */
export const bounds = {
  /** Each error of an execution finds its place by reading the document; what is long belongs into variables. */
  characters: 100_000,
  tokens: 1000,
  /** Each place that an error names is found by counting the lines before it. */
  lines: 2000,
  /** Characters of a name or a number. */
  name: 255,
  brackets: 200,
  depth: 15,
  /** The usual query for a whole schema has 15 levels, and tools ask a little deeper. */
  introspectionDepth: 20,
  aliases: 30,
  mutations: 5,
  directives: 50,
  operations: 5,
  cost: 50_000,
  /** What is read and answered of what is stored. */
  stored: 30_000,
  /** Fields of an operation with its fragments spread. */
  fields: 3000,
  /** How often one place of the answer may be selected, with selections of its own and without. */
  repeats: 40,
  leafRepeats: 150,
  errors: 10,
} as const

/** How a document is parsed, by the screen and for its execution. */
export const parseOptions = { maxTokens: bounds.tokens } as const

/** `extensions.code` of a document that asks for too much. The list is closed and documented in the README. */
const codes = [
  'QUERY_TOO_LONG',
  'QUERY_TOO_DEEP',
  'TOO_MANY_ALIASES',
  'TOO_MANY_MUTATIONS',
  'TOO_MANY_DIRECTIVES',
  'TOO_MANY_OPERATIONS',
  'QUERY_TOO_COSTLY',
  'INTROSPECTION_CLOSED',
] as const
type BoundsCode = (typeof codes)[number]

/** The refusal of a document; its message holds nothing of it. */
export function boundsError(code: BoundsCode, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status: 400 } } })
}

/** Whether an error is such a refusal. */
export function isBoundsCode(code: unknown): boolean {
  return codes.some((known) => known === code)
}
