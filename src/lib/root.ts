import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of this program, in which package.json, the schema, the migrations and what was built lie. */
export const root = rootAbove(dirname(fileURLToPath(import.meta.url)))

/** Sources lie deeper below it than what is built of them. */
function rootAbove(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : rootAbove(dirname(folder))
}
