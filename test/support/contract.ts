import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onAnswer } from './boot.js'
import { documentedAnswers, expectDocumented } from './openapi.js'

/** One row of a table of a vendor's contract, copied, and what is made of it. */
export interface ContractRow {
  /** Where it stands in the contract file: `1 Routes`. */
  readonly table: string
  /** What it says, in the contract's words. */
  readonly row: string
  /** Names of the cases that hold it. */
  readonly cases?: readonly string[]
  /** What is different here on purpose, and why. */
  readonly difference?: string
  /** The later piece of work that it belongs to, by subject. */
  readonly later?: string
}

export type Cases = Readonly<Record<string, () => Promise<void>>>

/** Runs every case of a vendor once, holds each answer against the vendor's OpenAPI document, and the contract's rows against the cases. */
export function contractSuite(vendor: string, rows: readonly ContractRow[], cases: Cases): void {
  describe(`${vendor} contract`, () => {
    let answersBefore = 0
    beforeAll(() => {
      answersBefore = documentedAnswers()
      onAnswer.add(expectDocumented)
    })
    afterAll(() => void onAnswer.delete(expectDocumented))

    for (const [name, run] of Object.entries(cases)) it(name, run)

    it('has every answer at a documented route held against the OpenAPI document', () => {
      expect(documentedAnswers() - answersBefore).toBeGreaterThan(100)
    })

    it('names for every row its cases, a decided difference or the later work it belongs to', () => {
      const silent = rows.filter(({ cases: named, difference, later }) => !named?.length && !difference && !later)
      expect(silent.map(({ table, row }) => `${table}: ${row}`)).toEqual([])
    })

    it('has a case for every name that a row gives, and a row for every case', () => {
      const named = new Set(rows.flatMap((row) => row.cases ?? []))
      expect([...named].filter((name) => !Object.hasOwn(cases, name))).toEqual([])
      expect(Object.keys(cases).filter((name) => !named.has(name))).toEqual([])
    })

    afterAll(() => {
      const differences = rows.filter(({ difference }) => difference !== undefined).length
      const later = rows.filter((row) => row.later !== undefined).length
      console.log(`${vendor}: ${rows.length} rows, ${Object.keys(cases).length} cases, ${differences} differences, ${later} later`)
    })
  })
}
