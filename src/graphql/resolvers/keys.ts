import { revealSecret } from '../../connections/reveal-secret.js'
import type { MutationResolvers, QueryResolvers } from '../../generated/schema.js'
import { addMasterKey } from '../../keys/add.js'
import { describeRing, findMasterKeys } from '../../keys/describe.js'
import { retireMasterKey } from '../../keys/retire.js'
import { rotateMasterKeys } from '../../keys/rotate.js'
import { sameWords, withUserErrors } from '../user-errors.js'

type KeyMutations = Pick<MutationResolvers, 'revealSecret' | 'addMasterKey' | 'rotateMasterKeys' | 'retireMasterKey'>

export const keyQueries: Pick<QueryResolvers, 'masterKeys'> = {
  masterKeys: (_, _args, { deps, actor }) => findMasterKeys(deps, actor),
}

export const keyMutations: KeyMutations = {
  revealSecret: (_, { input: { id, field } }, { deps, actor }) =>
    withUserErrors(sameWords, async () => {
      const { value, changedAt, ...facts } = await revealSecret(deps, actor, id, field)
      return { secret: { ...facts, changedAt: new Date(changedAt).toISOString(), value: value.open() } }
    }),

  addMasterKey: (_, { input: { keyId } }, { deps, actor }) =>
    withUserErrors(sameWords, async () => {
      const made = await addMasterKey(deps, actor, keyId ?? undefined)
      return { keyId: made, ring: await describeRing(deps) }
    }),

  rotateMasterKeys: async (_, { input: { limit = 500 } }, { deps, actor }) => {
    const payload = await withUserErrors(sameWords, async () => {
      const rotation = await rotateMasterKeys(deps, actor, limit)
      return { ...rotation, ring: await describeRing(deps) }
    })
    return { unreadable: [], ...payload }
  },

  retireMasterKey: (_, { input: { keyId } }, { deps, actor }) =>
    withUserErrors(sameWords, async () => {
      await retireMasterKey(deps, actor, keyId)
      return { retiredKeyId: keyId, ring: await describeRing(deps) }
    }),
}
