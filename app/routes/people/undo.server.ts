import { undoEnd, type EndedGrant } from '~server/domain/people/changes'
import type { Actor } from '~server/domain/shared/actor'

/** What it takes to undo an ending, through a form: the grant and the moment at which it would have ended. */
export const undoValue = ({ grantId, validTo }: EndedGrant): string =>
  `${grantId}~${validTo === null ? '' : validTo.toISOString()}`

/** Undoes what a form names. @returns whether it names anything */
export async function undo(actor: Actor, form: FormData): Promise<boolean> {
  const ended = readUndo(form)
  if (ended.length > 0) await undoEnd(actor, ended)
  return ended.length > 0
}

/** Back from a form. What is no such value is left out. */
export const readUndo = (form: FormData): EndedGrant[] => form.getAll('ended').flatMap(endedGrant)

function endedGrant(value: FormDataEntryValue): EndedGrant[] {
  if (typeof value !== 'string') return []
  const [grantId = '', until = ''] = value.split('~')
  const validTo = until === '' ? null : new Date(until)
  return validTo !== null && Number.isNaN(validTo.getTime()) ? [] : [{ grantId, validTo }]
}
