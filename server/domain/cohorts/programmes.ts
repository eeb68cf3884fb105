import { db, type Prisma } from '~server/database/client'
import type { Actor } from '../shared/actor'
import { canFoundCohorts } from './policy'
import { localText, type LocalText } from './schema'

export interface Programme {
  id: string
  slug: string
  name: LocalText
  summary: LocalText
  /** Months from the start of a cohort to its end. */
  durationMonths: number
  strands: LocalText[]
  themes: LocalText[]
  entryCriteria: LocalText[]
}

/** A template as stored, with its texts checked. @throws when a text lacks a language */
export function asProgramme(row: Prisma.ProgrammeGetPayload<object>): Programme {
  return {
    ...row,
    name: localText.parse(row.name),
    summary: localText.parse(row.summary),
    strands: localText.array().parse(row.strands),
    themes: localText.array().parse(row.themes),
    entryCriteria: localText.array().parse(row.entryCriteria),
  }
}

/** The templates from which the actor may found a cohort. */
export async function listProgrammes(actor: Actor): Promise<Programme[]> {
  if (!canFoundCohorts(actor)) return []
  return (await db().programme.findMany({ orderBy: { slug: 'asc' } })).map(asProgramme)
}
