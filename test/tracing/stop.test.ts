import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createLog } from '../../src/log.js'
import { boot } from '../support/boot.js'

/** A collector that never ends its answer. */
const dripping: RequestListener = (request, response) => {
  request.resume()
  response.writeHead(200, { 'content-type': 'application/json' }).write(' ')
}
const refusing: RequestListener = (request, response) => {
  request.resume()
  response.writeHead(400).end()
}

it.each([
  ['never ends its answer', dripping],
  ['takes nothing', refusing],
])(
  'a collector that %s holds no stop longer than its deadline, nor the store at all, and the log says what is lost',
  async (_which, answer) => {
    const collector = createServer(answer).listen(0, '127.0.0.1')
    await once(collector, 'listening')
    const asked = once(collector, 'request')
    const { port } = collector.address() as { port: number }
    const dataDir = mkdtempSync(join(tmpdir(), 'switchboard-stop-'))
    const lines: string[] = []
    const env = { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, SWITCHBOARD_STOP_SECONDS: '2' }
    const app = await boot({ dataDir, env, logger: createLog('warn', { write: (line) => void lines.push(line) }) })
    try {
      await app.rest('GET', '/livez')
      const closed = app.close()
      await asked
      const next = await boot({ dataDir }) // The first is still sending, or has given up; its store is free.
      await next.close()
      await closed
      expect(lines.join('')).toContain('"msg":"traces are lost, which their collector did not take before the end"')
    } finally {
      collector.closeAllConnections()
      collector.close()
      rmSync(dataDir, { recursive: true, force: true })
    }
  },
  15_000,
) // Without a deadline of its own a stop takes thirty seconds here.
