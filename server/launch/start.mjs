// `npm start`: prepares the checkout when something has changed, then runs the server in this process.
// The libraries always run in production; what the operator asked for goes on as PULJE_MODE (server/env.ts).
import { prepare } from './prepare.mjs'

prepare()
process.env.PULJE_MODE ??= process.env.NODE_ENV === 'production' ? 'production' : 'demo'
process.env.NODE_ENV = 'production'
await import('../../build/main.js')
