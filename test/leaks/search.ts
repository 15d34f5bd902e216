import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { allNeedles, labelsIn } from './marks.js'

/** Something that no secret may be in. */
export interface Haystack {
  readonly where: string
  readonly bytes: Buffer
}

/** Every mark that is found, with where and what stands around it. */
export function leaksIn(haystacks: readonly Haystack[]): string[] {
  const needles = allNeedles().map((needle) => ({ ...needle, text: needle.ignoresCase ? needle.text.toLowerCase() : needle.text }))
  return haystacks.flatMap(({ where, bytes }) => {
    const text = bytes.toString('latin1')
    const lower = text.toLowerCase()
    return needles.flatMap(({ form, text: wanted, ignoresCase }) => {
      const at = (ignoresCase ? lower : text).indexOf(wanted)
      if (at < 0) return []
      const around = text.slice(Math.max(0, at - 120), at + 120)
      return [`${where}: ${form}, ${labelsIn(around).join(', ')}: ${JSON.stringify(around)}`]
    })
  })
}

/** Texts of one kind as one haystack. */
export const haystackOf = (where: string, texts: readonly string[]): Haystack => ({ where, bytes: Buffer.from(texts.join('\n')) })

/** Every file of a folder but these. */
export function filesIn(folder: string, ...without: string[]): Haystack[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !without.includes(entry.name))
    .map((entry) => ({ where: entry.name, bytes: readFileSync(join(entry.parentPath, entry.name)) }))
}
