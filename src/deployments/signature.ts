import { randomBytes } from 'node:crypto'
import { Webhook } from 'standardwebhooks'

const prefix = 'whsec_'

/** A new signing secret of 256 random bits, as Standard Webhooks writes it. */
export function newSigningSecret(): string {
  return prefix + randomBytes(32).toString('base64')
}

/** Whether a text is a signing secret of Standard Webhooks: 24 to 64 bytes in base64 after `whsec_`. */
export function isSigningSecret(text: string): boolean {
  const base64 = text.slice(prefix.length)
  const bytes = Buffer.from(base64, 'base64')
  return text.startsWith(prefix) && bytes.toString('base64') === base64 && bytes.length >= 24 && bytes.length <= 64
}

/** The headers that let a worker check who sent a body, and when. */
export function signatureOf(secret: string, id: string, now: number, body: string): Record<string, string> {
  const at = new Date(now)
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  }
}
