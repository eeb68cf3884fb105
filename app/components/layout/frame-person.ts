import { canReadAudit } from '~server/domain/audit/policy'
import { canImport } from '~server/domain/cohorts/imports/policy'
import { canHaveDesk } from '~server/domain/development/policy'
import { canSearchPeople } from '~server/domain/people/policy'
import { canOpenSupport } from '~server/domain/support/policy'
import type { Actor } from '~server/domain/shared/actor'
import type { FramePerson } from './frame'

type Place = Omit<FramePerson, 'hats' | 'worn'>

/** Who is signed in, for the frame, with the few places the menu leads to. A guest has the one table and no menu. */
export function framePerson(actor: Actor): Place {
  const { personId: id, name, kind } = actor
  if (kind === 'guest') return { id, name, kind, menu: [] }
  const menu: FramePerson['menu'] = [
    'cohorts',
    'units',
    ...(canHaveDesk(actor) ? (['desk'] as const) : []),
    ...(canSearchPeople(actor) ? (['people'] as const) : []),
    ...(canImport(actor) ? (['imports'] as const) : []),
    ...(canOpenSupport(actor) ? (['support'] as const) : []),
    ...(canReadAudit(actor) ? (['audit'] as const) : []),
  ]
  return { id, name, kind, menu }
}
