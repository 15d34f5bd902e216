import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { documentOf } from '../../src/rest/openapi/document.js'
import * as vendors from '../../src/vendors/index.js'
import type { Vendor } from '../../src/vendors/vendor.js'

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly text: string
}

interface Operation {
  readonly vendor: string
  readonly path: string
  readonly method: string
  readonly matches: RegExp
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>
}

/** What is looked at here of a document. That it is there is what Redocly CLI asks of every document. */
interface Document {
  readonly servers: readonly { readonly url: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Pick<Operation, 'responses'>>>>>
}

const ajv = new Ajv2020({ strict: false })
addFormats.default(ajv)
const documents = new Map<string, object>()
const operations = Object.values(vendors).flatMap(operationsOf)
const validators = new Map<string, ValidateFunction>()

/** The operations of a vendor's document; adds the document to the validator under the vendor's name. */
function operationsOf(vendor: Vendor): Operation[] {
  const document = documentOf(vendor, '0.0.0') as unknown as Document
  documents.set(vendor.id, document)
  ajv.addSchema(document, vendor.id)
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { responses }]) => ({
      vendor: vendor.id,
      path,
      method,
      responses,
      matches: new RegExp(
        `^(?:${document.servers.map(({ url }) => url.replace(/\/$/, '')).join('|')})${path.replace(/\{\w+\}/g, '[^/]+')}/?$`,
      ),
    })),
  )
}

let answers = 0

/** How many answers have been held against a document. */
export const documentedAnswers = (): number => answers

/** Throws when an answer at a vendor's route is not what the vendor's OpenAPI document says. */
export function expectDocumented(method: string, url: string, { status, headers, text }: Answer): void {
  const [path = ''] = url.split('?', 1)
  const operation = operations.find((one) => one.method === method.toLowerCase() && one.matches.test(path))
  if (!operation) return
  answers += 1
  const about = `${method} ${operation.path} of ${operation.vendor} answered ${status}`
  const response = operation.responses[status]
  if (!response) throw new Error(`${about}, which its document does not have.`)
  if (!response.content) {
    if (text !== '') throw new Error(`${about} with a body, which its document does not have.`)
    return
  }
  const [type = ''] = String(headers['content-type']).split(';', 1)
  if (!(type in response.content)) throw new Error(`${about} as ${type}, which its document does not have.`)
  const validate = validatorOf(operation, status, type)
  const body: unknown = type === 'application/json' ? JSON.parse(text) : text
  if (!validate(body)) throw new Error(`${about} with ${text}, but its document says: ${ajv.errorsText(validate.errors)}`)
}

/** What is wrong with the examples of a vendor's document, each with where it stands. */
export function exampleFaults(vendor: string): string[] {
  const faults: string[] = []
  let count = 0
  const look = (node: any, at: readonly string[]): void => {
    if (typeof node !== 'object' || node === null) return
    if ('schema' in node && ('example' in node || 'examples' in node)) {
      const validate = ajv.compile({ $ref: `${vendor}#/${[...at, 'schema'].map(escaped).join('/')}` })
      for (const example of 'example' in node ? [node.example] : Object.values<any>(node.examples).map(({ value }) => value)) {
        count += 1
        if (!validate(example)) faults.push(`${at.join(' ')}: ${ajv.errorsText(validate.errors)}`)
      }
    } else for (const [name, child] of Object.entries(node)) look(child, [...at, name])
  }
  look(documents.get(vendor), [])
  return count === 0 ? [`The document of ${vendor} has no examples.`] : faults
}

function validatorOf({ vendor, path, method }: Operation, status: number, type: string): ValidateFunction {
  const pointer = ['paths', path, method, 'responses', String(status), 'content', type, 'schema'].map(escaped).join('/')
  const reference = `${vendor}#/${pointer}`
  const validate = validators.get(reference) ?? ajv.compile({ $ref: reference })
  validators.set(reference, validate)
  return validate
}

/** A segment of a JSON Pointer in a URI fragment. */
const escaped = (segment: string): string => encodeURIComponent(segment.replaceAll('~', '~0').replaceAll('/', '~1'))
