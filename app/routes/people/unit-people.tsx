import { data } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { getUnit } from '~server/domain/organisations/units'
import { listInvitations } from '~server/domain/people/invitations'
import { SHOWN, unitPeople } from '~server/domain/people/members'
import { InvitationList } from '~/components/people/invitation-list'
import { PeopleList } from '~/components/people/people-list'
import { ShownChoice } from '~/components/people/shown-choice'
import { Undoable } from '~/components/people/undoable'
import { ButtonLink } from '~/components/ui/button'
import { Empty } from '~/components/ui/empty'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useErrorText } from '~/components/ui/error-text'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { managePeople, type PeopleAnswer } from './managing.server'
import { lastDay, onDay } from './texts.server'

export const handle = { words: ['people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, params, t }) => {
  const id = params.id('unitId')
  const wish = new URL(request.url).searchParams.get('vis')
  const shown = SHOWN.find(each => each === wish) ?? 'now'
  const [unit, people] = await Promise.all([getUnit(actor, id), unitPeople(actor, id, shown)])
  const invitations = people.can.manage && shown === 'now' ? await listInvitations(actor, id) : []
  return {
    title: t('people:unit.title', { unit: unit.name }),
    unit: { id, name: unit.name, kind: unit.kind },
    shown,
    can: people.can,
    decides: ['county', 'municipality'].includes(unit.kind) && people.can.manage,
    members: people.members.map(({ since, until, ...member }) => ({
      ...member,
      since: onDay(t, since),
      until: lastDay(t, until),
      planned: shown === 'planned',
    })),
    invitations: invitations.map(({ sentAt, expiresAt, validFrom, ...invitation }) => ({
      ...invitation,
      begins: validFrom === null ? null : onDay(t, validFrom),
      sentAt: onDay(t, sentAt),
      expiresAt: lastDay(t, expiresAt),
    })),
  }
})

export const action = signedIn(async ({ actor, request, t }) => {
  const answer = await managePeople(actor, request, t)
  return data(answer, { status: answer.error === undefined ? 200 : 400 })
})

export const meta = pageTitle

export default function UnitPeople() {
  const t = useWords()
  const errorText = useErrorText()
  const { unit, shown, can, decides, members, invitations } = useLoaderData<typeof loader>()
  const answer = useActionData<PeopleAnswer>()
  return (
    <div className="stack" data-space="wide">
      <PageHead title={t('people:unit.title', { unit: unit.name })}>
        <p className="lead">{t(can.manage ? 'people:unit.leadManage' : 'people:unit.lead')}</p>
        {answer?.error !== undefined && <Notice tone="danger">{errorText(answer.error)}</Notice>}
        {answer?.done !== undefined && <Undoable text={answer.done} undo={answer.undo ?? []} />}
        {can.manage && (
          <div className="row">
            <ButtonLink to="inviter">{t('people:unit.invite')}</ButtonLink>
          </div>
        )}
      </PageHead>
      <section className="stack" data-space="close" aria-labelledby="folk">
        <h2 id="folk">{t(`people:unit.${shown}`)}</h2>
        {can.manage && <ShownChoice shown={shown} />}
        {members.length === 0 ? (
          <Empty title={t(`people:unit.nobody_${shown}`)} level={3}>
            {can.manage && shown === 'now' && <p>{t('people:unit.nobodyText')}</p>}
          </Empty>
        ) : (
          <PeopleList members={members} unit={unit} bulk={can.manage && shown === 'now'} />
        )}
      </section>
      {invitations.length > 0 && <InvitationList invitations={invitations} />}
      {(decides || unit.kind === 'ppt') && (
        <section className="stack" data-space="close" aria-labelledby="mer">
          <h2 id="mer">{t('people:unit.more')}</h2>
          <ul className="bullets">
            {decides && (
              <li>
                <Link to={`/enheter/${unit.id}/bidrag`}>{t('people:contributions.title')}</Link>
              </li>
            )}
            {['ppt', 'municipality'].includes(unit.kind) && (
              <li>
                <Link to={`/enheter/${unit.id}/pp-tjeneste`}>
                  {t(unit.kind === 'ppt' ? 'people:serving.titlePpt' : 'people:serving.titleMunicipality')}
                </Link>
              </li>
            )}
          </ul>
        </section>
      )}
    </div>
  )
}
