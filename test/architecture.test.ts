import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { expect, it } from 'vitest'
import { circular, importsOf, roomOf, type Import } from './architecture/imports.js'

/** Which room may import which; `:types` as types only. A room without a row may not exist. */
const rooms: Readonly<Record<string, string>> = {
  main: 'cli serve upkeep',
  serve: 'access app cli:types config demo lib',
  cli: 'upkeep:types generated lib',
  upkeep: 'config data-folder secrets access:types store:types store/open vendors:types lib',
  demo: 'access connections workspaces store:types vendors:types lib',
  start: 'main',
  app: 'config:types data-folder http graphql rest deployments connections:types access secrets net log metrics tracing store store/open vendors/index lib',
  config: 'access http net tracing lib',
  'data-folder': 'secrets lib',
  graphql: 'http deployments connections keys parts workspaces access store:types vendors generated:types lib',
  rest: 'http deployments connections parts workspaces access store:types vendors lib',
  http: 'lib',
  log: 'log-lines',
  'log-lines': '',
  metrics: 'store:types lib',
  tracing: 'lib',
  parts: 'connections access store:types vendors lib',
  deployments: 'access connections store:types vendors:types net lib',
  connections: 'access secrets:types store:types vendors lib',
  workspaces: 'access store:types vendors:types lib',
  access: 'store:types lib',
  secrets: 'store:types lib',
  keys: 'access secrets store:types lib',
  net: 'lib',
  store: 'vendors:types lib:types',
  'store/open': 'store:types store/*',
  'store/*': 'store vendors:types lib',
  vendors: 'generated:types lib',
  'vendors/index': 'vendors:types vendors/*',
  'vendors/*': 'vendors generated:types lib',
  web: 'generated lib',
  lib: '',
}
/** Packages and globals that only these rooms may touch; all others are free. */
const owned: readonly (readonly [RegExp, string])[] = [
  [/^(drizzle-|better-sqlite3)/, 'store/*'],
  [/^@apollo\/|^dataloader$/, 'graphql'],
  [/^graphql$/, 'graphql web'],
  [/^fastify$/, 'http rest graphql app'],
  [/^http STATUS_CODES$/, 'http'],
  [/^(net|http|https|http2|tls|dgram|dns|undici|WebSocket|EventSource)(\/|$)/, 'net'],
  [/^fetch$/, 'net web cli'],
  [/^(commander|cli-progress)$/, 'cli'],
  [/^standardwebhooks$/, 'deployments'],
  [/^pino$/, 'log app http deployments'],
  [/^prom-client$/, 'metrics'],
  [/^@opentelemetry\//, 'tracing'], // Sends to the collector that the operator has named, which the outbound policy is not asked about.
  [/^process\.env$/, 'main'],
  [/^(module|child_process)$/, 'start'],
  [/^a computed path$/, ''],
]

/** What breaks the rules, one line each. */
function breaches(files: ReadonlyMap<string, string>): string[] {
  const imports = [...files].map(([path, text]) => [path, importsOf(path, text)] as const)
  const refused = imports.flatMap(([path, list]) => list.filter((one) => !isAllowed(path, one)).map(({ to }) => `${path} → ${to}`))
  const circles = circular(new Map(imports.map(([path, list]) => [path, list.flatMap(({ to, isType }) => (isType ? [] : [to]))])))
  return [...refused, ...circles.map((path) => `${path} imports itself in a circle`)]
}

function isAllowed(path: string, { to, isType }: Import): boolean {
  const [room, other] = [roomOf(path), roomOf(to)]
  if (!/[./]ts$/.test(to))
    return (
      owned
        .find(([name]) => name.test(to))?.[1]
        .split(' ')
        .includes(room) ?? true
    )
  const folder = (file: string): string => (other.endsWith('/*') ? file.split('/', 2).join('/') : other)
  if (room === other && folder(path) === folder(to)) return room in rooms && to !== posix.join(posix.dirname(path), 'index.ts')
  const allowed = rooms[room]?.split(' ') ?? []
  return (room !== other && allowed.includes(other)) || (isType && allowed.includes(`${other}:types`))
}

const tree = new Map(
  readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(tsx?|mjs)$/.test(path) && !path.startsWith('generated'))
    .map((path) => [path, readFileSync(`src/${path}`, 'utf8')]),
)

it('every file imports only what its room may', () => {
  expect(tree.size).toBeGreaterThan(50)
  expect(breaches(tree)).toEqual([])
})

it.each([
  ['graphql/x.ts', "import { answer } from '../rest/answer.js'"],
  ['rest/x.ts', "import type { vendors } from '../vendors/index.js'"],
  ['connections/x.ts', "import { z, type Store } from '../store/store.js'"],
  ['connections/x.ts', "export * from '../store/sqlite/index.js'"],
  ['vendors/versori/x.ts', "import type { Wire } from '../chartbrew/shape.js'"],
  ['vendors/versori/x.ts', "import { Vendor } from '../../generated/schema.js'"],
  ['vendors/versori/x.ts', "import { versori } from './index.js'"],
  ['lib/x.ts', "type Row = import('../store/rows.js').Connection"],
  ['lib/x.ts', 'await import(path)'],
  ['access/x.ts', "import { sql } from 'drizzle-orm'"],
  ['rest/x.ts', "import type { ApolloServer } from '@apollo/server'"],
  ['http/x.ts', "import { request } from 'node:http'"],
  ['connections/x.ts', "await fetch('https://x.example')"],
  ['app.ts', "const host = process.env['HOST']"],
  ['start.mjs', 'const { env } = process'],
  ['cli/x.ts', "import { createApp } from '../app.js'"],
  ['cli/x.ts', "import type { Store } from '../store/store.js'"],
  ['main.ts', "import { createApp } from './app.js'"],
  ['newroom/x.ts', "import { y } from './y.js'"],
])('the rules refuse in %s: %s', (path, text) => {
  expect(breaches(new Map([[path, text]]))).toHaveLength(1)
})

it('the rules refuse a circle of runtime imports, and none of types', () => {
  const circle = (kind: string) => breaches(new Map([['lib/a.ts', `import ${kind} { b } from './b.js'`], ['lib/b.ts', "import { a } from './a.js'"]])) // prettier-ignore
  expect(circle('')).toHaveLength(2)
  expect(circle('type')).toEqual([])
})
