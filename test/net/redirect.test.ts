import { describe, expect, it } from 'vitest'
import { ask, httpTarget, names, told } from './target.js'

const here = '127.0.0.0/8'
const secrets = { Authorization: 'Bearer q7-Lark', Cookie: 'c=q7-Lark', 'X-Api-Key': 'q7-Lark', 'Webhook-Signature': 'q7-Lark' }

/** Sends `/` on to a location, and tells what comes to any other path. */
async function redirecting(location: string, status = 302, host = '127.0.0.1') {
  return httpTarget(async (request, response) => {
    const body = (await request.toArray()).join('')
    if (request.url === '/') response.writeHead(status, { Location: location }).end()
    else response.end(JSON.stringify({ method: request.method, url: request.url, headers: request.headers, body }))
  }, host)
}

describe('a redirect', () => {
  it('is not followed unless asked', async () => {
    const target = await redirecting('/next')
    expect(await ask(target.url, { allow: here })).toMatchObject({ status: 302, headers: { location: '/next' } })
    expect(target.connections()).toBe(1)
  })

  it('is followed as often as asked, and the next one is the answer', async () => {
    const target = await redirecting('/')
    expect(await ask(target.url, { allow: here, maxRedirects: 3 })).toHaveProperty('status', 302)
    expect(target.connections()).toBe(4)
  })

  it('inside one origin keeps every header', async () => {
    const { url } = await redirecting('/next?a=1')
    const seen = told(await ask(url, { allow: here, maxRedirects: 1, headers: secrets }))
    expect(seen).toMatchObject({ url: '/next?a=1', headers: { authorization: 'Bearer q7-Lark', 'x-api-key': 'q7-Lark' } })
  })

  it.each([301, 302, 303, 307, 308])('with %d to another origin takes no credential along, by whatever name', async (status) => {
    const other = await redirecting('/next', 302, '127.0.0.2')
    const { url } = await redirecting(`${other.url}/next`, status)
    const seen = told(await ask(url, { allow: here, maxRedirects: 1, headers: { ...secrets, Accept: 'text/plain' } }))
    expect(seen.headers).toMatchObject({ accept: 'text/plain', 'accept-encoding': 'identity' })
    expect(JSON.stringify(seen)).not.toContain('q7-Lark')
  })

  it('to another origin and back has lost them', async () => {
    const home = await redirecting('http://127.0.0.2:1/')
    const { resolve } = names({ 'a.example': ['127.0.0.1'], 'b.example': ['127.0.0.1'] })
    const away = await redirecting(`http://a.example:${home.port}/next`)
    const first = await redirecting(`http://b.example:${away.port}/`)
    const answer = await ask(`http://a.example:${first.port}/`, { allow: here, resolve, maxRedirects: 2, headers: secrets })
    expect(told(answer).url).toBe('/next')
    expect(JSON.stringify(told(answer))).not.toContain('q7-Lark')
  })

  it.each([
    ['POST', 301, 'GET', ''],
    ['POST', 302, 'GET', ''],
    ['POST', 303, 'GET', ''],
    ['PUT', 303, 'GET', ''],
    ['PUT', 302, 'PUT', 'hello'],
    ['POST', 307, 'POST', 'hello'],
    ['POST', 308, 'POST', 'hello'],
  ] as const)('of a %s with %d asks with %s', async (method, status, next, body) => {
    const { url } = await redirecting('/next', status)
    const seen = told(await ask(url, { allow: here, maxRedirects: 1, method, body: 'hello', headers: { 'Content-Type': 'text/plain' } }))
    expect(seen).toMatchObject({ method: next, body })
    expect(seen.headers['content-type']).toBe(body === '' ? undefined : 'text/plain')
  })

  it.each([307, 308])('with %d does not bring a body to another origin', async (status) => {
    const other = await redirecting('/next', 302, '127.0.0.2')
    const { url } = await redirecting(`${other.url}/next`, status)
    expect(await ask(url, { allow: here, maxRedirects: 1, method: 'POST', body: 'q7-Lark' })).toHaveProperty('failure', 'redirect')
    expect(other.connections()).toBe(0)
  })

  it('to a refused address is refused, and sees no connection', async () => {
    const inner = await redirecting('/next', 302, '127.0.0.2')
    const { resolve } = names({ 'inner.example': ['127.0.0.2'] })
    for (const location of [`${inner.url}/next`, `http://inner.example:${inner.port}/next`, `//2130706434:${inner.port}/next`]) {
      const { url } = await redirecting(location)
      expect(await ask(url, { allow: '127.0.0.1', resolve, maxRedirects: 5 })).toHaveProperty('failure', 'refusedAddress')
    }
    expect(inner.connections()).toBe(0)
  })

  it('looks the name up again, and the policy with it', async () => {
    const inner = await redirecting('/next', 302, '127.0.0.2')
    const answers = [['127.0.0.1'], ['127.0.0.2']]
    const { port } = await redirecting('/next')
    const answer = await ask(`http://hooks.example:${port}/`, {
      allow: '127.0.0.1',
      resolve: async () => answers.shift() ?? [],
      maxRedirects: 1,
    })
    expect(answer).toHaveProperty('failure', 'refusedAddress')
    expect(answers).toEqual([])
    expect(inner.connections()).toBe(0)
  })

  it('to plain http on another machine is refused when only loopback may be plain', async () => {
    const { url } = await redirecting('http://8.8.8.8/')
    expect(await ask(url, { allow: here, allowHttp: 'loopback', maxRedirects: 1 })).toHaveProperty('failure', 'insecure')
  })

  it.each(['http://ann:q7-Lark@127.0.0.1/', 'file:///etc/passwd', 'gopher://127.0.0.1/', 'http://[', 'http://127.0.0.1%2f/'])(
    'to %s cannot be followed',
    async (location) => {
      const { url } = await redirecting(location)
      const answer = await ask(url, { allow: here, maxRedirects: 1 })
      expect(answer).toHaveProperty('failure', 'redirect')
      expect(JSON.stringify(answer)).not.toContain('q7-Lark')
    },
  )
})
