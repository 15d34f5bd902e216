import { expect } from 'vitest'
import type { Cases } from '../../support/contract.js'
import { form, keptFiles, upload } from './files.js'
import { connection, expectJson, type GetTeam } from './team.js'

export const emptyFileCases = (team: GetTeam): Cases => ({
  'a part for which no file was chosen is no file, whatever its name is, and what is kept stays': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Not chosen', type: 'mysql' })
    const made = await upload(team(), id, form(['sslKey', 'KEY']))
    const send = (...parts: readonly string[]) => app.rest('POST', `${connection(id)}/files`, ...rawForm(parts))
    const unchosen = ['sslKey', 'sslCa', 'other'].flatMap((name) => [part(name, '; filename=""', ''), part(name, '', '')])
    for (const one of unchosen) expectJson(await send(one), 400, { error: 'No files were uploaded' })
    expectJson(await send(...unchosen, part('sslKey', '; filename=""', 'something')), 400, { error: 'No files were uploaded' })
    expect(await get(id)).toEqual(made)
    const { status, body } = await send(unchosen[0] ?? '', part('sslCa', '; filename="ca.pem"', 'CA'), ...unchosen)
    expect([status, body.sslCa, body.sslKey]).toEqual([200, expect.stringMatching(/^\.connectionFiles/), made.sslKey])
    expect(await keptFiles(team(), id)).toEqual({ sslCa: 'CA', sslKey: 'KEY' })
  },

  'a file without content is refused with all that came with it, and takes the place of none': async () => {
    const { app, post, get } = team()
    const { id } = await post({ name: 'Empty', type: 'mysql' })
    const made = await upload(team(), id, form(['sslKey', 'KEY']))
    for (const body of [form(['sslKey', '']), form(['sslCa', 'A'], ['sslKey', ''])])
      expectJson(await app.rest('POST', `${connection(id)}/files`, body), 400, { error: 'sslKey: must not be empty' })
    expect(await get(id)).toEqual(made)
    expect(await keptFiles(team(), id)).toEqual({ sslKey: 'KEY' })
  },
})

/** A part as it stands in a form, told to be bytes as browsers do for every file. */
function part(name: string, filename: string, content: string): string {
  return `Content-Disposition: form-data; name="${name}"${filename}\r\nContent-Type: application/octet-stream\r\n\r\n${content}\r\n`
}

function rawForm(parts: readonly string[]): [body: string, options: { headers: Record<string, string> }] {
  const body = `${parts.map((one) => `--b\r\n${one}`).join('')}--b--\r\n`
  return [body, { headers: { 'content-type': 'multipart/form-data; boundary=b' } }]
}
