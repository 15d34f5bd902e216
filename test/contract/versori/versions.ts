import { expect } from 'vitest'
import { newUlid } from '../../../src/lib/id.js'
import type { Cases } from '../../support/contract.js'
import { aTime, anUlid, expectRefusal } from './expectations.js'
import { versioned } from './versioned.js'
import { addressOf, example, type World } from './world.js'

/** Contract section (a), routes 12 to 18, and section (b), ConnectionVersion. */
export const versionCases = (world: World): Cases => {
  const { at, list, create, get, put, publish, unpublish, remove, of } = versioned(world)

  return {
    'makes a version with 201, a draft, with exactly the members of a response': async () => {
      const made = await world.http()
      const { status, body } = await create(made, { name: '1.0.0', description: 'first cut', publishedAt: '2024-03-05T09:30:00Z' })
      expect(status).toBe(201)
      expect(body).toEqual({
        id: anUlid,
        name: '1.0.0',
        isLatest: false,
        isDefault: false,
        createdAt: aTime,
        updatedAt: body.createdAt,
        publishedAt: null,
      })
      const after = await world.read(made)
      expect(after).toEqual({ ...made, versions: [body], updatedAt: body.createdAt })
      expect(Date.parse(after.updatedAt)).toBeGreaterThan(Date.parse(made.updatedAt))
    },

    'takes fromVersion when the connection has such a version, and refuses it otherwise': async () => {
      const [made] = await of('1.0.0')
      expect((await create(made, { name: '1.1.0', fromVersion: '1.0.0' })).body).toMatchObject({ name: '1.1.0', publishedAt: null })
      for (const fromVersion of ['0.9.0', '', 7, 'latest']) {
        expectRefusal(await create(made, { name: '1.2.0', fromVersion }), 400, ['fromVersion'])
      }
      expect((await list(made)).totalCount).toBe(2)
    },

    'refuses a version without a name, or with one that is no text, too long or reserved': async () => {
      const [made] = await of('1.0.0')
      for (const name of [undefined, null, 7, '', 'x'.repeat(256), 'default', 'latest']) {
        expectRefusal(await create(made, { name }), 400, ['name'], String(name))
        expectRefusal(await put(made, '1.0.0', { name }), 400, ['name'], String(name))
      }
      for (const body of ['{', '[]', '"1.0.0"', '']) expectRefusal(await create(made, body), 400, undefined, body)
      expect((await list(made)).totalCount).toBe(1)
    },

    'refuses the name of another version of the connection with 409': async () => {
      const [made] = await of('1.0.0', '1.1.0')
      expectRefusal(await create(made, { name: '1.0.0' }), 409, ['name'])
      expectRefusal(await put(made, '1.0.0', { name: '1.1.0' }), 409, ['name'])
      expectRefusal(await put(made, '1.1.0', { name: '1.0.0' }), 409, ['name'])
      const [other] = await of('1.0.0')
      expect(other.id).not.toBe(made.id)
    },

    'lists versions as items, the most recently updated first': async () => {
      const [made, a, b, c] = await of('a', 'b', 'c')
      expect(await list(made)).toEqual({ totalCount: 3, items: [c, b, a] })
      const published = (await publish(made, 'a')).body.version
      expect((await list(made)).items).toEqual([published, c, b])
      expect((await world.read(made)).versions).toEqual([published, b, c])
      expect(await list(await world.http())).toEqual({ totalCount: 0, items: [] })
    },

    'leads through versions by first, next and prev': async () => {
      const [made] = await of('a', 'b', 'c')
      const first = await list(made, { first: '2' })
      expect(first).toMatchObject({ totalCount: 3, items: [{ name: 'c' }, { name: 'b' }], next: expect.any(String) })
      expect(first).not.toHaveProperty('prev')
      const last = await list(made, { first: '2', after: first.next })
      expect(last).toMatchObject({ totalCount: 3, items: [{ name: 'a' }], prev: expect.any(String) })
      expect(last).not.toHaveProperty('next')
      expect(await list(made, { first: '2', before: last.prev })).toEqual(first)
      for (const [field, query] of [
        ['first', { first: 'ten' }],
        ['after', { after: 'x' }],
        ['before', { before: 'x' }],
      ] as const) {
        expectRefusal(await world.send('GET', `${addressOf(made)}/versions`, undefined, { query }), 400, [field])
      }
    },

    'finds a version by its name, however it is spelled': async () => {
      const spellings = ['1.0.0', 'spring release', 'a/b', '100%', 'Größe', 'x'.repeat(255)]
      const [made, ...versions] = await of(...spellings)
      for (const [index, name] of spellings.entries()) {
        expect(await get(made, name), name).toMatchObject({ status: 200, body: versions[index] })
      }
    },

    'updates name and description of a draft with 200': async () => {
      const [made, draft] = await of('1.0.0')
      const { status, body } = await put(made, '1.0.0', { ...draft, name: '1.0.1', description: 'first cut' })
      expect(status).toBe(200)
      expect(body).toEqual({ ...draft, name: '1.0.1', description: 'first cut', updatedAt: body.updatedAt })
      expect(Date.parse(body.updatedAt)).toBeGreaterThan(Date.parse(draft.updatedAt))
      expectRefusal(await get(made, '1.0.0'), 404)
      const after = await world.read(made)
      expect(after).toEqual({ ...made, versions: [body], updatedAt: body.updatedAt })
      expect((await put(made, '1.0.1', { name: '1.0.1' })).body).not.toHaveProperty('description')
      expectRefusal(await put(made, '1.0.1', { name: '1.0.1', description: 7 }), 400, ['description'])
    },

    'changes nothing when a version is sent back as it was shown, its times in any spelling': async () => {
      const [made, draft] = await of('1.0.0')
      const described = (await put(made, '1.0.0', { ...draft, description: 'first cut' })).body
      const before = await world.send('GET', addressOf(made))
      const spelled = {
        ...described,
        createdAt: described.createdAt.replace('.000Z', 'Z'),
        updatedAt: described.updatedAt.replace('.000Z', '+00:00'),
      }
      for (const body of [described, spelled]) {
        expect(await put(made, '1.0.0', body)).toMatchObject({ status: 200, body: described, headers: { etag: before.headers.etag } })
      }
      expect((await world.send('GET', addressOf(made))).body).toEqual(before.body)
    },

    'refuses a change of what only the server sets in a version': async () => {
      const [made, draft] = await of('1.0.0')
      for (const [field, value] of [
        ['id', newUlid()],
        ['isLatest', true],
        ['createdAt', '2020-01-01T00:00:00Z'],
        ['updatedAt', '2020-01-01T00:00:00Z'],
        ['publishedAt', '2020-01-01T00:00:00Z'],
        ['id', null],
      ] as const) {
        expectRefusal(await put(made, '1.0.0', { ...draft, [field]: value }), 400, [field], field)
      }
      expectRefusal(await put(made, '1.0.0', { ...draft, id: newUlid(), isLatest: true }), 400, ['id', 'isLatest'])
      const published = (await publish(made, '1.0.0')).body.version
      expectRefusal(await put(made, '1.0.0', { ...published, publishedAt: null }), 400, ['publishedAt'])
      expect((await get(made, '1.0.0')).body).toEqual(published)
    },

    'publishes a version with 200 and the version in a member of its name': async () => {
      const [made, draft] = await of('1.1.0')
      const { status, body } = await publish(made, '1.1.0')
      expect(status).toBe(200)
      expect(Object.keys(body.version).sort()).toEqual(Object.keys(example('PublishConnectionResponse').version).sort())
      const { publishedAt } = body.version
      expect(body).toEqual({ version: { ...draft, isLatest: true, isDefault: true, updatedAt: publishedAt, publishedAt } })
      expect(publishedAt).toEqual(aTime)
      expect(await world.read(made)).toMatchObject({ versions: [body.version], updatedAt: publishedAt })
    },

    'leaves a version that is published as it is when it is published again': async () => {
      const [made] = await of('1.0.0')
      const first = await publish(made, '1.0.0')
      expect(await publish(made, '1.0.0')).toMatchObject({ status: 200, body: first.body, headers: { etag: first.headers.etag } })
      expect((await publish(made, 'latest')).body).toEqual(first.body)
    },

    'makes a draft of a published version with 200': async () => {
      const [made] = await of('1.0.0')
      const published = (await publish(made, '1.0.0')).body.version
      const { status, body } = await unpublish(made, 'latest')
      expect(status).toBe(200)
      expect(body).toEqual({
        version: { ...published, isLatest: false, isDefault: false, publishedAt: null, updatedAt: body.version.updatedAt },
      })
      const again = await unpublish(made, '1.0.0')
      expect(again).toMatchObject({ status: 200, body })
      expect((await put(made, '1.0.0', { name: '1.0.1' })).status).toBe(200)
    },

    'deletes a draft with 204, and a published version only with force': async () => {
      const [made, , kept] = await of('draft', 'published')
      expect(await remove(made, 'draft')).toMatchObject({ status: 204, text: '' })
      await publish(made, 'published')
      expectRefusal(await remove(made, 'published'), 409, ['version'])
      expectRefusal(await remove(made, 'latest', { force: 'false' }), 409, ['version'])
      expectRefusal(await remove(made, 'published', { force: 'perhaps' }), 400, ['force'])
      expect((await list(made)).items).toMatchObject([{ id: kept.id }])
      expect(await remove(made, 'default', { force: 'true' })).toMatchObject({ status: 204, text: '' })
      expect(await world.read(made)).toMatchObject({ versions: [] })
    },

    'answers 404 for a version that the connection does not have': async () => {
      const [made] = await of('1.0.0')
      for (const send of [get, put, remove, publish, unpublish]) expectRefusal(await send(made, '2.0.0'), 404)
      const nowhere = { ...made, id: newUlid() }
      for (const send of [get, put, remove, publish, unpublish]) expectRefusal(await send(nowhere, '1.0.0'), 404)
      expectRefusal(await create(nowhere, { name: '1.0.0' }), 404)
      expectRefusal(await world.send('GET', at({ ...made, id: 'orders' }, '1.0.0')), 400, ['connection_id'])
    },
  }
}
