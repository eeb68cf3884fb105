import type { Tx } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { DomainError, found } from '../../shared/errors'
import { keepAct } from './acts'
import { onBoard } from './harvests'
import { changeStatements, statementRows, type StatementRow, type ThemeRow } from './rows'
import type { Mark, Shown } from './schema'

/** How an act met those of others: `overtook` of its statements had been changed since the page was shown. The act counts. */
export interface Arranged {
  overtook: number
}

/**
 * Lays statements into a theme, behind those that are there, or out of theirs.
 *
 * @param themeId null = into none
 * @throws DomainError `not_found` (also for another gathering's), `forbidden`, `conflict` when the theme has been taken away
 */
export async function moveStatements(
  actor: Actor,
  gatheringId: string,
  statements: readonly Shown[],
  themeId: string | null,
): Promise<Arranged> {
  return onBoard(actor, gatheringId, async (tx, id) => {
    const into = themeId === null ? null : (await standing(tx, id, themeId)).id
    const rows = await statementRows(tx, id, idsOf(statements))
    const before = await layInto(tx, id, rows, into)
    await keepAct(tx, actor, id, 'move', { statements: before })
    return { overtook: overtaken(rows, statements) }
  })
}

const MARKS: Record<Exclude<Mark, 'accept'>, Partial<StatementRow>> = {
  minority: { minority: true },
  majority: { minority: false },
  hide: { hidden: true },
  show: { hidden: false },
}

/**
 * Marks statements as what a minority says, or keeps them from the projector, or takes that back; `accept` takes the words that
 * their source has by now. @throws DomainError `not_found`, `forbidden`
 */
export async function markStatements(
  actor: Actor,
  gatheringId: string,
  statements: readonly Shown[],
  mark: Mark,
): Promise<Arranged> {
  return onBoard(actor, gatheringId, async (tx, id) => {
    const rows = await statementRows(tx, id, idsOf(statements))
    if (mark !== 'accept') {
      const before = await changeStatements(tx, rows, () => MARKS[mark])
      await keepAct(tx, actor, id, 'mark', { statements: before })
      return { overtook: overtaken(rows, statements) }
    }
    const select = { id: true, sourceText: true } as const
    const sources = await tx.statement.findMany({ where: { id: { in: rows.map(row => row.id) } }, select })
    const said = new Map(sources.map(({ id: statementId, sourceText }) => [statementId, sourceText]))
    const before = await changeStatements(tx, rows, row => ({ text: said.get(row.id) ?? row.text }))
    await keepAct(tx, actor, id, 'accept', { statements: before })
    return { overtook: overtaken(rows, statements) }
  })
}

const idsOf = (statements: readonly Shown[]): string[] => statements.map(({ id }) => knownId(id))

function overtaken(rows: readonly StatementRow[], shown: readonly Shown[]): number {
  const seen = new Map(shown.map(each => [each.id, each.seen]))
  return rows.filter(({ id, turn }) => seen.get(id) !== turn).length
}

/** Statements behind those of a theme. @returns how the moved ones were */
export async function layInto(
  tx: Tx,
  gatheringId: string,
  rows: readonly StatementRow[],
  themeId: string | null,
): Promise<StatementRow[]> {
  const moving = rows.filter(row => row.themeId !== themeId)
  const { _max } = await tx.statement.aggregate({ where: { gatheringId, themeId }, _max: { position: true } })
  const behind = new Map(moving.map((row, at) => [row.id, (_max.position ?? 0) + 1 + at]))
  return changeStatements(tx, moving, row => ({
    themeId,
    // Outside of the themes statements stand with their table.
    ...(themeId !== null && { position: behind.get(row.id) ?? row.position }),
  }))
}

/** A theme that is on the board. @throws DomainError `not_found`, `conflict` when it has been taken away */
export async function standing(tx: Tx, gatheringId: string, themeId: string): Promise<ThemeRow> {
  const select = { id: true, turn: true, title: true, position: true, gone: true } as const
  const where = { id: knownId(themeId), gatheringId }
  const theme = found(await tx.harvestTheme.findFirst({ where, select }))
  if (theme.gone) throw new DomainError('conflict', 'harvest.themeGone')
  return theme
}
