import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { hasBrowser } from '../support/browser.js'
import { edits, type FormEdit } from './forms/edits.js'
import { formGateway, type FormGateway, type FormTab } from './forms/gateway.js'
import { shownId } from './forms/page.js'

describe.skipIf(!hasBrowser)('the form of a connection that there is', () => {
  let gateway: FormGateway
  let tab: FormTab | undefined
  beforeAll(async () => {
    gateway = await formGateway()
    await addSecureStream(gateway)
  })
  afterAll(() => gateway.close())
  afterEach(() => expect(tab?.wrongs).toEqual([]))
  const edit = async (name: string): Promise<FormTab> => (tab = await gateway.edit(name, tab))
  const save = async ({ form, page }: FormTab): Promise<void> => {
    await form.press('Save')
    await shownId(page)
  }

  it.each(edits)('changes one plain field of $vendor $type and leaves every secret as it is', async ({ name, plain }) => {
    const before = await gateway.connection(name)
    const opened = await edit(name)
    await opened.form.within(...(plain.groups ?? [])).fill({ [plain.label]: plain.text })
    await save(opened)

    const after = await gateway.connection(name)
    expect(String(at(after, plain.at))).toBe(plain.text)
    expect(after.revision).toBe(Number(before.revision) + 1)
    expect(versions(after)).toEqual(versions(before))
  })

  it.each(edits.filter(hasSecret))('replaces a secret of $vendor $type, that one alone', async ({ name, secret }) => {
    const before = await gateway.connection(name)
    const opened = await edit(name)
    const place = opened.form.within(...(secret.groups ?? []))
    await place.tick(`Replace ${secret.label}`)
    await place.fill({ [`New value of ${secret.label}`]: secret.text ?? 'n3w-s3cret' })
    await save(opened)

    const after = await gateway.connection(name)
    expect(after.revision).toBe(Number(before.revision) + 1)
    const others = versions(before).filter(([path]) => path !== secret.at)
    expect(versions(after).filter(([path]) => path !== secret.at)).toEqual(others)
    expect(at(after, secret.at)).toMatchObject({ isSet: true, version: after.revision })
    expect(await opened.page.content()).not.toContain('n3w-s3cret')
  })
})

function hasSecret(edit: FormEdit): edit is FormEdit & { readonly secret: NonNullable<FormEdit['secret']> } {
  return edit.secret !== undefined
}

function at(connection: any, path: string): any {
  return path.split('.').reduce((value, name) => value?.[name], connection)
}

/** Where secrets are, and since which revision. */
function versions(value: any, path = ''): (readonly [path: string, version: unknown])[] {
  if (typeof value !== 'object' || value === null) return []
  if ('isSet' in value) return [[path, value.version]]
  return Object.entries(value).flatMap(([name, inside]) => versions(inside, path === '' ? name : `${path}.${name}`))
}

async function addSecureStream({ app }: FormGateway): Promise<void> {
  const { workspaces } = await app.graph('{ workspaces(filter: { vendor: APINIZER }) { nodes { id } } }')
  const plain = ['bootstrap.servers', 'key.serializer', 'value.serializer'].map((name) => ({ name, valueType: 'STRING', value: 'x' }))
  const properties = [...plain, { name: 'sasl.jaas.config', valueType: 'STRING', secret: { value: 'jaas' } }]
  const apinizer = { workspaceId: workspaces.nodes[0].id, name: 'secure-stream', settings: { kafka: { topicName: 't', properties } } }
  await app.graph('mutation ($input: CreateConnectionInput!) { createConnection(input: $input) { userErrors { message } } }', {
    input: { connection: { apinizer } },
  })
}
