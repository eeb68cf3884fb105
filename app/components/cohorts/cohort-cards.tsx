import { Link } from '@remix-run/react'
import { periodText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { Locale } from '~/lib/locales'
import { cohortName, inLanguage } from '~/lib/texts'
import type { CohortSummary } from '~server/domain/cohorts/cohorts'

/** Cohorts as cards: number, programme, years, who runs it, how many take part. */
export function CohortCards({
  cohorts,
  locale,
  level = 3,
}: {
  cohorts: readonly CohortSummary[]
  locale: Locale
  /** Of the headings. */
  level?: 2 | 3
}) {
  const t = useWords()
  const Heading = `h${level}` as const
  return (
    <ul className="cards">
      {cohorts.map(({ id, programme, host, startsOn, endsOn, municipalities, number }) => (
        <li key={id} className="card card-link">
          <Heading className="card-title">
            <Link to={`/puljer/${id}`}>{cohortName(t, locale, { number, programme })}</Link>
          </Heading>
          <p>{inLanguage(programme.name, locale)}</p>
          <p className="quiet small">
            {periodText(t, startsOn, endsOn)}
            <br />
            {t('cohorts:host', { host: host.name })} ·{' '}
            {t('cohorts:municipalities', { count: municipalities })}
          </p>
        </li>
      ))}
    </ul>
  )
}
