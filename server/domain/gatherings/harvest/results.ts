import { db } from '~server/database/client'
import type { HarvestView } from './harvests'

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

/** What is kept from the projector, and what its table has taken back, is shown to nobody. */
const FIT = { hidden: false, sourceText: { not: null } } as const
const SHOWN = {
  ...{ id: true, text: true, asked: true, minority: true },
  table: { select: { number: true, name: true } },
} as const

/**
 * What the gathering has shown: themes, and behind each the statements that its facilitators have laid there. What they keep from
 * the projector, and what its table has taken back, is not among them.
 *
 * @param harvest as `getHarvest` gave it to the actor
 * @returns null as long as nothing has been revealed, for all but those who lead
 */
export async function listResults(harvest: HarvestView): Promise<ResultTheme[] | null> {
  if (harvest.face !== 'lead' && harvest.revealedAt === null) return null
  const rows = await db().harvestTheme.findMany({
    where: { gatheringId: harvest.gathering.id, gone: false },
    select: {
      id: true,
      title: true,
      statements: {
        where: FIT,
        select: SHOWN,
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
      },
    },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  return rows.map(({ statements, ...theme }) => ({
    ...theme,
    count: statements.length,
    statements: harvest.face === 'above' ? null : statements,
  }))
}

/** What has no theme yet, for those who lead; nobody else is shown it. */
export async function listUnsorted({ face, gathering }: HarvestView): Promise<ResultStatement[]> {
  if (face !== 'lead') return []
  return db().statement.findMany({
    where: { gatheringId: gathering.id, themeId: null, ...FIT },
    select: SHOWN,
    orderBy: [{ table: { number: 'asc' } }, { position: 'asc' }, { id: 'asc' }],
  })
}
