import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Workspace } from '../../src/store/rows.js'
import { boot, type TestApp } from '../support/boot.js'
import { httpConnection, make, mutate, organisation, read } from './documents.js'

let app: TestApp
let team: Workspace
beforeAll(async () => {
  app = await boot()
  team = await app.workspace('chartbrew', '7')
})
afterAll(() => app.close())

const shop = () => make(app, 'chartbrew', { workspaceId: team.id, name: 'Shop', type: 'POSTGRES', ssl: true })
const upload = (input: Record<string, unknown>, token?: string) => mutate(app, 'uploadConnectionFiles', input, token)
const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
const isSet = (version: number) => ({ isSet: true, changedAt: expect.any(String), version })
const notSet = { isSet: false, changedAt: null, version: null }
const path = expect.stringMatching(/^\.connectionFiles\/[0-9a-f]{32}$/)

describe('uploaded files', () => {
  it('are shown as facts and paths, and the contents to nobody', async () => {
    const made = await shop()
    expect(made.files).toBeNull()
    const input = { id: made.id, expectedRevision: 1, sslCa: base64('zq-CA'), sshPrivateKey: base64('zq-key') }
    const { connection, userErrors } = await upload(input)
    expect(userErrors).toEqual([])
    expect(connection).toMatchObject({
      revision: 2,
      sslCa: path,
      sslCert: null,
      files: { sslCa: isSet(2), sslCert: notSet, sslKey: notSet, sshPrivateKey: isSet(2) },
      sshPrivateKey: isSet(2),
    })
    expect(JSON.stringify(connection)).not.toMatch(/zq-|enEt/)
    expect(await read(app, made.id)).toEqual(connection)
    expect((await app.rest('GET', `/team/7/connections/${made.vendorKey}`)).body).toMatchObject({
      sslCa: connection.sslCa,
      hasSshPrivateKey: true,
    })
  })

  it('are kept one by one: a later upload leaves those that it does not bring, null or left out', async () => {
    const { id } = await shop()
    const { connection: first } = await upload({ id, expectedRevision: 1, sslCa: base64('a'), sslKey: base64('b') })
    const { connection } = await upload({ id, expectedRevision: 2, sslCa: base64('c'), sslKey: null })
    expect(connection).toMatchObject({ sslKey: first.sslKey, files: { sslCa: isSet(3), sslKey: isSet(2) } })
    expect(connection.sslCa).not.toBe(first.sslCa)
  })

  it('are taken at 1 MiB each, four at once', async () => {
    const { id } = await shop()
    const whole = base64(Buffer.alloc(1024 * 1024, 'k'))
    const { connection } = await upload({ id, expectedRevision: 1, sslCa: whole, sslCert: whole, sslKey: whole, sshPrivateKey: whole })
    expect(connection.files).toEqual({ sslCa: isSet(2), sslCert: isSet(2), sslKey: isSet(2), sshPrivateKey: isSet(2) })
  })

  it.each<[string, Record<string, unknown>, object]>([
    ['that are none', {}, { code: 'INVALID', message: 'No files were uploaded', path: null }],
    ['that are null', { sslCa: null }, { code: 'INVALID', message: 'No files were uploaded', path: null }],
    ['that are no base64', { sslCert: 'zq marked' }, { code: 'INVALID', message: 'sslCert must be base64.', path: ['sslCert'] }],
    ['that are empty', { sslCa: 'eA==', sslKey: '' }, { code: 'INVALID', message: 'sslKey must not be empty.', path: ['sslKey'] }],
    [
      'of more than 1 MiB',
      { sslCa: 'eA==', sslKey: base64(Buffer.alloc(1024 * 1024 + 1)) },
      { code: 'INVALID', message: 'sslKey must be at most 1 MiB.', path: ['sslKey'] },
    ],
  ])('%s are refused, and nothing is kept', async (_, files, refusal) => {
    const made = await shop()
    const { connection, userErrors } = await upload({ id: made.id, expectedRevision: 1, ...files })
    expect(connection).toBeNull()
    expect(userErrors).toEqual([refusal])
    expect(await read(app, made.id)).toEqual(made)
  })

  it('are refused for another revision than the current one, which tells what has changed', async () => {
    const made = await shop()
    await upload({ id: made.id, expectedRevision: 1, sslCa: base64('first') })
    const { userErrors } = await upload({ id: made.id, expectedRevision: 1, sslCa: base64('second') })
    expect(userErrors).toEqual([
      expect.objectContaining({ code: 'STALE', path: ['expectedRevision'], currentRevision: 2, changedFields: ['files', 'sslCa'] }),
    ])
  })

  it('are refused for a connection of another vendor, an unknown one, and a caller who may not', async () => {
    const org = await app.workspace('versori', organisation)
    const { id: versori } = await make(app, 'versori', httpConnection(org.id))
    const { id } = await shop()
    const code = async (input: Record<string, unknown>, token?: string) => (await upload(input, token)).userErrors[0]?.code
    const file = { expectedRevision: 1, sslCa: 'eA==' }
    expect(await code({ id: versori, ...file })).toBe('INVALID')
    expect(await code({ id: 'con_01j00000000000000000000000', ...file })).toBe('NOT_FOUND')
    expect(await code({ id, ...file }, await app.token(['VIEWER'], team.id))).toBe('FORBIDDEN')
    expect(await code({ id, ...file }, await app.token(['ADMIN'], org.id))).toBe('NOT_FOUND')
  })
})
