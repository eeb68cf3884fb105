import { db, type Prisma } from '~server/database/client'
import type { Cells, Field, JudgedRow, Locale, Reason } from '../../organisations/lists/contract'
import { sayReason } from '../../organisations/lists/words'
import type { Actor } from '../../shared/actor'
import { getBatch } from './batches'
import type { Verdict } from './schema'

export const ROWS_PER_PAGE = 50

export interface RowView {
  position: number
  sheet: string | null
  row: number
  result: Verdict
  leftOut: boolean
  reasons: { code: string; text: string }[]
  /** Read or corrected, by field. */
  cells: Cells
  /** Fields that a person has written instead. */
  corrected: Field[]
  /** Codes and names of what an ended municipality was split into, where one has to be chosen. */
  choices: { code: string; label: string }[]
}

export interface RowFilter {
  result?: Verdict | undefined
  /** Only rows with this to say about them. */
  code?: string | undefined
  page: number
}

export interface RowsView {
  rows: RowView[]
  pages: number
  /** Rows of the whole list by verdict; `taken` and `waiting` of those with a remark. */
  counts: Record<Verdict, number> & { taken: number; waiting: number; leftOut: number }
  /**
   * What there is to say about rows with remarks that are not taken yet, the most frequent first; `alone`: rows of which
   * nothing else is said, so that a yes to this is a yes to them.
   */
  kinds: { code: string; text: string; count: number; alone: number }[]
}

/** A page of a list with what is said about each row. @throws DomainError `not_found` */
export async function listRows(
  actor: Actor,
  batchId: string,
  filter: RowFilter,
  locale: Locale,
): Promise<RowsView> {
  const { id } = await getBatch(actor, batchId)
  const where: Prisma.ImportRowWhereInput = {
    batchId: id,
    ...(filter.result === undefined ? { result: { not: 'skip' } } : { result: filter.result }),
    ...(filter.code !== undefined && { reasons: { array_contains: [{ code: filter.code }] } }),
  }
  const [total, groups, kinds] = await Promise.all([
    db().importRow.count({ where }),
    db().importRow.groupBy({ by: ['result', 'leftOut'], where: { batchId: id }, _count: true }),
    waitingKinds(id, locale),
  ])
  const pages = Math.max(1, Math.ceil(total / ROWS_PER_PAGE))
  const rows = await db().importRow.findMany({
    where,
    orderBy: { position: 'asc' },
    skip: (Math.min(filter.page, pages) - 1) * ROWS_PER_PAGE,
    take: ROWS_PER_PAGE,
  })
  const count = (result: Verdict, leftOut?: boolean): number =>
    groups
      .filter(group => group.result === result && (leftOut === undefined || group.leftOut === leftOut))
      .reduce((sum, group) => sum + group._count, 0)
  return {
    rows: rows.map(row => asView(row, locale)),
    pages,
    counts: {
      ok: count('ok'),
      warn: count('warn'),
      error: count('error'),
      skip: count('skip'),
      taken: count('warn', false),
      waiting: count('warn', true),
      leftOut: count('ok', true),
    },
    kinds,
  }
}

/** Every remark of rows that wait, once per kind, with an example of its sentence. */
async function waitingKinds(batchId: string, locale: Locale): Promise<RowsView['kinds']> {
  const found = await db().$queryRaw<{ code: string; count: number; alone: number; example: Reason }[]>`
    SELECT r ->> 'code' AS code, count(*)::int AS count, (count(*) FILTER (WHERE said = 1))::int AS alone,
      (array_agg(r ORDER BY position))[1] AS example
    FROM import_row,
      LATERAL (SELECT r, count(*) OVER () AS said FROM jsonb_array_elements(reasons) r WHERE NOT r ? 'note') each
    WHERE batch_id = ${batchId}::uuid AND result = 'warn' AND left_out
    GROUP BY 1 ORDER BY 2 DESC, 1`
  return found.map(({ example, ...kind }) => ({ ...kind, text: sayReason(example, locale) }))
}

/** A row with its remarks in a language. */
export function asView(row: Prisma.ImportRowGetPayload<object>, locale: Locale): RowView {
  // Written by the judges and `correctRow` alone, in these shapes.
  const reasons = row.reasons as unknown as Reason[]
  const corrected = (row.corrected ?? {}) as Cells
  return {
    position: row.position,
    sheet: row.sheet,
    row: row.row,
    result: row.result,
    leftOut: row.leftOut,
    reasons: reasons.map(reason => ({ code: reason.code, text: sayReason(reason, locale) })),
    cells: { ...(row.cells as Cells), ...corrected },
    corrected: Object.keys(corrected) as Field[],
    choices: reasons.flatMap(choicesOf),
  }
}

/** "1806 Narvik, 1875 Hamarøy" as the reason names them. */
function choicesOf({ code, values }: Reason): { code: string; label: string }[] {
  if (!['successor_ambiguous', 'municipality_ambiguous'].includes(code)) return []
  return (values['candidates'] ?? '').split(', ').flatMap(label => {
    const number = /\b\d{4}\b/.exec(label)?.[0]
    return number === undefined ? [] : [{ code: number, label }]
  })
}

/** A row as it is told to machines. */
export type StoredRow = Pick<JudgedRow<unknown>, 'sheet' | 'row' | 'result' | 'reasons' | 'value'>

const STORED_AT_ONCE = 1_000

/** Every row of a list, some at a time. @throws DomainError `not_found` */
export async function* storedRows(actor: Actor, batchId: string): AsyncGenerator<StoredRow[]> {
  const { id } = await getBatch(actor, batchId)
  for (let last = -1; ;) {
    const rows = await db().importRow.findMany({
      where: { batchId: id, position: { gt: last } },
      orderBy: { position: 'asc' },
      take: STORED_AT_ONCE,
    })
    // Written by the judges and `correctRow` alone, in these shapes.
    yield rows.map(({ sheet, row, result, reasons, value }) => {
      return { sheet, row, result, reasons: reasons as unknown as Reason[], value }
    })
    if (rows.length < STORED_AT_ONCE) return
    last = rows.at(-1)?.position ?? last
  }
}
