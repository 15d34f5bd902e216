import { Agent, request } from 'node:http'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { Gateway } from './gateway.js'

const query = JSON.stringify({ query: '{ viewer { token { name } } }' })

/** What SIGTERM does. */
export function stopSuite(gateway: (settings?: Readonly<Record<string, string>>) => Gateway): void {
  const token = 'q7-Lark_'.repeat(5)
  const settings = { SWITCHBOARD_ADMIN_TOKEN: token }

  describe('a gateway that is told to stop', () => {
    it('takes no new request, finishes the one that is under way, and ends with 0', async () => {
      const running = gateway(settings)
      const address = await running.address
      const agent = new Agent({ keepAlive: true })
      const headers = {
        'content-type': 'application/json',
        'content-length': query.length,
        authorization: `Bearer ${token}`,
        expect: '100-continue',
      }
      const underWay = request(`${address}/graphql`, { method: 'POST', headers, agent })
      const answer = new Promise<{ status: number | undefined; body: string }>((settle, fail) => {
        underWay.once('response', (response) => void text(response).then((body) => settle({ status: response.statusCode, body }), fail))
        underWay.once('error', fail)
      })
      await new Promise<void>((received) => {
        underWay.once('continue', received)
        underWay.flushHeaders()
      })
      underWay.write(query.slice(0, 10))

      const ended = running.stop()
      await expect
        .poll(
          () =>
            fetch(`${address}/livez`).then(
              ({ status }) => status,
              () => 'refused',
            ),
          { timeout: 10_000 },
        )
        .toBe('refused')
      underWay.end(query.slice(10))

      expect(await answer).toEqual({ status: 200, body: expect.stringContaining('"name":"Operator"') })
      expect(await ended).toBe(0)
      agent.destroy()
      expect(running.errors()).toBe('')
    })

    it('does not wait for clients that keep a connection open without a request', async () => {
      const running = gateway(settings)
      const address = await running.address
      const agent = new Agent({ keepAlive: true })
      await new Promise<void>((done) => {
        request(`${address}/livez`, { agent }, (response) => response.resume().once('end', done)).end()
      })
      expect(await running.stop()).toBe(0)
      agent.destroy()
    })

    it('stops by SIGINT too, and leaves a data folder that the next one takes', async () => {
      const running = gateway(settings)
      await running.address
      running.process.kill('SIGINT')
      expect(await running.ended).toBe(0)
      await gateway(settings).startAndStop()
    })
  })
}
