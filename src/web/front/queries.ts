import { QueryClient } from '@tanstack/react-query'
import { onTokenChange } from '../session/token.js'

/** What the page has asked, for this tab and this token. A refusal is shown at once: asking again is one click. */
export const queries = new QueryClient({ defaultOptions: { queries: { retry: false, networkMode: 'always' } } })

onTokenChange(() => queries.clear())
