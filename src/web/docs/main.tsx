import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { queries } from '../front/queries.js'
import '../front/theme.css'
import { applyTheme } from '../front/theme.js'
import { Docs } from './docs.js'

const page = document.getElementById('page')
if (!page) throw new Error('The page has no place to draw on.')
applyTheme()
createRoot(page).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <Docs />
    </QueryClientProvider>
  </StrictMode>,
)
