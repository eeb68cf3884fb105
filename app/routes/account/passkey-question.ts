import { redirect } from '@remix-run/node'
import { proofQuestion, signInQuestion } from '~server/auth/passkey-sign-in'
import { registrationOptions } from '~server/auth/passkeys'
import { anyone } from '~/lib/request'
import { enrollerOf, holderOf } from './second-factor.server'

export const loader = anyone(async () => redirect('/logg-inn'))

/** What a browser asks its device: for any passkey of this site, for one of somebody's, or to make a new one. */
export const action = anyone(async ({ request, context }) => {
  const purpose = (await request.formData()).get('for')
  const { options, token, expiresAt } =
    purpose === 'new'
      ? await registrationOptions(await enrollerOf(context, '/'), context)
      : purpose === 'proof'
        ? await proofQuestion(holderOf(context), context)
        : await signInQuestion(context, context.caller)
  return Response.json(options, {
    headers: {
      'Set-Cookie': context.cookies.passkey.set(token, expiresAt),
      'Cache-Control': 'no-store',
    },
  })
})
