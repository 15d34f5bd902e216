import { useState, type ChangeEvent, type ReactNode } from 'react'
import { useFormContext } from 'react-hook-form'
import type { SecretInputProps } from './secret-input.js'

/** A file that goes out as base64. */
export function FileInput({ part: { path }, described, isNeeded }: SecretInputProps): ReactNode {
  const { getValues, setValue } = useFormContext()
  const [problem, setProblem] = useState<string>()
  const [isGiven, setGiven] = useState(() => getValues(`${path}.value`) !== '')
  const choose = async ({ target }: ChangeEvent<HTMLInputElement>): Promise<void> => {
    const [file] = target.files ?? []
    setProblem(undefined)
    setGiven(false)
    if (file?.size === 0) {
      target.value = ''
      setValue(`${path}.value`, '')
      setProblem('This file is empty.')
      return
    }
    try {
      setValue(`${path}.value`, file ? await base64Of(file) : '')
    } catch {
      setProblem('This file cannot be read.')
    }
  }
  return (
    <>
      <input type="file" {...described} required={isNeeded && !isGiven} onChange={(event) => void choose(event)} />
      {isGiven && <span className="help">The file that was chosen before is still here.</span>}
      <span role="alert" className="problem">
        {problem}
      </span>
    </>
  )
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}
