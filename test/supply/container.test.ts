import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { validate } from 'dockerfile-utils'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { execForm, said, saidLast, settings, text } from './dockerfile.js'
import { container, type Container } from './image.js'

describe('the Dockerfile', () => {
  it('has nothing that the linter minds, who minds what is wrong', () => {
    expect(validate(text)).toEqual([])
    expect(validate(text.replace('--interval', '--intervals'))).toHaveLength(1)
  })

  it('builds in a stage of its own, and runs in one that has what was built and no compiler', () => {
    expect(said('FROM')).toEqual([['${NODE_IMAGE}', 'AS', 'build'], ['${NODE_IMAGE}']])
    expect(said('ARG')).toEqual([[expect.stringMatching(/^NODE_IMAGE=node:\d+\.\d+\.\d+-bookworm-slim$/)]])
    expect(
      saidLast('RUN')
        .flat()
        .filter((word) => /apt|npm|curl/.test(word)),
    ).toEqual([])
    expect(said('ADD')).toEqual([])
  })

  it('runs as a user who is not root, by number, and stops by the signal that the gateway knows', () => {
    expect(saidLast('USER')).toEqual([['10001:10001']])
    expect(saidLast('STOPSIGNAL')).toEqual([['SIGTERM']])
    expect(execForm('ENTRYPOINT')).toEqual(['node', '/app/dist/main.js'])
  })

  it('keeps data in a volume, and listens where it says', () => {
    const { SWITCHBOARD_PORT: port, SWITCHBOARD_DATA_DIR: folder } = settings()
    expect([saidLast('EXPOSE'), saidLast('VOLUME')]).toEqual([[[port]], [[folder]]])
    expect(settings().SWITCHBOARD_HOST).toBe('0.0.0.0')
  })

  it('is given what it copies, and nothing else of this folder', () => {
    const [first, ...more] = readFileSync('.dockerignore', 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    const given = more.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
    const copied = said('COPY')
      .flatMap((words) => words.slice(0, -1))
      .filter((path) => !path.startsWith('/app/'))
    expect(first).toBe('*')
    expect(new Set(given)).toEqual(new Set(copied.map((path) => path.split('/')[0])))
  })
})

describe('what the Dockerfile would run of files that were for their owner alone, as its user who owns none of them', () => {
  let image: Container
  beforeAll(async () => {
    image = await container()
  })
  afterAll(() => image.remove())

  it('starts without packages for development, answers, is healthy while it runs, writes nothing but data, and stops with 0', async () => {
    const before = image.files()
    const running = await image.run()
    const healthy = await image.health()
    const [ready, page] = await Promise.all(['/readyz', '/schema.graphql'].map((path) => fetch(image.address + path)))
    running.kill('SIGTERM')
    const [code] = await once(running, 'close')

    expect([ready?.status, page?.status]).toEqual([200, 200])
    expect(healthy).toBe(0)
    expect(code).toBe(0)
    expect(await image.health()).toBe(1)
    expect(image.files()).toEqual(before)
  })

  it('is found healthy at a port that no browser calls, too', async () => {
    const server = createServer((_request, response) => response.end('{}'))
    const port = await firstFree(server, [6000, 6665, 6666, 6667, 6668, 6669])
    expect(await image.health(port)).toBe(0)
    server.close()
  })
})

async function firstFree(server: Server, [port, ...more]: number[]): Promise<string> {
  server.listen(port, '127.0.0.1')
  const isFree = await once(server, 'listening').then(
    () => true,
    () => false,
  )
  return isFree || more.length === 0 ? String(port) : firstFree(server, more)
}
