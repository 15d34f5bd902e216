import type { Server } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { createWorker, listen, masked, signingSecret, type Delivery } from './world.js'

const body = JSON.stringify({ kind: 'remove', key: 'invoices' })
const id = 'dep_1'

/** What the worker answers to a body signed at a time with a secret. */
async function send(server: Server, signedAt: Date, secret: string, sent = body): Promise<number> {
  const url = await listen(server)
  const headers = {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(signedAt.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, signedAt, body),
  }
  return (await fetch(url, { method: 'POST', headers, body: sent })).status
}

const minutes = (count: number) => new Date(Date.now() + count * 60_000)

it('the example worker takes what is signed, with its id', async () => {
  const taken: unknown[] = []
  const worker = createWorker(signingSecret, (...given) => taken.push(given))
  expect(await send(worker, minutes(0), signingSecret)).toBe(204)
  expect(taken).toEqual([[JSON.parse(body), id]])
})

it.each([
  ['signed with another secret', minutes(0), `whsec_${Buffer.alloc(32, 8).toString('base64')}`, body],
  ['changed on its way', minutes(0), signingSecret, body.replace('invoices', 'orders')],
  ['of ten minutes ago', minutes(-10), signingSecret, body],
  ['of ten minutes from now', minutes(10), signingSecret, body],
])('the example worker refuses what is %s', async (_what, signedAt, secret, sent) => {
  const taken: Delivery[] = []
  expect(
    await send(
      createWorker(signingSecret, (delivery) => taken.push(delivery)),
      signedAt,
      secret,
      sent,
    ),
  ).toBe(401)
  expect(taken).toEqual([])
})

it('the example worker refuses what nobody has signed', async () => {
  const url = await listen(createWorker(signingSecret, () => undefined))
  expect((await fetch(url, { method: 'POST', body })).status).toBe(401)
})

it('the example worker prints no secret', () => {
  const connection = { name: 'invoices', host: 'mail.example', password: 'm4il-S3cret' }
  expect(masked({ kind: 'put', key: 'invoices', secrets: ['password'], connection })).toEqual({
    kind: 'put',
    key: 'invoices',
    connection: { ...connection, password: '[secret]' },
  })
  expect(masked({ kind: 'remove', key: 'invoices' })).toEqual({ kind: 'remove', key: 'invoices' })
})
