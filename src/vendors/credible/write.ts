import { joinPath, splitPath, valueAt, type FieldPath } from '../../lib/field-path.js'
import { isObject, type JsonObject } from '../../lib/json.js'
import { keepSecrets, splitSecrets, withSecrets, type UrlHint } from '../split.js'
import type { Opened } from '../vendor.js'
import { allSections, fields } from './fields.js'
import { sections } from './shape.js'

/** Secrets of which a section holds one: who chooses the first leaves those after it behind (contract section (c)). */
const rivals: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  postgresConnection: { connectionString: ['password'], password: ['connectionString'] },
  snowflakeConnection: { privateKey: ['password'], password: ['privateKey', 'privateKeyPass'] },
  trinoConnection: { peakaKey: ['password'], password: ['peakaKey'] },
}

/**
 * PATCH: a section that is given replaces the section, and a secret that it leaves
 * out is kept, since no answer shows it. What an answer shows is replaced like the rest.
 */
export function write(stored: Opened, input: unknown): unknown {
  const whole = stored.whole.open()
  const body: Record<string, unknown> = isObject(input) ? input : {}
  const given = Object.fromEntries(sections.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]))
  const merged = { ...whole, ...given, type: body.type ?? whole.type }
  const shown = shownForm(whole)

  const isChosen = (path: FieldPath): boolean => {
    const value = valueAt(merged, path)
    return typeof value === 'string' && value !== '' && value !== valueAt(shown, path)
  }
  const isLeftBehind = (path: FieldPath): boolean => {
    const inside = splitPath(path).slice(0, -1)
    const slots = Object.entries(rivals[inside.at(-1) ?? ''] ?? {})
    const chosen = slots.filter(([member]) => isChosen(joinPath(...inside, member)))
    return chosen.length === 1 && chosen[0]?.[1].includes(splitPath(path).at(-1) ?? '') === true
  }
  const isKept = (value: unknown, path: FieldPath): boolean =>
    value === undefined && valueAt(shown, path) === undefined && !isLeftBehind(path)
  return keepSecrets(fields, allSections, whole, merged, isKept)
}

/** What answers show of a stored connection: all but its secrets. */
function shownForm(whole: JsonObject): JsonObject {
  const { settings, secrets, hints } = splitSecrets(fields, allSections, whole)
  const isShown = (path: FieldPath): boolean => (hints[path] as unknown as UrlHint | undefined)?.isWhole === true
  return withSecrets(
    settings,
    Object.entries(secrets).map(([path, secret]) => [path, isShown(path) ? secret.open() : undefined]),
  )
}
