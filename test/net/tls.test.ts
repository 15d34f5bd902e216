import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import tls from 'node:tls'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ask, httpTarget, names, serve } from './target.js'

const pem = readFileSync('test/fixtures/net/hooks.example.pem', 'utf8')
const { resolve } = names({ 'hooks.example': ['127.0.0.1'], 'other.example': ['127.0.0.1'] })

async function tlsTarget() {
  const asked: string[] = []
  const server = createServer({ key: pem, cert: pem }, (request, response) => {
    asked.push(String(request.headers.host))
    response.end('sealed')
  })
  return { ...(await serve(server)), asked }
}

/** The machine trusts the authority that signed the target's certificate. */
function trustIt() {
  const { connect } = tls
  const trusting = (options: tls.ConnectionOptions) => connect({ ...options, ca: pem })
  vi.spyOn(tls, 'connect').mockImplementation(trusting as typeof connect)
}

afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
})

describe('https', () => {
  it('reaches the name that the certificate is for, at the address that passed', async () => {
    trustIt()
    const { port, asked } = await tlsTarget()
    const answer = await ask(`https://hooks.example:${port}/`, { allow: '127.0.0.1', resolve })
    expect(answer).toMatchObject({ status: 200, body: Buffer.from('sealed') })
    expect(asked).toEqual([`hooks.example:${port}`])
  })

  it.each(['other.example', '127.0.0.1'])('does not take that certificate for %s', async (host) => {
    trustIt()
    const { port, asked } = await tlsTarget()
    const answer = await ask(`https://${host}:${port}/`, { allow: '127.0.0.1', resolve })
    expect(answer).toMatchObject({ failure: 'tls', message: expect.stringContaining('ERR_TLS_CERT_ALTNAME_INVALID') })
    expect(asked).toEqual([])
  })

  it.each(['1', '0'])('takes no certificate of an unknown authority, with NODE_TLS_REJECT_UNAUTHORIZED=%s', async (setting) => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', setting)
    const { port, asked } = await tlsTarget()
    expect(await ask(`https://hooks.example:${port}/`, { allow: '127.0.0.1', resolve })).toHaveProperty('failure', 'tls')
    expect(asked).toEqual([])
  })

  it('does not speak to a server of plain http', async () => {
    const { port } = await httpTarget((_, response) => response.end())
    expect(await ask(`https://127.0.0.1:${port}/`, { allow: '127.0.0.1' })).toHaveProperty('failure', 'tls')
  })
})
