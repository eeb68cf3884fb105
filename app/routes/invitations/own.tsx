import { useActionData, useLoaderData } from '@remix-run/react'
import { markSeen } from '~server/domain/cohorts/invitations/answers'
import { listNameable } from '~server/domain/cohorts/invitations/naming'
import { getInvitation } from '~server/domain/cohorts/invitations/page'
import { InvitationView } from '~/components/invitations/invitation-view'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { handleInvitation, type InvitationAnswer } from './answering.server'
import { happened } from './happened'

export const handle = { words: ['cohorts', 'invitations'] } as const
await wordsOf(handle.words)

/** The same invitation for whoever leads the invited unit and is signed in. */
export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const opener = { actor, invitationId: params.id('invitationId') }
  const invitation = await getInvitation(opener)
  if (request.method === 'GET') await markSeen(opener)
  return {
    title: t('invitations:answer.title', { unit: invitation.unit.name }),
    invitation,
    nameable: await listNameable(opener),
    locale: localeOf(request, context),
    ...happened(request),
  }
})

export const action = signedIn(({ actor, request, params }) =>
  handleInvitation({ actor, invitationId: params.id('invitationId') }, request),
)

export const meta = pageTitle

export default function OwnInvitation() {
  const answer = useActionData<InvitationAnswer>()
  return <InvitationView {...useLoaderData<typeof loader>()} answer={answer ?? null} byLink={false} />
}
