import { useForm } from '@conform-to/react'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { listEnrolable, listEnrolments } from '~server/domain/cohorts/enrolments'
import { enrolmentHistory } from '~server/domain/cohorts/past'
import { forbidden } from '~server/domain/shared/errors'
import { EnrolForm } from '~/components/cohorts/enrol-form'
import { EnrolledList } from '~/components/cohorts/enrolled-list'
import { EnrolmentDone } from '~/components/cohorts/enrolment-done'
import { ErrorSummary } from '~/components/ui/error-summary'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { cohortName } from '~/lib/texts'
import { wordsOf } from '~/lib/words'
import { changeMunicipalities, type EnrolmentAnswer } from './enrolling.server'

export const handle = { words: ['cohorts', 'invitations'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const id = params.id('cohortId')
  const cohort = await getCohort(actor, id)
  if (!cohort.can.enrol) throw forbidden()
  const [enrolable, enrolled, past] = await Promise.all([
    listEnrolable(actor, id),
    listEnrolments(actor, id, ['municipality']),
    enrolmentHistory(actor, id, ['municipality']),
  ])
  const name = cohortName(t, localeOf(request, context), cohort)
  return {
    title: t('cohorts:enrol.title'),
    cohort: { id: cohort.id, name },
    search: new URL(request.url).searchParams.get('sok') ?? '',
    enrolable: enrolable.map(unit => ({ id: unit.id, name: unit.name, county: unit.county?.name ?? '' })),
    enrolled: enrolled
      .filter(({ canChange }) => canChange)
      .map(unit => ({ ...unit, past: past.get(unit.id) ?? [] })),
  }
})

export const action = signedIn(async ({ actor, request, params }) => {
  const answer = await changeMunicipalities(actor, params.id('cohortId'), request)
  return data(answer, { status: answer.form?.status === 'error' ? 400 : 200 })
})

export const meta = pageTitle

export default function Municipalities() {
  const t = useWords()
  const { cohort, search, enrolable, enrolled } = useLoaderData<typeof loader>()
  const answer = useActionData<EnrolmentAnswer>()
  const [form] = useForm<{ orgUnitIds: string[] }>({ id: 'enrol', lastResult: answer?.form ?? null })
  return (
    <div className="stack" data-space="wide">
      <PageHead title={t('cohorts:enrol.title')} back={{ to: `/puljer/${cohort.id}`, label: cohort.name }}>
        <EnrolmentDone done={answer?.done ?? null} />
      </PageHead>
      <ErrorSummary
        form={form}
        labels={{ orgUnitIds: t('cohorts:enrol.choose') }}
        fieldIds={{ orgUnitIds: 'kommuner' }}
      />
      <EnrolForm key={enrolable.length} municipalities={enrolable} search={search} />
      <EnrolledList municipalities={enrolled} />
    </div>
  )
}
