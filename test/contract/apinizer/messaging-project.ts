import { expect } from 'vitest'
import { fold } from '../../../src/lib/fold.js'
import type { RestAnswer, TestApp } from '../../support/boot.js'
import { marker } from './messaging-members.js'

export type GetApp = () => TestApp

/** A project of its own, and the few moves that every case makes. Each new connection gets a new name. */
export interface Project {
  readonly app: GetApp
  readonly key: string
  /** The id of the project's workspace. */
  workspaceId(): Promise<string>
  name(): string
  post(name: string, body: object): Promise<RestAnswer>
  put(name: string, body: object, token?: string): Promise<RestAnswer>
  get(name: string, token?: string): Promise<any>
  /** The members of a new connection, as GET shows them. */
  made(body: object): Promise<any>
  /** The same after a PUT. */
  replaced(name: string, body: object): Promise<any>
}

export function createProject(app: GetApp, key = 'Messaging'): Project {
  const connection = (name: string): string => `/apiops/projects/${key}/connections/${encodeURIComponent(name)}/`
  let workspace: Promise<{ id: string }> | undefined
  let count = 0
  const workspaceId = async (): Promise<string> => (await (workspace ??= app().workspace('apinizer', key))).id
  const name = (): string => `${key.toLowerCase()}-${(count += 1)}`

  const post: Project['post'] = async (name, body) => {
    await workspaceId()
    return app().rest('POST', connection(name), { name, ...body })
  }
  const put: Project['put'] = (name, body, token) => app().rest('PUT', connection(name), body, token === undefined ? {} : { token })
  const get: Project['get'] = async (name, token) => {
    const answer = await app().rest('GET', connection(name), undefined, token === undefined ? {} : { token })
    expect(answer.status, answer.text).toBe(200)
    const [item] = answer.body.resultList
    expect(fold(item.name)).toBe(fold(name))
    return item
  }
  const made: Project['made'] = async (body) => {
    const fresh = name()
    const answer = await post(fresh, body)
    expect(answer.status, answer.text).toBe(200)
    return get(fresh)
  }
  const replaced: Project['replaced'] = async (name, body) => {
    const answer = await put(name, body)
    expect(answer.status, answer.text).toBe(200)
    return get(name)
  }
  return { app, key, workspaceId, name, post, put, get, made, replaced }
}

/** Neither POST nor PUT to a stored connection takes the body, and nothing has changed. */
export async function refused(project: Project, stored: string | undefined, body: object, says: (text: string) => void): Promise<void> {
  const before = stored && (await project.get(stored))
  const fresh = project.name()
  for (const answer of [await project.post(fresh, body), ...(stored ? [await project.put(stored, body)] : [])]) {
    expect([answer.status, answer.body.error], `${answer.text} for ${JSON.stringify(body)}`).toEqual([400, 'bad_request'])
    says(answer.body.error_description)
    expect(answer.text).not.toContain(marker)
  }
  if (stored) expect(await project.get(stored)).toEqual(before)
}
