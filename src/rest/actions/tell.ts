import type { PublicCall, Reply, RouteOf } from './action.js'

export const tell = async ({ answer }: RouteOf<'tell'>, { params, query }: PublicCall): Promise<Reply> => ({
  status: answer.status,
  body: answer.body(params, query),
  ...(answer.mediaType !== undefined && { mediaType: answer.mediaType }),
})
