// `npm run cli -- COMMAND`: everything an operator does.
import { prepare } from './prepare.mjs'

prepare()
process.env.PULJE_MODE ??= process.env.NODE_ENV === 'production' ? 'production' : 'demo'
process.env.NODE_ENV = 'production'
await import('../../build/cli.js')
