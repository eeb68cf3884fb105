import { db, type Prisma, type Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../shared/actor'
import { canFoundCohorts } from './policy'
import {
  documentTemplate,
  localText,
  terms,
  type DocumentTemplate,
  type LocalText,
  type Terms,
} from '../shared/programme-text'
import { yearlyStep, type ProgrammeFile, type YearlyStep } from './schema'

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
  /** Its own words for what the product has words for, by language. */
  terms: Terms
  /** What comes back every year; empty for a programme that runs once through. */
  cycle: YearlyStep[]
  /** What a table's document may begin with; empty for what the product has. */
  templates: DocumentTemplate[]
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
    terms: terms.parse(row.terms),
    cycle: yearlyStep.array().parse(row.cycle),
    templates: documentTemplate.array().parse(row.templates),
  }
}

/** The templates from which the actor may found a cohort. */
export async function listProgrammes(actor: Actor): Promise<Programme[]> {
  if (!canFoundCohorts(actor)) return []
  return (await db().programme.findMany({ orderBy: { slug: 'asc' } })).map(asProgramme)
}

/**
 * Puts a programme in, or brings the one of that slug to what the file says. Cohorts that have been founded keep the
 * steps of their years: what municipalities have been told they must do by when does not change under them.
 */
export async function loadProgramme(tx: Tx, file: ProgrammeFile): Promise<{ id: string; created: boolean }> {
  const { slug, ...data } = file
  const before = await tx.programme.findUnique({ where: { slug }, select: { id: true } })
  const { id } = await tx.programme.upsert({
    where: { slug },
    create: { slug, ...data },
    update: data,
    select: { id: true },
  })
  await record(tx, null, 'programme.loaded', { programmeId: id })
  return { id, created: before === null }
}
