import { useForm } from '@conform-to/react'
import { data } from '@remix-run/node'
import { Link, useActionData, useLoaderData } from '@remix-run/react'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { listEnrolable, listEnrolments } from '~server/domain/cohorts/enrolments'
import { enrolmentHistory } from '~server/domain/cohorts/past'
import { forbidden } from '~server/domain/shared/errors'
import { EnrolForm } from '~/components/cohorts/enrol-form'
import { EnrolledList } from '~/components/cohorts/enrolled-list'
import { EnrolmentDone } from '~/components/cohorts/enrolment-done'
import { MunicipalityCounties } from '~/components/cohorts/municipality-counties'
import { ErrorSummary } from '~/components/ui/error-summary'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { cohortName } from '~/lib/texts'
import { wordsOf } from '~/lib/words'
import { changeMunicipalities, type EnrolmentAnswer } from './enrolling.server'
import { chooseMunicipalities } from './municipality-choice'

export const handle = { words: ['cohorts', 'invitations'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const id = params.id('cohortId')
  const cohort = await getCohort(actor, id)
  if (!cohort.can.enrol) throw forbidden()
  const query = new URL(request.url).searchParams
  const [open, listed] = await Promise.all([
    listEnrolable(actor, id),
    listEnrolments(actor, id, ['municipality']),
  ])
  const { enrolable, enrolled, ...choice } = chooseMunicipalities(
    open,
    listed.filter(({ canChange }) => canChange),
    query,
  )
  const past = await enrolmentHistory(
    actor,
    id,
    enrolled.map(unit => unit.id),
  )
  const name = cohortName(t, localeOf(request, context), cohort)
  return {
    title: t('cohorts:enrol.title'),
    cohort: { id: cohort.id, name },
    search: query.get('sok') ?? '',
    ...choice,
    enrolable: enrolable.map(unit => ({ id: unit.id, name: unit.name, county: unit.county?.name ?? '' })),
    enrolled: enrolled.map(({ id: unitId, name: unitName, county, status }) => ({
      id: unitId,
      name: unitName,
      county: county?.name ?? '',
      status,
      past: past.get(unitId) ?? [],
    })),
  }
})

export const action = signedIn(async ({ actor, request, params }) => {
  const answer = await changeMunicipalities(actor, params.id('cohortId'), request)
  return data(answer, { status: answer.form?.status === 'error' ? 400 : 200 })
})

export const meta = pageTitle

export default function Municipalities() {
  const t = useWords()
  const { cohort, search, county, counties, enrolable, enrolled, more } = useLoaderData<typeof loader>()
  const answer = useActionData<EnrolmentAnswer>()
  const searched = counties.length > 0 && county === null && search !== ''
  const [form] = useForm<{ orgUnitIds: string[] }>({ id: 'enrol', lastResult: answer?.form ?? null })
  return (
    <div className="stack" data-space="wide">
      <PageHead title={t('cohorts:enrol.title')} back={{ to: `/puljer/${cohort.id}`, label: cohort.name }}>
        {county !== null && <p className="lead">{county.name}</p>}
        <EnrolmentDone done={answer?.done ?? null} />
      </PageHead>
      <ErrorSummary
        form={form}
        labels={{ orgUnitIds: t('cohorts:enrol.choose') }}
        fieldIds={{ orgUnitIds: 'kommuner' }}
      />
      {counties.length > 0 && county === null && <MunicipalityCounties counties={counties} search={search} />}
      {county !== null && (
        <p>
          <Link to={`/puljer/${cohort.id}/kommuner`}>← {t('cohorts:enrol.counties.all')}</Link>
        </p>
      )}
      {searched && (
        <p role="status">
          {enrolable.length + enrolled.length === 0
            ? t('cohorts:enrol.counties.nobody')
            : t('cohorts:enrol.counties.found', { search })}
        </p>
      )}
      {more && (
        <p className="quiet">
          {t('cohorts:enrol.counties.more', { count: Math.max(enrolable.length, enrolled.length) })}
        </p>
      )}
      {(counties.length === 0 || enrolable.length > 0) && (
        <EnrolForm
          key={`${county?.id ?? search} ${enrolable.length}`}
          municipalities={enrolable}
          county={county?.id ?? null}
          search={searched ? null : search}
        />
      )}
      <EnrolledList municipalities={enrolled} />
    </div>
  )
}
