import { Agent, request } from 'node:http'
import { connect } from 'node:net'
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

    it('does not wait for a connection over which nothing was ever sent', async () => {
      const running = gateway({ ...settings, SWITCHBOARD_STOP_SECONDS: '20' })
      const { hostname: host, port } = new URL(await running.address)
      const socket = connect(Number(port), host)
      await new Promise((connected) => socket.once('connect', connected))
      expect((await fetch(`${await running.address}/livez`)).status).toBe(200)
      expect(await running.stop()).toBe(0)
      expect(running.output()).not.toContain('cut off')
      socket.destroy()
    })

    /** A gateway with a request that never ends, which has been told to stop. */
    async function stopWithStuckRequest(stopSeconds: string): Promise<{ running: Gateway; cut: Promise<string> }> {
      const running = gateway({ ...settings, SWITCHBOARD_STOP_SECONDS: stopSeconds })
      const headers = {
        'content-type': 'application/json',
        'content-length': 100,
        authorization: `Bearer ${token}`,
        expect: '100-continue',
      }
      const stuck = request(`${await running.address}/graphql`, { method: 'POST', headers })
      const cut = new Promise<string>((told) => stuck.once('error', ({ message }) => told(message)))
      await new Promise<void>((received) => {
        stuck.once('continue', received)
        stuck.flushHeaders()
      })
      running.process.kill('SIGTERM')
      return { running, cut }
    }

    it('cuts off what is still under way at the deadline, tells it in the log, and ends with 0', async () => {
      const { running, cut } = await stopWithStuckRequest('1')
      expect(await running.ended).toBe(0)
      expect(await cut).toBe('socket hang up')
      expect(running.output()).toContain('"connections":1,"msg":"cut off what was under way at the deadline of the stop"')
    })

    it('ends at once with 1 when it is told a second time', async () => {
      const { running, cut } = await stopWithStuckRequest('600')
      const address = await running.address
      await expect.poll(() => fetch(address).catch(() => 'refused'), { timeout: 10_000 }).toBe('refused')
      running.process.kill('SIGINT')
      expect([await running.ended, await cut]).toEqual([1, 'socket hang up'])
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
