import { cpSync, existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { start, statusOf, type Gateway } from './gateway.js'

interface Place {
  /** The copy of the sources. */
  tree(): string
  /** A folder that is empty; `data` in it is the data folder. */
  folder(): string
  gateway(settings?: Readonly<Record<string, string>>): Gateway
}

/** Starts that end at once, with one sentence for a person and nothing for a programmer. */
export function refusalSuite({ tree, folder, gateway }: Place): void {
  const dataDir = (): string => join(folder(), 'data')

  async function expectRefusal(refused: Gateway, ...words: string[]): Promise<void> {
    expect(await refused.ended).toBe(1)
    expect(refused.errors().trim().split('\n')).toHaveLength(1)
    expect(refused.errors()).not.toContain('    at ')
    for (const word of words) expect(refused.errors()).toContain(word)
    expect(refused.output()).not.toContain('answers on')
  }

  describe('a start that cannot succeed says in one sentence what to do', () => {
    it('when another gateway has the data folder, which goes on undisturbed', async () => {
      const first = gateway()
      const address = await first.address
      await expectRefusal(gateway(), 'Another Switchboard', 'SWITCHBOARD_DATA_DIR')
      const second = gateway({ SWITCHBOARD_DATABASE_URL: join(dataDir(), 'b.db') })
      await expectRefusal(second, 'b.db, or to another database in its folder')
      expect((await fetch(`${address}/readyz`)).status).toBe(200)
    })

    it('when another gateway writes to the same file, reached by a link from another data folder', async () => {
      const first = gateway()
      const address = await first.address
      const link = join(folder(), 'link.db')
      symlinkSync(join(dataDir(), 'switchboard.db'), link)
      const settings = { SWITCHBOARD_DATA_DIR: join(folder(), 'other'), SWITCHBOARD_DATABASE_URL: `file://${link}` }
      await expectRefusal(gateway(settings), `Another Switchboard writes to ${link}`)
      expect((await fetch(`${address}/readyz`)).status).toBe(200)
    })

    it('but not when the other one was killed', async () => {
      const first = gateway()
      await first.address
      const token = first.token()
      first.process.kill('SIGKILL')
      await first.ended
      expect(await statusOf(await gateway().address, token)).toBe(200)
    })

    it('when the port is taken; a token made at that start is shown all the same', async () => {
      const taken = createServer()
      await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
      const { port } = taken.address() as { port: number }
      const refused = gateway({ SWITCHBOARD_PORT: String(port) })
      await expectRefusal(refused, `127.0.0.1:${port}`, 'SWITCHBOARD_PORT')
      taken.close()
      const token = refused.token()
      expect(await statusOf(await gateway().address, token)).toBe(200)
    })

    it('but says of a new database that the key file is older than it', async () => {
      await gateway().startAndStop()
      const second = gateway({ SWITCHBOARD_DATABASE_URL: join(folder(), 'data/mistyped.db') })
      await second.address
      expect(second.output()).toMatch(/Warning: .*mistyped\.db: this is a new gateway/)
    })

    it('when the host is not of this machine', async () => {
      await expectRefusal(gateway({ SWITCHBOARD_HOST: '192.0.2.1' }), '192.0.2.1', 'SWITCHBOARD_HOST')
    })

    it('when the data folder cannot be written to', async () => {
      writeFileSync(dataDir(), 'a file')
      await expectRefusal(gateway(), dataDir(), 'SWITCHBOARD_DATA_DIR')
      const inside = join(dataDir(), 'inside')
      await expectRefusal(gateway({ SWITCHBOARD_DATA_DIR: inside }), inside, 'SWITCHBOARD_DATA_DIR')
    })

    it.skipIf(!existsSync('/proc/self'))('when the system knows no new folder in that of the data folder', async () => {
      await expectRefusal(gateway({ SWITCHBOARD_DATA_DIR: '/proc/none/data' }), '/proc/none/data', 'SWITCHBOARD_DATA_DIR')
    })

    it('when the database is none, or its folder is not there', async () => {
      mkdirSync(dataDir())
      writeFileSync(join(dataDir(), 'switchboard.db'), 'This is no database. '.repeat(100))
      await expectRefusal(gateway(), 'switchboard.db', 'SWITCHBOARD_DATABASE_URL')
      const none = join(folder(), 'none')
      await expectRefusal(
        gateway({ SWITCHBOARD_DATABASE_URL: join(none, 'main.db') }),
        `There is no folder ${none} `,
        'SWITCHBOARD_DATABASE_URL',
      )
    })

    it('when a master key is wrong, without the key', async () => {
      const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64')
      await gateway({ SWITCHBOARD_MASTER_KEYS: `main:${key(1)}` }).startAndStop()
      const refused = gateway({ SWITCHBOARD_MASTER_KEYS: `main:${key(2)}` })
      await expectRefusal(refused, 'master key main')
      expect(refused.errors()).not.toContain(key(2))
      await expectRefusal(gateway(), 'master.key', 'SWITCHBOARD_MASTER_KEYS')
      await expectRefusal(gateway({ SWITCHBOARD_MASTER_KEYS: 'main' }), 'SWITCHBOARD_MASTER_KEYS')
    })

    it('when a setting is unknown or wrong', async () => {
      await expectRefusal(gateway({ SWITCHBOARD_PROT: '1' }), 'SWITCHBOARD_PROT', 'Did you mean SWITCHBOARD_PORT')
      await expectRefusal(gateway({ SWITCHBOARD_ADMIN_TOKEN: 'short' }), 'SWITCHBOARD_ADMIN_TOKEN')
    })

    it('when a newer Switchboard has written the database', async () => {
      await gateway().startAndStop()
      const database = new Database(join(dataDir(), 'switchboard.db'))
      database.exec("insert into __drizzle_migrations (hash, created_at) values ('later', 99999999999999)")
      database.close()
      await expectRefusal(gateway(), 'newer Switchboard')
    })

    /** A folder that holds the launcher and nothing else. */
    const onlyLauncher = (): string => {
      mkdirSync(join(folder(), 'src'))
      cpSync(join(tree(), 'src/start.mjs'), join(folder(), 'src/start.mjs'))
      return folder()
    }

    it('when the key file is a link that leads nowhere, and does not say that one is made', async () => {
      mkdirSync(dataDir())
      symlinkSync(join(folder(), 'none.key'), join(dataDir(), 'master.key'))
      const refused = gateway()
      await expectRefusal(refused, `${join(dataDir(), 'master.key')} is a link`, 'Put that back')
      expect(refused.output()).not.toContain('A new master key')
    })

    it('when the packages are not installed', async () => {
      await expectRefusal(start(onlyLauncher(), {}), 'npm ci')
    })

    it('when the SQLite module is not built for this Node', async () => {
      const module = join(onlyLauncher(), 'node_modules/better-sqlite3')
      mkdirSync(module, { recursive: true })
      writeFileSync(join(module, 'index.js'), "throw new Error('Could not locate the bindings file.')")
      await expectRefusal(start(folder(), {}), 'npm rebuild better-sqlite3')
    })

    it('when Node is too old', async () => {
      const older = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.18.9' } })"
      const settings = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(older)}` }
      await expectRefusal(start(onlyLauncher(), settings), '20.19 or later', '20.18.9')
    })
  })
}
