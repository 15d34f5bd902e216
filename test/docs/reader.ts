import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { operatorTokenId } from '../../src/access/token-text.js'
import { addDemo } from '../../src/demo/index.js'
import { adminToken, boot, type TestApp } from '../support/boot.js'
import { command, files, origins } from './page.js'

const root = resolve(import.meta.dirname, '../..')

/** A strict compiler, as the template of a bundler sets it up and a little more. */
const compilerOptions = {
  target: 'ES2022',
  module: 'ESNext',
  moduleResolution: 'Bundler',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  types: ['node'],
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  skipLibCheck: true,
  noEmit: true,
}

/** Somebody who follows the page: a gateway that listens, filled with the demo, and a folder with the page's files. */
export interface Reader {
  readonly app: TestApp
  readonly gateway: string
  write(path: string, text: string): void
  run(shell: string): Promise<void>
  /** What a file of the page exports. */
  file(name: string): Promise<any>
  signIn(token: string): Promise<void>
  close(): Promise<void>
}

export async function follow(): Promise<Reader> {
  const app = await boot({ env: { SWITCHBOARD_CORS_ORIGINS: origins.join() } })
  const operator = await app.app.deps.store.tokens.hashed(operatorTokenId)
  if (!operator) throw new Error('There is no operator.')
  await addDemo(app.app.deps, operator.token)
  const gateway = await app.app.http.listen({ port: 0, host: '127.0.0.1' })

  const folder = mkdtempSync(join(tmpdir(), 'switchboard-docs-'))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const reader: Reader = {
    app,
    gateway,
    write: (path, text) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    },
    run: async (shell) => {
      try {
        await promisify(execFile)('bash', ['-c', shell], { cwd: folder, env: { ...process.env, GATEWAY_URL: gateway } })
      } catch (error) {
        const { stdout, stderr } = error as { stdout: string; stderr: string }
        throw new Error(`${shell} failed: ${stdout}${stderr}`, { cause: error })
      }
    },
    file: (name) => import(join(folder, `src/${name}.ts`)),
    signIn: async (token) => void Object.assign((await reader.file('session')).session, { token, url: gateway }),
    close: async () => {
      rmSync(folder, { recursive: true, force: true })
      await app.close()
    },
  }
  reader.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['src', 'codegen.ts'] }))
  for (const { title, text } of files) reader.write(title, text)
  await reader.run(command('After each change of a query'))
  await reader.signIn(adminToken)
  return reader
}
