import { readFileSync } from 'node:fs'
import type { AuditAction, AuditSubject, Role, Workspace } from '../../src/store/rows.js'
import type { RestAnswer, TestApp } from '../support/boot.js'

/** A gateway with a workspace of every vendor. */
export interface World {
  readonly app: TestApp
  readonly apinizer: Workspace
  /** Without connections, so that nothing is on its way to a worker while rows are compared. */
  readonly workers: Workspace
  readonly chartbrew: Workspace
  readonly credible: Workspace
  readonly versori: Workspace
  /** A name that nothing has yet. */
  readonly name: () => string
}

/** A change that can be asked for: it is made ready once, and asked for with a token. */
export interface Case {
  readonly action: AuditAction
  readonly subject: AuditSubject
  /** Who may; EDITOR unless told. */
  readonly role?: Role
  /** Its caller says who he is by what he sends. */
  readonly isPublic?: true
  ready(world: World): Promise<(token: string | null) => Promise<RestAnswer>>
}

export const examplesOf = (vendor: string): any => JSON.parse(readFileSync(`examples/connections/${vendor}.json`, 'utf8'))

/** What an answer holds, which must be one that accepts. */
export function accepted({ status, text, body }: RestAnswer): any {
  if (status >= 300) throw new Error(`${status}: ${text}`)
  return body
}
