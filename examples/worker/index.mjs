// Prints what a gateway delivers: WORKER_SECRET=whsec_… node examples/worker/index.mjs
import { createWorker, masked } from './worker.mjs'

const { WORKER_SECRET: secret, WORKER_PORT: port = '8090' } = process.env
if (!secret) throw new Error('WORKER_SECRET must be the signing secret that createWorker has answered.')

const worker = createWorker(secret, (delivery, id) => console.log(id, JSON.stringify(masked(delivery))))
worker.listen(Number(port), '127.0.0.1', () => console.log(`Waiting for deliveries at http://127.0.0.1:${worker.address().port}/`))
