import { redirect } from '@remix-run/node'
import { signOut } from '~server/auth/sign-in'
import { anyone } from '~/lib/request'

/** Nothing to see here: whoever comes by the address goes home. */
export const loader = anyone(async () => redirect('/'))

export const action = anyone(async ({ actor, context }) => {
  if (actor !== null) await signOut(actor.personId, actor.sessionId)
  return redirect('/', { headers: { 'Set-Cookie': context.cookies.session.clear() } })
})
