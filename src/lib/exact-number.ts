/** Whether the number that is made of a literal is the one that it says: `1.50` and `1e3` are, `0.1234567890123456789`, `1e400` and `-0` are not. */
export function isExact(literal: string): boolean {
  const value = Number(literal)
  if (Number.isNaN(value)) return true // No number at all: whoever parses the text says so.
  if (!Number.isFinite(value) || Object.is(value, -0)) return false
  if (!/[.e]/i.test(literal)) return Number.isSafeInteger(value)
  const printed = String(value)
  return printed === literal || decimal(literal) === decimal(printed)
}

/** Digits without zeros at either end, and the power of ten that they stand at; the sign is never lost. */
function decimal(literal: string): string {
  const [mantissa = '', power = '0'] = literal.replace(/^-/, '').toLowerCase().split('e', 2)
  const [whole = '', fraction = ''] = mantissa.split('.', 2)
  const digits = whole + fraction
  let start = 0
  while (digits[start] === '0') start += 1
  let end = digits.length
  while (end > start && digits[end - 1] === '0') end -= 1
  return start === end ? '0' : `${digits.slice(start, end)}e${Number(power) - fraction.length + digits.length - end}`
}
