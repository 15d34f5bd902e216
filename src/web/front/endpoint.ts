interface Endpoint {
  readonly host: string | null
  readonly port: number | null
  readonly database: string | null
  readonly url: string | null
}

/** An endpoint in one line: its URL, or host, port and database as they are usually written. */
export function textOfEndpoint({ host, port, database, url }: Endpoint): string {
  if (url !== null) return url
  const server = port === null ? (host ?? '') : `${host ?? ''}:${port}`
  return [server, database].filter(Boolean).join('/')
}
