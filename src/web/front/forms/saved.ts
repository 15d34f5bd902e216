import { isList, isSecret, isValues, type Value, type Values } from './values.js'

/**
 * Whether a form stands as what is stored at a revision. Of a secret nothing but the revision that brought it is told: one
 * that the form sets is taken for stored when it came with this revision.
 */
export function isSaved(form: Values, stored: Values, revision: number): boolean {
  return Object.keys({ ...stored, ...form }).every((name) => isSame(form[name], stored[name], revision))
}

function isSame(mine: Value | undefined, stored: Value | undefined, revision: number): boolean {
  if (isSecret(mine) && isSecret(stored)) {
    const version = stored.kept?.version
    if (mine.choice === 'keep') return version === mine.kept?.version
    return mine.choice === 'set' && mine.value !== '' ? version === revision : version === undefined
  }
  if (isList(mine) && isList(stored)) {
    return mine.length === stored.length && mine.every((item, index) => isSame(item, stored[index], revision))
  }
  return isValues(mine) && isValues(stored) ? isSaved(mine, stored, revision) : mine === stored
}
