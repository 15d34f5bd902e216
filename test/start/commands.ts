import { describe, expect, it } from 'vitest'
import type { Gateway } from './gateway.js'

/** What the launcher makes of a command. */
export function commandSuite(gateway: (settings?: Readonly<Record<string, string>>, ...args: string[]) => Gateway): void {
  const token = 'q7-Lark_'.repeat(5)
  const settings = { SWITCHBOARD_ADMIN_TOKEN: token }

  describe('a command', () => {
    it('asks the gateway that runs, prints, and ends with its exit code', async () => {
      const address = await gateway(settings).address
      const asked = (...args: string[]): Gateway => gateway({ SWITCHBOARD_URL: address, SWITCHBOARD_TOKEN: token }, ...args)

      const added = asked('workspace', 'add', 'chartbrew', '7', '--name', 'Sales')
      expect([await added.ended, added.errors()]).toEqual([0, ''])
      const listed = asked('workspace', 'list', '--json')
      expect([await listed.ended, listed.errors()]).toEqual([0, ''])
      expect(JSON.parse(listed.output())).toMatchObject([{ vendor: 'CHARTBREW', key: '7', name: 'Sales' }])

      const refused = asked('workspace', 'add', 'chartbrew', '7')
      expect([await refused.ended, refused.output()]).toEqual([1, ''])
      const misused = asked('workspace', 'add')
      expect([await misused.ended, misused.output()]).toEqual([2, ''])
      for (const { output, errors } of [added, listed, refused, misused]) expect(output() + errors()).not.toContain(token)
    })

    it('ends quietly when nobody reads what it prints', async () => {
      const address = await gateway(settings).address
      const command = gateway({ SWITCHBOARD_URL: address }, 'schema')
      command.process.stdout?.destroy()
      expect([await command.ended, command.errors()]).toEqual([0, ''])
    })

    it('of serve --json announces in lines of JSON', async () => {
      const first = gateway({ SWITCHBOARD_LOG_LEVEL: 'silent' }, 'serve', '--json')
      const announced = (): any[] =>
        first
          .output()
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => JSON.parse(line))
      await expect.poll(() => announced().length, { timeout: 10_000 }).toBe(3)
      expect(announced()).toEqual([
        { event: 'masterKeyMade', file: expect.stringContaining('master.key') },
        { event: 'adminTokenMade', token: expect.stringMatching(/^swb_/) },
        { event: 'listening', address: expect.stringMatching(/^http:/), graphql: expect.stringMatching(/\/graphql$/) },
      ])
      expect(await first.stop()).toBe(0)
    })
  })
}
