import { operatorTokenId } from '../../src/access/token-text.js'
import { addDemo, type Demo } from '../../src/demo/index.js'
import type { TestApp } from './boot.js'

/** Fills a gateway with the demo; answers what there is of it. */
export async function fillWithDemo({ app: { deps } }: TestApp): Promise<Demo> {
  const operator = await deps.store.tokens.hashed(operatorTokenId)
  if (!operator) throw new Error('There is no operator.')
  return addDemo(deps, operator.token)
}
