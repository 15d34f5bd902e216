import type { Refusal } from './refusals.js'

/** What the browser itself finds wrong with the controls of a form; whether they are folded away or not. */
export function check(form: HTMLFormElement): readonly Refusal[] {
  return [...form.elements].filter(isControl).flatMap((control) => {
    const problem = problemOf(control)
    return problem === undefined ? [] : [{ path: pathOf(control), message: `${labelOf(control)} ${problem}.` }]
  })
}

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

function isControl(element: Element): element is Control {
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement
}

function problemOf({ willValidate, validity }: Control): string | undefined {
  if (!willValidate || validity.valid) return undefined
  if (validity.valueMissing) return 'is needed'
  if (validity.badInput) return 'must be a number'
  if (validity.stepMismatch) return 'must be a whole number'
  return 'must be JSON text'
}

/** The path of the field that a control belongs to: its own, or that of the group around it. */
function pathOf(control: Control): string {
  const id = control.closest('[id^="field-"]')?.id ?? ''
  return id.slice('field-'.length)
}

function labelOf({ labels }: Control): string {
  return labels?.[0]?.textContent ?? 'This'
}
