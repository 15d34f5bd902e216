import type { FieldOf, InputName, ValueOf } from '../schema.js'

/** What a form shows of a field beyond what the schema says. */
export interface Look {
  readonly label?: string
  /** What one of a list is called. */
  readonly item?: string
  /** A secret is a line that is hidden while it is typed, unless it is an address, a text of many lines, a file, or names with values. */
  readonly as?: 'area' | 'address' | 'file' | 'pairs'
  /** The values of an enum that fit here. */
  readonly only?: readonly string[]
  /** After the others, because few need it. */
  readonly isLast?: true
  /** Told back by the form, never shown. */
  readonly isHidden?: true
  /** For a new item; one that the gateway knows already stays what it is here. */
  readonly isForNew?: true
  /** In an item that the gateway knows already, the list keeps its items and a choice stays. */
  readonly isFixed?: true
  /** Told even when it is empty, wherever its object is told whole. */
  readonly isAlwaysSent?: true
  /** An empty text is an answer. */
  readonly mayBeEmpty?: true
  /** What is stored is not shown either; left empty, it is kept. */
  readonly isSealed?: true
}

/** Looks of fields, by input type. */
export type Looks = { readonly [Name in InputName]?: { readonly [Field in FieldOf<Name>]?: LookAt<Name, Field> } }
type LookAt<Name extends InputName, Field extends FieldOf<Name>> = Look & { readonly only?: readonly ValueOf<Name, Field>[] }
