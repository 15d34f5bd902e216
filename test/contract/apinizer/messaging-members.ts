/** What the contract says of one member of a type. */
export interface Member {
  readonly name: string
  /** What is answered when it is not given; undefined when it must be. */
  readonly absent: unknown
  /** Echoed as they are written. */
  readonly values: readonly unknown[]
  /** Refused, in POST and in PUT. */
  readonly wrong: readonly unknown[]
  /** Members that its values call for. */
  readonly beside?: object
  /** Null in a PUT keeps what is stored. */
  readonly isSecret?: true
}

export interface Kind {
  readonly type: string
  /** What a body of this type must say. */
  readonly least: Readonly<Record<string, unknown>>
  readonly members: readonly Member[]
}

/** Must be missing from every refusal. */
export const marker = 'zq-marked'
export const list = [marker]
export const object = { [marker]: marker }

export const member = (name: string, absent: unknown, values: readonly unknown[], ...wrong: readonly unknown[]): Member => ({
  name,
  absent,
  values,
  wrong,
})
export const text = (name: string, absent: string | null, ...values: readonly string[]): Member =>
  member(name, absent, values, 5, true, list, object)
export const needed = (name: string, ...values: readonly string[]): Member => member(name, undefined, values, 5, true, list, object)
export const flag = (name: string, absent: boolean): Member => member(name, absent, [true, false], marker, 'true', 1, list, object)
export const choice = (name: string, absent: string | undefined, ...values: readonly string[]): Member =>
  member(name, absent, values, marker, values[0]?.toLowerCase(), 5, true, list, object)
export const whole = (name: string, absent: number | null, values: readonly number[], ...outside: readonly number[]): Member =>
  member(name, absent, values, marker, '5', 1.5, true, list, object, ...outside)
export const count = (name: string, absent: number): Member => whole(name, absent, [0, 7, 2147483647], -1, 2147483648)
export const long = (name: string, absent: number): Member => whole(name, absent, [0, 7, 9007199254740991], -1)
export const port = (name: string, absent: number): Member => whole(name, absent, [1, 65535], 0, -1, 65536)
