import { z } from 'zod'
import type { ApinizerWebhook, ApinizerWebhookHeader } from '../../../generated/schema.js'
import { isPlain } from '../../../lib/plain.js'
import { addressOf, originOf, withoutCredentials } from '../../../lib/url.js'
import { repeated } from '../../../lib/repeated.js'
import { list, secret, secretUrl, type FieldTable } from '../../fields.js'
import { count } from '../numbers.js'
import { choice, required, type ApinizerType } from '../type.js'

const methods = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'] as const

const headerName = required.refine(isPlain, 'must not have control or bidirectional characters')

const members = {
  fullUrl: required.regex(/^https?:\/\/[^\s/?#]/i, 'must begin with http:// or https://'),
  httpMethod: choice(methods, 'GET'),
  headerList: z.preprocess((value) => value ?? undefined, z.array(z.object({ name: headerName, value: required })).default([])),
  timeout: count(2),
  connectionPoolMaxConnectionPerHost: count(24),
  connectionPoolMaxConnectionTotal: count(48),
}

const shape = z.object(members).superRefine(({ headerList }, context) => {
  for (const index of repeated(headerList.map(({ name }) => name))) {
    context.addIssue({ code: 'custom', path: ['headerList', index, 'name'], message: 'is named twice' })
  }
})

const plainPath = /^(?:\/(?:[a-z]{0,8}|\d{1,4}))*$/i

/** Who knows the path of a webhook may call it: only the origin is left, unless the path is nothing but short words and numbers. */
function shownForm(address: string): string | null {
  const [form, origin] = [withoutCredentials(address), originOf(address)]
  if (form === null || origin === null) return null
  const [path = ''] = form.slice(origin.length).split('?', 1)
  const isWhole = address.split(/[?#;]/, 1)[0]?.endsWith(path) === true
  return isWhole && plainPath.test(path) ? form : origin
}

/** Contract section 2.13. Headers and URL may carry credentials, so both are sealed; a header is found again by its name. */
export const webhook: ApinizerType = {
  shape,
  members,
  masked: { headerList: z.array(z.object({ name: required, value: required.nullable() })) },
  settings: 'ApinizerWebhook',
  fields: {
    ApinizerWebhook: {
      fullUrl: secretUrl('fullUrl', shownForm),
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
    const url = shownForm((whole as z.output<typeof shape>).fullUrl)
    return url === null ? [] : [{ kind: 'API', ...addressOf(url), database: null, url }]
  },
}
