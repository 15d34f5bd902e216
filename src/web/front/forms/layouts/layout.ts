import type { FieldOf, InputName, ValueOf } from '../schema.js'

/** Fields that stand together. */
export interface Group<Field extends string = string> {
  readonly title?: string
  readonly fields: readonly Field[]
  /** Shown when asked for. */
  readonly isFolded?: true
}

/** How the form of one type of connection is laid out. What no group names stands under "More settings", so that no field is lost. */
export interface Layout<Field extends string = string> {
  readonly label: string
  readonly groups: readonly Group<Field>[]
  readonly labels?: Readonly<Partial<Record<Field, string>>>
  /** The values of an enum that fit this type. */
  readonly only?: Readonly<Partial<Record<Field, readonly string[]>>>
  /** Fields for other types. */
  readonly without?: readonly Field[]
  /** An input to begin with. */
  readonly start?: Readonly<Partial<Record<Field, unknown>>>
}

/** The forms of a vendor. */
export interface VendorLayout {
  /** Fields before those of the type. */
  readonly head: readonly string[]
  /** By the value or the member that chooses the type. */
  readonly types: Readonly<Record<string, Layout>>
}

/** The layout of an input type. */
export type LayoutOf<Name extends InputName> = Layout<FieldOf<Name>> & {
  readonly only?: { readonly [Field in FieldOf<Name>]?: readonly ValueOf<Name, Field>[] }
}
