import { noWebsockets } from './no-websockets'
import { silence } from './silence'
import { onStage, type Row, type Stage } from './stage'
import { twenty } from './twenty'
import { twoDays } from './two-days'

// `npm run bench:browser`: what people meet in real browsers on bad networks, printed beside what is wanted. Times depend on the
// machine: run it alone. ROWS=silence,twenty measures these only.
const PARTS: Record<string, (stage: Stage) => Promise<Row[]>> = {
  refused: noWebsockets,
  offline: twoDays,
  silence,
  twenty,
}

const wanted = (process.env['ROWS'] ?? Object.keys(PARTS).join(',')).split(',')
for (const name of wanted) {
  const measure = PARTS[name]
  if (!measure) throw new Error(`no row is called ${name}: ${Object.keys(PARTS).join(', ')}`)
  // Each part as it is done: one that breaks off takes no other with it.
  await onStage(async stage => {
    console.table(Object.fromEntries((await measure(stage)).map(({ what, ...row }) => [what, row])))
  })
}
