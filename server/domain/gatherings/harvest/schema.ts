import { z } from 'zod'
import { id, line } from '../../shared/fields'

/** More are no overview any more. */
export const MOST_THEMES = 60
/** As much of a block as is shown on a board; the rest is at its table. */
export const LONGEST_STATEMENT = 2_000
/** That one press may concern. */
const MOST_AT_ONCE = 1_000

/** A statement as a page showed it: its id and its turn, so that whoever acts learns that somebody else did too. */
const shown = z
  .string()
  .regex(/^[0-9a-f-]{36}:\d{1,9}$/, 'errors.choose')
  .transform(text => ({ id: text.slice(0, 36), seen: Number(text.slice(37)) }))
export type Shown = z.output<typeof shown>

const several = z.array(shown).max(MOST_AT_ONCE, 'errors.tooMany')
const asList = (value: unknown): unknown => (typeof value === 'string' ? [value] : (value ?? []))
const statements = z.preprocess(asList, several)
const atLeastOne = z.preprocess(asList, several.min(1, 'harvest.chooseFirst'))
const title = line(120)

/** Takes statements out of their theme. */
export const NO_THEME = 'none'

/** What one may do on the board, by the button that was pressed. */
export const boardForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('collect') }),
  z.object({ intent: z.literal('undo') }),
  z.object({ intent: z.literal('reveal') }),
  z.object({ intent: z.literal('unreveal') }),
  z.object({
    intent: z.literal('move'),
    statement: atLeastOne,
    themeId: z.union([z.literal(NO_THEME), id()]),
  }),
  z.object({ intent: z.enum(['minority', 'majority', 'hide', 'show', 'accept']), statement: atLeastOne }),
  z.object({ intent: z.literal('new-theme'), newId: id(), title, statement: statements }),
  z.object({ intent: z.literal('rename-theme'), themeId: id(), title }),
  z.object({ intent: z.literal('merge-theme'), themeId: id(), into: id() }),
  z.object({ intent: z.literal('delete-theme'), themeId: id() }),
])
export type BoardForm = z.output<typeof boardForm>
export type Mark = 'minority' | 'majority' | 'hide' | 'show' | 'accept'
