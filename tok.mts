import { Lexer, Source } from 'graphql'
import * as web from './src/generated/web/graphql.js'
const count=(s:string)=>{const l=new Lexer(new Source(s)); let n=0; while(l.advance().kind!=='<EOF>') if (l.token.kind!=='Comment') n++; return n}
const doc=String(web.ConnectionDocument); console.log(count(doc))
for (const part of doc.split(/\n(?=\s*fragment )/)) console.log(count(part), part.trim().slice(0,70).replace(/\n/g,' '))
