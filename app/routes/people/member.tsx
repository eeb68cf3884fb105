import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getUnit } from '~server/domain/organisations/units'
import { changeRole, handOver } from '~server/domain/people/changes'
import { unitPeople } from '~server/domain/people/members'
import { handOverForm, roleForm } from '~server/domain/people/schema'
import type { Actor } from '~server/domain/shared/actor'
import { notFound } from '~server/domain/shared/errors'
import { RoleCard } from '~/components/people/role-card'
import { Undoable } from '~/components/people/undoable'
import { ButtonLink } from '~/components/ui/button'
import { useErrorText } from '~/components/ui/error-text'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { readForm } from '~/lib/forms.server'
import { useWords, type T } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { managePeople, orSentence, type PeopleAnswer } from './managing.server'
import { lastDay, lastDayField, onDay } from './texts.server'

export const handle = { words: ['people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, params, t }) => {
  const id = params.id('unitId')
  const personId = params.id('personId')
  const [unit, people] = await Promise.all([getUnit(actor, id), unitPeople(actor, id)])
  if (!people.can.manage) throw notFound()
  const planned = await unitPeople(actor, id, 'planned')
  const own = [...people.members, ...planned.members].filter(
    member => member.personId === personId && member.canChange,
  )
  const [first] = own
  if (first === undefined) throw notFound()
  const colleagues = new Map(
    people.members
      .filter(member => member.personId !== personId && member.cohortId === null)
      .map(member => [member.personId, member.name]),
  )
  return {
    title: first.name,
    person: { id: personId, name: first.name, email: first.email },
    unit: { id, name: unit.name },
    roles: people.roles,
    colleagues: [...colleagues].map(([value, label]) => ({ value, label })),
    grants: own.map(({ grantId, role, cohortId, since, until }) => ({
      ...{ grantId, role, assignment: cohortId !== null },
      planned: planned.members.some(member => member.grantId === grantId),
      ...{ since: onDay(t, since), until: lastDay(t, until), untilField: lastDayField(until) },
    })),
  }
})

export const action = signedIn(async ({ actor, request, params, t }) => {
  const form = await request.clone().formData()
  const intent = form.get('intent')
  const answer = await (intent === 'role' || intent === 'handOver'
    ? change(actor, request, intent, t)
    : managePeople(actor, request, t))
  const list = `/enheter/${params.id('unitId')}/folk`
  if (intent === 'handOver' && answer.error === undefined) {
    // Whoever handed over the own role may not see this page any more.
    const still = await orSentence(() => unitPeople(actor, params.id('unitId')))
    throw redirect('error' in still ? '/profil' : list)
  }
  return data(answer, { status: answer.error === undefined ? 200 : 400 })
})

async function change(
  actor: Actor,
  request: Request,
  intent: 'role' | 'handOver',
  t: T,
): Promise<PeopleAnswer> {
  return orSentence(async () => {
    if (intent === 'role') {
      const submission = await readForm(request, roleForm)
      if (submission.status !== 'success') return { error: 'errors.choose' }
      await changeRole(actor, submission.value.grantId, submission.value.role)
      return { done: t('people:done.role', { role: t(`roles.${submission.value.role}`) }) }
    }
    const submission = await readForm(request, handOverForm)
    if (submission.status !== 'success') return { error: 'errors.choose' }
    await handOver(actor, submission.value.grantId, submission.value.toPersonId)
    return { done: t('people:done.handedOver') }
  })
}

export const meta = pageTitle

export default function MemberOfUnit() {
  const t = useWords()
  const errorText = useErrorText()
  const { person, unit, roles, colleagues, grants } = useLoaderData<typeof loader>()
  const answer = useActionData<PeopleAnswer>()
  return (
    <div className="stack measure" data-space="wide">
      <PageHead
        title={person.name}
        back={{ to: `/enheter/${unit.id}/folk`, label: t('people:unit.title', { unit: unit.name }) }}
      >
        {person.email !== null && <p className="quiet">{person.email}</p>}
        {answer?.error !== undefined && <Notice tone="danger">{errorText(answer.error)}</Notice>}
        {answer?.done !== undefined && <Undoable text={answer.done} undo={answer.undo ?? []} />}
      </PageHead>
      {grants.map(grant => (
        <RoleCard
          key={grant.grantId}
          grant={grant}
          roles={roles}
          colleagues={colleagues}
          name={person.name}
          unitId={unit.id}
        />
      ))}
      <section className="stack" data-space="close">
        <h2>{t('people:member.leaves', { name: person.name, unit: unit.name })}</h2>
        <p>{t('people:member.leavesText')}</p>
        <ButtonLink variant="secondary" to="slutter">
          {t('people:member.leave')}
        </ButtonLink>
      </section>
    </div>
  )
}
