import { describe, expect, it } from 'vitest'
import { graph, type Gateway } from './gateway.js'

const token = 'q7-Lark_'.repeat(5)
const settings = { SWITCHBOARD_ADMIN_TOKEN: token, SWITCHBOARD_LOG_LEVEL: 'silent' }
const connections = 40
const kills = 5

/** What a kill does to a rotation of master keys. */
export function rotationSuite(gateway: (settings?: Readonly<Record<string, string>>) => Gateway): void {
  const ask = async (address: string, query: string): Promise<any> => {
    const { body } = await graph(address, query, token)
    if (body.errors) throw new Error(JSON.stringify(body.errors))
    return body.data
  }
  const at = (address: string, path: string, init: RequestInit = {}): Promise<any> =>
    fetch(`${address}/team/7/connections${path}`, {
      ...init,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    }).then((answer) => answer.json())

  async function fill(address: string): Promise<void> {
    await ask(address, 'mutation { createWorkspace(input: { vendor: CHARTBREW, key: "7", name: "Sales" }) { workspace { id } } }')
    for (let number = 1; number <= connections; number += 1) {
      const body = JSON.stringify({ name: `C${number}`, type: 'mysql', password: `teal-Oak-${number}` })
      await at(address, '', { method: 'POST', body })
    }
  }

  async function expectAllOpen(address: string): Promise<void> {
    const ids = Array.from({ length: connections }, (_, index) => index + 1)
    const passwords = await Promise.all(ids.map(async (id) => (await at(address, `/${id}`)).password))
    expect(passwords).toEqual(ids.map((id) => `teal-Oak-${id}`))
  }

  const step = async (address: string, limit: number): Promise<{ rewrapped: number; remaining: number }> =>
    (await ask(address, `mutation { rotateMasterKeys(input: { limit: ${limit} }) { rewrapped remaining } }`)).rotateMasterKeys

  /** Steps until the process is gone, from one key to the next and the next. */
  async function rotateOn(address: string): Promise<void> {
    for (;;) {
      const { rewrapped } = await step(address, 1)
      if (rewrapped === 0) await ask(address, 'mutation { addMasterKey(input: {}) { keyId } }')
    }
  }

  describe('a rotation that is killed', () => {
    it(`goes on where it was, ${kills} times over, and no secret is lost`, async () => {
      for (let kill = 0; kill < kills; kill += 1) {
        const running = gateway(settings)
        const address = await running.address
        if (kill === 0) await fill(address)
        else await expectAllOpen(address)
        const rotation = rotateOn(address).catch((error: unknown) => (error instanceof TypeError ? 'cut off' : error)) // What `fetch` throws.
        await new Promise((waited) => setTimeout(waited, 20 + Math.random() * 100))
        running.process.kill('SIGKILL')
        expect(await rotation).toBe('cut off')
        await running.ended
      }

      const last = gateway(settings)
      const address = await last.address
      while ((await step(address, 500)).rewrapped > 0);
      const { masterKeys } = await ask(address, '{ masterKeys { keys { keyId state dataKeyCount } } }')
      const [active, ...others] = masterKeys.keys
      expect(active).toMatchObject({ state: 'ACTIVE', dataKeyCount: connections + 1 })
      for (const { keyId, state } of others) {
        expect(state).toBe('UNUSED')
        await ask(address, `mutation { retireMasterKey(input: { keyId: "${keyId}" }) { userErrors { code } } }`)
      }
      expect(await last.stop()).toBe(0)

      const alone = gateway(settings)
      const reached = await alone.address
      expect((await ask(reached, '{ masterKeys { keys { keyId } } }')).masterKeys.keys).toEqual([{ keyId: active.keyId }])
      await expectAllOpen(reached)
    }, 180_000)
  })
}
