import Database from 'better-sqlite3'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pino } from 'pino'
import { operatorTokenId } from '../src/access/token-text.js'
import type { Actor } from '../src/access/actor.js'
import { createApp } from '../src/app.js'
import { readConfig } from '../src/config.js'
import { createConnection } from '../src/connections/create.js'
import type { Deps } from '../src/connections/deps.js'
import type { Workspace } from '../src/store/rows.js'
import type { Vendor } from '../src/vendors/vendor.js'
import { createWorkspace } from '../src/workspaces/create.js'

type Example = Readonly<Record<string, unknown>> & { readonly name: string }

const workspacesPerVendor = 50
const roundsThroughVerbs = 50

/**
 * Fills a data folder with so many connections of all vendors. Some thousand are made by the verbs;
 * the rest are copies of their rows under new ids, keys and names, made by SQL in the file. So every row
 * is one that the gateway wrote, but a copy's secrets open nowhere: only their facts can be read.
 */
export async function seed(dataDir: string, adminToken: string, total: number): Promise<void> {
  const config = readConfig({ SWITCHBOARD_DATA_DIR: dataDir, SWITCHBOARD_ADMIN_TOKEN: adminToken })
  const app = await createApp(config, { logger: pino({ level: 'silent' }) })
  await makeByVerbs(app.deps)
  await app.close()
  multiply(join(dataDir, 'switchboard.db'), total)
}

async function makeByVerbs(deps: Deps): Promise<void> {
  const operator = await deps.store.tokens.hashed(operatorTokenId)
  if (!operator) throw new Error('There is no operator.')
  const actor: Actor = { token: operator.token, via: { edge: 'cli', requestId: 'seed', address: 'local' } }
  for (const vendor of Object.values(deps.vendors)) {
    const examples = Object.values(JSON.parse(readFileSync(`examples/connections/${vendor.id}.json`, 'utf8')) as Record<string, Example>)
    const workspaces: Workspace[] = []
    for (let number = 1; number <= workspacesPerVendor; number++)
      workspaces.push(await createWorkspace(deps, actor, vendor, { key: keyOf(vendor, number), name: `${vendor.id} team ${number}` }))
    for (let round = 0; round < roundsThroughVerbs; round++)
      for (const [index, example] of examples.entries()) {
        const workspace = workspaces[(round * examples.length + index) % workspaces.length]
        if (workspace) await createConnection(deps, actor, workspace, { ...example, name: `${example.name}_${round}_` })
      }
  }
}

function keyOf({ id, keys }: Vendor, number: number): string {
  if (id === 'versori') return `01HQ7Z3T5E8W2N4K6M9P1R${String(number).padStart(4, '0')}`
  return keys === 'integer' ? String(number) : `team_${number}`
}

const columns = 'workspace_id, vendor, type, revision, enabled, settings, hints, secret_versions, endpoints'

function multiply(file: string, total: number): void {
  const db = new Database(file)
  db.pragma('synchronous = OFF')
  const made = db.prepare('select count(*) from connections').pluck().get() as number
  const copies = `copies(n) as (select 1 union all select n + 1 from copies where n < ${Math.ceil(total / made) - 1})`
  const id = "c.id || printf('c%04x', copies.n)"
  const suffix = "printf('%05d', copies.n)" // digits, because some keys are numbers
  db.exec(`
    begin;
    create temp table numbered as select c.id from connections c;
    insert into connections (id, key, key_fold, name, name_fold, search_text, created_at, updated_at, ${columns})
      with recursive ${copies}
      select ${id}, c.key || ${suffix}, c.key_fold || ${suffix}, c.name || ${suffix}, c.name_fold || ${suffix},
        c.name_fold || ${suffix} || substr(c.search_text, length(c.name_fold) + 1),
        c.created_at - copies.n * 3600000, c.updated_at - copies.n * 1800000, ${columns}
      from connections c, copies
      limit ${total - made};
    insert into secrets (owner_id, field, version, blob, mac, changed_at)
      with recursive ${copies}
      select ${id.replaceAll('c.id', 's.owner_id')}, s.field, s.version, s.blob, s.mac, s.changed_at
      from secrets s join numbered on numbered.id = s.owner_id, copies;
    commit;
  `)
  db.close()
}
