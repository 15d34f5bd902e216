import type { ReactNode } from 'react'
import type { Vendor } from '../../generated/web/graphql.js'
import { humanised } from './words.js'

/** The name of a vendor, with its colour. */
export function VendorName({ vendor }: { readonly vendor: Vendor }): ReactNode {
  return (
    <span className="vendor-name" data-vendor={vendor}>
      {humanised(vendor)}
    </span>
  )
}
