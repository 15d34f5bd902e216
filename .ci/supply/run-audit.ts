import { audit } from './audit.js'

process.exitCode = await audit('.', (line) => console.log(line))
