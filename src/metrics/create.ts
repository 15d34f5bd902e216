import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import { readVersion } from '../lib/version.js'
import type { Watch } from '../lib/watch.js'
import type { Store } from '../store/store.js'

export interface Metrics {
  readonly watch: Watch
  limited(limit: string): void
  shed(): void
  /** Everything in Prometheus' text format. */
  text(store: Store): Promise<string>
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5]

/** Counters of this process. No label holds anything that a caller or an operator has named. `lostLines` counts those of the log. */
export function createMetrics(lostLines: () => number): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'switchboard_http_request_duration_seconds',
    help: 'Requests by door, method, route template and class of status.',
    labelNames: ['edge', 'method', 'route', 'status'],
    buckets,
    registers,
  })
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> =>
    new Counter({ name: `switchboard_${name}`, help, labelNames, registers })
  const operations = counter('graphql_operations_total', 'GraphQL operations by type and error code.', ['type', 'code'])
  const writes = counter('store_writes_total', 'Writes of the store by name and outcome.', ['write', 'outcome'])
  const unauthenticated = counter('authentication_failures_total', 'Requests that were answered with 401.', ['edge'])
  const limited = counter('rate_limited_total', 'Requests that were refused by a limit.', ['limit'])
  const shed = counter('shed_total', 'Requests that were refused because they had waited too long, or too much waited to be sent.')
  const lost = counter('log_lines_lost_total', 'Lines of the log that are lost, because it could not be written.')
  const gauge = (name: string, help: string): Gauge => new Gauge({ name: `switchboard_${name}`, help, registers })
  const connections = gauge('connections', 'Connections that are kept.')
  const workspaces = gauge('workspaces', 'Workspaces.')
  const pending = gauge('deployments_pending', 'Changes that wait for a worker.')
  const build = new Gauge({ name: 'switchboard_build_info', help: 'Which program this is.', labelNames: ['version'], registers })
  build.set({ version: readVersion() }, 1)

  return {
    limited: (limit) => limited.inc({ limit }),
    shed: () => shed.inc(),
    watch: {
      request: () => ({
        within: (next) => next(),
        end: ({ edge, method, route, status, seconds }) => {
          requests.observe({ edge, method, route, status: `${Math.floor(status / 100)}xx` }, seconds)
          if (status === 401) unauthenticated.inc({ edge })
        },
      }),
      operation: () => (facts) => operations.inc({ type: facts.type, code: facts.code }),
      write: async (write, run) => {
        try {
          const outcome = await run()
          writes.inc({ write, outcome: typeof outcome === 'string' ? outcome : 'done' })
          return outcome
        } catch (error) {
          writes.inc({ write, outcome: 'failed' })
          throw error
        }
      },
    },
    text: async (store) => {
      lost.reset()
      lost.inc(lostLines())
      connections.set(await store.connections.count({ visible: undefined }))
      workspaces.set(await store.workspaces.count({ visible: undefined }))
      pending.set(await store.deployments.countPending())
      return registry.metrics()
    },
  }
}
