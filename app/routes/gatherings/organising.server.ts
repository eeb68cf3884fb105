import { redirect } from '@remix-run/node'
import { newTableForm, seatForm, tableForm } from '~server/domain/gatherings/schema'
import { seatPerson, unseatPerson } from '~server/domain/gatherings/seats'
import { changeTable, createTable } from '~server/domain/gatherings/tables'
import type { Actor } from '~server/domain/shared/actor'
import type { Locale } from '~/lib/locales'
import { submit } from '~/lib/forms.server'

/** Tables and seats, by the button that was pressed. Afterwards the page as it is then. */
export async function organise(actor: Actor, gatheringId: string, request: Request, locale: Locale) {
  const form = await request.clone().formData()
  const back = () => redirect(`/samlinger/${gatheringId}`)
  const text = (name: string): string => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  switch (form.get('intent')) {
    case 'add-table':
      return submit(request, newTableForm, async table => {
        await createTable(actor, gatheringId, table, locale)
        return back()
      })
    case 'change-table':
      return submit(request, tableForm, async table => {
        await changeTable(actor, gatheringId, text('tableId'), table)
        return back()
      })
    case 'seat':
      return submit(request, seatForm, async ({ tableId, personId }) => {
        await seatPerson(actor, gatheringId, tableId, personId)
        return back()
      })
    case 'unseat':
      await unseatPerson(actor, gatheringId, text('personId'))
      return back()
    default:
      return back()
  }
}
