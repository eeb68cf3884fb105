import { redirect } from '@remix-run/node'
import { localeOf } from '~/lib/i18n.server'
import { anyone } from '~/lib/request'
import { tilOf } from './second-factor.server'

/** Begins signing in at a provider and sends the person there. */
export const loader = anyone(async ({ actor, request, context, params }) => {
  const til = tilOf(request)
  if (actor?.kind === 'account') return redirect(til)
  const id = params.text('provider')
  const { oidc } = context.signIn
  const { token, expiresAt } = await oidc.begin(id, context.caller, til, null)
  const address = await oidc.address(id, token, localeOf(request, context))
  if (address === null) return redirect(`/logg-inn/hos/${id}/svar?borte=1&til=${encodeURIComponent(til)}`)
  return redirect(address.href, {
    headers: { 'Set-Cookie': context.cookies.provider.set(token, expiresAt), 'Cache-Control': 'no-store' },
  })
})
