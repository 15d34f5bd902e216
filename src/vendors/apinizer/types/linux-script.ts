import { z } from 'zod'
import type { ApinizerLinuxScript } from '../../../generated/schema.js'
import { secret, type FieldTable } from '../../fields.js'
import { port } from '../numbers.js'
import { placeOf } from '../places.js'
import { required, type ApinizerType } from '../type.js'

const members = {
  hostName: required,
  sshPort: port(22),
  username: required,
  password: required,
}

const shape = z.object(members)

/** Contract section 2.10. */
export const linuxScript: ApinizerType = {
  shape,
  members,
  settings: 'ApinizerLinuxScript',
  fields: {
    ApinizerLinuxScript: {
      hostName: 'hostName',
      sshPort: 'sshPort',
      username: 'username',
      password: secret('password'),
    } satisfies FieldTable<ApinizerLinuxScript>,
  },
  enums: {},
  endpoints: (whole) => {
    const { hostName, sshPort } = whole as z.output<typeof shape>
    return placeOf('SERVER', hostName, sshPort)
  },
}
