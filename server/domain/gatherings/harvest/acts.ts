import { db, type Tx } from '~server/database/client'
import type { Prisma } from '~server/database/generated/client'
import { record } from '~server/outbox/record'
import type { Actor } from '../../shared/actor'
import { onBoard } from './harvests'
import { writeStatements, writeThemes, type Before } from './rows'

/** What somebody did, as a page names it. */
export const ACTS = [
  'move',
  'mark',
  'accept',
  'new-theme',
  'rename-theme',
  'merge-theme',
  'delete-theme',
] as const
export type Act = (typeof ACTS)[number]

/** Keeps what somebody did with how it was before, and tells the others. An act that changed nothing is none. */
export async function keepAct(
  tx: Tx,
  actor: Actor,
  gatheringId: string,
  kind: Act,
  { statements = [], themes = [] }: Partial<Before>,
): Promise<void> {
  if (statements.length + themes.length === 0) return
  const before = { statements, themes } as unknown as Prisma.InputJsonObject
  await tx.harvestAct.create({ data: { gatheringId, personId: actor.personId, kind, before } })
  await record(tx, actor.personId, 'harvest.arranged', { gatheringId })
}

export interface LastAct {
  kind: Act
  /** How many of what it concerned somebody else has changed since. */
  overtaken: number
  /** How many it concerned. */
  concerned: number
}

/** The actor's last act that has not been undone; null when there is none. */
export async function lastAct(actor: Actor, gatheringId: string): Promise<LastAct | null> {
  const row = await findLast(db(), actor, gatheringId)
  if (row === null) return null
  const { statements, themes } = row.before
  const kept = await untouched(db(), gatheringId, row.before)
  const concerned = statements.length + themes.length
  return { kind: row.kind, concerned, overtaken: concerned - kept.statements.length - kept.themes.length }
}

/**
 * Undoes the actor's last act. What somebody else has changed since stays as they made it.
 *
 * @returns how much stayed; null when there was nothing to undo
 * @throws DomainError `not_found`, `forbidden`
 */
export async function undo(actor: Actor, gatheringId: string): Promise<{ stayed: number } | null> {
  return onBoard(actor, gatheringId, async (tx, id) => {
    const row = await findLast(tx, actor, id)
    if (row === null) return null
    const kept = await untouched(tx, id, row.before)
    const full = await putBack(tx, id, kept)
    await tx.harvestAct.update({ where: { id: row.id }, data: { undone: true } })
    await record(tx, actor.personId, 'harvest.arranged', { gatheringId: id })
    const { statements, themes } = row.before
    return { stayed: statements.length + themes.length - kept.statements.length - kept.themes.length + full }
  })
}

/**
 * Makes rows what they were, and loses no statement by it: one whose former theme somebody has taken away lies without a theme,
 * and a theme into which others have laid something stays.
 *
 * @returns how many themes stay for that
 */
async function putBack(tx: Tx, gatheringId: string, { statements, themes }: Before): Promise<number> {
  await writeThemes(
    tx,
    themes.filter(({ gone }) => !gone),
  )
  const gone = await tx.harvestTheme.findMany({ where: { gatheringId, gone: true }, select: { id: true } })
  const isGone = new Set<string | null>(gone.map(({ id }) => id))
  await writeStatements(
    tx,
    statements.map(row => (isGone.has(row.themeId) ? { ...row, themeId: null } : row)),
  )
  const going = themes.filter(theme => theme.gone)
  const within = { themeId: { in: going.map(({ id }) => id) } }
  const held = await tx.statement.findMany({ where: within, select: { themeId: true } })
  const isHeld = new Set(held.map(({ themeId }) => themeId))
  await writeThemes(
    tx,
    going.filter(({ id }) => !isHeld.has(id)),
  )
  return isHeld.size
}

async function findLast(
  tx: Pick<Tx, 'harvestAct'>,
  actor: Actor,
  gatheringId: string,
): Promise<{ id: string; kind: Act; before: Before } | null> {
  const row = await tx.harvestAct.findFirst({
    where: { gatheringId, personId: actor.personId, undone: false },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { id: true, kind: true, before: true },
  })
  if (row === null) return null
  return { id: row.id, kind: row.kind as Act, before: row.before as unknown as Before }
}

/** Of what an act concerned, what nobody has changed since. */
async function untouched(
  tx: Pick<Tx, 'statement' | 'harvestTheme'>,
  gatheringId: string,
  { statements, themes }: Before,
): Promise<Before> {
  const of = (rows: readonly { id: string }[]) => ({ gatheringId, id: { in: rows.map(({ id }) => id) } })
  const turn = { id: true, turn: true } as const
  const now = new Map<string, number>()
  for (const { id, turn: at } of await tx.statement.findMany({ where: of(statements), select: turn }))
    now.set(id, at)
  for (const { id, turn: at } of await tx.harvestTheme.findMany({ where: of(themes), select: turn }))
    now.set(id, at)
  const same = (row: { id: string; turn: number }): boolean => now.get(row.id) === row.turn + 1
  return { statements: statements.filter(same), themes: themes.filter(same) }
}
