const spellings: ReadonlyMap<string, string> = new Map(
  'API CA DB ID IDs JDBC JSON MQ OID PDU PEM SRV SSH SSL TCP TLS URL USM'.split(' ').map((word) => [word.toLowerCase(), word]),
)

/** The name of a field or of an enum's value as a person would write it: `jdbcUrl` is `JDBC URL`, `AUTO_DETECT` is `Auto detect`. */
export function humanised(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_-]+/)
  const [first = '', ...rest] = words.map((word) => spellings.get(word) ?? word)
  return [first.slice(0, 1).toUpperCase() + first.slice(1), ...rest].join(' ')
}
