import { db } from '~server/database/client'
import type { Actor } from '../../shared/actor'
import { lastAct, type LastAct } from './acts'
import { countWaiting } from './collecting'
import { arrangedHarvest } from './harvests'

export interface BoardTheme {
  id: string
  title: string
}

/** A statement as those who arrange it see it. */
export interface BoardStatement {
  id: string
  turn: number
  themeId: string | null
  table: { number: number; name: string }
  /** What was asked; may be empty. */
  asked: string
  text: string
  /** What the source says by now, where that is another thing; null = it has been taken back. */
  now: string | null
  state: 'same' | 'changed' | 'gone'
  minority: boolean
  hidden: boolean
}

export interface Board {
  themes: BoardTheme[]
  statements: BoardStatement[]
  /** Tables that have written something since the last collecting. */
  waiting: number
  /** What the actor did last and can undo. */
  last: LastAct | null
}

/** The whole board, in a fixed number of questions. @throws DomainError `not_found`, `forbidden` */
export async function getBoard(actor: Actor, gatheringId: string): Promise<Board> {
  const id = await arrangedHarvest(db(), actor, gatheringId)
  const themes = await db().harvestTheme.findMany({
    where: { gatheringId: id, gone: false },
    select: { id: true, title: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const rows = await db().statement.findMany({
    where: { gatheringId: id },
    select: {
      id: true,
      turn: true,
      themeId: true,
      asked: true,
      text: true,
      sourceText: true,
      position: true,
      minority: true,
      hidden: true,
      table: { select: { number: true, name: true } },
    },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  })
  const statements = rows.map(({ sourceText, position, ...row }) => ({
    ...row,
    order: row.themeId === null ? row.table.number : 0,
    position,
    now: sourceText === row.text ? null : sourceText,
    state: stateOf(row.text, sourceText),
  }))
  statements.sort((a, b) => a.order - b.order || a.position - b.position)
  return {
    themes,
    statements: statements.map(({ order: _order, position: _position, ...statement }) => statement),
    waiting: await countWaiting(db(), id),
    last: await lastAct(actor, id),
  }
}

function stateOf(text: string, sourceText: string | null): BoardStatement['state'] {
  if (sourceText === null) return 'gone'
  return sourceText === text ? 'same' : 'changed'
}
