/**
 * Path and query of a request's target, which may be a whole URL. A path that cannot be decoded stands for itself, `%` and
 * all: Fastify would refuse it by itself, past everything that counts and logs.
 */
export function pathOf(target: string): string {
  const [path, query] = partsOf(target)
  const decodable = isDecodable(path) ? path : path.replaceAll('%', '%25')
  return (decodable.startsWith('/') ? decodable : `/${decodable}`) + (query === undefined ? '' : `?${query}`)
}

/** Whether the path of a target can be decoded. */
export function isPath(target: string): boolean {
  return isDecodable(partsOf(target)[0])
}

function partsOf(target: string): [path: string, query?: string] {
  return splitOnce(target.startsWith('/') ? target : target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, ''), '?')
}

function isDecodable(path: string): boolean {
  if (!path.includes('%')) return true
  try {
    decodeURIComponent(path)
    return true
  } catch {
    return false
  }
}

function splitOnce(text: string, sign: string): [string, string?] {
  const at = text.indexOf(sign)
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}
