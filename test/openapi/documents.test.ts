import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readVersion } from '../../src/lib/version.js'
import { samplesOf } from '../../src/rest/openapi/samples.js'
import * as vendors from '../../src/vendors/index.js'
import { boot, type TestApp } from '../support/boot.js'
import { exampleFaults } from '../support/openapi.js'

const run = promisify(execFile)
const redocly = join(dirname(createRequire(import.meta.url).resolve('@redocly/cli/package.json')), 'bin/cli.js')
const quiet = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' }

let app: TestApp
beforeAll(async () => {
  app = await boot()
})
afterAll(() => app.close())

const ids = Object.values(vendors).map(({ id }) => id)
const read = async (path: string) => (await app.rest('GET', path, undefined, { token: null })).body

it('names the document of every vendor in an index', async () => {
  const { documents } = await read('/openapi/index.json')
  expect(documents.map(({ url }: { url: string }) => url)).toEqual(ids.map((id) => `/openapi/${id}.json`))
})

it('has no document of an unknown vendor', async () => {
  expect(await app.rest('GET', '/openapi/nobody.json')).toMatchObject({ status: 404 })
})

it('passes the strictest rules of Redocly CLI without a warning', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'switchboard-openapi-'))
  try {
    const files = await Promise.all(
      ids.map(async (id) => {
        const file = join(folder, `${id}.json`)
        writeFileSync(file, JSON.stringify(await read(`/openapi/${id}.json`)))
        return file
      }),
    )
    const { stdout } = await run(process.execPath, [redocly, 'lint', ...files, '--extends=recommended-strict', '--format=json'], {
      env: quiet,
    })
    const totals = stdout.match(/"totals": \{[^}]*\}/g)?.map((text) => (JSON.parse(`{${text}}`) as { totals: object }).totals)
    expect(totals).toEqual(ids.map(() => ({ errors: 0, warnings: 0, ignored: 0 })))
  } finally {
    rmSync(folder, { recursive: true })
  }
}, 60_000)

describe.each(Object.values(vendors))('of $id', (vendor) => {
  it('has every route of the dialect under its mounts, by the version of the program', async () => {
    const { openapi, info, servers, paths } = await read(`/openapi/${vendor.id}.json`)
    expect(openapi).toBe('3.1.0')
    expect(info.version).toBe(readVersion())
    expect(servers.map(({ url }: { url: string }) => url.replace(/^\/$/, ''))).toEqual(vendor.rest.mounts)
    const documented = Object.entries<object>(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`))
    const routes = vendor.rest.routes.map(({ method, path }) => `${method.toLowerCase()} ${path.replace(/:(\w+)/g, '{$1}')}`)
    expect(documented.sort()).toEqual(routes.sort())
  })

  it('has an example of every body and answer that fits its schema', async () => {
    expect(exampleFaults(vendor.id)).toEqual([])
  })

  it('takes the example of every body that creates a connection', async () => {
    const { mounts, routes, sample } = vendor.rest
    await app.workspace(vendor.id, sample.workspace.key)
    const { params } = samplesOf(vendor)
    const creations = routes.filter(({ action }) => action === 'create')
    expect(creations.length).toBeGreaterThan(0)
    for (const route of creations) {
      const path = (mounts[0] ?? '') + route.path.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '')
      const example = 'request' in route ? route.request?.example : undefined
      const { status, text } = await app.rest('POST', path, example)
      expect({ status, text }).toMatchObject({ status: route.answer.status })
    }
  })
})
