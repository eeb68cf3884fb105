import { redirect } from '@remix-run/node'
import { signOut } from '~server/auth/sign-in'
import { anyone } from '~/lib/request'

/** Nothing to see here: whoever comes by the address goes home. */
export const loader = anyone(async () => redirect('/'))

export const action = anyone(async ({ context }) => {
  const who = context.actor ?? context.pending
  const method = who === null ? null : await signOut(who.personId, who.sessionId)
  const leaving = context.signIn.oidc.names.find(id => method === `oidc:${id}`)
  const { session, signIn, provider, passkey } = context.cookies
  const headers = new Headers()
  // Whatever a way of signing in has left in this browser goes with the session.
  for (const jar of [session, signIn, provider, passkey]) headers.append('Set-Cookie', jar.clear())
  return redirect(leaving === undefined ? '/' : `/logg-ut/hos/${leaving}`, { headers })
})
