import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { collectionOf, examples, expectRefusal, type World } from './world.js'

const all = '/api/v0/projects'

export const projectCases = (world: World): Cases => ({
  'lists the projects that the caller may read, with their connections': async () => {
    const project = await world.project()
    const path = await world.made(examples.sales_pg, project)
    const token = await world.token(['VIEWER'], project)
    const { status, body } = await world.send('GET', all, undefined, { token })
    expect(status).toBe(200)
    expect(body).toEqual([{ resource: `${all}/${project}`, name: project, connections: [await world.read(path)], packages: [] }])
    expect((await world.send('GET', all)).body.length).toBeGreaterThan(1)
  },

  'makes a project with 200, and changes the one of that name': async () => {
    const name = 'made_by_post'
    const made = await world.send('POST', all, { name, readme: '# Sales', packages: [{ name: 'x' }] })
    expect([made.status, made.body]).toEqual([200, { resource: `${all}/${name}`, name, readme: '# Sales', connections: [], packages: [] }])
    const again = await world.send('POST', all, { name, location: './sales', readme: null })
    expect([again.status, again.body]).toEqual([
      200,
      { resource: `${all}/${name}`, name, location: './sales', connections: [], packages: [] },
    ])
    for (const [body, field] of [
      [{}, 'name'],
      [{ name: 'no blank' }, 'name'],
      [{ name, readme: 5 }, 'readme'],
      [{ name, connections: [{}] }, 'connections'],
    ] as const) {
      expectRefusal(await world.send('POST', all, body), 400, new RegExp(field))
    }
    const project = await world.project()
    expectRefusal(await world.send('POST', all, { name: 'not_mine' }, { token: await world.token(['ADMIN'], project) }), 403)
    expectRefusal(await world.send('GET', `${all}/not_mine`), 404)
  },

  'shows a project, and takes it back unchanged': async () => {
    const project = await world.project()
    const path = await world.made(examples.sales_pg, project)
    await world.send('PATCH', `${all}/${project}`, { name: project, readme: 'Kiwi' })
    const { status, body } = await world.send('GET', `${all}/${project}`)
    expect([status, body.readme, body.connections]).toEqual([200, 'Kiwi', [await world.read(path)]])
    const secrets = await world.secrets(path)
    const sentBack = await world.send('PATCH', `${all}/${project}`, body)
    expect([sentBack.status, sentBack.body]).toEqual([200, body])
    expect(await world.secrets(path)).toEqual(secrets)
    expect(await world.revision(path)).toBe(1)
  },

  'changes the texts of a project and not its connections': async () => {
    const project = await world.project()
    const path = await world.made(examples.sales_pg, project)
    const url = `${all}/${project}`
    expect((await world.send('PATCH', url, { name: project, location: 'here' })).body).toMatchObject({ location: 'here' })
    expect((await world.send('PATCH', url, { name: project, readme: 'x' })).body).toMatchObject({ location: 'here', readme: 'x' })
    for (const connections of [[], [{ ...(await world.read(path)), type: 'mysql' }]]) {
      expectRefusal(await world.send('PATCH', url, { name: project, connections }), 400, /connections/)
    }
    expectRefusal(await world.send('PATCH', url, { name: 'another' }), 400, /name/)
    expectRefusal(await world.send('PATCH', url, { readme: 'y' }), 400, /name/)
    expectRefusal(await world.send('PATCH', `${all}/nowhere`, { name: 'nowhere' }), 404)
    const editor = { token: await world.token(['EDITOR'], project) }
    expectRefusal(await world.send('PATCH', url, { name: project, readme: 'z' }, editor), 403)
    expect((await world.send('GET', url)).body).toMatchObject({ readme: 'x' })
  },

  'deletes a project with its connections, for an ADMIN only': async () => {
    const project = await world.project()
    const path = await world.made(examples.sales_pg, project)
    const url = `${all}/${project}`
    expectRefusal(await world.send('DELETE', url, undefined, { token: await world.token(['EDITOR'], project) }), 403)
    const before = (await world.send('GET', url)).body
    const { status, body } = await world.send('DELETE', url, undefined, { token: await world.token(['ADMIN'], project) })
    expect([status, body]).toEqual([200, before])
    for (const gone of [url, path, collectionOf(project)]) expectRefusal(await world.send('GET', gone), 404)
    expectRefusal(await world.send('DELETE', url), 404)
    expect((await world.send('POST', all, { name: project })).body.connections).toEqual([])
  },

  'tells its status with projects and connections, without their attributes': async () => {
    const project = await world.project()
    const path = await world.made(examples.sales_pg, project)
    const token = await world.token(['VIEWER'], project)
    const { status, body } = await world.send('GET', '/api/v0/status', undefined, { token })
    const { attributes, ...shown } = await world.read(path)
    expect(status).toBe(200)
    expect(body).toEqual({
      timestamp: expect.any(Number),
      projects: [{ resource: `${all}/${project}`, name: project, connections: [shown], packages: [] }],
      initialized: true,
      operationalState: 'serving',
      frozenConfig: false,
    })
    expectRefusal(await world.send('GET', '/api/v0/status', undefined, { token: null }), 401)
  },
})
