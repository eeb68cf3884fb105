import type { WholeNetwork } from '../whole-network'
import { unless } from './page-oracle'
import type { Door, Ids } from './things'

/** Each round with its gathering, and one with another's. */
const rounds = (w: WholeNetwork): readonly Ids[] => [
  ...w.rounds.map((roundId, at) => ({
    roundId,
    gatheringId: w.gatherings[at] ?? '',
    of: w.gatherings[at] ?? '',
  })),
  { roundId: w.rounds[0] ?? '', gatheringId: w.gatherings[1] ?? '', of: w.gatherings[0] ?? '' },
]
const own = ({ gatheringId = '', of = '' }: Ids): boolean => gatheringId === of

const looks: Door['says'] = (o, who, ids) =>
  unless(!own(ids) || !(o.sitsIn(who, ids['of'] ?? '') || leads(o, who, ids)), false)
const leads = (o: Parameters<Door['says']>[0], who: string, ids: Ids): boolean =>
  o.judge(who, 'arrange gathering', ids['of'] ?? '') === 'allow'
const leading: Door['says'] = (o, who, ids) => unless(looks(o, who, ids) === 'not_found', !leads(o, who, ids))
const takesPart: Door['says'] = (o, who, ids) => unless(!own(ids) || !o.sitsIn(who, ids['of'] ?? ''), false)
const arranges: Door['says'] = (o, who, { gatheringId = '' }) =>
  o.judge(who, 'arrange gathering', gatheringId)
const asked = { title: 'Runde', prompts: 'Hva nå?' }

/** Rounds: whoever sits in the hall takes part, whoever arranges it leads, and nobody else knows of them. */
export const ROUNDS: readonly Door[] = [
  {
    name: 'GET /samlinger/:gatheringId/runder/ny',
    things: w => w.gatherings.map(gatheringId => ({ gatheringId })),
    says: arranges,
  },
  {
    name: 'POST /samlinger/:gatheringId/runder/ny',
    things: w => w.gatherings.map(gatheringId => ({ gatheringId })),
    form: () => asked,
    says: arranges,
    final: true,
  },
  { name: 'GET /samlinger/:gatheringId/runder/:roundId', things: rounds, says: looks },
  {
    name: 'POST /samlinger/:gatheringId/runder/:roundId',
    things: rounds,
    form: () => ({ intent: 'done' }),
    says: takesPart,
    final: true,
  },
  {
    name: 'POST /samlinger/:gatheringId/runder/:roundId/punkt',
    things: w => rounds(w).filter(own),
    form: () => ({ pointId: '00000000-0000-4000-8000-000000000000', text: '' }),
    says: takesPart,
  },
  { name: 'GET /samlinger/:gatheringId/runder/:roundId/vegg', things: rounds, says: leading },
  {
    name: 'POST /samlinger/:gatheringId/runder/:roundId/vegg',
    things: rounds,
    form: () => ({ intent: 'more', turn: '0' }),
    says: leading,
    final: true,
  },
  { name: 'GET /samlinger/:gatheringId/runder/:roundId/endre', things: rounds, says: leading },
  {
    name: 'POST /samlinger/:gatheringId/runder/:roundId/endre',
    things: rounds,
    form: () => asked,
    says: leading,
    final: true,
  },
]
