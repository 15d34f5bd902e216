import { z } from 'zod'
import type { ApinizerEmail } from '../../../generated/schema.js'
import { missing } from '../../../lib/check.js'
import type { Json } from '../../../lib/json.js'
import { secret, type FieldTable } from '../../fields.js'
import { port } from '../numbers.js'
import { placeOf } from '../places.js'
import { flag, optional, required, text, type ApinizerType } from '../type.js'

const members = {
  host: required,
  port: port(587),
  enableStartTls: flag(false),
  auth: flag(false),
  username: optional,
  password: optional,
  defaultEncoding: text('UTF-8'),
  addressToTest: optional,
  from: optional,
  // Items of no documented form are kept as they come.
  additionalProperties: z.preprocess(
    (value) => value ?? undefined,
    z.array(z.custom<Json>((item) => item !== undefined && item !== null)).default([]),
  ),
}

const shape = z.object(members).superRefine(({ auth, username, password }, context) => {
  if (auth && username === undefined) context.addIssue(missing('username'))
  if (auth && password === undefined) context.addIssue(missing('password'))
})

/** Contract section 2.1. */
export const email: ApinizerType = {
  shape,
  members,
  settings: 'ApinizerEmail',
  fields: {
    ApinizerEmail: {
      host: 'host',
      port: 'port',
      enableStartTls: 'enableStartTls',
      auth: 'auth',
      username: 'username',
      password: secret('password'),
      defaultEncoding: 'defaultEncoding',
      addressToTest: 'addressToTest',
      from: 'from',
      additionalProperties: 'additionalProperties',
    } satisfies FieldTable<ApinizerEmail>,
  },
  enums: {},
  endpoints: (whole) => {
    const { host, port: number } = whole as z.output<typeof shape>
    return placeOf('SERVER', host, number)
  },
}
