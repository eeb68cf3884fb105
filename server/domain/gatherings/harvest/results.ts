import { db } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { getHarvest, type HarvestView } from './harvests'

/** A statement as the hall sees it: what a table says, and which table. Never who. */
export interface ResultStatement {
  id: string
  text: string
  asked: string
  minority: boolean
  table: { number: number; name: string }
}

export interface ResultTheme {
  id: string
  title: string
  /** How many statements stand behind it. */
  count: number
  /** Null for those who stand above the gathering: they were not told what its tables say. */
  statements: ResultStatement[] | null
}

/**
 * What the gathering has shown: themes, and behind each the statements that its facilitators have laid there. What they keep from
 * the projector, and what its table has taken back, is not among them.
 *
 * @returns themes null as long as nothing has been revealed, for all but those who lead
 * @throws DomainError `not_found`
 */
export async function getResults(
  actor: Actor,
  gatheringId: string,
): Promise<{ harvest: HarvestView; themes: ResultTheme[] | null }> {
  const harvest = await getHarvest(actor, gatheringId)
  if (harvest.face !== 'lead' && harvest.revealedAt === null) return { harvest, themes: null }
  const rows = await db().harvestTheme.findMany({
    where: { gatheringId: harvest.gathering.id, gone: false },
    select: {
      id: true,
      title: true,
      statements: {
        where: { hidden: false, sourceText: { not: null } },
        select: {
          id: true,
          text: true,
          asked: true,
          minority: true,
          table: { select: { number: true, name: true } },
        },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
      },
    },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const themes = rows.map(({ statements, ...theme }) => ({
    ...theme,
    count: statements.length,
    statements: harvest.face === 'above' ? null : statements,
  }))
  return { harvest, themes }
}
