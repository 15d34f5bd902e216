import { createServer } from 'node:http'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'

const most = 2 * 1024 * 1024

/**
 * A server for the deliveries of one gateway. What does not carry its signature, or is older than five minutes, is
 * refused. `take` gets the rest; when it throws, the gateway is told to come again.
 */
export function createWorker(secret, take) {
  const webhook = new Webhook(secret)
  return createServer(async (request, response) => {
    try {
      await take(webhook.verify(await bodyOf(request), request.headers), request.headers['webhook-id'])
      response.writeHead(204).end()
    } catch (error) {
      response.writeHead(error instanceof WebhookVerificationError ? 401 : 500).end()
    }
  })
}

/** A delivery as it may be printed: the members that hold secrets are named, and not shown. */
export function masked({ secrets = [], connection, ...delivery }) {
  if (connection === undefined) return delivery
  const shown = Object.entries(connection).map(([name, value]) => [name, secrets.includes(name) ? '[secret]' : value])
  return { ...delivery, connection: Object.fromEntries(shown) }
}

async function bodyOf(request) {
  let body = ''
  for await (const chunk of request.setEncoding('utf8')) {
    body += chunk
    if (body.length > most) throw new Error('The delivery is too large.')
  }
  return body
}
