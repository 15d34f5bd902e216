import { useSyncExternalStore, type ReactNode } from 'react'

const minute = 60_000
const units = [
  ['year', 525_960],
  ['month', 43_830],
  ['week', 10_080],
  ['day', 1440],
  ['hour', 60],
  ['minute', 1],
] as const
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const exact = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'medium' })

/** How long ago something was, with the exact time for those who point at it. */
export function Ago({ at }: { readonly at: string }): ReactNode {
  const now = useSyncExternalStore(onMinute, () => Math.floor(Date.now() / minute))
  return (
    <time dateTime={at} title={exact.format(new Date(at))}>
      {distance(Math.floor(Date.parse(at) / minute) - now)}
    </time>
  )
}

function distance(minutes: number): string {
  const found = units.find(([, size]) => Math.abs(minutes) >= size)
  if (!found) return 'just now'
  const [unit, size] = found
  return relative.format(Math.round(minutes / size), unit)
}

function onMinute(listener: () => void): () => void {
  const timer = setInterval(listener, minute)
  return () => clearInterval(timer)
}
