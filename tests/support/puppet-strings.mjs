// Loaded before the product (`node --import`): at SIGUSR2 its process does what stands in the file PUPPET names.
// `block MS` keeps the event loop busy; `jump MS` sets the process's clock.
import fs from 'node:fs'

const RealDate = Date
let ahead = 0
const now = () => RealDate.now() + ahead

globalThis.Date = new Proxy(RealDate, {
  construct: (real, words) => (words.length === 0 ? new real(now()) : Reflect.construct(real, words)),
  apply: real => new real(now()).toString(),
  get: (real, name) => (name === 'now' ? now : Reflect.get(real, name)),
})

process.on('SIGUSR2', () => {
  const [deed, amount] = fs.readFileSync(process.env.PUPPET, 'utf8').split(' ')
  if (deed === 'jump') ahead += Number(amount)
  else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(amount))
  fs.writeFileSync(process.env.PUPPET, 'done')
})
