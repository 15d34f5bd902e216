import { useEffect, useRef, type SubmitEvent, type ReactNode } from 'react'
import { bounds } from '../../../lib/bounds.js'
import { go, here } from '../place.js'
import { useSearchKey } from '../search-key.js'

const pause = 150

/** Searches while somebody types: the place follows when the keys rest. `/` brings the focus here from anywhere. */
export function Search({ search }: { readonly search: string | undefined }): ReactNode {
  const input = useRef<HTMLInputElement>(null)
  const sent = useRef(search)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (search === sent.current || !input.current) return
    clearTimeout(timer.current)
    sent.current = search
    input.current.value = search ?? ''
  }, [search])
  useEffect(() => () => clearTimeout(timer.current), [])
  useSearchKey(input)

  const send = (): void => {
    clearTimeout(timer.current)
    const text = input.current?.value.trim()
    const wanted = text === '' ? undefined : text
    if (wanted === sent.current) return
    const how = sent.current === undefined ? 'push' : 'replace' // One step back leaves the search, not one letter of it.
    sent.current = wanted
    go({ ...here(), search: wanted, after: undefined, before: undefined }, how)
  }
  const sendSoon = (): void => {
    clearTimeout(timer.current)
    timer.current = setTimeout(send, pause)
  }
  const sendNow = (event: SubmitEvent): void => {
    event.preventDefault()
    send()
  }
  return (
    <form role="search" onSubmit={sendNow}>
      <label htmlFor="search" className="unseen">
        Search names and addresses
      </label>
      <input
        ref={input}
        id="search"
        type="search"
        placeholder="Search names and addresses"
        autoComplete="off"
        spellCheck={false}
        maxLength={bounds.name}
        aria-keyshortcuts="/"
        defaultValue={search}
        onInput={sendSoon}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  )
}
