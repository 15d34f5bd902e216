import { z } from 'zod'

const advisoryShape = z.object({
  title: z.string(),
  url: z.string(),
  severity: z.enum(['info', 'low', 'moderate', 'high', 'critical']),
  range: z.string(),
})

const reportShape = z.object({
  vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), advisoryShape])), nodes: z.array(z.string()) })),
})

const exceptionShape = z.strictObject({
  advisory: z.string().regex(/^GHSA(-[a-z0-9]{4}){3}$/),
  package: z.string(),
  reason: z.string().min(20),
  until: z.iso.date(),
})
/** A known vulnerability that is lived with: which, why it does no harm here, and until when that is believed. */
export type Exception = Readonly<z.infer<typeof exceptionShape>>

/** One advisory about one installed package. */
export interface Finding {
  readonly package: string
  readonly advisory: string
  readonly severity: z.infer<typeof advisoryShape>['severity']
  readonly isShipped: boolean
  readonly text: string
}

export function readExceptions(text: string): readonly Exception[] {
  return z.array(exceptionShape).parse(JSON.parse(text))
}

/** What the report of `npm audit --json` finds. Throws when it is no such report. */
export function findingsOf(report: unknown, shipped: ReadonlySet<string>): Finding[] {
  return Object.entries(reportShape.parse(report).vulnerabilities).flatMap(([name, { via, nodes }]) => {
    const isShipped = nodes.some((place) => shipped.has(place))
    const advisories = via.filter((cause) => typeof cause !== 'string')
    return advisories.map(({ title, url, severity, range }) => ({
      package: name,
      advisory: /GHSA-[\w-]+$/.exec(url)?.[0] ?? url,
      severity,
      isShipped,
      text: `${name} ${range} (${isShipped ? 'shipped' : 'development'}): ${severity}: ${title} ${url}`,
    }))
  })
}

export interface Judgement {
  readonly refused: readonly Finding[]
  readonly excepted: readonly Finding[]
  /** Too slight to refuse. */
  readonly slight: readonly Finding[]
  /** Exceptions that nothing needs, or that are over. */
  readonly void: readonly Exception[]
}

/** Refused is what is moderate or worse in what is shipped, and high or worse anywhere, unless an exception speaks for it. */
export function judge(findings: readonly Finding[], exceptions: readonly Exception[], now: number): Judgement {
  const holds = (exception: Exception): boolean => now < Date.parse(exception.until) + 86_400_000
  const speaksFor = (exception: Exception, finding: Finding): boolean =>
    exception.advisory === finding.advisory && exception.package === finding.package
  const grave = findings.filter(({ severity, isShipped }) =>
    (isShipped ? ['moderate', 'high', 'critical'] : ['high', 'critical']).includes(severity),
  )
  const isExcepted = (finding: Finding): boolean => exceptions.some((exception) => holds(exception) && speaksFor(exception, finding))
  return {
    refused: grave.filter((finding) => !isExcepted(finding)),
    excepted: grave.filter(isExcepted),
    slight: findings.filter((finding) => !grave.includes(finding)),
    void: exceptions.filter((exception) => !holds(exception) || !grave.some((finding) => speaksFor(exception, finding))),
  }
}
