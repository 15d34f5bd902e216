import { getHeapStatistics } from 'node:v8'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { later } from '../lib/problem.js'

declare module 'fastify' {
  interface FastifyRequest {
    /** Its answer, from when it is made until it is sent. */
    unsent: Unsent | undefined
  }
}

interface Unsent {
  readonly owner: string
  readonly bytes: number
}

type Socket = FastifyRequest['raw']['socket']

const megabyte = 1024 * 1024
/** An answer of less than this is always sent, once it is made. */
const small = megabyte

/** So much may wait in memory to be sent: 256 MiB, or less where the heap is small. */
export const usualMostUnsent = Math.min(256 * megabyte, getHeapStatistics().heap_size_limit / 4)

export interface UnsentBounds {
  /** Of all answers together, in bytes; those of one owner may be a quarter of it. */
  readonly most: number
  /** Whose the answer to a request is. */
  readonly ownerOf: (request: FastifyRequest) => string
  /** Is told of each request that was refused for want of room. */
  readonly refused: () => void
}

/**
 * Answers that nobody reads fill the memory. While too much of them waits, a request is refused before it is worked on, and
 * a large answer that was being made meanwhile is dropped.
 */
export function boundUnsent(app: FastifyInstance, { most, ownerOf, refused }: UnsentBounds): void {
  const tooMuch = later('unavailable', 'Too much waits to be read by those who have asked for it. Try again in a moment.', 1)
  const dropped = later('unavailable', 'The answer is too large for now. What the request has changed is changed.', 1)
  const ofOwners = new Map<string, number>()
  const ofSockets = new WeakMap<Socket, Set<Unsent>>()
  let all = 0

  const isFull = (owner: string): boolean => all >= most || (ofOwners.get(owner) ?? 0) >= most / 4
  const add = (owner: string, bytes: number): void => {
    all += bytes
    const sum = (ofOwners.get(owner) ?? 0) + bytes
    if (sum === 0) ofOwners.delete(owner)
    else ofOwners.set(owner, sum)
  }
  /** What waits behind another answer is never told that its connection is gone, so the connection is asked. */
  const waitingAt = (socket: Socket): Set<Unsent> => {
    const known = ofSockets.get(socket)
    if (known) return known
    const waiting = new Set<Unsent>()
    ofSockets.set(socket, waiting)
    socket.once('close', () => {
      for (const { owner, bytes } of waiting) add(owner, -bytes)
      waiting.clear()
    })
    return waiting
  }
  const hold = (request: FastifyRequest, owner: string, bytes: number): void => {
    const { socket } = request.raw
    if (socket.destroyed) return
    request.unsent = { owner, bytes }
    waitingAt(socket).add(request.unsent)
    add(owner, bytes)
  }
  const release = ({ unsent, raw: { socket } }: FastifyRequest): void => {
    if (unsent && waitingAt(socket).delete(unsent)) add(unsent.owner, -unsent.bytes)
  }

  app.decorateRequest('unsent', undefined)
  app.addHook('preHandler', (request, _reply, done) => {
    const isRefused = request.routeOptions.config.admission !== 'always' && isFull(ownerOf(request))
    if (isRefused) refused()
    done(isRefused ? tooMuch : undefined)
  })
  app.addHook('onSend', (request, _reply, payload, done) => {
    const bytes = sizeOf(payload)
    const owner = ownerOf(request)
    if (bytes >= small && isFull(owner)) {
      refused()
      done(dropped)
      return
    }
    if (bytes > 0) hold(request, owner, bytes)
    done(null, payload)
  })
  app.addHook('onResponse', (request, _reply, done) => {
    release(request)
    done()
  })
}

/** In memory; a text of wide characters takes up to three times as much. A stream has its own measure. */
function sizeOf(payload: unknown): number {
  return typeof payload === 'string' || Buffer.isBuffer(payload) ? payload.length : 0
}
