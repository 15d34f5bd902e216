/** One thing that was looked at. What is not well comes with what to do. */
export type Finding = { readonly check: string; readonly message: string } & (
  { readonly state: 'ok' } | { readonly state: 'warn' | 'fail'; readonly remedy: string }
)

export const ok = (check: string, message: string): Finding => ({ check, state: 'ok', message })
export const warn = (check: string, message: string, remedy: string): Finding => ({ check, state: 'warn', message, remedy })
export const fail = (check: string, message: string, remedy: string): Finding => ({ check, state: 'fail', message, remedy })
