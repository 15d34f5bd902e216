import { createServer } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ask, httpTarget, names, openNet, serve, told, usual } from './target.js'

const here = '127.0.0.0/8,::1'

afterEach(() => vi.unstubAllEnvs())

describe('a request', () => {
  it('goes out with its method, headers and body, and brings back status, headers and body', async () => {
    const { url } = await httpTarget(async (request, response) => {
      const body = (await request.toArray()).join('')
      response
        .writeHead(202, { 'X-Kind': 'echo' })
        .end(JSON.stringify({ method: request.method, path: request.url, headers: request.headers, body }))
    })
    const answer = await ask(`${url}/in?q=1#part`, { allow: here, method: 'POST', headers: { 'Webhook-Id': 'm1' }, body: '{"a":1}' })

    expect(answer).toMatchObject({ status: 202, headers: { 'x-kind': 'echo' } })
    expect(told(answer)).toMatchObject({
      method: 'POST',
      path: '/in?q=1',
      headers: { 'webhook-id': 'm1', 'accept-encoding': 'identity', connection: 'close', 'content-length': '7' },
      body: '{"a":1}',
    })
  })

  it('leaves no connection behind', async () => {
    const target = await httpTarget((_, response) => response.end('ok'))
    await ask(target.url, { allow: here })
    await ask(target.url, { allow: here })
    expect(target.connections()).toBe(2)
    await expect.poll(target.open).toBe(0)
  })

  it('keeps no cookie, and takes no proxy from the environment', async () => {
    const nobody = 'http://127.0.0.1:1'
    for (const name of ['http_proxy', 'HTTP_PROXY', 'all_proxy', 'ALL_PROXY']) vi.stubEnv(name, nobody)
    const seen: unknown[] = []
    const { url } = await httpTarget((request, response) => {
      seen.push(request.headers.cookie)
      response.setHeader('Set-Cookie', 'a=1; Path=/').end()
    })
    await ask(url, { allow: here })
    await ask(url, { allow: here })
    expect(seen).toEqual([undefined, undefined])
  })

  it.each([
    ['ftp://hooks.example/'],
    ['file:///etc/passwd'],
    ['unix:/var/run/docker.sock'],
    ['data:text/plain,x'],
    ['//hooks.example/'],
    ['hooks.example'],
    [''],
    ['https://ann:q7-Lark@hooks.example/'],
    ['https://ann@hooks.example/'],
    ['https://:q7-Lark@hooks.example/'],
  ])('to %s is refused without repeating it', async (url) => {
    const { asked, resolve } = names({ 'hooks.example': ['127.0.0.1'] })
    const answer = await ask(url, { allow: here, resolve })
    expect(answer).toHaveProperty('failure', 'malformedUrl')
    expect(JSON.stringify(answer)).not.toContain('q7-Lark')
    expect(asked).toEqual([])
  })

  it.each([
    [{ 'X-A': 'b\r\nX-C: d' }],
    [{ 'X A': 'b' }],
    [{ Host: 'other.example' }],
    [{ 'Transfer-Encoding': 'chunked' }],
    [{ 'Content-Length': '99' }],
    [{ Expect: '100-continue' }],
  ])('with the headers %j is refused', async (headers) => {
    const target = await httpTarget((_, response) => response.end())
    expect(await ask(target.url, { allow: here, method: 'POST', body: 'x', headers })).toHaveProperty('failure', 'malformedRequest')
  })
})

describe('plain http', () => {
  it('is refused unless the caller asks for it', async () => {
    const target = await httpTarget((_, response) => response.end())
    expect(await openNet(here).request({ ...usual, url: target.url })).toHaveProperty('failure', 'insecure')
    expect(target.connections()).toBe(0)
    expect(await ask(target.url, { allow: here, allowHttp: 'loopback' })).toHaveProperty('status', 200)
    expect(await ask(target.url, { allow: here, allowHttp: true })).toHaveProperty('status', 200)
  })

  it.each(['192.168.7.7', '8.8.8.8', '2606:4700::1111'])('for loopback only does not go to %s', async (address) => {
    const { resolve } = names({ 'hooks.example': [address, '127.0.0.1'] })
    const answer = await ask('http://hooks.example/', { allow: `${here},192.168.0.0/16`, resolve, allowHttp: 'loopback' })
    expect(answer).toHaveProperty('failure', 'insecure')
  })
})

