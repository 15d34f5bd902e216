import { operatorTokenId } from '../../src/access/token-text.js'
import { addDemo } from '../../src/demo/index.js'
import type { TestApp } from './boot.js'

/** Fills a gateway with the demo; answers how many connections were made. */
export async function fillWithDemo({ app: { deps } }: TestApp): Promise<number> {
  const operator = await deps.store.tokens.hashed(operatorTokenId)
  if (!operator) throw new Error('There is no operator.')
  return addDemo(deps, operator.token)
}
