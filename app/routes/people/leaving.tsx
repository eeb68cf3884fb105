import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { unitNamesFor } from '~server/domain/organisations/unit-names'
import { getUnit } from '~server/domain/organisations/units'
import { closeAccount, leaveUnit, undoClose, whatEnds } from '~server/domain/people/leaving'
import { unitPeople } from '~server/domain/people/members'
import { isDomainError, notFound } from '~server/domain/shared/errors'
import { LeavingForm } from '~/components/people/leaving-form'
import { Undoable } from '~/components/people/undoable'
import { ButtonLink } from '~/components/ui/button'
import { useErrorText } from '~/components/ui/error-text'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import { orSentence, type PeopleAnswer } from './managing.server'
import { readUndo, undo, undoValue } from './undo.server'

export const handle = { words: ['account', 'people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, params, t }) => {
  const [unitId, personId] = [params.id('unitId'), params.id('personId')]
  const [unit, people] = await Promise.all([getUnit(actor, unitId), unitPeople(actor, unitId)])
  if (!people.can.manage) throw notFound()
  const leaving = await orGone(() => whatEnds(actor, unitId, personId))
  const names = leaving === null ? null : await unitNamesFor(leaving.here.map(({ orgUnitId }) => orgUnitId))
  return {
    title: t('people:leaving.heading'),
    unit: { id: unitId, name: unit.name },
    leaving: leaving && {
      ...leaving,
      here: leaving.here.map(({ grantId, role, orgUnitId }) => ({
        grantId,
        role,
        text: t('account:profile.roleAt', { role: t(`roles.${role}`), unit: names?.get(orgUnitId) ?? '–' }),
      })),
    },
  }
})

/** Null once it has happened: the page then says so, and offers the way back. */
async function orGone<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work()
  } catch (error) {
    if (isDomainError(error) && error.code === 'not_found') return null
    throw error
  }
}

export const action = signedIn(async ({ actor, request, params, t }) => {
  const [unitId, personId] = [params.id('unitId'), params.id('personId')]
  const form = await request.formData()
  const evenIfLast = form.get('evenIfLast') === 'on'
  const answer = await orSentence(async (): Promise<PeopleAnswer & { reopen?: string }> => {
    switch (form.get('intent')) {
      case 'unit': {
        const ended = await leaveUnit(actor, unitId, personId, { evenIfLast })
        return { done: t('people:done.left'), undo: ended.map(undoValue) }
      }
      case 'everything': {
        const { ended, final } = await closeAccount(actor, unitId, personId, { evenIfLast })
        if (final) return { done: t('people:done.pseudonymised') }
        return { done: t('people:done.closed'), undo: ended.map(undoValue), reopen: personId }
      }
      case 'undo': {
        if (form.has('reopen')) await undoClose(actor, personId, readUndo(form))
        else if (!(await undo(actor, form))) return { error: 'errors.other' }
        return { done: t('people:done.undone') }
      }
      default:
        return { error: 'errors.other' }
    }
  })
  return data(answer, { status: 'error' in answer ? 400 : 200 })
})

export const meta = pageTitle

export default function Leaving() {
  const t = useWords()
  const errorText = useErrorText()
  const { unit, leaving } = useLoaderData<typeof loader>()
  const answer = useActionData<PeopleAnswer & { reopen?: string }>()
  const list = { to: `/enheter/${unit.id}/folk`, label: t('people:unit.title', { unit: unit.name }) }
  return (
    <div className="stack measure">
      <PageHead
        title={
          leaving === null ? t('people:leaving.heading') : t('people:leaving.title', { name: leaving.name })
        }
        back={list}
      >
        {answer?.error !== undefined && <Notice tone="danger">{errorText(answer.error)}</Notice>}
        {answer?.done !== undefined && (
          <Undoable text={answer.done} undo={answer.undo ?? []} close={answer.reopen} />
        )}
      </PageHead>
      {leaving === null ? (
        <>
          <p>{t('people:leaving.nothing')}</p>
          <ButtonLink to={list.to}>{list.label}</ButtonLink>
        </>
      ) : (
        <LeavingForm leaving={leaving} unit={unit.name} />
      )}
    </div>
  )
}
