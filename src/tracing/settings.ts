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
  const endpoint = namesOf('ENDPOINT')
  const protocol = namesOf('PROTOCOL')
  const [own, all] = [set(endpoint.own), set(endpoint.all)]
  const isOff = set('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || set('OTEL_TRACES_EXPORTER') === 'none'
  if (isOff || (own === undefined && all === undefined)) return undefined
  const url = own ?? `${all?.replace(/\/$/, '')}/v1/traces`
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    const name = own === undefined ? endpoint.all : endpoint.own
    throw new SetupError(
      `${name} must be an http or https address. For example: http://127.0.0.1:4318${own === undefined ? '' : '/v1/traces'}`,
    )
  }
  const ownProtocol = set(protocol.own)
  if ((ownProtocol ?? set(protocol.all)) === 'grpc') {
    const name = ownProtocol === undefined ? protocol.all : protocol.own
    throw new SetupError(`${name}: traces go over http only. Set it to http/json, and the endpoint to that port.`)
  }
  return Object.freeze({ url: new Secret(url), service: set('OTEL_SERVICE_NAME') ?? 'switchboard' })
}

/** A setting for traces alone, which counts before that for everything that is sent. */
function namesOf(what: string): { readonly own: string; readonly all: string } {
  return { own: `OTEL_EXPORTER_OTLP_TRACES_${what}`, all: `OTEL_EXPORTER_OTLP_${what}` }
}
