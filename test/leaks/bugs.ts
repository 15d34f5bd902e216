import { connect } from 'node:net'
import { vi } from 'vitest'
import { openBeside } from '../audit/database.js'
import { methodOf, oneEach } from './failures.js'
import type { Watched } from './gateway.js'
import { mark } from './marks.js'
import { markedBody, type Made } from './through-shims.js'

/** Bytes on a socket that end too early, or are no HTTP. */
export async function brokenOff(gateway: Watched): Promise<void> {
  const { hostname, port } = new URL(gateway.app.url)
  const secret = mark('what is broken off')
  const token = `Authorization: Bearer ${gateway.tokenOf('EDITOR')}`
  const head = (path: string, type: string) =>
    `POST ${path} HTTP/1.1\r\nHost: x\r\n${token}\r\nContent-Type: ${type}\r\nContent-Length: 9000\r\n\r\n`
  const file = `--x\r\nContent-Disposition: form-data; name="sslKey"; filename="k"\r\n\r\n${secret}`
  for (const bytes of [
    head('/team/7/connections', 'application/json') + `{"password":"${secret}`,
    head('/graphql', 'application/json') + `{"query":"${secret}`,
    head('/team/7/connections/1/files', 'multipart/form-data; boundary=x') + file,
    `GET /${secret} HTTP/9.9\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: x\r\n${secret}\r\n\r\n`,
    `GET / HTTP/1.1\r\nHost: x\r\nX-Long: ${secret.repeat(2000)}\r\n\r\n`,
  ]) {
    const socket = connect(Number(port), hostname)
    socket.on('data', (data) => gateway.note(data.toString('latin1')))
    socket.on('error', () => undefined) // The gateway may close first.
    socket.end(bytes)
    await new Promise((done) => socket.on('close', done))
  }
}

/** Bugs and a database that fails, with a secret in all that they say. */
export async function bugs(gateway: Watched, all: readonly Made[]): Promise<void> {
  const { connections } = gateway.app.app.deps.store
  const secret = mark('a bug')
  const cause = Object.assign(new Error(secret), { secret, code: secret })
  const thrown = [
    Object.assign(new Error(secret, { cause }), { name: secret, secret }),
    Object.assign(new Error(`\n    at ${secret} (/${secret}:1:1)`), { code: 'SQLITE_FULL', name: 'SqliteError' }),
    secret,
    { message: secret, statusCode: 400, validation: [secret], headers: { [encodeURIComponent(secret)]: 'x' } },
    Object.assign(new Error(secret), { statusCode: 422, code: 'FST_ERR_VALIDATION' }),
  ]
  const list = 'query { connections(first: 1) { nodes { __typename } } }'
  for (const error of thrown) {
    const spies = (['insert', 'replace', 'open', 'list', 'byKey', 'byIds', 'confirm'] as const).map((name) =>
      vi.spyOn(connections, name).mockRejectedValue(error),
    )
    for (const made of oneEach(all)) {
      const body = markedBody(made.vendor, made.body)
      await gateway.rest('EDITOR', 'POST', made.createPath, body)
      await gateway.rest('EDITOR', methodOf(made), made.path, body)
      await gateway.rest('VIEWER', 'GET', made.path)
    }
    await gateway.graph('EDITOR', list)
    await gateway.graph('EDITOR', '{ node(id: "con_01j00000000000000000000000") { id } }')
    for (const spy of spies) spy.mockRestore()
  }
  const beside = openBeside(gateway.dataDir)
  beside.exec("create trigger planted before insert on secrets begin select raise(abort, 'Planted fault'); end")
  for (const made of oneEach(all)) await gateway.rest('EDITOR', methodOf(made), made.path, markedBody(made.vendor, made.body))
  beside.exec('drop trigger planted')
  beside.close()
}
