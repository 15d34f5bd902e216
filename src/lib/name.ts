import { z } from 'zod'
import { isPlain } from './plain.js'

/** What names a thing and is listed: 1 to 255 characters in one normal form, none of them control or bidirectional. */
export const plainName = z.string().normalize('NFC').min(1).max(255).refine(isPlain, 'must not have control or bidirectional characters')
