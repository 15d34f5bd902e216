import { useState, type ReactNode } from 'react'
import type { Vendor } from '../../../generated/web/graphql.js'
import { Combobox, type FieldMarks, type Option } from '../combobox.js'
import { humanised } from '../words.js'
import { useWorkspaceName, useWorkspaces } from './workspaces.js'

interface WorkspaceFilterProps {
  readonly vendor: Vendor | undefined
  readonly value: string | undefined
  readonly onChoose: (id: string | undefined) => void
  /** In a form one must be chosen; in a filter it may be any. */
  readonly field?: FieldMarks
}

/** Chooses a workspace by name or key. */
export function WorkspaceFilter({ vendor, value, onChoose, field }: WorkspaceFilterProps): ReactNode {
  const [text, setText] = useState<string>()
  const { workspaces, isLoading, isMore } = useWorkspaces(vendor, text)
  const chosen = useWorkspaceName(value)
  const options: readonly Option[] = workspaces.map(({ id, name, key, vendor: of }) => ({
    value: id,
    text: name,
    note: `${humanised(of)} ${key}`,
  }))
  const hint = isLoading ? 'Reading …' : isMore ? 'Type to find others.' : workspaces.length === 0 ? 'No workspace matches.' : undefined
  return (
    <Combobox
      label="Workspace"
      placeholder={field ? 'Choose …' : 'any'}
      chosen={value === undefined ? undefined : (chosen ?? '…')}
      options={text || field ? options : [{ value: undefined, text: 'any' }, ...options]}
      hint={hint}
      text={text}
      onText={setText}
      onChoose={onChoose}
      field={field}
    />
  )
}
