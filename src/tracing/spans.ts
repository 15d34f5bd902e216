import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type ContextManager,
  type Span,
  type Tracer,
} from '@opentelemetry/api'
import type { Watch } from '../lib/watch.js'

/** Spans of requests, operations and writes, one within the other. Their attributes are templates, codes and counts. */
export function watchBySpans(tracer: Tracer, contexts: ContextManager): Watch {
  return {
    request: (headers) => {
      const parent = remoteParent(headers.traceparent)
      const span = tracer.startSpan('HTTP', { kind: SpanKind.SERVER }, parent)
      const within = trace.setSpan(parent, span)
      return {
        within: (next) => contexts.with(within, next),
        end: ({ edge, method, route, status }) => {
          span.updateName(`${method} ${route}`)
          span.setAttributes({ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status, edge })
          endSpan(span, status >= 500)
        },
      }
    },
    operation: () => {
      const span = tracer.startSpan('GraphQL', {}, contexts.active())
      return ({ type, code }) => {
        span.updateName(`GraphQL ${type}`)
        span.setAttributes({ 'graphql.operation.type': type, code })
        endSpan(span, code === 'INTERNAL_SERVER_ERROR')
      }
    },
    write: async (name, run) => {
      const span = tracer.startSpan(`store ${name}`, {}, contexts.active())
      try {
        const outcome = await run()
        span.setAttribute('outcome', typeof outcome === 'string' ? outcome : 'done')
        endSpan(span, false)
        return outcome
      } catch (error) {
        endSpan(span, true)
        throw error
      }
    },
  }
}

function endSpan(span: Span, hasFailed: boolean): void {
  if (hasFailed) span.setStatus({ code: SpanStatusCode.ERROR })
  span.end()
}

/** The span of the caller, as W3C Trace Context writes it. */
function remoteParent(text: unknown): Context {
  const found = typeof text === 'string' ? /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(text) : null
  const [, traceId, spanId, flags] = found ?? []
  if (traceId === undefined || spanId === undefined || /^0+$/.test(traceId) || /^0+$/.test(spanId)) return ROOT_CONTEXT
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number.parseInt(flags ?? '', 16) & 1, isRemote: true })
}
