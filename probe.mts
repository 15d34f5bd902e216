import { boot } from './test/support/boot.js'
import { getIntrospectionQuery } from 'graphql'
const app = await boot()
const frag = (n:number, body:(i:number)=>string) => Array.from({length:n},(_,i)=>`fragment f${i} on Query { ${body(i)} }`).join(' ')
const cases: Record<string,string> = {
  intro: getIntrospectionQuery(), introFull: getIntrospectionQuery({descriptions:true,schemaDescription:true,inputValueDeprecation:true,specifiedByUrl:true,directiveIsRepeatable:true,oneOf:true} as any),
  brackets: `{ a(x: ${'['.repeat(50000)}`,
  explosion30: `{ ...f0 } ${frag(60, i=> i<59?`...f${i+1} ...f${i+1}`:'viewer { token { id } }')}`,
  explosionDeep: `{ node(id:"x") { ...f0 } } ${Array.from({length:40},(_,i)=>`fragment f${i} on Connection { ${i<39?`a: workspace{...g${i}} b: workspace{...g${i}}`:'id'} }`).join(' ')}`,
  cyc: `{ ...f0 } ${frag(50, i=>`...f${(i+1)%50} ...f${(i+7)%50}`)}`,
  overlap: `{ ${'viewer { token { id } } '.repeat(140)} }`,
  overlap2: `{ ${'viewer{token{id}}'.repeat(10)} ${'...f0 '.repeat(2)} } ${frag(50,i=>`viewer{token{id name}} ${i<49?`...f${i+1}`:''}`)}`,
  fields: `{ ${'a '.repeat(990)} }`, directives: `{ viewer ${'@a '.repeat(490)} { token { id } } }`,
  aliases: `{ ${Array.from({length:150},(_, i)=>`a${i}: viewer { token { id } }`).join(' ')} }`,
  ops: Array.from({length:120},(_, i)=>`query q${i} { viewer { token { id } } }`).join(' '),
  args: `{ node(${'id: "x" '.repeat(300)}) { id } }`,
  overlapFrags: `{ ${Array.from({length:80},(_,i)=>`...f${i} `).join('')} } ${frag(80,i=>`viewer{token{id}}`)}`,
  vars: `query (${Array.from({length:240},(_, i)=>`$a${i}: ID`).join(' ')}) { viewer { token { id } } }`,
  connections: '{ connections(first: 100) { nodes { id ... on ConnectionProfileCommon { workspace { id } endpoints { host } } } } }',
}
for (const [n,q] of Object.entries(cases)) {
  for (const k of [0,1]) { const t=performance.now(); const a=await app.graphAnswer(q + (k? ' ':'')); const ms=performance.now()-t
  if (k) console.log(n.padEnd(14), a.status, ms.toFixed(1)+'ms', a.text.slice(0,160).replace(/\n/g,''), a.text.length) }
}
await app.close()
