import { canHaveDesk } from '~server/domain/development/policy'
import type { Actor } from '~server/domain/shared/actor'
import type { FramePerson } from './frame'

/** Who is signed in, for the frame, with the few places the menu leads to. A guest has the one table and no menu. */
export function framePerson(actor: Actor): FramePerson {
  const { personId: id, name, kind } = actor
  if (kind === 'guest') return { id, name, kind, menu: [] }
  return { id, name, kind, menu: canHaveDesk(actor) ? ['cohorts', 'desk'] : ['cohorts'] }
}
