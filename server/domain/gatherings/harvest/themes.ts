import type { Actor } from '../../shared/actor'
import { knownId } from '../../shared/authorize'
import { DomainError, notFound } from '../../shared/errors'
import { keepAct } from './acts'
import { layInto, standing } from './arranging'
import { onBoard } from './harvests'
import { statementRows, writeThemes, type ThemeRow } from './rows'
import { MOST_THEMES, type Shown } from './schema'

/**
 * Makes a theme, with the chosen statements in it. Sent again after a lost answer it changes nothing.
 *
 * @param themeId made by the page
 * @throws DomainError `not_found` (also when the id is another gathering's), `forbidden`, `conflict` when there are too many
 */
export async function createTheme(
  actor: Actor,
  gatheringId: string,
  form: { themeId: string; title: string; statement: readonly Shown[] },
): Promise<void> {
  await onBoard(actor, gatheringId, async (tx, id) => {
    const held = await tx.harvestTheme.findUnique({ where: { id: knownId(form.themeId) } })
    if (held !== null && held.gatheringId !== id) throw notFound()
    if (held !== null) return
    const all = await tx.harvestTheme.findMany({ where: { gatheringId: id } })
    if (all.filter(({ gone }) => !gone).length >= MOST_THEMES)
      throw new DomainError('conflict', 'harvest.tooManyThemes')
    const position = Math.max(0, ...all.map(theme => theme.position)) + 1
    const { id: themeId } = await tx.harvestTheme.create({
      data: { id: form.themeId, gatheringId: id, title: form.title, position, turn: 1 },
    })
    const rows = await statementRows(
      tx,
      id,
      form.statement.map(statement => statement.id),
    )
    const statements = await layInto(tx, id, rows, themeId)
    const before = { id: themeId, turn: 0, title: form.title, position, gone: true }
    await keepAct(tx, actor, id, 'new-theme', { statements, themes: [before] })
  })
}

/** @throws DomainError `not_found`, `forbidden`, `conflict` when it has been taken away */
export async function renameTheme(
  actor: Actor,
  gatheringId: string,
  { themeId, title }: { themeId: string; title: string },
): Promise<void> {
  await onBoard(actor, gatheringId, async (tx, id) => {
    const theme = await standing(tx, id, themeId)
    if (theme.title === title) return
    await writeThemes(tx, [turned(theme, { title })])
    await keepAct(tx, actor, id, 'rename-theme', { themes: [theme] })
  })
}

/** Lays all statements of a theme into another one, and takes the empty one away. @throws DomainError as `renameTheme` */
export async function mergeTheme(
  actor: Actor,
  gatheringId: string,
  { themeId, into }: { themeId: string; into: string },
): Promise<void> {
  await takeAway(actor, gatheringId, themeId, into)
}

/** Takes a theme away; its statements stay on the board without one. @throws DomainError as `renameTheme` */
export async function deleteTheme(actor: Actor, gatheringId: string, themeId: string): Promise<void> {
  await takeAway(actor, gatheringId, themeId, null)
}

async function takeAway(
  actor: Actor,
  gatheringId: string,
  themeId: string,
  into: string | null,
): Promise<void> {
  await onBoard(actor, gatheringId, async (tx, id) => {
    const theme = await standing(tx, id, themeId)
    const other = into === null ? null : (await standing(tx, id, into)).id
    if (other === theme.id) return
    const own = await tx.statement.findMany({ where: { themeId: theme.id }, select: { id: true } })
    const rows = await statementRows(
      tx,
      id,
      own.map(statement => statement.id),
    )
    // In the order in which they stood in their theme.
    const statements = await layInto(
      tx,
      id,
      rows.sort((a, b) => a.position - b.position),
      other,
    )
    await writeThemes(tx, [turned(theme, { gone: true })])
    await keepAct(tx, actor, id, other === null ? 'delete-theme' : 'merge-theme', {
      statements,
      themes: [theme],
    })
  })
}

const turned = (theme: ThemeRow, change: Partial<ThemeRow>): ThemeRow => ({
  ...theme,
  ...change,
  turn: theme.turn + 1,
})
