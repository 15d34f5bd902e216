import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A registry on loopback that answers to the audit as told, and knows nothing else. */
export async function registry(status: number, body: unknown): Promise<{ url: string; asked: () => number; close: () => void }> {
  let asked = 0
  const server = createServer((request, response) => {
    const isAudit = request.url?.includes('/-/npm/v1/security/') ?? false
    if (isAudit) asked += 1
    response.writeHead(isAudit ? status : 404, { 'content-type': 'application/json' }).end(JSON.stringify(isAudit ? body : {}))
    request.resume()
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked: () => asked,
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
