import { redirect } from '@remix-run/node'
import { signOut } from '~server/auth/sign-in'
import { anyone } from '~/lib/request'

/** Nothing to see here: whoever comes by the address goes home. */
export const loader = anyone(async () => redirect('/'))

export const action = anyone(async ({ context }) => {
  const who = context.actor ?? context.pending
  const method = who === null ? null : await signOut(who.personId, who.sessionId)
  const leaving = context.signIn.oidc.names.find(id => method === `oidc:${id}`)
  return redirect(leaving === undefined ? '/' : `/logg-ut/hos/${leaving}`, {
    headers: { 'Set-Cookie': context.cookies.session.clear() },
  })
})