describe('a name', () => {
  it('is looked up once, and the address that passed is the one dialled', async () => {
    const good = await httpTarget((_, response) => response.end('good'))
    const bad = await httpTarget((_, response) => response.end('bad'), '127.0.0.2', good.port)
    const answers = [['127.0.0.1'], ['127.0.0.2'], ['127.0.0.2']]
    const answer = await ask(`http://hooks.example:${good.port}/`, { allow: '127.0.0.1', resolve: async () => answers.shift() ?? [] })

    expect(answer).toMatchObject({ status: 200, body: Buffer.from('good') })
    expect(answers).toHaveLength(2)
    expect(bad.connections()).toBe(0)
  })

  it('with one refused address among good ones is refused whole', async () => {
    const target = await httpTarget((_, response) => response.end())
    for (const other of ['10.0.0.1', '::1', '::ffff:127.0.0.1', '169.254.169.254']) {
      const { resolve } = names({ 'hooks.example': ['127.0.0.1', other] })
      const answer = await ask(`http://hooks.example:${target.port}/`, { allow: '127.0.0.1', resolve })
      expect(answer).toHaveProperty('failure', 'refusedAddress')
    }
    expect(target.connections()).toBe(0)
  })

  it('with several good addresses is reached at the one that answers', async () => {
    const target = await httpTarget((_, response) => response.end())
    const { resolve } = names({ 'hooks.example': ['::1', '127.0.0.3', '127.0.0.1'] })
    expect(await ask(`http://hooks.example:${target.port}/`, { allow: here, resolve })).toHaveProperty('status', 200)
  })

  it('on the list is dialled wherever it leads, at its port only', async () => {
    const target = await httpTarget((request, response) => response.end(request.headers.host))
    const { resolve } = names({ 'hooks.example': ['127.0.0.1'] })
    const url = `http://hooks.example:${target.port}/`
    expect(await ask(url, { allow: `hooks.example:${target.port}`, resolve })).toMatchObject({
      body: Buffer.from(`hooks.example:${target.port}`),
    })
    expect(await ask(url, { allow: 'hooks.example:1', resolve })).toHaveProperty('failure', 'refusedAddress')
  })

  it('that leads nowhere is a failure of its own', async () => {
    expect(await ask('https://nowhere.example/')).toHaveProperty('failure', 'dns')
    expect(await ask('https://empty.example/', { resolve: async () => [] })).toHaveProperty('failure', 'dns')
  })

  it('is asked of the machine itself', async () => {
    const target = await httpTarget((_, response) => response.end())
    const url = `http://localhost:${target.port}/`
    expect(await openNet().request({ ...usual, url })).toHaveProperty('failure', 'refusedAddress')
    expect(await openNet('localhost').request({ ...usual, url, allowHttp: 'loopback' })).toHaveProperty('status', 200)
  })
})

it('a refused address looks the same with an open port and with a closed one, and sees no connection', async () => {
  const target = await httpTarget((_, response) => response.end())
  const [open, closed] = [await ask(target.url), await ask('http://127.0.0.1:1/')]
  expect(open).toHaveProperty('failure', 'refusedAddress')
  expect(open).toEqual(closed)
  expect(target.connections()).toBe(0)
})

describe('an answer', () => {
  it('that never starts because nobody listens is a failure to connect', async () => {
    expect(await ask('http://127.0.0.1:1/', { allow: here })).toHaveProperty('failure', 'connect')
  })

  it.each([
    ['announced', { 'Content-Length': '10' }],
    ['in chunks', {}],
  ])('that breaks off is not taken for whole, %s', async (_, headers) => {
    const { url } = await httpTarget((_, response) => response.writeHead(200, headers).write('half', () => response.destroy()))
    expect(await ask(url, { allow: here })).toHaveProperty('failure', 'malformedAnswer')
  })

  it('that is no HTTP is refused without repeating it', async () => {
    const { port } = await serve(createServer((socket) => socket.end('220 mail.internal q7-Lark\r\n')))
    const answer = await ask(`http://127.0.0.1:${port}/`, { allow: here })
    expect(answer).toHaveProperty('failure', 'malformedAnswer')
    expect(JSON.stringify(answer)).not.toContain('q7-Lark')
  })
})
