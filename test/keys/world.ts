import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { TestApp } from '../support/boot.js'

/** The password of a connection of team 7 by its number. */
export const passwordOf = (number: number): string => `teal-Oak-${number}`

/** Makes a team with so many connections, each with a secret of its own. */
export async function fill(app: TestApp, count: number): Promise<void> {
  await app.workspace('chartbrew', '7')
  for (let number = 1; number <= count; number += 1)
    await app.rest('POST', '/team/7/connections', { name: `C${number}`, type: 'mysql', password: passwordOf(number) })
}

/** The passwords of the first connections, as a shim shows them. */
export async function passwords(app: TestApp, count: number): Promise<unknown[]> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  return Promise.all(numbers.map(async (number) => (await app.rest('GET', `/team/7/connections/${number}`)).body.password))
}

export const right = (count: number): string[] => Array.from({ length: count }, (_, index) => passwordOf(index + 1))

export const keyFileOf = ({ dataDir }: Pick<TestApp, 'dataDir'>): string => join(dataDir, 'master.key')

/** The ids in the key file, in their order. */
export function idsInFile(app: Pick<TestApp, 'dataDir'>): string[] {
  return readFileSync(keyFileOf(app), 'utf8')
    .trim()
    .split(',')
    .map((entry) => entry.split(':')[0] ?? '')
}

/** `k1 ACTIVE 3`, … */
export async function ringOf(app: TestApp): Promise<string[]> {
  const { masterKeys } = await app.graph('{ masterKeys { source keys { keyId state dataKeyCount isRight } } }')
  return masterKeys.keys.map((key: any) => `${key.keyId} ${key.state} ${key.dataKeyCount}`)
}

const selections = {
  addMasterKey: 'keyId ring { keys { keyId } }',
  rotateMasterKeys: 'activeKeyId rewrapped remaining unreadable',
  retireMasterKey: 'retiredKeyId',
}

/** The payload of one of the mutations about master keys. */
export async function change(app: TestApp, name: keyof typeof selections, input: object = {}, token?: string): Promise<any> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`
  const query = `mutation ($input: ${type}!) { ${name}(input: $input) { ${selections[name]} userErrors { code message path } } }`
  return (await app.graph(query, { input }, token))[name]
}
