import { undo } from '~server/domain/gatherings/harvest/acts'
import { markStatements, moveStatements } from '~server/domain/gatherings/harvest/arranging'
import { collect } from '~server/domain/gatherings/harvest/collecting'
import { revealHarvest } from '~server/domain/gatherings/harvest/harvests'
import { NO_THEME, type BoardForm } from '~server/domain/gatherings/harvest/schema'
import { createTheme, deleteTheme, mergeTheme, renameTheme } from '~server/domain/gatherings/harvest/themes'
import type { Actor } from '~server/domain/shared/actor'
import type { BoardAnswer } from '~/components/harvest/board-head'

/** Does what was pressed on the board. @throws DomainError as the acts do */
export async function actOnBoard(actor: Actor, gatheringId: string, form: BoardForm): Promise<BoardAnswer> {
  switch (form.intent) {
    case 'collect':
      return { collected: await collect(actor, gatheringId) }
    case 'undo':
      return { stayed: (await undo(actor, gatheringId))?.stayed ?? 0 }
    case 'reveal':
    case 'unreveal':
      await revealHarvest(actor, gatheringId, form.intent === 'reveal')
      return {}
    case 'move':
      return moveStatements(
        actor,
        gatheringId,
        form.statement,
        form.themeId === NO_THEME ? null : form.themeId,
      )
    case 'new-theme':
      await createTheme(actor, gatheringId, { ...form, themeId: form.newId })
      return {}
    case 'rename-theme':
      await renameTheme(actor, gatheringId, form)
      return {}
    case 'merge-theme':
      await mergeTheme(actor, gatheringId, form)
      return {}
    case 'delete-theme':
      await deleteTheme(actor, gatheringId, form.themeId)
      return {}
    default:
      return markStatements(actor, gatheringId, form.statement, form.intent)
  }
}
