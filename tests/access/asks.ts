import { db } from '~server/database/client'
import { documentRight } from '~server/domain/access'
import { canReadChain } from '~server/domain/audit/policy'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { getGathering } from '~server/domain/gatherings/gatherings'
import { listSeats } from '~server/domain/gatherings/seats'
import { FACTS, getUnit, unitFacts } from '~server/domain/organisations/units'
import { listMembers } from '~server/domain/people/people'
import type { Actor } from '~server/domain/shared/actor'
import { forbidden, isDomainError, notFound } from '~server/domain/shared/errors'
import type { CrossedNetwork } from './crossed-network'
import type { Question, Verdict } from './oracle'

/** How somebody is answered. */
export async function verdict(work: () => Promise<unknown>): Promise<Verdict> {
  try {
    await work()
    return 'allow'
  } catch (error) {
    if (isDomainError(error) && (error.code === 'not_found' || error.code === 'forbidden')) return error.code
    throw error
  }
}

export async function factsOfUnit(id: string) {
  const row = await db().orgUnit.findUnique({ where: { id }, select: FACTS })
  if (row === null) throw notFound()
  return unitFacts(row)
}

async function mayWrite(actor: Actor, id: string): Promise<void> {
  const right = await documentRight(actor, id)
  if (right === null) throw notFound()
  if (right === 'read') throw forbidden()
}

type Things = Pick<CrossedNetwork, 'units' | 'cohorts' | 'gatherings' | 'documents'> & { counties: string[] }
type Ask = (actor: Actor, thing: string) => Promise<unknown>
/** Everything that is asked of the domain about one thing, with what it is called in the oracle. */
export const ASKS: Record<string, { question: Question; things: (w: Things) => string[]; ask: Ask }> = {
  units: { question: 'read unit', things: ({ units }) => units, ask: (actor, id) => getUnit(actor, id) },
  people: { question: 'see people', things: ({ units }) => units, ask: listMembers },
  cohorts: { question: 'read cohort', things: ({ cohorts }) => cohorts, ask: getCohort },
  gatherings: { question: 'read gathering', things: ({ gatherings }) => gatherings, ask: getGathering },
  arranging: { question: 'arrange gathering', things: ({ gatherings }) => gatherings, ask: listSeats },
  reading: {
    question: 'read document',
    things: ({ documents }) => documents,
    ask: async (actor, id) => {
      if ((await documentRight(actor, id)) === null) throw notFound()
    },
  },
  writing: { question: 'write document', things: ({ documents }) => documents, ask: mayWrite },
  'the log': {
    question: 'read log',
    things: ({ counties }) => counties,
    ask: async (actor, id) => {
      if (!canReadChain(actor, await factsOfUnit(id))) throw notFound()
    },
  },
}
