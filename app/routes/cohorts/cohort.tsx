import { useLoaderData } from '@remix-run/react'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { listEnrolledUnits, listEnrolments } from '~server/domain/cohorts/enrolments'
import { listSteps } from '~server/domain/cohorts/reports'
import { listGatherings, listHosting } from '~server/domain/gatherings/gatherings'
import { CohortTimeline } from '~/components/cohorts/cohort-timeline'
import { CohortUnits } from '~/components/cohorts/cohort-units'
import { YearWheel } from '~/components/cohorts/year-wheel'
import { ProgrammePreview } from '~/components/cohorts/programme-preview'
import { ButtonLink } from '~/components/ui/button'
import { PageHead } from '~/components/ui/page-head'
import { periodText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { pagesAround, ROWS_ON_A_PAGE, wishedPage } from '~/lib/page-of'
import { signedIn } from '~/lib/request'
import { cohortName, inLanguage } from '~/lib/texts'
import { wordsOf } from '~/lib/words'
import { chooseEnrolled } from './enrolment-choice'

export const handle = { words: ['cohorts', 'cycle', 'gatherings', 'invitations', 'people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const id = params.id('cohortId')
  const locale = localeOf(request, context)
  const query = new URL(request.url).searchParams
  const [cohort, municipalities, units, gatherings, hosting, steps] = await Promise.all([
    getCohort(actor, id),
    listEnrolments(actor, id, ['municipality']),
    listEnrolledUnits(actor, id, { wish: wishedPage(query, 'enheter'), most: ROWS_ON_A_PAGE }),
    listGatherings(actor, { cohortId: id }),
    listHosting(actor, id),
    listSteps(actor, id),
  ])
  return {
    title: cohortName(t, locale, cohort),
    locale,
    now: new Date(),
    cohort,
    gatherings: gatherings.map(({ id, title, when, place, level }) => ({ id, title, when, place, level })),
    steps,
    canPlan: hosting.length > 0,
    ...chooseEnrolled(municipalities, query),
    units: {
      ...pagesAround(units, query, 'enheter'),
      rows: units.rows.map(({ id, name, kind, municipality, status }) => ({
        id,
        name,
        kind,
        municipality: municipality?.name ?? null,
        status,
      })),
    },
  }
})

export const meta = pageTitle

export default function Cohort() {
  const t = useWords()
  const { locale, cohort, gatherings, steps, canPlan, now, ...enrolled } = useLoaderData<typeof loader>()
  const { programme, host, startsOn, endsOn } = cohort
  const planFirst = cohort.municipalities > 0
  return (
    <div className="stack" data-space="wide">
      <PageHead
        title={`${cohortName(t, locale, cohort)}: ${inLanguage(programme.name, locale)}`}
        back={{ to: '/puljer', label: t('cohorts:list.title') }}
      >
        <p className="lead">{periodText(t, startsOn, endsOn)}</p>
        <p className="quiet">{t('cohorts:host', { host: host.name })}</p>
        {cohort.invented && <p className="note">{t('cohorts:invented')}</p>}
        <div className="form-actions">
          {canPlan && (
            <ButtonLink
              to={`/puljer/${cohort.id}/samlinger/ny`}
              variant={planFirst ? 'primary' : 'secondary'}
            >
              {t('cohorts:overview.plan')}
            </ButtonLink>
          )}
          {cohort.can.enrol && (
            <ButtonLink to={`/puljer/${cohort.id}/invitasjoner`} variant="secondary">
              {t('invitations:funnel.link')}
            </ButtonLink>
          )}
          {cohort.can.enrol && (
            <ButtonLink
              to={`/puljer/${cohort.id}/kommuner`}
              variant={planFirst && canPlan ? 'secondary' : 'primary'}
            >
              {t('cohorts:overview.enrol')}
            </ButtonLink>
          )}
          {cohort.can.assign && (
            <ButtonLink to={`/puljer/${cohort.id}/ressurspersoner`} variant="secondary">
              {t('people:assign.title')}
            </ButtonLink>
          )}
        </div>
      </PageHead>
      <CohortTimeline
        startsOn={startsOn}
        endsOn={endsOn}
        gatherings={gatherings}
        now={now}
        canPlan={canPlan}
      />
      <YearWheel cohortId={cohort.id} steps={steps} locale={locale} />
      <CohortUnits {...enrolled} total={cohort.municipalities} />
      <details className="about">
        <summary>{t('cohorts:programme.about')}</summary>
        <ProgrammePreview programme={programme} locale={locale} />
      </details>
    </div>
  )
}
