import type { AddressInfo } from 'node:net'
import { serverAudits, type AuditRequirement, type AuditResult } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminToken, boot, type TestApp } from '../support/boot.js'

let app: TestApp
let url = ''
beforeAll(async () => {
  app = await boot()
  await app.app.http.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.app.http.server.address() as AddressInfo
  url = `http://127.0.0.1:${port}/graphql`
})
afterAll(() => app.close())

function auditsWith(headers: Readonly<Record<string, string>>) {
  const fetchFn: typeof fetch = (input, init) => {
    const sent = new Headers(init?.headers)
    for (const [name, value] of Object.entries({ authorization: `Bearer ${adminToken}`, ...headers })) sent.set(name, value)
    return fetch(input, { ...init, headers: sent })
  }
  return serverAudits({ url: () => url, fetchFn })
}

const outcome = (result: AuditResult): string => (result.status === 'ok' ? 'ok' : `${result.status}: ${result.reason}`)
const required = (name: string): AuditRequirement => name.split(' ', 1)[0] as AuditRequirement

describe('GraphQL over HTTP, with the header against forged requests', () => {
  const audits = auditsWith({ 'apollo-require-preflight': '1' })

  it('is audited 61 times', () => expect(audits).toHaveLength(61))

  for (const { id, name, fn } of audits) it(`${id} ${name}`, async () => expect(outcome(await fn())).toBe('ok'))
})

describe('GraphQL over HTTP, without it', () => {
  const audits = auditsWith({}).filter(({ name }) => required(name) !== 'MAY')

  it('is audited for everything that it must and should do', () => {
    const count = (requirement: AuditRequirement) => audits.filter(({ name }) => required(name) === requirement).length
    expect({ must: count('MUST'), should: count('SHOULD') }).toEqual({ must: 13, should: 23 })
  })

  for (const { id, name, fn } of audits) it(`${id} ${name}`, async () => expect(outcome(await fn())).toBe('ok'))
})
