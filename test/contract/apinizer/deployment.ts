import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { mutate, startWorker, type TestWorker } from '../../deployments/world.js'
import { email, type GetWorld, type Reply } from './world.js'

const success = { environmentName: 'production', success: true, message: 'Deployment successful' }

export const deploymentCases = (world: GetWorld): Cases => ({
  'deploymentResult tells of each environment': async () => {
    const { post, put, remove } = await withWorker(world)
    const deployed = { success: true, deploymentResult: { success: true, deploymentResults: [success] } }
    expect(await post(email('one'))).toEqual(deployed)
    expect(await put(email('one', { port: 26 }))).toEqual(deployed)
    expect(await remove()).toEqual(deployed)
  },

  'a write that does not reach a worker is a success with a deployment that is none': async () => {
    const { post, put, remove, worker } = await withWorker(world)
    worker.take = () => Promise.reject(new Error('Not now.'))
    const failure = { environmentName: 'production', success: false, message: 'Deployment failed (status 500), to be tried again' }
    const failed = { success: true, deploymentResult: { success: false, deploymentResults: [failure] } }
    expect(await post(email('one'))).toEqual(failed)
    expect(await put(email('one', { port: 26 }))).toEqual(failed)
    expect(await remove()).toEqual(failed)
  },

  'DELETE takes the connection away from the workers too': async () => {
    const { post, remove, worker } = await withWorker(world)
    await post(email('one'))
    await remove()
    expect(worker.asked).toMatchObject([
      { kind: 'put', key: 'one', connection: { host: 'mail.example' } },
      { kind: 'remove', key: 'one' },
    ])
  },
})

interface Deploying {
  readonly worker: TestWorker
  readonly post: (body: object) => Promise<Reply>
  readonly put: (body: object) => Promise<Reply>
  readonly remove: () => Promise<Reply>
}

/** A connection of a project of its own, and a worker of that project; a write must be a success. */
async function withWorker(world: GetWorld): Promise<Deploying> {
  const { app, name } = await world()
  const project = name('Deploying')
  const { id: workspaceId } = await app.workspace('apinizer', project)
  const worker = await startWorker()
  const secret = worker.secret
  await mutate(app, 'createWorker', { workspaceId, name: 'One', environment: 'production', url: worker.url, secret })
  const send = async (method: 'POST' | 'PUT' | 'DELETE', body?: object): Promise<Reply> => {
    const answer = await app.rest(method, `/apiops/projects/${project}/connections/one/`, body)
    expect(answer.status).toBe(200)
    return answer.body
  }
  return { worker, post: (body) => send('POST', body), put: (body) => send('PUT', body), remove: () => send('DELETE') }
}
