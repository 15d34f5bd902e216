import { z } from 'zod'
import { bounds } from './bounds.js'
import { isPlain } from './plain.js'

/** Whether a text is longer than any name is, in whatever form: at most four characters become one in the normal form. */
export function isBeyondNames(text: string): boolean {
  return text.length > 4 * bounds.name
}

/** What is too long in any form stays as it is: to bring it into the normal form can take longer than all else. */
const normalised = (text: string): string => (isBeyondNames(text) ? text : text.normalize('NFC'))

/** A name in one normal form, of at most 255 characters. */
export const fittingName = z.string().overwrite(normalised).max(bounds.name)

/** What names a thing and is listed: 1 to 255 characters in one normal form, none of them control or bidirectional. */
export const plainName = fittingName
  .min(1)
  .refine((text) => isBeyondNames(text) || isPlain(text), 'must not have control or bidirectional characters')
