import { z } from 'zod'
import { invalid } from '../../lib/problem.js'
import type { RestPage } from '../route.js'

/** What the query of a list may say (contract section (a), Pagination). */
export const pageShape = {
  first: z
    .string()
    .regex(/^\d{1,9}$/, 'must be an integer')
    .transform(Number)
    .pipe(z.number().min(1).max(100))
    .default(20),
  after: z.string().optional(),
  before: z.string().optional(),
}

export type PageQuery = z.output<z.ZodObject<typeof pageShape>>

/** Most recently updated first. */
export function pageOf({ first, after, before }: PageQuery): RestPage {
  if (after !== undefined && before !== undefined) throw invalid(['before'], 'cannot be used together with after')
  return {
    order: { field: 'updatedAt', direction: 'desc' },
    first,
    ...(after === undefined ? {} : { after }),
    ...(before === undefined ? {} : { before }),
  }
}
