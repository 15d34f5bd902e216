import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Gate } from '../session/gate.js'
import { Playground } from './playground.js'
import './page.css'

const page = document.getElementById('page')
if (!page) throw new Error('The page has no place to draw on.')
createRoot(page).render(
  <StrictMode>
    <Gate>
      <Playground />
    </Gate>
  </StrictMode>,
)
