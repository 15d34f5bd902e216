import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { conditionCases } from './messaging-conditions.js'
import { graphCases } from './messaging-graph.js'
import type { Kind, Member } from './messaging-members.js'
import { createProject, refused, type GetApp, type Project } from './messaging-project.js'
import { secretCases } from './messaging-secrets.js'
import { kinds } from './messaging-table.js'

/** Contract sections 2.2, 2.7, 2.8 and 2.11 to 2.14. */
export function messagingCases(app: GetApp): Cases {
  const project = createProject(app)
  return {
    ...Object.fromEntries(kinds.flatMap((kind) => kind.members.flatMap((member) => Object.entries(memberCases(project, kind, member))))),
    ...conditionCases(project),
    ...secretCases(project),
    ...graphCases(project),
  }
}

/** What holds for every member of every type. */
export function memberCases(project: Project, { type, least }: Kind, { name, absent, values, wrong, beside, isSecret }: Member): Cases {
  const base = { type, ...least, ...beside }
  const without = Object.fromEntries(Object.entries(base).filter(([key]) => key !== name))
  const empties = [{}, { [name]: null }, ...(typeof (absent ?? values[0]) === 'string' ? [{ [name]: '' }] : [])]
  return {
    [`${type}.${name} is echoed as written by POST and PUT`]: async () => {
      const connection = await project.made({ ...base, [name]: values[0] })
      for (const value of values) {
        const made = await project.made({ ...base, [name]: value })
        const replaced = await project.replaced(connection.name, { ...base, [name]: value })
        expect([made[name], replaced[name]]).toEqual([value, value])
      }
    },

    ...(absent === undefined && {
      [`${type}.${name} is required`]: async () => {
        const connection = await project.made(base)
        const says = (text: string): void => expect(text).toBe(`${name} value can not be empty!`)
        for (const empty of empties) {
          const isKept = isSecret && Object.values(empty).includes(null)
          await refused(project, isKept ? undefined : connection.name, { ...without, ...empty }, says)
        }
      },
    }),

    ...(absent !== undefined && {
      [`${type}.${name} is ${JSON.stringify(absent)} when it is left out, null or empty`]: async () => {
        for (const empty of empties) expect((await project.made({ ...without, ...empty }))[name]).toEqual(absent)
        for (const empty of [{}, ...empties.slice(2)]) {
          const { name: made } = await project.made({ ...base, [name]: values[0] })
          expect((await project.replaced(made, { ...without, ...empty }))[name]).toEqual(absent)
        }
      },
    }),

    [`${type}.${name} of another type or out of range is refused by its name, its value not repeated`]: async () => {
      const connection = await project.made(base)
      for (const value of wrong) await refused(project, connection.name, { ...base, [name]: value }, (text) => expect(text).toContain(name))
    },
  }
}
