import { posix } from 'node:path'
import ts from 'typescript'

export interface Import {
  /** A path below src, the name of a package, or a global that counts as one. */
  readonly to: string
  /** Gone when the program runs. */
  readonly isType: boolean
}

/** Everything that a file below src reaches out for. */
export function importsOf(path: string, text: string): Import[] {
  const found: Import[] = []
  const add = (spec: string, isType = false) =>
    found.push({ to: spec.startsWith('.') ? resolved(path, spec) : spec.replace(/^node:/, ''), isType })
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      const isType = ts.isImportDeclaration(node) ? node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword : node.isTypeOnly
      add(`${node.moduleSpecifier.text}${isStatusCodes(node) ? ' STATUS_CODES' : ''}`, isType)
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments
      add(argument && ts.isStringLiteral(argument) ? argument.text : 'a computed path')
    } else if (ts.isImportTypeNode(node)) add(node.argument.getText().slice(1, -1), true)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true))
  for (const [, name = ''] of text.matchAll(/(?<![.\w])(fetch(?=\s*\()|WebSocket|EventSource)\b/g)) add(name)
  if (/\bprocess\W{1,4}env\b|\benv\b[^=\n]*=\s*process\b|['"](node:)?process['"]/.test(text)) add('process.env')
  return found
}

function resolved(path: string, spec: string): string {
  return posix
    .join(posix.dirname(path), spec)
    .replace(/^\.\.\/dist\//, '')
    .replace(/\.js$/, '.ts')
    .replace(/\?raw$/, '')
}

/** A table of texts that opens no socket. */
function isStatusCodes(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  const bindings = ts.isImportDeclaration(node) ? node.importClause?.namedBindings : undefined
  return bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.every(({ name }) => name.text === 'STATUS_CODES')
}

/** `vendors/*` and `store/*` are folders of their own; what lies beside them is shared. */
export function roomOf(path: string): string {
  const [top = '', ...rest] = path.replace(/\.\w+$/, '').split('/')
  if (top !== 'vendors' && top !== 'store') return top
  if (rest.length > 1) return `${top}/*`
  const door = `${top}/${rest[0] ?? ''}`
  return door === 'vendors/index' || door === 'store/open' ? door : top
}

/** Files that reach themselves. */
export function circular(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const reaches = (from: string, goal: string, seen: Set<string>): boolean =>
    (graph.get(from) ?? []).some((to) => to === goal || (!seen.has(to) && reaches(to, goal, seen.add(to))))
  return [...graph.keys()].filter((path) => reaches(path, path, new Set()))
}
