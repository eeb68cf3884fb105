import { data } from '@remix-run/node'
import { Form, useActionData, useLoaderData } from '@remix-run/react'
import { unitNamesFor } from '~server/domain/organisations/unit-names'
import { getUnit } from '~server/domain/organisations/units'
import { contributionsAt, decideContributions } from '~server/domain/people/contributions'
import { contributionsForm } from '~server/domain/people/schema'
import { Button } from '~/components/ui/button'
import { useErrorText } from '~/components/ui/error-text'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import { readForm } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'
import type { PeopleAnswer } from './managing.server'

export const handle = { words: ['people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, params, t }) => {
  const id = params.id('unitId')
  // In this order: what one may not see is not there, before it is anything else.
  const unit = await getUnit(actor, id)
  const { own, holds } = await contributionsAt(actor, id)
  const decider = holds.decidedBy
  const names = decider === null || decider === id ? null : await unitNamesFor([decider])
  return {
    title: t('people:contributions.title'),
    unit: { id, name: unit.name, kind: unit.kind },
    own,
    holds: holds.contributions,
    above: decider === null ? null : (names?.get(decider) ?? null),
  }
})

export const action = signedIn(async ({ actor, request, params, t }) => {
  const submission = await readForm(request, contributionsForm)
  if (submission.status !== 'success') return data<PeopleAnswer>({ error: 'errors.choose' }, { status: 400 })
  const { contributions } = submission.value
  await decideContributions(actor, params.id('unitId'), contributions === 'above' ? null : contributions)
  return data<PeopleAnswer>({ done: t('people:done.decided') })
})

export const meta = pageTitle

const CHOICES = ['above', 'name', 'pseudonym'] as const

export default function ContributionsOfLeavers() {
  const t = useWords()
  const errorText = useErrorText()
  const { unit, own, holds, above } = useLoaderData<typeof loader>()
  const answer = useActionData<PeopleAnswer>()
  return (
    <div className="stack measure">
      <PageHead
        title={t('people:contributions.title')}
        back={{ to: `/enheter/${unit.id}/folk`, label: t('people:unit.title', { unit: unit.name }) }}
      >
        <p className="lead">{t('people:contributions.lead')}</p>
        {answer?.done !== undefined && (
          <Notice tone="success" live>
            {answer.done}
          </Notice>
        )}
        {answer?.error !== undefined && <Notice tone="danger">{errorText(answer.error)}</Notice>}
      </PageHead>
      <p>
        {above === null
          ? t(`people:contributions.holds_${holds}`)
          : t(`people:contributions.above_${holds}`, { unit: above })}
      </p>
      <Form method="post" className="form">
        <fieldset className="ds-fieldset">
          <legend>{t('people:contributions.legend', { unit: unit.name })}</legend>
          <div className="choices">
            {CHOICES.map(choice => (
              <div className="ds-field" key={choice}>
                <input
                  className="ds-input"
                  type="radio"
                  id={`bidrag-${choice}`}
                  name="contributions"
                  value={choice}
                  defaultChecked={choice === (own ?? 'above')}
                />
                <label className="ds-label" htmlFor={`bidrag-${choice}`}>
                  {t(`people:contributions.choose_${choice}`)}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <Button>{t('people:contributions.save')}</Button>
      </Form>
    </div>
  )
}
