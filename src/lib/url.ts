const secretParameter = /(?:^key$|pass|pwd|secret|token|api[-_]?key|^sig$|signature|credential|private)/i
const webScheme = /^https?:\/\//i
const scheme = /^[a-z][a-z0-9+.-]*(?::[a-z0-9+.-]+)*:\/\//i
const cleanWebAuthority = /^[^@:/?#\s]+(?::(?:\d*|\{\{[^}]*\}\}))?$|^\[[0-9a-f:.]+\](?::\d*)?$/i
const bareHost = /^[^\s@:/?#;=]+(?::\d+)?(?:[/?#][^\s@]*)?$/

/**
 * An address without user, password and secret parameters; null when its form is not understood.
 * It errs on the side of taking out too much: a password may hold unescaped `/`, `?` or `@`.
 */
export function withoutCredentials(address: string): string | null {
  const start = scheme.exec(address)?.[0]
  if (start === undefined) return bareHost.test(address) ? withoutSecretParameters(address) : null

  const rest = address.slice(start.length)
  const authority = rest.split(/[/?#]/, 1)[0] ?? ''
  const isClean = webScheme.test(start) ? cleanWebAuthority.test(authority) || !rest.includes('@') : !rest.includes('@')
  return start + withoutSecretParameters(isClean ? rest : rest.slice(rest.lastIndexOf('@') + 1))
}

function withoutSecretParameters(text: string): string {
  const at = text.search(/[?#;]/)
  if (at < 0) return text
  const kept = text
    .slice(at)
    .split(/(?=[?&;#])/)
    .filter((parameter) => !secretParameter.test(parameter.slice(1).split('=', 1)[0] ?? ''))
    .join('')
  return text.slice(0, at) + (kept.startsWith('&') ? `?${kept.slice(1)}` : kept)
}

/** Host, port and database of an address; each null when it is not there. */
export interface Address {
  readonly host: string | null
  readonly port: number | null
  readonly database: string | null
}

/** Where an address without credentials leads. Of several hosts the first counts. */
export function addressOf(address: string): Address {
  const rest = address.replace(scheme, '')
  const [authority = '', ...path] = rest.split(/[?#;]/, 1)[0]?.split('/') ?? []
  const [, host = '', port] = /^(\[[^\]]*\]|[^:,]*)(?::(\d{1,5}))?/.exec(authority) ?? []
  return { host: host || null, port: port === undefined ? null : Number(port), database: path.join('/') || null }
}
