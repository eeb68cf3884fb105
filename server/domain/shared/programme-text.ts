import { z } from 'zod'

/** A text of a programme: complete in the languages of the product, others where the programme has them. */
export const localText = z.object({
  nb: z.string(),
  nn: z.string(),
  en: z.string(),
  sv: z.string().optional(),
  da: z.string().optional(),
})
export type LocalText = z.output<typeof localText>

/** Words that a programme may have its own of, in the languages it is run in; the product's own stand for the rest. */
const TERMS = ['cohort', 'gathering', 'resource_person', 'learning_network'] as const
export const terms = z.partialRecord(z.enum(TERMS), localText.partial())
export type Terms = z.output<typeof terms>

/** What a cohort is called: by its number, behind the programme's own word for a cohort where it has one. */
export interface CohortTitle {
  number: number
  programme: { terms: Terms }
}

/** Prisma select for what `cohortTitle` needs. */
export const TITLE = { number: true, programme: { select: { terms: true } } } as const

export const cohortTitle = (row: { number: number; programme: { terms: unknown } }): CohortTitle => ({
  number: row.number,
  programme: { terms: terms.parse(row.programme.terms) },
})

/** Longest heading, and longest guidance below one, in characters: what a document takes (`ATTRIBUTE_RULES`). */
const upTo = (longest: number) => {
  const text = z.string().trim().min(1).max(longest)
  return z.object({ nb: text, nn: text, en: text, sv: text.optional(), da: text.optional() })
}

/** What a table's document begins with: headings to write below, each with guidance that is no part of the text. */
export const documentTemplate = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{1,39}$/),
  name: upTo(120),
  prompts: z
    .array(z.object({ title: upTo(200), help: upTo(600) }))
    .min(1)
    .max(12),
})
export type DocumentTemplate = z.output<typeof documentTemplate>
