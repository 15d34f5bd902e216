import { integer } from './type.js'

const maxInt = 2 ** 31 - 1

/** The contract's `integer` is a Java `int`, its `long` any whole number that JSON carries exactly. */
export const count = (absent: number, min = 0) => integer(absent, min, maxInt)
export const long = (absent: number) => integer(absent, 0)
export const port = (absent: number) => integer(absent, 1, 65535)
