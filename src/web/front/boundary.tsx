import { Component, type ReactNode } from 'react'

interface BoundaryProps {
  readonly children: ReactNode
}

/** What is left of a view that broke, or that could not be loaded because the gateway was updated: a way to begin anew. */
export class Boundary extends Component<BoundaryProps, { readonly isBroken: boolean }> {
  override readonly state = { isBroken: false }

  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true }
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children
    return (
      <div role="alert" className="state">
        <h2>This part of the page could not be shown</h2>
        <button type="button" onClick={() => location.reload()}>
          Load the page again
        </button>
      </div>
    )
  }
}
