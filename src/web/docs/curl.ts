import { mountsOf, schemesOf, type Body, type OpenapiDocument, type Operation, type Parameter } from './openapi.js'

/** A command line that makes this call with the values of the examples, with the token from the shell's `$TOKEN`. */
export function curlOf(document: OpenapiDocument, operation: Operation, origin: string): string {
  const { method, requestBody } = operation
  const [[mediaType, body] = []] = Object.entries(requestBody?.content ?? {})
  const options = [
    ...(method === 'GET' ? [] : [`-X ${method}`]),
    quoted(origin + (mountsOf(document)[0] ?? '') + targetOf(operation)),
    ...(schemesOf(document, operation).length === 0 ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    ...wanted(operation, 'header').map((parameter) => `-H ${quoted(`${parameter.name}: ${exampleOf(parameter)}`)}`),
    ...(mediaType === undefined || body === undefined ? [] : dataOf(mediaType, body)),
  ]
  const [first, second] = options
  return method === 'GET' ? join(`curl ${first}`, options.slice(1)) : join(`curl ${first} ${second}`, options.slice(2))
}

const join = (start: string, rest: readonly string[]): string => [start, ...rest].join(' \\\n  ')

function targetOf(operation: Operation): string {
  const parameters = new Map(operation.parameters?.map((parameter) => [parameter.name, parameter]))
  const path = operation.path.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const parameter = parameters.get(name)
    return parameter ? encodeURIComponent(exampleOf(parameter)) : whole
  })
  const query = new URLSearchParams(wanted(operation, 'query').map((parameter) => [parameter.name, exampleOf(parameter)]))
  return query.size === 0 ? path : `${path}?${query}`
}

function wanted({ parameters = [] }: Operation, place: Parameter['in']): Parameter[] {
  return parameters.filter((parameter) => parameter.in === place && parameter.required)
}

function exampleOf({ name, schema, example = schema.default ?? schema.const ?? schema.enum?.[0] ?? name }: Parameter): string {
  return typeof example === 'string' ? example : JSON.stringify(example)
}

function dataOf(mediaType: string, { schema, example }: Body): string[] {
  if (mediaType === 'multipart/form-data') return Object.keys(schema.properties ?? {}).map((name) => `-F ${quoted(`${name}=@${name}.pem`)}`)
  if (mediaType === 'application/x-www-form-urlencoded')
    return Object.entries(example ?? {}).map(([name, value]) => `--data-urlencode ${quoted(`${name}=${String(value)}`)}`)
  return [`-H ${quoted(`Content-Type: ${mediaType}`)}`, `--data ${quoted(JSON.stringify(example, undefined, 2))}`]
}

/** As the shell takes it, letter by letter. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
