import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { countLink } from '~server/auth/sign-in'
import { markSeen } from '~server/domain/cohorts/invitations/answers'
import { listNameable } from '~server/domain/cohorts/invitations/naming'
import { getInvitation } from '~server/domain/cohorts/invitations/page'
import { isDomainError } from '~server/domain/shared/errors'
import { InvitationGone } from '~/components/invitations/invitation-gone'
import { InvitationView } from '~/components/invitations/invitation-view'
import { localeOf } from '~/lib/i18n.server'
import { chosenLocale, isLocale, localeCookie } from '~/lib/locales'
import { pageTitle } from '~/lib/meta'
import { anyone, type PublicArgs } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { handleInvitation, type InvitationAnswer } from './answering.server'
import { happened } from './happened'

export const handle = { words: ['cohorts', 'invitations'] } as const
await wordsOf(handle.words)

/** Whoever holds the link answers, without an account. Looking counts as seen; a mail scanner's HEAD does not. */
export const loader = anyone(async ({ request, context, params, t }) => {
  await countLink(context.caller)
  const opener = { token: params.text('token') }
  try {
    const invitation = await getInvitation(opener)
    inItsLanguage(request, context, invitation.locale)
    if (request.method === 'GET' && !/prefetch/.test(request.headers.get('Sec-Purpose') ?? ''))
      await markSeen(opener)
    const title = t('invitations:answer.title', { unit: invitation.unit.name })
    const nameable = await listNameable(opener)
    return data({
      title,
      invitation,
      nameable,
      locale: localeOf(request, context),
      ...happened(request),
    })
  } catch (error) {
    if (!isDomainError(error)) throw error
    const title = t('invitations:answer.gone')
    return data(
      { title, invitation: null, nameable: [], locale: localeOf(request, context), ...happened(request) },
      404,
    )
  }
})

/** The first time, the page comes in the language of the mail; after that as is chosen on it. */
function inItsLanguage(request: Request, context: PublicArgs['context'], locale: string | null): void {
  const url = new URL(request.url)
  const settled = chosenLocale(context.cookieHeader) !== null || url.searchParams.has('s')
  if (settled || !isLocale(locale) || locale === localeOf(request, context)) return
  throw redirect(`${url.pathname.replace(/\.data$/, '')}?s=1`, {
    headers: { 'Set-Cookie': localeCookie(locale, context.origin.startsWith('https:')) },
  })
}

export const action = anyone(async ({ request, context, params }) => {
  await countLink(context.caller)
  try {
    return await handleInvitation({ token: params.text('token') }, request)
  } catch (error) {
    // Withdrawn in the meantime: the page says so, as it does for a link that never was.
    if (isDomainError(error) && error.code === 'not_found') return data(null, 404)
    throw error
  }
})

export const meta = pageTitle

export default function InvitationByLink() {
  const { invitation, ...page } = useLoaderData<typeof loader>()
  const answer = useActionData<InvitationAnswer | null>()
  if (invitation === null) return <InvitationGone />
  return <InvitationView invitation={invitation} answer={answer ?? null} byLink {...page} />
}
