import { z } from 'zod'
import type { ApinizerWebhook, ApinizerWebhookHeader } from '../../../generated/schema.js'
import { addressOf, withoutCredentials } from '../../../lib/url.js'
import { list, secret, secretUrl, type FieldTable } from '../../fields.js'
import { count } from '../numbers.js'
import { choice, required, type ApinizerType } from '../type.js'

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const

const members = {
  fullUrl: required.regex(/^https?:\/\/[^\s/?#]/i, 'must begin with http:// or https://'),
  httpMethod: choice(methods, 'GET'),
  headerList: z.preprocess((value) => value ?? undefined, z.array(z.object({ name: required, value: required })).default([])),
  timeout: count(2),
  connectionPoolMaxConnectionPerHost: count(24),
  connectionPoolMaxConnectionTotal: count(48),
}

const shape = z.object(members).superRefine(({ headerList }, context) => {
  const names = headerList.map(({ name }) => name)
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) < index) context.addIssue({ code: 'custom', path: ['headerList', index, 'name'], message: 'is named twice' })
  }
})

/** Contract section 2.13. Headers and URL may carry credentials, so both are sealed; a header is found again by its name. */
export const webhook: ApinizerType = {
  shape,
  members,
  masked: { headerList: z.array(z.object({ name: required, value: required.nullable() })) },
  settings: 'ApinizerWebhook',
  fields: {
    ApinizerWebhook: {
      fullUrl: secretUrl('fullUrl'),
      httpMethod: 'httpMethod',
      headerList: list('headerList', 'ApinizerWebhookHeader', 'name'),
      timeout: 'timeout',
      connectionPoolMaxConnectionPerHost: 'connectionPoolMaxConnectionPerHost',
      connectionPoolMaxConnectionTotal: 'connectionPoolMaxConnectionTotal',
    } satisfies FieldTable<ApinizerWebhook>,
    ApinizerWebhookHeader: { name: 'name', value: secret('value') } satisfies FieldTable<ApinizerWebhookHeader>,
  },
  enums: { ApinizerWebhookMethod: methods },
  endpoints: (whole) => {
    const url = withoutCredentials((whole as z.output<typeof shape>).fullUrl)
    return url === null ? [] : [{ kind: 'API', ...addressOf(url), database: null, url }]
  },
}
