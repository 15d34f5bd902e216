import { Secret } from '../lib/secret.js'
import { SetupError } from '../lib/setup-error.js'

/** Where traces go. The names of these settings are OpenTelemetry's own. */
export interface TracingSettings {
  /** It may carry a password. */
  readonly url: Secret<string>
  readonly service: string
}

/** Undefined unless OTEL_EXPORTER_OTLP_ENDPOINT or that of traces is set. */
export function readTracing(env: Readonly<Record<string, string | undefined>>): TracingSettings | undefined {
  const set = (name: string): string | undefined => {
    const text = env[name]?.trim()
    return text === '' ? undefined : text
  }
  const own = set('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const all = set('OTEL_EXPORTER_OTLP_ENDPOINT')
  const isOff = set('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || set('OTEL_TRACES_EXPORTER') === 'none'
  if (isOff || (own === undefined && all === undefined)) return undefined
  const url = own ?? `${all?.replace(/\/$/, '')}/v1/traces`
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new SetupError('OTEL_EXPORTER_OTLP_ENDPOINT must be an http or https address. For example: http://127.0.0.1:4318')
  }
  if ((set('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL') ?? set('OTEL_EXPORTER_OTLP_PROTOCOL')) === 'grpc') {
    throw new SetupError('OTEL_EXPORTER_OTLP_PROTOCOL: traces go over http only. Set it to http/json, and the endpoint to that port.')
  }
  return Object.freeze({ url: new Secret(url), service: set('OTEL_SERVICE_NAME') ?? 'switchboard' })
}
