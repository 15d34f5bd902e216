import type { FastifyInstance, FastifyRequest } from 'fastify'
import { later } from '../lib/problem.js'

type Socket = FastifyRequest['raw']['socket']

/**
 * From the moment of a stop on, nothing new is begun, not even on a connection
 * that is kept, and every answer is the last of its connection. One that has not
 * asked for anything yet is closed at once, which Node does not do. What is still
 * under way at the deadline is cut off, and the log says so.
 */
export function registerStop(app: FastifyInstance, stopMs: number): void {
  let isClosing = false
  const silent = new Set<Socket>()
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  app.server.on('request', ({ socket }: FastifyRequest['raw']) => silent.delete(socket))
  app.addHook('preClose', async () => {
    isClosing = true
    for (const socket of silent) if (socket.bytesRead === 0) socket.destroy()
    setTimeout(() => cutOff(app), stopMs).unref()
  })
  app.addHook('onRequest', (request, _reply, done) => {
    const isRefused = isClosing && request.routeOptions.config.admission !== 'always'
    done(isRefused ? later('unavailable', 'The gateway is stopping. Try again in a moment.', 1) : undefined)
  })
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (isClosing) reply.header('connection', 'close')
    done(null, payload)
  })
}

/** Connections without a request are closed by then. */
function cutOff({ server, log }: FastifyInstance): void {
  server.getConnections((_error, connections) => {
    if (connections > 0) log.warn({ connections }, 'cut off what was under way at the deadline of the stop')
    server.closeAllConnections()
  })
}

interface Parts {
  readonly courier: { stop(): Promise<void> }
  readonly net: { close(): Promise<void> }
  readonly others: readonly ({ close(): Promise<void> } | undefined)[]
  /** Answers whether all of it was sent. */
  readonly tracing: { close(withinMs: number): Promise<boolean> } | undefined
}

/** How long traces may take to be sent where nothing is left of the deadline. */
const leastMs = 250

/**
 * At a stop nobody is let in any more, and the courier begins nothing more. What it has under
 * way may end within the same deadline as requests; when the last of both is over, or cut off,
 * the ways out and then the others are closed, the store as the last of them. Only what is left of
 * the deadline then is for traces: a collector may be away, and holds nothing.
 */
export function closeInOrder(http: FastifyInstance, stopMs: number, { courier, net, others, tracing }: Parts): void {
  let deadline = 0
  let courierEnded: Promise<unknown> = Promise.resolve()
  http.addHook('preClose', async () => {
    deadline = performance.now() + stopMs
    if (http.server.listening) http.server.close()
    courierEnded = courier.stop()
    const over = new Promise<true>((resolve) => setTimeout(() => resolve(true), stopMs).unref())
    if ((await Promise.race([courierEnded, over])) === true) await net.close()
  })
  http.addHook('onClose', async () => {
    await net.close()
    await courierEnded
    for (const other of others) await other?.close()
    const areTracesSent = await tracing?.close(Math.max(deadline - performance.now(), leastMs))
    if (areTracesSent === false) http.log.warn('traces are lost, which their collector did not take before the end')
  })
}
