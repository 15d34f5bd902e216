import { readFileSync, readdirSync } from 'node:fs'
import { buildSchema, parse, Kind } from 'graphql'
import { costOf } from './src/graphql/limits/cost.js'
import { fragmentsOf, weigher, countFields } from './src/graphql/limits/weight.js'
import { refuseRepeats } from './src/graphql/limits/repeats.js'
import { scanDocument } from './src/graphql/limits/scan.js'
import { everyField } from './test/graphql/documents.js'
import * as web from './src/generated/web/graphql.js'
const files = readdirSync('schema',{recursive:true,encoding:'utf8'}).filter(f=>f.endsWith('.graphql')).map(f=>readFileSync('schema/'+f,'utf8'))
const schema = buildSchema(files.join('\n'))
const docs: [string,string][] = [['everyField', `{ connections(first:100) { nodes { ${everyField} } } }`]]
for (const [n,v] of Object.entries(web)) if (n.endsWith('Document')) docs.push([n,String(v)])
for (const f of readdirSync('src/web/graphiql/examples')) docs.push([f, readFileSync('src/web/graphiql/examples/'+f,'utf8')])
for (const m of readFileSync('docs/frontend.md','utf8').matchAll(/```graphql\n([\s\S]*?)```/g)) docs.push(['md',m[1]!])
for (const [n,d] of docs) {
  let doc; try { doc = parse(d) } catch (e) { console.log(n, 'unparsed', (e as Error).message, d.slice(0,60)); continue }
  const fr = fragmentsOf(doc)
  for (const op of doc.definitions) if (op.kind===Kind.OPERATION_DEFINITION) {
    const c = costOf(schema, fr, op.selectionSet, schema.getRootType(op.operation)!)
    const vars = {first:100,last:100,ids:Array(100)}
    const w = weigher(fr)(op.selectionSet)
    console.log(n, op.name?.value, 'least', c.least, 'max', c.of?.(vars), JSON.stringify(w), refuseRepeats(op.selectionSet, fr)?.message ?? '', scanDocument(d)?.message ?? '')
  }
}
