import { z } from 'zod'
import type { ApinizerFtp } from '../../../generated/schema.js'
import { secret, type FieldTable } from '../../fields.js'
import { count, port } from '../numbers.js'
import { placeOf } from '../places.js'
import { flag, optional, required, text, type ApinizerType } from '../type.js'

const protocols = ['FTP', 'SFTP', 'FTPS'] as const

const members = {
  host: required,
  protocol: z.enum(protocols),
  username: required,
  password: required,
  port: port(21),
  workingDir: text('/'),
  timeout: count(30000),
  retryCount: count(3),
  useImplicit: flag(false),
  useExplicit: flag(false),
  sslProtocol: optional,
}

const shape = z.object(members).superRefine(({ protocol, useImplicit, useExplicit }, context) => {
  if (protocol !== 'FTPS' || useImplicit !== useExplicit) return
  const message = useExplicit ? 'cannot be true together with useImplicit' : 'or useImplicit must be true for FTPS'
  context.addIssue({ code: 'custom', path: ['useExplicit'], message })
})

/** Contract section 2.6. */
export const ftp: ApinizerType = {
  shape,
  members,
  settings: 'ApinizerFtp',
  fields: {
    ApinizerFtp: {
      host: 'host',
      protocol: 'protocol',
      username: 'username',
      password: secret('password'),
      port: 'port',
      workingDir: 'workingDir',
      timeout: 'timeout',
      retryCount: 'retryCount',
      useImplicit: 'useImplicit',
      useExplicit: 'useExplicit',
      sslProtocol: 'sslProtocol',
    } satisfies FieldTable<ApinizerFtp>,
  },
  enums: { ApinizerFileProtocol: protocols },
  endpoints: (whole) => {
    const { host, port: number } = whole as z.output<typeof shape>
    return placeOf('SERVER', host, number)
  },
}
