import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { environment } from './bodies.js'
import { expectRefusal } from './expectations.js'
import { versioned } from './versioned.js'
import { addressOf, type World } from './world.js'

/** Contract section (c), Version rules. */
export const versionRuleCases = (world: World): Cases => {
  const { get, put, publish, unpublish, remove, of } = versioned(world)
  /** Names of the versions that are the latest and the default; undefined where there is none. */
  const standing = async (made: any): Promise<unknown[]> => {
    const { versions } = await world.read(made)
    for (const alias of ['latest', 'default']) {
      const found = versions.find((version: any) => (alias === 'latest' ? version.isLatest : version.isDefault))
      const answer = await get(made, alias)
      if (found) expect(answer).toMatchObject({ status: 200, body: found })
      else expectRefusal(answer, 404)
    }
    return ['isLatest', 'isDefault'].map((fact) => versions.filter((version: any) => version[fact]).map(({ name }: any) => name)).flat()
  }

  return {
    'has no latest and no default version before one is published': async () => {
      const [made] = await of('1.0.0')
      expect(await standing(made)).toEqual([])
      for (const alias of ['latest', 'default']) {
        for (const send of [put, remove, publish, unpublish]) expectRefusal(await send(made, alias), 404)
      }
    },

    'takes for the latest the version that was published last, whatever its name or age': async () => {
      const [made] = await of('1.0.0', '2.0.0', '0.9.0')
      await publish(made, '2.0.0')
      expect(await standing(made)).toEqual(['2.0.0', '2.0.0'])
      await publish(made, '1.0.0')
      expect(await standing(made)).toEqual(['1.0.0', '1.0.0'])
      await unpublish(made, '1.0.0')
      expect(await standing(made)).toEqual(['2.0.0', '2.0.0'])
      await publish(made, '1.0.0')
      await remove(made, '1.0.0', { force: 'true' })
      expect(await standing(made)).toEqual(['2.0.0', '2.0.0'])
      await unpublish(made, 'latest')
      expect(await standing(made)).toEqual([])
    },

    'takes for the default the chosen version, else the latest': async () => {
      const [made] = await of('1.0.0', '2.0.0')
      const first = (await publish(made, '1.0.0')).body.version
      await publish(made, '2.0.0')
      const chosen = await put(made, '1.0.0', { ...first, isLatest: false, isDefault: true })
      expect(chosen.status).toBe(200)
      expect(chosen.body).toEqual({ ...first, isLatest: false, isDefault: true, updatedAt: chosen.body.updatedAt })
      expect(Date.parse(chosen.body.updatedAt)).toBeGreaterThan(Date.parse(first.updatedAt))
      expect(await standing(made)).toEqual(['2.0.0', '1.0.0'])

      const back = await put(made, 'default', { ...chosen.body, isDefault: false })
      expect(back).toMatchObject({ status: 200, body: { name: '1.0.0', isDefault: false } })
      expect(await standing(made)).toEqual(['2.0.0', '2.0.0'])
    },

    'keeps the chosen default when another version is published, and loses it with the version': async () => {
      const [made] = await of('1.0.0', '2.0.0', '3.0.0')
      for (const name of ['1.0.0', '2.0.0']) await publish(made, name)
      for (const leave of [unpublish, (connection: any, name: string) => remove(connection, name, { force: 'true' })]) {
        await put(made, '1.0.0', { name: '1.0.0', isDefault: true })
        await publish(made, '3.0.0')
        expect(await standing(made)).toEqual(['3.0.0', '1.0.0'])
        await unpublish(made, '3.0.0')
        await leave(made, '1.0.0')
        expect(await standing(made)).toEqual(['2.0.0', '2.0.0'])
        await publish(made, '1.0.0')
        await publish(made, '2.0.0')
      }
    },

    'takes a default that is chosen while it is the latest for chosen too': async () => {
      const [made] = await of('1.0.0', '2.0.0')
      const published = (await publish(made, '1.0.0')).body.version
      expect(await put(made, '1.0.0', published)).toMatchObject({ status: 200, body: published })
      await publish(made, '2.0.0')
      expect(await standing(made)).toEqual(['2.0.0', '1.0.0'])
      await unpublish(made, '2.0.0')
      const back = await put(made, '1.0.0', { ...published, isDefault: false })
      expect(back).toMatchObject({ status: 200, body: published })
      await publish(made, '2.0.0')
      expect(await standing(made)).toEqual(['2.0.0', '2.0.0'])
    },

    'moves the choice of the default from one version to another': async () => {
      const [made] = await of('1.0.0', '2.0.0', '3.0.0')
      for (const name of ['1.0.0', '2.0.0', '3.0.0']) await publish(made, name)
      await put(made, '1.0.0', { name: '1.0.0', isDefault: true })
      const before = (await get(made, '1.0.0')).body
      await put(made, '2.0.0', { name: '2.0.0', isDefault: true })
      expect(await standing(made)).toEqual(['3.0.0', '2.0.0'])
      expect((await get(made, '1.0.0')).body).toEqual({ ...before, isDefault: false })
    },

    'refuses a draft as the default, and a latest version that is not while no other is chosen': async () => {
      const [made] = await of('1.0.0', '2.0.0')
      expectRefusal(await put(made, '1.0.0', { name: '1.0.0', isDefault: true }), 400, ['isDefault'])
      expectRefusal(await put(made, '1.0.0', { name: '1.0.0', isDefault: 'yes' }), 400, ['isDefault'])
      await publish(made, '2.0.0')
      expectRefusal(await put(made, '2.0.0', { name: '2.0.0', isDefault: false }), 400, ['isDefault'])
      expect(await standing(made)).toEqual(['2.0.0', '2.0.0'])
    },

    'refuses an edit of a published version with 409': async () => {
      const [made] = await of('1.0.0')
      const described = (await put(made, '1.0.0', { name: '1.0.0', description: 'first cut' })).body
      const published = (await publish(made, '1.0.0')).body.version
      expect(published).toMatchObject({ description: described.description })
      for (const changes of [{ name: '1.0.1' }, { description: 'second cut' }, { description: null }, { description: undefined }]) {
        expectRefusal(await put(made, '1.0.0', { ...published, ...changes }), 409, ['version'], JSON.stringify(changes))
        expectRefusal(await put(made, 'latest', { ...published, ...changes }), 409, ['version'], JSON.stringify(changes))
      }
      expect(await put(made, '1.0.0', published)).toMatchObject({ status: 200, body: published })
    },

    'deletes a connection with a published version, force or not': async () => {
      for (const query of [{}, { force: 'true' }]) {
        const [made] = await of('1.0.0')
        await publish(made, '1.0.0')
        expect((await world.send('DELETE', addressOf(made), undefined, { query })).status).toBe(204)
        expectRefusal(await get(made, '1.0.0'), 404)
      }
    },

    'keeps its versions when the connection or an environment is changed, and ignores those in a body': async () => {
      const [made] = await of('1.0.0', '1.1.0')
      await publish(made, '1.0.0')
      const { versions } = await world.read(made)
      const after = await world.replaced(made, { name: 'Orders EU', environments: [environment('A')], versions: [] })
      expect(after.versions).toEqual(versions)
      const renamed = versions.map((version: any) => ({ ...version, name: `${version.name}-x` }))
      expect((await world.replaced(made, { versions: renamed })).versions).toEqual(versions)
      const [a] = after.environments
      await world.send('PUT', `${addressOf(made)}/environments/${a.id}`, { id: a.id, name: 'B' })
      expect((await world.read(made)).versions).toEqual(versions)
      const before = await world.send('GET', addressOf(made))
      expect((await world.send('PUT', addressOf(made), before.body)).headers.etag).toBe(before.headers.etag)
    },
  }
}
