import { exchangeToken } from '../../access/exchange.js'
import type { ActionOf } from './action.js'

export const exchange: ActionOf<'exchange'> = async ({ input, answer }, { deps, via, params, body }) => {
  const { id, text } = input(body, params)
  const token = await exchangeToken(deps, via, id, text)
  return { status: answer.status, body: answer.encode({ text: token.text.open(), seconds: token.seconds }) }
}
