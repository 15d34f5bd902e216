/** Letters and figures that every way of writing a text leaves as they are; they stand at both ends of a mark. */
const cores = ['Zq7Hx0Kd', 'Wv9Ky3Pm'] as const

const labels: string[] = []

/** A new secret that is found again wherever it turns up; its middle is what quoting and encoding change. */
export function mark(label: string): string {
  const number = String(labels.push(label)).padStart(4, '0')
  return `${cores[0]}${number}+/"\\ ü%'<&>${number}${cores[1]}`
}

/** The same where only letters and figures are allowed. */
export function plainMark(label: string): string {
  const number = String(labels.push(label)).padStart(4, '0')
  return `${cores[0]}${number}${number}${cores[1]}`
}

/** A mark of so many bytes, for keys. */
export const markedBytes = (label: string, size: number): Buffer => Buffer.from(plainMark(label).padEnd(size, 'x').slice(0, size))

export const countMarks = (): number => labels.length

/** What the marks of a text stand for. */
export function labelsIn(text: string): string[] {
  const numbers = [...text.matchAll(/Zq7Hx0Kd(\d{4})/gi)].map(([, number]) => Number(number))
  return [...new Set(numbers.map((number) => labels[number - 1] ?? 'unknown'))]
}

/** A form in which a text is looked for. */
export interface Needle {
  readonly form: string
  readonly text: string
  /** Found in upper and lower case alike. */
  readonly ignoresCase: boolean
}

/** Base64 of a text wherever it stands among other bytes: what only its own bits decide. */
function base64Of(text: string, before: number): string {
  const all = Buffer.from(`${'\0'.repeat(before)}${text}`, 'latin1').toString('base64')
  return all.slice(Math.ceil((before * 8) / 6), Math.floor(((before + text.length) * 8) / 6))
}

/** How a text of letters and figures is written in other ways; whatever quotes or escapes leaves it alone. */
export function needlesOf(text: string): Needle[] {
  const hex = Buffer.from(text, 'latin1').toString('hex')
  const bytes = hex.match(/../g) ?? []
  const wide = Buffer.from(text, 'utf16le').toString('latin1')
  const base64 = [0, 1, 2].flatMap((before) => {
    const code = base64Of(text, before)
    const url = code.replaceAll('+', '-').replaceAll('/', '_')
    return [{ form: `base64 ${before}`, text: code }, ...(url === code ? [] : [{ form: `base64url ${before}`, text: url }])]
  })
  return [
    ...base64.map((one) => ({ ...one, ignoresCase: false })),
    { form: 'plain', text, ignoresCase: true },
    { form: 'hex', text: hex, ignoresCase: true },
    { form: 'numbers of bytes', text: Buffer.from(text, 'latin1').join(','), ignoresCase: true },
    { form: 'percent', text: bytes.map((byte) => `%${byte}`).join(''), ignoresCase: true },
    { form: 'escapes twice', text: bytes.map((byte) => `\\\\u00${byte}`).join(''), ignoresCase: true },
    { form: 'escapes', text: bytes.map((byte) => `\\u00${byte}`).join(''), ignoresCase: true },
    { form: 'UTF-16', text: wide, ignoresCase: true },
  ]
}

const ofMarks = cores.flatMap(needlesOf)
const ofGiven: Needle[] = []

/** Looks for a secret that the gateway has made, too. */
export function lookFor(secret: string): void {
  ofGiven.push(...needlesOf(secret))
}

export const allNeedles = (): readonly Needle[] => [...ofMarks, ...ofGiven]
