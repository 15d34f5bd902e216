import { SetupError } from '../lib/setup-error.js'
import { readVersion } from '../lib/version.js'
import type { Watch } from '../lib/watch.js'
import type { TracingSettings } from './settings.js'

export interface Tracing {
  readonly watch: Watch
  /** Sends what is left, if that goes within so many milliseconds; answers whether it did. */
  close(withinMs: number): Promise<boolean>
}

/** Sends spans to the operator's collector. Throws SetupError when the packages for it are not installed. */
export async function startTracing({ url, service }: TracingSettings): Promise<Tracing> {
  const { AsyncLocalStorageContextManager, TracerProvider, BatchSpanProcessor, OTLPTraceExporter, resourceFromAttributes, watchBySpans } =
    await loadPackages()
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': service, 'service.version': readVersion() }),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url: url.open(), timeoutMillis: 5000 }) })],
  })
  const contexts = new AsyncLocalStorageContextManager().enable()
  return {
    watch: watchBySpans(provider.getTracer('switchboard'), contexts),
    close: async (withinMs) => {
      const isSent = await sentWithin(withinMs, provider.shutdown())
      contexts.disable()
      return isSent
    },
  }
}

/** A collector that is away, or slow, has nothing to do with how the gateway ends. */
async function sentWithin(milliseconds: number, sending: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds)
  })
  const sent = sending.then(
    () => true,
    () => false,
  )
  return Promise.race([sent, over]).finally(() => clearTimeout(timer))
}

async function loadPackages() {
  try {
    const [contexts, exporter, resources, sdk, spans] = await Promise.all([
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace'),
      import('./spans.js'),
    ])
    return { ...contexts, ...exporter, ...resources, ...sdk, watchBySpans: spans.watchBySpans }
  } catch (error) {
    throw new SetupError(
      'OTEL_EXPORTER_OTLP_ENDPOINT is set, and the packages that send traces are not installed. Run npm ci --include=optional, or unset it.',
      { cause: error },
    )
  }
}
