import type { ReactNode } from 'react'
import { humanised } from '../words.js'
import { membersOf, type Fields } from './shapes.js'
import { Value } from './value.js'

/** Items that hold single values only; a column that all leave empty is left out. */
export function Table({ title, items }: { readonly title: string; readonly items: readonly Fields[] }): ReactNode {
  const columns = [...new Set(items.flatMap((item) => membersOf(item).map(([name]) => name)))]
  return (
    <table aria-label={title}>
      <thead>
        <tr>
          {columns.map((name) => (
            <th key={name} scope="col">
              {humanised(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item, index) => (
          <tr key={index}>
            {columns.map((name) => (
              <td key={name}>
                <Value name={name} value={item[name] ?? ''} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
