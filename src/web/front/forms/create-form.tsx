import { useMemo, type ReactNode } from 'react'
import { Heading } from '../heading.js'
import { go, here, usePlace } from '../place.js'
import { VendorName } from '../vendor-name.js'
import { ConnectionForm, type Outcome } from './connection-form.js'
import { useDraft } from './draft.js'
import './forms.css'
import { create } from './mutations.js'
import { Restored } from './stale.js'
import { startOf, typeNamed, typesOf, vendors, type ConnectionType } from './types.js'
import type { Values } from './values.js'
import { WorkspaceChoice } from './workspace-choice.js'

interface CreateFormProps {
  readonly onDone: (id: string) => void
  readonly onCancel: () => void
}

/** Makes a connection. Vendor, type and workspace stand in the address; the rest is the form of that type. */
export function CreateForm({ onDone, onCancel }: CreateFormProps): ReactNode {
  const { vendor, type: spelling } = usePlace()
  const type = useMemo(() => vendor && typeNamed(vendor, spelling), [vendor, spelling])
  const types = vendor ? typesOf(vendor) : []
  return (
    <>
      <div className="bar">
        <Heading title="New connection" />
      </div>
      <div className="chips">
        <Chips
          title="Vendor"
          options={vendors.map((one) => ({ key: one, label: <VendorName vendor={one} />, isChosen: one === vendor }))}
          onChoose={(key) =>
            go({ ...here(), vendor: vendors.find((one) => one === key), workspace: undefined, type: undefined }, 'replace')
          }
        />
        {types.length > 1 && (
          <Chips
            title="Type"
            options={types.map(({ spelling: key, layout: { label } }) => ({ key, label, isChosen: key === type?.spelling }))}
            onChoose={(key) => go({ ...here(), type: key }, 'replace')}
          />
        )}
      </div>
      {type && <Creation key={`${type.vendor} ${type.spelling}`} type={type} onDone={onDone} onCancel={onCancel} />}
      {!type && (
        <button type="button" onClick={onCancel}>
          Cancel
        </button>
      )}
    </>
  )
}

function Creation({ type, onDone, onCancel }: CreateFormProps & { readonly type: ConnectionType }): ReactNode {
  const { workspace } = usePlace()
  const name = `new ${type.vendor} ${type.spelling}`
  const draft = useDraft(name)
  const blank = useMemo(() => startOf(type), [type])
  const submit = async (values: Values): Promise<Outcome> => {
    if (workspace === undefined) return { refusals: [{ path: 'workspaceId', message: 'Workspace is needed.' }] }
    const answer = await create(type, { ...values, workspaceId: workspace })
    return 'id' in answer ? { next: () => onDone(answer.id) } : answer
  }
  const above = (): ReactNode => (
    <>
      {draft && <Restored />}
      <WorkspaceChoice vendor={type.vendor} value={workspace} />
    </>
  )
  return (
    <ConnectionForm
      type={type}
      isNew
      name={name}
      base={blank}
      start={draft?.values ?? blank}
      submit={submit}
      onCancel={onCancel}
      above={above}
    />
  )
}

interface ChipsProps {
  readonly title: string
  readonly options: readonly { readonly key: string; readonly label: ReactNode; readonly isChosen: boolean }[]
  readonly onChoose: (key: string) => void
}

/** One of a few, all in sight. */
function Chips({ title, options, onChoose }: ChipsProps): ReactNode {
  return (
    <fieldset>
      <legend>{title}</legend>
      {options.map(({ key, label, isChosen }) => (
        <label key={key} className="chip">
          <input type="radio" name={title} value={key} checked={isChosen} onChange={() => onChoose(key)} />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
