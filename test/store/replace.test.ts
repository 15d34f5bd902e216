import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { replaceDatabase } from '../../src/store/open.js'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchboard-replace-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('what cannot be kept is not replaced: the sentence says why, and all is as it was', () => {
  const [file, fresh] = [join(folder, 'switchboard.db'), join(folder, 'fresh.db')]
  writeFileSync(file, '')
  writeFileSync(`${file}-wal`, 'what was written last')
  writeFileSync(fresh, 'a backup')
  const aside = join(folder, 'nowhere', 'aside')
  expect(() => replaceDatabase(fresh, file, aside)).toThrow(
    expect.objectContaining({ name: 'SetupError', message: expect.stringMatching(/aside \(ENOENT\)\. Nothing is changed/) }),
  )
  expect(readdirSync(folder).sort()).toEqual(['fresh.db', 'switchboard.db', 'switchboard.db-wal'])
  expect(readFileSync(`${file}-wal`, 'utf8')).toBe('what was written last')
})

it('nothing stays of what is kept by half', () => {
  const file = join(folder, 'switchboard.db')
  writeFileSync(file, '')
  writeFileSync(`${file}-wal`, 'what was written last')
  const aside = join(folder, 'aside')
  writeFileSync(`${aside}-wal`, 'of somebody else')
  expect(() => replaceDatabase(join(folder, 'fresh.db'), file, aside)).toThrow(expect.objectContaining({ name: 'SetupError' }))
  expect(existsSync(aside)).toBe(false)
  expect(readFileSync(`${aside}-wal`, 'utf8')).toBe('of somebody else')
})
