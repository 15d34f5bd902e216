import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { ask, httpTarget, names, openNet, serve, usual } from './target.js'

const here = '127.0.0.1'
const drip = (write: () => void) => setInterval(write, 20)

describe('one deadline ends', () => {
  it('a name that is never answered', async () => {
    const answer = await ask('https://slow.example/', { resolve: () => new Promise(() => undefined), deadlineMs: 100 })
    expect(answer).toHaveProperty('failure', 'timeout')
  })

  it('a server that takes the connection and says nothing', async () => {
    const target = await serve(createServer((socket) => socket.resume()))
    expect(await ask(`http://127.0.0.1:${target.port}/`, { allow: here, deadlineMs: 100 })).toHaveProperty('failure', 'timeout')
    await expect.poll(target.open).toBe(0)
  })

  it('a TLS handshake that does not start', async () => {
    const target = await serve(createServer((socket) => socket.resume()))
    expect(await ask(`https://127.0.0.1:${target.port}/`, { allow: here, deadlineMs: 100 })).toHaveProperty('failure', 'timeout')
    await expect.poll(target.open).toBe(0)
  })

  it('headers that trickle', async () => {
    const target = await serve(
      createServer((socket) => {
        socket.write('HTTP/1.1 200 OK\r\n')
        const timer = drip(() => socket.write('X-A: 1\r\n'))
        socket.on('close', () => clearInterval(timer)).on('error', () => undefined)
      }),
    )
    expect(await ask(`http://127.0.0.1:${target.port}/`, { allow: here, deadlineMs: 150 })).toHaveProperty('failure', 'timeout')
    await expect.poll(target.open).toBe(0)
  })

  it('a body that trickles', async () => {
    const target = await httpTarget((_, response) => {
      const timer = drip(() => response.write('x'))
      response.on('close', () => clearInterval(timer))
    })
    expect(await ask(target.url, { allow: here, deadlineMs: 150 })).toHaveProperty('failure', 'timeout')
    await expect.poll(target.open).toBe(0)
  })

  it('a row of redirects, each of them in time', async () => {
    const { url } = await httpTarget((_, response) => setTimeout(() => response.writeHead(302, { Location: '/' }).end(), 30))
    expect(await ask(url, { allow: here, deadlineMs: 200, maxRedirects: 1000 })).toHaveProperty('failure', 'timeout')
  })
})

describe('the body of an answer', () => {
  it('may be as large as asked', async () => {
    const { url } = await httpTarget((_, response) => response.end('x'.repeat(1000)))
    expect(await ask(url, { allow: here, maxBytes: 1000 })).toHaveProperty('body.length', 1000)
  })

  it.each([
    ['announced', { 'Content-Length': '1001' }],
    ['in chunks', {}],
  ])('one byte larger is refused, %s', async (_, headers) => {
    const { url } = await httpTarget((_, response) => {
      response.writeHead(200, headers).write('x'.repeat(500))
      response.end('x'.repeat(501))
    })
    expect(await ask(url, { allow: here, maxBytes: 1000 })).toHaveProperty('failure', 'tooLarge')
  })

  it('without an end is refused while it comes', async () => {
    const target = await httpTarget((_, response) => {
      const timer = drip(() => response.write('x'.repeat(10_000)))
      response.on('close', () => clearInterval(timer))
    })
    expect(await ask(target.url, { allow: here, maxBytes: 64_000 })).toHaveProperty('failure', 'tooLarge')
    await expect.poll(target.open).toBe(0)
  })

  it('that is coded against our wish stays as it came', async () => {
    const bomb = gzipSync(Buffer.alloc(500_000))
    const { url } = await httpTarget((_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(bomb))
    expect(await ask(url, { allow: here })).toMatchObject({ body: bomb, headers: { 'content-encoding': 'gzip' } })
  })

  it('does not outgrow the cap in its headers', async () => {
    const { port } = await serve(
      createServer((socket) => socket.on('error', () => undefined).write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`)),
    )
    expect(await ask(`http://127.0.0.1:${port}/`, { allow: here })).toHaveProperty('failure', 'tooLarge')
  })
})

describe('a stop', () => {
  it('ends what is under way and takes nothing more', async () => {
    const target = await serve(createServer((socket) => socket.resume()))
    const { asked, resolve } = names({ 'hooks.example': [here] })
    const net = openNet(here, resolve)
    const request = { ...usual, url: `http://127.0.0.1:${target.port}/`, allowHttp: true } as const
    const underWay = net.request(request)
    await expect.poll(target.open).toBe(1)
    await net.close()

    expect(await underWay).toHaveProperty('failure', 'closed')
    expect(await net.request(request)).toHaveProperty('failure', 'closed')
    expect(await net.request({ ...request, url: `http://hooks.example:${target.port}/` })).toHaveProperty('failure', 'closed')
    expect(asked).toEqual([])
    expect(target.connections()).toBe(1)
    await expect.poll(target.open).toBe(0)
  })
})
