import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Gate } from '../session/gate.js'
import { keptToken } from '../session/token.js'
import { listQuery } from './list/queries.js'
import { here } from './place.js'
import { queries } from './queries.js'
import { Shell } from './shell.js'
import './theme.css'
import { applyTheme } from './theme.js'

const page = document.getElementById('page')
if (!page) throw new Error('The page has no place to draw on.')
applyTheme()
// Asked for before anything is drawn, so that the rows are on their way meanwhile; the list tells of an error.
if (keptToken() !== null) queries.query(listQuery(here())).catch(() => undefined)
createRoot(page).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Gate>
        <Shell />
      </Gate>
    </QueryClientProvider>
  </StrictMode>,
)
