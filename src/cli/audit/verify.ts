import { InvalidArgumentError, type Command } from 'commander'
import type { Upkeep } from '../../upkeep/index.js'
import { withExamples, withJson, type Cli } from '../command.js'
import { refused, type Failure } from '../failure.js'
import { openProgress } from '../progress.js'

type Check = Upkeep['verifyAudit']
type Place = NonNullable<Parameters<Check>[1]>
type Fault = NonNullable<Awaited<ReturnType<Check>>['fault']>

/** How many gaps are named to a person. */
const mostNamed = 20

export function addAuditVerify(group: Command, { outside, output }: Cli): void {
  withExamples(
    withJson(
      group
        .command('verify')
        .description('look here, in the database and with the master keys, whether an audit record was changed, removed or reordered')
        .option('--head <seq:hash>', 'an end of the chain that was noted before; it must still be in it', readPlace),
    ),
    'audit verify',
    'audit verify --head 4711:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  ).action(async ({ head: noted }: { head?: Place }) => {
    const { verifyAudit } = await outside.upkeep()
    const { show, stop } = openProgress(outside)
    const { records, gaps, head, fault } = await verifyAudit(show, noted).finally(stop)
    if (fault || !head) throw broken(fault ?? { kind: 'end', seq: 1 })
    const missing = gaps.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`))
    const named = missing.length > mostNamed ? [...missing.slice(0, mostNamed), 'others'] : missing
    const document = {
      records,
      head: `${head.seq}:${head.hash}`,
      begunAt: new Date(head.begunAt).toISOString(),
      takenOver: head.takenOver,
      missing,
    }
    const lost = missing.length > 0 ? `; of these there was no ${named.join(', ')}` : ''
    const taken = head.takenOver > 0 ? ` Those up to number ${head.takenOver} were there before it and taken over as they were${lost}.` : ''
    await output.answer({
      document,
      text: `All ${records} audit records hold. The chain was begun at ${document.begunAt}.${taken}\nHead: ${document.head}`,
    })
  })
}

function broken(fault: Fault): Failure {
  const reason = (message: string) => [{ code: 'AUDIT_BROKEN', message }]
  if (fault.kind === 'index') return refused(falseIndex, reason(fault.kind))
  return refused(sentences[fault.kind](fault.seq), reason(`${fault.kind} ${fault.seq}`))
}

const falseIndex =
  'The audit records are as they were written, but their indexes are not: somebody has changed the database, so that lists hide or misdate records. audit export reads every one. Restore a backup.'

const sentences: Readonly<Record<Exclude<Fault['kind'], 'index'>, (seq: number) => string>> = {
  link: (seq) => `The audit chain is broken at record ${seq}: it, or what stood before it, was changed, removed, added or moved.`,
  end: (seq) =>
    `The audit chain has lost its end: record ${seq} and what followed it, or the head that counts them, are not as they were left.`,
  noted: (seq) => `The audit chain is not the one that was noted: its record ${seq} is missing or another. It was set back or begun anew.`,
}

function readPlace(text: string): Place {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? []
  if (seq === undefined || hash === undefined) throw new InvalidArgumentError('It must be SEQ:HASH, as audit verify prints it.')
  return { seq: Number(seq), hash }
}
