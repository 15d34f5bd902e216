import { expect } from 'vitest'
import type { RestAnswer } from '../../support/boot.js'
import type { Cases } from '../../support/contract.js'
import { email, mediaType, type GetWorld, type World } from './world.js'

const nobody = { token: null } as const

export const consoleCases = (getWorld: GetWorld): Cases => {
  const exchange = (world: World, form: Readonly<Record<string, string>>, headers = {}): Promise<RestAnswer> =>
    world.app.rest('POST', '/apiops/auth/token', new URLSearchParams(form).toString(), {
      token: null,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    })
  /** A token for clients of the project: its id and its text. */
  const client = async (world: World, more: object = {}): Promise<{ id: string; secret: string }> => {
    const { createToken } = await world.app.graph(
      'mutation ($input: CreateTokenInput!) { createToken(input: $input) { token { id } secret userErrors { message } } }',
      { input: { name: 'script', grants: [{ workspaceId: world.id, roles: ['EDITOR'] }], ...more } },
    )
    return { id: createToken.token.id, secret: createToken.secret }
  }
  const credentials = ({ id, secret }: { id: string; secret: string }) => ({
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
  })

  return {
    'exchanges client credentials for a token of an hour, which opens what the other opens': async () => {
      const world = await getWorld()
      const { status, headers, body } = await exchange(world, credentials(await client(world)))
      expect([status, headers['content-type']]).toEqual([200, mediaType])
      expect(body).toEqual({ access_token: expect.stringMatching(/^swb_/), token_type: 'Bearer', expires_in: 3600 })
      await world.post(email(world.name()), body.access_token)
      const { viewer } = await world.app.graph('{ viewer { token { expiresAt grants { roles } } } }', {}, body.access_token)
      expect(Date.parse(viewer.token.expiresAt) - Date.now()).toBeLessThanOrEqual(3_600_000)
      expect(viewer.token.grants).toEqual([{ roles: ['EDITOR'] }])
    },

    'an exchanged token ends with the one it was made of, and makes no other': async () => {
      const world = await getWorld()
      const made = await client(world)
      const { access_token: text } = (await exchange(world, credentials(made))).body
      const { viewer } = await world.app.graph('{ viewer { token { id } } }', {}, text)
      expect((await exchange(world, credentials({ id: viewer.token.id, secret: text }))).status).toBe(401)
      await world.app.graph(`mutation { revokeToken(input: { id: "${made.id}" }) { userErrors { message } } }`)
      expect((await world.app.graphAnswer('{ __typename }', {}, text)).status).toBe(401)
    },

    'an exchanged token stands in the records and not among the tokens': async () => {
      const world = await getWorld()
      const made = await client(world)
      const { access_token: text } = (await exchange(world, credentials(made))).body
      const { viewer } = await world.app.graph('{ viewer { token { id } } }', {}, text)
      const record = (await world.app.records()).find(({ subjectId }) => subjectId === viewer.token.id)
      expect(record).toMatchObject({ action: 'create', subject: 'token', tokenId: made.id, edge: 'rest' })
      const { tokens } = await world.app.graph('{ tokens(first: 100) { nodes { id } } }')
      expect(tokens.nodes).not.toContainEqual({ id: viewer.token.id })
    },

    'refuses another grant type with 400, and wrong credentials with 401': async () => {
      const world = await getWorld()
      const right = await client(world)
      for (const form of [{}, { ...credentials(right), grant_type: 'password' }]) {
        const { status, body } = await exchange(world, form)
        expect([status, body]).toEqual([
          400,
          { error: 'unsupported_grant_type', error_description: 'GrantType value must be client_credentials!' },
        ])
      }
      const wrong = [
        { ...right, secret: 'x' },
        { ...right, id: 'tok_x' },
        { id: '', secret: '' },
        { ...(await client(world)), id: right.id },
      ]
      for (const given of wrong) {
        const { status, body } = await exchange(world, credentials(given))
        expect([status, body]).toEqual([401, { error: 'unauthorized_client', error_description: 'Bad credentials' }])
      }
      const { status } = await world.app.rest('POST', '/apiops/auth/token', credentials(right), nobody)
      expect(status).toBe(200)
    },

    'refuses a form of credentials that is longer than any, or has more fields': async () => {
      const world = await getWorld()
      const right = credentials(await client(world))
      const more = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, '']))
      expect((await exchange(world, { ...right, ...more(17) })).status).toBe(200)
      const long = await exchange(world, { ...right, scope: 'x'.repeat(16 * 1024) })
      expect([long.status, long.body]).toEqual([413, { error: 'bad_request', error_description: 'The body is too large.' }])
      const many = await exchange(world, { ...right, ...more(18) })
      expect([many.status, many.body.error]).toEqual([400, 'bad_request'])
    },

    'lists the projects that the caller may read': async () => {
      const world = await getWorld()
      await world.app.graph(
        `mutation { updateWorkspace(input: { id: "${world.id}", expectedRevision: 1, description: "Billing" }) { userErrors { message } } }`,
      )
      for (const path of ['/apiops/projects/', '/apiops/projects']) {
        const { status, headers, body } = await world.app.rest('GET', path, undefined, { token: world.viewer })
        expect([status, headers['content-type']]).toEqual([200, mediaType])
        expect(body).toEqual({ status: 'SUCCESS', resultList: [{ name: 'MyProject', description: 'Billing' }], resultCount: 1 })
      }
      expect((await world.app.rest('GET', '/apiops/projects/')).body.resultCount).toBeGreaterThan(1)
      expect((await world.app.rest('GET', '/apiops/projects/', undefined, nobody)).status).toBe(401)
    },

    'lists the environments of a project, where its workers are, and which of them wait for a deployment': async () => {
      const world = await getWorld()
      const project = 'Environments'
      const { id } = await world.app.workspace('apinizer', project)
      const paths = [`/apiops/projects/${project}/environments/`, `/apiops/environments/${project}`]
      const list = async (path = paths[0] ?? '') => (await world.app.rest('GET', path)).body
      expect(await list()).toEqual({ success: true, resultList: [], resultCount: 0 })

      for (const [name, environment] of [
        ['one', 'production'],
        ['two', 'production'],
        ['three', 'load-test'],
      ]) {
        const input = { workspaceId: id, name, environment, url: 'https://worker.invalid/hook' }
        const { createWorker } = await world.app.graph(
          'mutation ($input: CreateWorkerInput!) { createWorker(input: $input) { worker { id } userErrors { message } } }',
          { input },
        )
        expect(createWorker.userErrors).toEqual([])
      }
      const shown = (name: string, type: string, status: string) => ({
        name,
        description: null,
        type,
        accessUrl: null,
        status,
        deployed: true,
        redeployRequired: status === 'REPUBLISH_REQUIRED',
      })
      for (const path of paths) {
        expect((await list(path)).resultList).toEqual([
          shown('load-test', 'TEST', 'PUBLISHED'),
          shown('production', 'PRODUCTION', 'PUBLISHED'),
        ])
      }
      await world.app.rest('POST', `/apiops/projects/${project}/connections/mail/`, email('mail'))
      expect((await list()).resultList.map(({ status }: { status: string }) => status)).toEqual([
        'REPUBLISH_REQUIRED',
        'REPUBLISH_REQUIRED',
      ])
      const unknown = await world.app.rest('GET', '/apiops/projects/Nowhere/environments/')
      expect([unknown.status, unknown.body.error_description]).toEqual([404, "Project 'Nowhere' not found"])
    },

    'tells everybody that it is there, and greets who has a token': async () => {
      const world = await getWorld()
      const health = await world.app.rest('GET', '/apiops/test/healthcheck', undefined, nobody)
      expect([health.status, health.text, health.headers['content-type']]).toEqual([200, 'OK', 'text/plain;charset=UTF-8'])
      const hello = await world.app.rest('GET', '/apiops/test/hello/J%C3%B6rg', undefined, { token: world.viewer })
      expect([hello.status, hello.text, hello.headers['content-type']]).toEqual([200, 'Hello Jörg', 'text/plain;charset=UTF-8'])
      expect((await world.app.rest('GET', '/apiops/test/hello/x', undefined, nobody)).status).toBe(401)
    },
  }
}
