import { z } from 'zod'
import { plainName } from '../lib/name.js'
import { withoutCredentials } from '../lib/url.js'
import { readUrl } from '../net/url.js'
import { isSigningSecret } from './signature.js'

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

/** Https, or plain http to this machine. Where it leads is checked again at each delivery. */
function mayBeCalled(text: string): boolean {
  const url = readUrl(text)
  return url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname))
}

const name = z.string().trim().pipe(plainName)

export const workerFields = {
  name,
  environment: name,
  url: z
    .string()
    .max(2048)
    .refine(mayBeCalled, 'must be https, or http to a loopback address, without user and password')
    .refine(
      (url) => withoutCredentials(url) === url,
      'must hold no secret, nor a parameter or a long word in its path that may be one: what is sent there is signed',
    ),
}

/** A signing secret that the caller brings. */
export const signingSecret = z.string().refine(isSigningSecret, 'must be whsec_ and 24 to 64 bytes in base64')
