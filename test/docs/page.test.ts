import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { blocks, command, files, path, text } from './page.js'

const installs = ['Install', 'Apollo Client', 'urql']

it('has no block that no test uses', () => {
  const commands = blocks.filter(({ language }) => language !== 'ts').map(({ language, title }) => `${language}: ${title}`)
  expect(commands.sort()).toEqual([...installs, 'After each change of a query', 'At the gateway'].map((title) => `sh: ${title}`).sort())
  expect(files.map(({ title }) => title)).toEqual(files.map(() => expect.stringMatching(/^(codegen|src\/[\w-]+)\.ts$/)))
})

it('installs all that its files import, in the versions that are tested', () => {
  const packages = installs.flatMap((title) => command(title).match(/\S+@\d+/g) ?? [])
  const names = packages.map((name) => name.slice(0, name.lastIndexOf('@')))
  const imports = files.flatMap((file) => [...file.text.matchAll(/ from '((?:@[^/']+\/)?[^./'][^/']*)/g)].map(([, name]) => name))
  expect(names).toEqual(expect.arrayContaining(imports))

  const tested = names.map((name) => {
    const { version } = JSON.parse(readFileSync(join(dirname(path), `../node_modules/${name}/package.json`), 'utf8')) as { version: string }
    return `${name}@${version.split('.')[0]}`
  })
  expect(packages).toEqual(tested)
})

it('links to what is there', () => {
  const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => `#${heading.toLowerCase().replaceAll(' ', '-')}`)
  const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link)
  const isThere = (link: string): boolean =>
    link.startsWith('#') ? headings.includes(link) : existsSync(join(dirname(path), link.split('#')[0] ?? ''))
  expect(links.length).toBeGreaterThan(0)
  expect(links.filter((link) => !isThere(link))).toEqual([])
})
