import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { assign, cohortAssignments, endAssignments, moveAssignment } from '~server/domain/cohorts/assignments'
import { AssignForm } from '~/components/cohorts/assign-form'
import { FollowerCard } from '~/components/cohorts/follower-card'
import { Undoable } from '~/components/people/undoable'
import { Empty } from '~/components/ui/empty'
import { useErrorText } from '~/components/ui/error-text'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { cohortName } from '~/lib/texts'
import { wordsOf } from '~/lib/words'
import { orSentence, type PeopleAnswer } from '~/routes/people/managing.server'
import { onDay } from '~/routes/people/texts.server'
import { undo, undoValue } from '~/routes/people/undo.server'

export const handle = { words: ['people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const { followers, cohort, ...rest } = await cohortAssignments(actor, params.id('cohortId'))
  return {
    title: t('people:assign.title'),
    ...rest,
    cohort: { id: cohort.id, name: cohortName(t, localeOf(request, context), cohort) },
    followers: followers.map(({ units, ...person }) => ({
      ...person,
      units: units.map(({ since, until: _, ...unit }) => ({ ...unit, since: onDay(t, since) })),
    })),
  }
})

export const action = signedIn(async ({ actor, request, params, t }) => {
  const form = await request.formData()
  const texts = (name: string) => form.getAll(name).filter(value => typeof value === 'string')
  const answer = await orSentence(async (): Promise<PeopleAnswer> => {
    switch (form.get('intent')) {
      case 'assign': {
        const [personId = ''] = texts('personId')
        const units = texts('orgUnitIds')
        if (personId === '' || units.length === 0) return { error: 'errors.choose' }
        const { added } = await assign(actor, params.id('cohortId'), personId, units)
        return { done: t('people:done.assigned', { count: added }) }
      }
      case 'move': {
        const [grantId = ''] = texts('grantId')
        const [to = ''] = texts('toPersonId')
        if (to === '') return { error: 'errors.choose' }
        await moveAssignment(actor, params.id('cohortId'), grantId, to)
        return { done: t('people:done.moved') }
      }
      case 'end': {
        const grantIds = texts('grantId')
        if (grantIds.length === 0) return { error: 'errors.choose' }
        const ended = await endAssignments(actor, params.id('cohortId'), grantIds)
        return {
          done: t('people:done.ended', { count: ended.length }),
          undo: ended.map(({ id, validTo }) => undoValue({ grantId: id, validTo })),
        }
      }
      case 'undo':
        return (await undo(actor, form)) ? { done: t('people:done.undone') } : { error: 'errors.other' }
      default:
        return { error: 'errors.other' }
    }
  })
  return data(answer, { status: answer.error === undefined ? 200 : 400 })
})

export const meta = pageTitle

export default function ResourcePersons() {
  const t = useWords()
  const errorText = useErrorText()
  const { cohort, followers, alone, units, candidates } = useLoaderData<typeof loader>()
  const answer = useActionData<PeopleAnswer>()
  return (
    <div className="stack" data-space="wide">
      <PageHead title={t('people:assign.title')} back={{ to: `/puljer/${cohort.id}`, label: cohort.name }}>
        <p className="lead">{t('people:assign.lead')}</p>
        {units.length > 0 && <p>{t('people:assign.alone', { count: alone.length, all: units.length })}</p>}
        {answer?.error !== undefined && <Notice tone="danger">{errorText(answer.error)}</Notice>}
        {answer?.done !== undefined && <Undoable text={answer.done} undo={answer.undo ?? []} />}
      </PageHead>
      {followers.length === 0 ? (
        <Empty title={t('people:assign.nobody')}>
          <p>{t(units.length === 0 ? 'people:assign.noUnits' : 'people:assign.nobodyText')}</p>
        </Empty>
      ) : (
        <section className="stack" data-space="close" aria-labelledby="folger">
          <h2 id="folger">{t('people:assign.followers')}</h2>
          {followers.map(follower => (
            <FollowerCard key={follower.personId} follower={follower} candidates={candidates} />
          ))}
        </section>
      )}
      {units.length > 0 && (
        <AssignForm units={units} alone={alone.map(({ id }) => id)} candidates={candidates} />
      )}
    </div>
  )
}
