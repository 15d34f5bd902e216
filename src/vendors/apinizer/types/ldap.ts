import { z } from 'zod'
import type { ApinizerLdap } from '../../../generated/schema.js'
import { missing } from '../../../lib/check.js'
import { addressOf, withoutCredentials } from '../../../lib/url.js'
import { secret, type FieldTable } from '../../fields.js'
import { choice, flag, optional, required, type ApinizerType } from '../type.js'

const certificateChecks = ['NOT_REQUIRED', 'REQUIRED_CN', 'REQUIRED_AN_PN'] as const
const scopes = ['OBJECT', 'ONE_LEVEL', 'SUBTREE'] as const

const members = {
  serverAddress: required,
  username: required,
  password: required,
  baseDn: required,
  requireCertificateType: choice(certificateChecks, 'NOT_REQUIRED'),
  customFilter: optional,
  searchScope: choice(scopes, 'SUBTREE'),
  useSsl: flag(false),
  certificateId: optional,
  certificateName: optional,
  selectedEnvironmentId: optional,
}

const shape = z.object(members).superRefine(({ useSsl, requireCertificateType, certificateId, certificateName }, context) => {
  const isChecked = useSsl && requireCertificateType !== 'NOT_REQUIRED'
  if (isChecked && certificateId === undefined && certificateName === undefined) context.addIssue(missing('certificateId'))
})

/** Contract section 2.5. A certificate is named by id or by name. */
export const ldap: ApinizerType = {
  shape,
  members,
  settings: 'ApinizerLdap',
  fields: {
    ApinizerLdap: {
      serverAddress: 'serverAddress',
      username: 'username',
      password: secret('password'),
      baseDn: 'baseDn',
      requireCertificateType: 'requireCertificateType',
      customFilter: 'customFilter',
      searchScope: 'searchScope',
      useSsl: 'useSsl',
      certificateId: 'certificateId',
      certificateName: 'certificateName',
      selectedEnvironmentId: 'selectedEnvironmentId',
    } satisfies FieldTable<ApinizerLdap>,
  },
  enums: { ApinizerLdapCertificateCheck: certificateChecks, ApinizerLdapScope: scopes },
  endpoints: (whole) => {
    const { serverAddress } = whole as z.output<typeof shape>
    // A client may name several servers, a blank between them.
    const forms = serverAddress.trim().split(/\s+/).map(withoutCredentials)
    return forms.flatMap((url) => (url === null ? [] : [{ kind: 'SERVER', ...addressOf(url), database: null, url }]))
  },
}
