import { connect, type Socket } from 'node:net'

/** One request over and over, as bytes; an answer counts by its status line and ends with its length. */
export interface Load {
  readonly port: number
  readonly request: string
  /** Requests a second, sent when they are due whether or not others were answered. */
  readonly rate: number
  readonly seconds: number
  /** How many may be under way; what is due beyond that waits here. */
  readonly clients: number
}

/** What came back: milliseconds from when each request was due, by status; 0 is a connection that ended without an answer. */
export type Answers = Map<number, number[]>

/** An open loop: its clients do not slow down when the server does, as people and cron jobs do not. Each request goes over a connection that is free. */
export async function load({ port, request, rate, seconds, clients }: Load): Promise<Answers> {
  const answers: Answers = new Map()
  const sockets: Socket[] = []
  for (let index = 0; index < clients; index++) sockets.push(await connected(port))
  const free = [...sockets]
  const due: number[] = []
  const total = Math.round(rate * seconds)
  let [sent, answered] = [0, 0]
  const sendDue = (): void => {
    for (let socket = free.at(-1); socket && sent < due.length; socket = free.at(-1)) {
      free.pop()
      const dueAt = due[sent++] ?? 0
      socket.write(request)
      readAnswer(socket, (status) => {
        const times = answers.get(status) ?? []
        answers.set(status, times)
        times.push(performance.now() - dueAt)
        answered += 1
        if (status !== 0) free.push(socket)
      })
    }
  }
  const began = performance.now()
  while (answered < total) {
    const dueNow = Math.min(total, Math.floor(((performance.now() - began) / 1000) * rate))
    while (due.length < dueNow) due.push(began + (due.length / rate) * 1000)
    sendDue()
    await new Promise((done) => setTimeout(done, 1))
  }
  for (const socket of sockets) socket.destroy()
  return answers
}

function readAnswer(socket: Socket, done: (status: number) => void): void {
  let text = ''
  const read = (data: string): void => {
    text += data
    const headers = text.indexOf('\r\n\r\n')
    if (headers < 0 || text.length < headers + 4 + Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0)) return
    finish(Number(text.slice(9, 12)))
  }
  const lost = (): void => finish(0)
  const finish = (status: number): void => {
    socket.off('data', read).off('close', lost)
    done(status)
  }
  socket.on('data', read).once('close', lost)
}

async function connected(port: number): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1')
  await new Promise<void>((done, failed) => socket.once('connect', done).once('error', failed))
  return socket.on('error', () => undefined) // Told by its close.
}
