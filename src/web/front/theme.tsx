import { useEffect, useState, type ReactNode } from 'react'

const key = 'switchboard.theme'
const themes = { system: 'light dark', light: 'light', dark: 'dark' } as const
type Theme = keyof typeof themes

/** Draws the page in the theme that this browser keeps; every colour follows `color-scheme`. */
export function applyTheme(theme: Theme = keptTheme()): void {
  document.documentElement.style.colorScheme = themes[theme]
}

export function ThemeSwitch(): ReactNode {
  const [theme, setTheme] = useState(keptTheme)
  useEffect(() => applyTheme(theme), [theme])

  const choose = (chosen: Theme): void => {
    localStorage.setItem(key, chosen)
    setTheme(chosen)
  }
  return (
    <label className="theme">
      <span className="unseen">Theme</span>
      <select value={theme} onChange={(event) => choose(themeOf(event.target.value))}>
        <option value="system">System theme</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  )
}

function keptTheme(): Theme {
  return themeOf(localStorage.getItem(key))
}

function themeOf(text: string | null): Theme {
  return text === 'light' || text === 'dark' ? text : 'system'
}
