import { redirect } from '@remix-run/node'
import { savePoint } from '~server/domain/gatherings/rounds/points'
import { pointForm } from '~server/domain/gatherings/rounds/schema'
import { readForm } from '~/lib/forms.server'
import { signedIn } from '~/lib/request'

/** Saves what somebody writes for themselves: for the page that does it while one types, and for the form without script. */
export const action = signedIn(async ({ actor, request, params }) => {
  const [gatheringId, roundId] = [params.id('gatheringId'), params.id('roundId')]
  const form = await readForm(request, pointForm)
  if (form.status !== 'success') return new Response(null, { status: 400 })
  await savePoint(actor, roundId, form.value)
  const bySelf = request.headers.get('Accept')?.includes('application/json') === true
  return bySelf
    ? new Response(null, { status: 204 })
    : redirect(`/samlinger/${gatheringId}/runder/${roundId}`)
})
