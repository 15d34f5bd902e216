/** Why a request got no answer. The text repeats neither the URL nor anything that came back. */
const messages = {
  malformedUrl: 'The URL is not http or https, or it holds a user or password.',
  malformedRequest: 'The method, a header or the body cannot be sent.',
  insecure: 'The URL must be https.',
  refusedAddress: 'The host leads to an address that the outbound policy refuses. The operator may allow it with SWITCHBOARD_EGRESS_ALLOW.',
  dns: 'The host name leads to no address.',
  connect: 'No connection was made, or it broke.',
  tls: 'No trusted TLS connection was made.',
  timeout: 'The whole answer did not come in time.',
  tooLarge: 'The answer is too large.',
  redirect: 'The answer redirects to where the request cannot follow.',
  malformedAnswer: 'The answer is not HTTP, or not whole.',
  closed: 'The gateway is stopping.',
}

export type FailureCode = keyof typeof messages

export interface Failure {
  readonly failure: FailureCode
  readonly message: string
}

/** A request ends here. It is thrown inside this folder only: callers get a Failure. */
export class Failed extends Error {
  override readonly name = 'Failed'

  constructor(
    readonly code: FailureCode,
    detail?: string,
  ) {
    super(detail === undefined ? messages[code] : `${messages[code]} (${detail})`)
  }
}

/** The first that fits tells; what fits none is a bug. */
const kinds: readonly (readonly [RegExp, FailureCode])[] = [
  [/^UND_ERR_(?:INVALID_ARG|NOT_SUPPORTED|REQ_CONTENT_LENGTH_MISMATCH)$/, 'malformedRequest'],
  [/^UND_ERR_(?:HEADERS_OVERFLOW|RES_EXCEEDED_MAX_SIZE)$/, 'tooLarge'],
  [/^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$|^HPE_|^HTTPParserError$/, 'malformedAnswer'],
  [/CERT|^EPROTO$|^ERR_(?:OSSL|SSL|TLS)_|^UNABLE_TO_|^HOSTNAME_|^INVALID_(?:CA|PURPOSE)$|^PATH_LENGTH_|^UNSPECIFIED$/, 'tls'],
  [/^ENOTFOUND$|^EAI_/, 'dns'],
  [/^E[A-Z0-9]+$|^UND_ERR_|^ERR_SOCKET_/, 'connect'],
]

/** What an error of a socket or of the HTTP client says; any other flies on. */
export function failed(error: unknown): Failed {
  if (error instanceof Failed) return error
  const name = nameOf(error)
  const kind = kinds.find(([pattern]) => pattern.test(name))?.[1]
  if (kind === undefined) throw error
  return kind === 'tls' ? new Failed(kind, name) : new Failed(kind)
}

/** A parser's error has a name and no code. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name
}
