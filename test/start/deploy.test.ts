import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { allowed, email, password, signingSecret, startWorker } from '../deployments/world.js'
import { startBuilt } from './gateway.js'

it('a built gateway delivers what is written to a worker', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-deploy-'))
  const token = 'deploy-admin-token-0123456789abcdef'
  const gateway = startBuilt({ SWITCHBOARD_DATA_DIR: dataDir, SWITCHBOARD_ADMIN_TOKEN: token, ...allowed })
  onTestFinished(async () => {
    await gateway.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  const worker = await startWorker()
  const ask = async (path: string, body: object): Promise<any> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    return (await fetch((await gateway.address) + path, { method: 'POST', headers, body: JSON.stringify(body) })).json()
  }
  const graph = async (name: string, input: object, wanted: string): Promise<any> => {
    const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
    const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${wanted} { id } userErrors { message } } }`
    return (await ask('/graphql', { query, variables: { input } })).data[name][wanted]
  }
  const { id: workspaceId } = await graph('createWorkspace', { vendor: 'APINIZER', key: 'Shop', name: 'Shop' }, 'workspace')
  await graph('createWorker', { workspaceId, name: 'One', environment: 'production', url: worker.url, secret: signingSecret }, 'worker')
  const { deploymentResult } = await ask('/apiops/projects/Shop/connections/invoices/', email('invoices'))
  expect(deploymentResult).toMatchObject({ success: true, deploymentResults: [{ success: true, message: 'Deployment successful' }] })
  expect(worker.asked).toMatchObject([{ kind: 'put', key: 'invoices', connection: { password } }])
})
