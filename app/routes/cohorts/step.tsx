import { data } from '@remix-run/node'
import { useActionData, useLoaderData, useLocation } from '@remix-run/react'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { decideReport, getStep, saveReport } from '~server/domain/cohorts/reports'
import { decisionForm, needsReportForm } from '~server/domain/cohorts/schema'
import { notFound } from '~server/domain/shared/errors'
import { OwnReport } from '~/components/cohorts/own-report'
import { ReportsList } from '~/components/cohorts/reports-list'
import { useStepDate } from '~/components/cohorts/year-wheel'
import { Notice } from '~/components/ui/notice'
import { PageHead } from '~/components/ui/page-head'
import type { FormAnswer } from '~/lib/forms'
import { readForm, refusal } from '~/lib/forms.server'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { cohortName, inLanguage } from '~/lib/texts'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['cycle'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const locale = localeOf(request, context)
  // Both ids first: a refusal between two questions would leave the first one's refusal to nobody.
  const [cohortId, stepId] = [params.id('cohortId'), params.id('stepId')]
  const [cohort, step] = await Promise.all([getCohort(actor, cohortId), getStep(actor, stepId)])
  if (step.cohortId !== cohort.id) throw notFound()
  return {
    title: `${inLanguage(step.title, locale)} ${step.year}`,
    locale,
    cohort: { id: cohort.id, name: cohortName(t, locale, cohort) },
    step,
    person: actor.personId,
  }
})

type Done = 'saved' | 'sent' | 'decided'
interface Answer {
  /** Which form it is about: the municipality's or the report's id. */
  about: string
  done: Done | null
  form: FormAnswer | null
}

export const action = signedIn(async ({ actor, request, params }) => {
  const stepId = params.id('stepId')
  const intent = (await request.clone().formData()).get('intent')
  if (intent === 'decision') {
    const form = await readForm(request, decisionForm)
    if (form.status !== 'success') return again(about(form.payload, 'reportId'), form.reply())
    await decideReport(actor, stepId, form.value)
    return done(form.value.reportId, 'decided')
  }
  const form = await readForm(request, needsReportForm)
  if (form.status !== 'success') return again(about(form.payload, 'orgUnitId'), form.reply())
  try {
    await saveReport(actor, stepId, form.value)
    return done(form.value.orgUnitId, form.value.submit ? 'sent' : 'saved')
  } catch (error) {
    return again(form.value.orgUnitId, refusal(form, error, { 'cohorts.reportEmpty': 'text' }))
  }
})

const done = (of: string, what: Done) => data<Answer>({ about: of, done: what, form: null })
const again = (of: string, form: FormAnswer) => data<Answer>({ about: of, done: null, form }, { status: 400 })
const about = (payload: Record<string, unknown>, name: string): string =>
  typeof payload[name] === 'string' ? payload[name] : ''

export const meta = pageTitle

export default function Step() {
  const t = useWords()
  const { locale, cohort, step, person } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const stepDate = useStepDate()
  const page = useLocation().pathname
  const formOf = (of: string): FormAnswer | undefined =>
    answer !== undefined && answer.about === of ? (answer.form ?? undefined) : undefined
  const who = step.others.find(report => report.id === answer?.about)?.unit.name ?? ''
  return (
    <div className="stack" data-space="wide">
      <PageHead
        title={`${inLanguage(step.title, locale)} ${step.year}`}
        back={{ to: `/puljer/${cohort.id}`, label: cohort.name }}
      >
        <p className="lead">{inLanguage(step.lead, locale)}</p>
        <p className="quiet">{stepDate(step)}</p>
        {answer?.done != null && (
          <Notice tone="success" live>
            {t(`cycle:${answer.done}`, { unit: who })}
          </Notice>
        )}
      </PageHead>
      {step.own.map(own => (
        <OwnReport
          // Saved is saved: the form begins anew with what the server has.
          key={`${own.unit.id} ${own.report?.changedAt.getTime() ?? ''}`}
          own={own}
          open={step.kind === 'report' && step.stage !== 'coming'}
          person={person}
          page={page}
          answer={formOf(own.unit.id)}
        />
      ))}
      {(step.can.decide || step.others.length > 0) && (
        <ReportsList step={step} person={person} page={page} answerFor={formOf} />
      )}
    </div>
  )
}
