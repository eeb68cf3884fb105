import type { Tx } from '~server/database/client'
import { notFound } from '../../shared/errors'

/** A statement's place on the board and what is marked on it. `turn` grows by one with every change. */
export interface StatementRow {
  id: string
  turn: number
  themeId: string | null
  position: number
  minority: boolean
  hidden: boolean
  text: string
}

export interface ThemeRow {
  id: string
  turn: number
  title: string
  position: number
  gone: boolean
}

/** How rows were before an act. */
export interface Before {
  statements: StatementRow[]
  themes: ThemeRow[]
}

const STATEMENT = {
  ...{ id: true, turn: true, themeId: true, position: true, minority: true, hidden: true, text: true },
} as const

/** Statements of a gathering, in the order in which they stand. @throws DomainError `not_found` when one of them is another's */
export async function statementRows(
  tx: Tx,
  gatheringId: string,
  ids: readonly string[],
): Promise<StatementRow[]> {
  const wanted = [...new Set(ids)]
  const rows = await tx.statement.findMany({
    where: { gatheringId, id: { in: wanted } },
    select: STATEMENT,
    orderBy: [{ table: { number: 'asc' } }, { position: 'asc' }, { id: 'asc' }],
  })
  if (rows.length !== wanted.length) throw notFound()
  return rows
}

/** Writes rows as they are given, their turn with them. */
export async function writeStatements(tx: Tx, rows: readonly StatementRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.$executeRaw`
    UPDATE statement s SET theme_id = x.theme_id, position = x.position, minority = x.minority, hidden = x.hidden,
      text = x.text, turn = x.turn
    FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ themeId }) => themeId)}::uuid[],
      ${rows.map(({ position }) => position)}::int[], ${rows.map(({ minority }) => minority)}::boolean[],
      ${rows.map(({ hidden }) => hidden)}::boolean[], ${rows.map(({ text }) => text)}::text[],
      ${rows.map(({ turn }) => turn)}::int[]) AS x (id, theme_id, position, minority, hidden, text, turn)
    WHERE s.id = x.id`
}

export async function writeThemes(tx: Tx, rows: readonly ThemeRow[]): Promise<void> {
  for (const { id, ...data } of rows) await tx.harvestTheme.update({ where: { id }, data })
}

/** Changes statements, each counted one turn further; those that stay as they are are left alone. @returns how the changed ones were */
export async function changeStatements(
  tx: Tx,
  rows: readonly StatementRow[],
  change: (row: StatementRow) => Partial<StatementRow>,
): Promise<StatementRow[]> {
  const changes = rows.map(before => ({ before, change: change(before) }))
  const real = changes.filter(({ before, change: to }) =>
    Object.entries(to).some(([key, value]) => before[key as keyof StatementRow] !== value),
  )
  await writeStatements(
    tx,
    real.map(({ before, change: to }) => ({ ...before, ...to, turn: before.turn + 1 })),
  )
  return real.map(({ before }) => before)
}
