import { Link, useLoaderData } from '@remix-run/react'
import { cohortsOfUnit } from '~server/domain/cohorts/of-unit'
import { unitPage } from '~server/domain/organisations/unit-page'
import { UnitBelow } from '~/components/units/unit-below'
import { UnitHistory } from '~/components/units/unit-history'
import { UnitKin } from '~/components/units/unit-kin'
import { PageHead } from '~/components/ui/page-head'
import { dateOnly, dayText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import { localeOf } from '~/lib/i18n.server'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { cohortName, inLanguage } from '~/lib/texts'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['cohorts', 'units'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, context, params }) => {
  const id = params.id('unitId')
  const [unit, cohorts] = await Promise.all([unitPage(actor, id), cohortsOfUnit(actor, id)])
  return { title: unit.name, locale: localeOf(request, context), unit, cohorts }
})

export const meta = pageTitle

export default function Unit() {
  const t = useWords()
  const { unit, cohorts, locale } = useLoaderData<typeof loader>()
  const { municipality, county, endedOn } = unit
  return (
    <div className="stack" data-space="wide">
      <PageHead title={unit.name} back={{ to: '/enheter', label: t('units:list.title') }}>
        <p className="lead">
          {t(`units:kinds.${unit.kind}`)}
          {unit.code !== null && <> · {unit.code}</>}
          {[municipality, county].map(
            place =>
              place !== null && (
                <span key={place.id}>
                  {' · '}
                  <Link to={`/enheter/${place.id}`}>{place.name}</Link>
                </span>
              ),
          )}
        </p>
        {endedOn !== null && (
          <p className="note">{t('units:ended', { date: dayText(t, dateOnly(endedOn)) })}</p>
        )}
        {unit.showsPeople && (
          <p>
            <Link to={`/enheter/${unit.id}/folk`}>{t('units:people', { unit: unit.name })}</Link>
          </p>
        )}
      </PageHead>
      <div className="two-columns">
        <UnitHistory chapters={unit.chapters} continues={unit.continues} />
        <UnitKin predecessors={unit.predecessors} successors={unit.successors} />
      </div>
      {cohorts.length > 0 && (
        <section className="stack" data-space="close" aria-labelledby="puljer">
          <h2 id="puljer">{t('units:cohorts')}</h2>
          <ul className="plain-list rows">
            {cohorts.map(cohort => (
              <li key={cohort.id} className="row">
                <Link to={`/puljer/${cohort.id}`}>
                  {cohortName(t, locale, cohort)}: {inLanguage(cohort.programmeName, locale)}
                </Link>
                <span className="quiet">{t(`cohorts:status.${cohort.status}`)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {unit.contacts !== null && unit.contacts.length > 0 && (
        <section className="stack" data-space="close" aria-labelledby="kontakter">
          <h2 id="kontakter">{t('units:contacts')}</h2>
          <ul className="plain-list rows">
            {unit.contacts.map(({ name, email }) => (
              <li key={email} className="row">
                <span>{name === '' ? email : name}</span>
                <a href={`mailto:${email}`}>{email}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      <UnitBelow units={unit.below} />
    </div>
  )
}
