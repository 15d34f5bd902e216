import { expect } from 'vitest'
import { boot } from '../../support/boot.js'
import type { Cases } from '../../support/contract.js'
import { atEachRoute, connection, connections, expectJson, type GetTeam } from './team.js'

export const roleCases = (team: GetTeam): Cases => ({
  'a token in the Authorization header opens with the literal prefix Bearer and bare': async () => {
    const { app, viewer } = team()
    for (const authorization of [`Bearer ${viewer}`, viewer]) {
      expect((await app.rest('GET', connections, undefined, { token: null, headers: { authorization } })).status).toBe(200)
    }
  },

  'ADMIN, and EDITOR with REVEALER, do everything on every connection of the team': async () => {
    const { app, revealer } = team()
    const { id: teamId } = await app.workspace('chartbrew', '10')
    const admin = await app.token(['ADMIN'], teamId)
    const both = await app.token(['EDITOR', 'REVEALER'], teamId)
    for (const token of [admin, both]) {
      const path = '/team/10/connections'
      const made = await app.rest('POST', path, { name: 'Full', type: 'mysql', password: 'full-Pass' }, { token })
      expect([made.status, made.body.password]).toEqual([200, 'full-Pass'])
      const one = `${path}/${made.body.id}`
      expect((await app.rest('GET', path, undefined, { token })).body).toHaveLength(1)
      expect((await app.rest('GET', one, undefined, { token })).body.password).toBe('full-Pass')
      expect((await app.rest('PUT', one, { name: 'Fuller' }, { token })).body.password).toBe('full-Pass')
      expectJson(await app.rest('DELETE', one, undefined, { token }), 200, { removed: true })
    }
    expectJson(await app.rest('GET', '/team/10/connections', undefined, { token: revealer }), 403, { message: 'Access denied' })
  },

  'an EDITOR creates, reads, changes and deletes, secrets null': async () => {
    const { app, editor, post, get, put } = team()
    const made = await post({ name: 'Edited', type: 'mysql', host: 'e.example', password: 'edit-Pass' }, editor)
    expect(made).toMatchObject({ host: 'e.example', password: null })
    expect(await get(made.id, editor)).toMatchObject({ host: 'e.example', password: null })
    expect(await put(made.id, { host: 'f.example' }, editor)).toMatchObject({ host: 'f.example', password: null })
    expect(await get(made.id)).toMatchObject({ host: 'f.example', password: 'edit-Pass' })
    expectJson(await app.rest('DELETE', connection(made.id), undefined, { token: editor }), 200, { removed: true })
  },

  'a REVEALER alone reads secrets and is denied every write': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Revealed', type: 'mysql', password: 'reveal-Pass' })
    const token = await app.token(['REVEALER'], team().id)
    expect((await get(id, token)).password).toBe('reveal-Pass')
    for (const [method, path] of [
      ['POST', connections],
      ['PUT', connection(id)],
      ['DELETE', connection(id)],
      ['POST', `${connection(id)}/duplicate`],
      ['POST', `${connection(id)}/files`],
    ] as const) {
      expectJson(await app.rest(method, path, { name: 'No', type: 'mysql' }, { token }), 403, { message: 'Access denied' })
    }
  },

  'a VIEWER lists and reads without secrets, and is denied every write, before its id and its body are looked at': async () => {
    const { app, viewer, post, get, list } = team()
    const { id } = await post({ name: 'Seen', type: 'mysql', password: 'seen-Pass' })
    expect(await get(id, viewer)).toMatchObject({ id, name: 'Seen', password: null })
    expect((await list(viewer)).map((row) => row.id)).toContain(id)
    const attempts = [
      ['POST', connections, { name: 'No', type: 'mysql' }],
      ['POST', connections, '{'],
      ['PUT', connection(id), { name: 'No' }],
      ['PUT', connection(id), { type: 'oracle' }],
      ['PUT', connection('new'), {}],
      ['DELETE', connection(id)],
      ['DELETE', connection(999_999)],
      ['POST', `${connection(id)}/duplicate`, {}],
      ['POST', `${connection('new')}/duplicate`, '{'],
      ['POST', `${connection(999_999)}/files`, {}],
    ] as const
    for (const [method, path, body] of attempts) {
      expectJson(await app.rest(method, path, body, { token: viewer }), 403, { message: 'Access denied' })
    }
    expect(await get(id)).toMatchObject({ name: 'Seen', password: 'seen-Pass' })
  },

  'who is not in the team is denied on every route, as for a team that is not there': async () => {
    const { app, foreigner, post, get } = team()
    const { id } = await post({ name: 'Foreign', type: 'mysql' })
    await atEachRoute(team(), id, { token: foreigner }, (answer) => expectJson(answer, 403, { message: 'Access denied' }))
    for (const path of ['/team/4711/connections', '/team/4711/connections/1', '/team/abc/connections', '/team/-1/connections/1']) {
      expectJson(await app.rest('GET', path), 403, { message: 'Access denied' })
      expectJson(await app.rest('GET', path, undefined, { token: foreigner }), 403, { message: 'Access denied' })
    }
    expect((await get(id)).name).toBe('Foreign')
  },

  'a write denied for want of a role, or in a foreign team, leaves one record, a denied read none': async () => {
    const app = await boot()
    try {
      const { id: teamId } = await app.workspace('chartbrew', '7')
      const { id: otherId } = await app.workspace('chartbrew', '8')
      const tokens = [await app.token(['VIEWER'], teamId), await app.token(['ADMIN'], otherId)]
      const { body } = await app.rest('POST', connections, { name: 'Kept', type: 'mysql' })
      const before = (await app.records()).length
      for (const token of tokens) {
        await app.rest('POST', connections, { name: 'No', type: 'mysql' }, { token })
        await app.rest('PUT', connection(body.id), { name: 'No' }, { token })
        await app.rest('DELETE', connection(body.id), undefined, { token })
        await app.rest('GET', '/team/4711/connections', undefined, { token })
      }
      await app.rest('GET', connections, undefined, { token: tokens[1] ?? null })
      const denied = (await app.records()).slice(before)
      expect(denied.map(({ action, wanted, workspaceId }) => ({ action, wanted, workspaceId }))).toEqual(
        Array.from({ length: 6 }, () => ({ action: 'denied', wanted: 'edit', workspaceId: teamId })),
      )
    } finally {
      await app.close()
    }
  },
})
