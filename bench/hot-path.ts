import { execFileSync } from 'node:child_process'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Requests a second on the paths that are walked most, of this tree and of others beside it: `npm run bench:hot -- ../before`.
 * Every tree must be installed and built. Rounds of the trees take turns, so that what else the machine does meets all of them alike;
 * only ratios inside one run mean anything.
 */
const rounds = 5
const round = fileURLToPath(new URL('./hot-path-round.ts', import.meta.url))
const trees = ['.', ...process.argv.slice(2)].map((path) => resolve(path))

type Rates = Readonly<Record<string, number>>

const measured = new Map<string, Rates[]>(trees.map((tree) => [tree, []]))
for (let number = 1; number <= rounds; number++) {
  for (const tree of number % 2 === 0 ? trees.toReversed() : trees) {
    const said = execFileSync(process.execPath, ['--import', 'tsx', round, tree], { encoding: 'utf8' })
    measured.get(tree)?.push(JSON.parse(said) as Rates)
  }
}

const median = (values: readonly number[]): number => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0
const [own = ''] = trees
for (const name of Object.keys(measured.get(own)?.[0] ?? {})) {
  const rateOf = (tree: string): number => median((measured.get(tree) ?? []).map((rates) => rates[name] ?? 0))
  const others = trees.slice(1).map((tree) => `${tree} ${rateOf(tree).toFixed(0)} (×${(rateOf(own) / rateOf(tree)).toFixed(2)})`)
  console.log([name.padEnd(24), `${rateOf(own).toFixed(0)}/s`, ...others].join('  '))
}
