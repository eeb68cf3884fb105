import type { EndedGrant } from '~server/domain/people/changes'

/** What it takes to undo an ending, through a form: the grant and the moment at which it would have ended. */
export const undoValue = ({ grantId, validTo }: EndedGrant): string =>
  `${grantId}~${validTo === null ? '' : validTo.toISOString()}`

/** Back from a form. What is no such value is left out. */
export function readUndo(values: readonly FormDataEntryValue[]): EndedGrant[] {
  return values.flatMap(value => {
    if (typeof value !== 'string') return []
    const [grantId = '', until = ''] = value.split('~')
    const validTo = until === '' ? null : new Date(until)
    return validTo !== null && Number.isNaN(validTo.getTime()) ? [] : [{ grantId, validTo }]
  })
}
