import { unless } from './page-oracle'
import type { Door } from './things'

const gatherings: Door['things'] = w => w.gatherings.map(gatheringId => ({ gatheringId }))

/** Who has a seat, whoever may set the gathering up, and the authority that runs the cohort know that there is a board. */
const knows: Door['says'] = (o, who, { gatheringId = '' }) =>
  unless(
    !(
      o.sitsIn(who, gatheringId) ||
      o.judge(who, 'arrange gathering', gatheringId) === 'allow' ||
      o.runsCohortOf(who, gatheringId)
    ),
    false,
  )
/** The host's own people, and nobody above them. */
const leads: Door['says'] = (o, who, ids) =>
  unless(knows(o, who, ids) === 'not_found', !o.leadsHarvest(who, ids['gatheringId'] ?? ''))

/** Before anything has been shown there is no file but for those who lead; in this network nothing has. */
const takes: Door['says'] = (o, who, { gatheringId = '' }) => unless(!o.leadsHarvest(who, gatheringId), false)

/** The board: the host's own people arrange it; who sits there and who stands above see what has been shown. */
export const HARVEST: readonly Door[] = [
  { name: 'GET /samlinger/:gatheringId/host', things: gatherings, says: knows },
  { name: 'GET /samlinger/:gatheringId/host/utskrift', things: gatherings, says: knows },
  { name: 'GET /samlinger/:gatheringId/host.csv', things: gatherings, says: takes },
  { name: 'GET /samlinger/:gatheringId/host.docx', things: gatherings, says: takes },
  {
    name: 'POST /samlinger/:gatheringId/host',
    things: gatherings,
    form: () => ({ intent: 'undo' }),
    says: leads,
  },
]
