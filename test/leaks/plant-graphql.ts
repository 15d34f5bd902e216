import { getNamedType, isLeafType, isRequiredArgument } from 'graphql'
import { isObject } from '../../src/lib/json.js'
import { fitting, literal, placesOf } from '../graphql/input-places.js'
import type { Watched } from './gateway.js'
import { given, note, schema } from './inputs.js'
import { mark } from './marks.js'
import { userErrors, type MadeByGraphql } from './through-graphql.js'

/** Plants at every place of every argument, as a literal, and as a variable where a secret is brought. */
export async function plantEverywhere(gateway: Watched, { connections, credentials }: MadeByGraphql): Promise<void> {
  const roots = [schema.getMutationType(), schema.getQueryType()]
  const all = [...connections, ...credentials]
  for (const field of roots.flatMap((type) => Object.values(type?.getFields() ?? {}))) {
    const root = field.args.some(({ name }) => name === 'input') ? 'mutation' : 'query'
    const selection = isLeafType(getNamedType(field.type)) ? '' : root === 'mutation' ? `{ ${userErrors} }` : '{ __typename }'
    for (const argument of field.args) {
      const others = field.args.filter((other) => other !== argument && isRequiredArgument(other))
      const rest = others.map((other) => `, ${other.name}: ${literal(fitting(other.type))}`).join('')
      const call = (text: string): string => `{ ${field.name}(${argument.name}: ${text}${rest}) ${selection} }`
      for (const place of placesOf(argument)) {
        const secret = mark(`${field.name} at ${place.path.join('.')}`)
        await gateway.graph('EDITOR', `${root} ${call(literal(reaching(place.with(secret), all)))}`)
        const planted = place.with({ value: secret })
        const before = given.size
        note(argument.type, planted)
        if (given.size === before && place.path.at(-1) !== 'value') continue
        await gateway.graph('EDITOR', `${root} ($planted: ${String(argument.type)}) ${call('$planted')}`, {
          planted: reaching(planted, all),
        })
      }
    }
  }
}

/** An input with the id and the revision of something that is there, of the vendor that it speaks of. */
function reaching(input: unknown, all: readonly any[]): unknown {
  if (!isObject(input) || input.id !== 'plain') return input
  const text = JSON.stringify(input)
  const isOf = ({ vendor }: any): boolean => vendor !== undefined && text.includes(`"${String(vendor).toLowerCase()}":`)
  const { id, revision } = all.find(isOf) ?? all.find(({ vendor }) => vendor === ('patch' in input ? undefined : 'VERSORI'))
  return { ...input, id, ...(typeof input.expectedRevision === 'number' && { expectedRevision: revision }) }
}
