import { redirect } from '@remix-run/node'
import { signInWithPasskey } from '~server/auth/passkey-sign-in'
import { anyone } from '~/lib/request'
import { onwards, tilOf, withTil } from './second-factor.server'

export const loader = anyone(async ({ request }) => redirect(withTil('/logg-inn', tilOf(request))))

/** Signs in with a passkey alone. Whatever does not hold gets the same answer. */
export const action = anyone(async ({ request, context }) => {
  const til = tilOf(request)
  const answer = (await request.formData()).get('credential')
  const token = context.cookies.passkey.read(context.cookieHeader)
  const session = await signInWithPasskey(
    context,
    token,
    typeof answer === 'string' ? answer : '',
    context.caller,
  )
  if (session === null) return redirect(`${withTil('/logg-inn', til)}&feil=passnokkel`)
  return onwards(context, session, til)
})
