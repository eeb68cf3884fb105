import { useLoaderData } from '@remix-run/react'
import { getCohort } from '~server/domain/cohorts/cohorts'
import { listEnrolments } from '~server/domain/cohorts/enrolments'
import { listGatherings, listHosting } from '~server/domain/gatherings/gatherings'
import { CohortTimeline } from '~/components/cohorts/cohort-timeline'
import { CohortUnits } from '~/components/cohorts/cohort-units'
import { ProgrammePreview } from '~/components/cohorts/programme-preview'
import { ButtonLink } from '~/components/ui/button'
import { PageHead } from '~/components/ui/page-head'
import { periodText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { inLanguage } from '~/lib/texts'
import { chooseEnrolments } from './enrolment-choice'

export const loader = signedIn(async ({ actor, request, context, params, t }) => {
  const id = params.id('cohortId')
  const [cohort, enrolments, gatherings, hosting] = await Promise.all([
    getCohort(actor, id),
    listEnrolments(actor, id),
    listGatherings(actor, { cohortId: id }),
    listHosting(actor, id),
  ])
  return {
    title: t('cohorts:name', { number: cohort.number }),
    locale: localeOf(request, context),
    now: new Date(),
    cohort,
    gatherings,
    canPlan: hosting.length > 0,
    ...chooseEnrolments(enrolments, new URL(request.url).searchParams),
  }
})

export const meta = pageTitle

export default function Cohort() {
  const t = useWords()
  const { locale, cohort, gatherings, canPlan, now, ...enrolled } = useLoaderData<typeof loader>()
  const { number, programme, host, startsOn, endsOn } = cohort
  const planFirst = cohort.municipalities > 0
  return (
    <div className="stack" data-space="wide">
      <PageHead
        title={`${t('cohorts:name', { number })}: ${inLanguage(programme.name, locale)}`}
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
            <ButtonLink
              to={`/puljer/${cohort.id}/kommuner`}
              variant={planFirst && canPlan ? 'secondary' : 'primary'}
            >
              {t('cohorts:overview.enrol')}
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
      <CohortUnits {...enrolled} />
      <details className="about">
        <summary>{t('cohorts:programme.about')}</summary>
        <ProgrammePreview programme={programme} locale={locale} />
      </details>
    </div>
  )
}
