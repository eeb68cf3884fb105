import { Link } from '@remix-run/react'
import { timeText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { Locale } from '~/lib/locales'
import { cohortName, inLanguage } from '~/lib/texts'
import { useDeskNow } from '~/live/use-live-events'
import type { DeskUnit } from '~server/domain/development/desk'

/** The units one follows, the longest silence first. */
export function DeskCards({
  units,
  locale,
}: {
  units: readonly (DeskUnit & { ago: string | null })[]
  locale: Locale
}) {
  const t = useWords()
  const activeAt = useDeskNow()
  const activity = (unitId: string, ago: string | null): string => {
    const at = activeAt[unitId]
    if (at !== undefined) return t('home:deskPage.now', { time: timeText(t, new Date(at)) })
    return ago === null ? t('home:deskPage.never') : t('home:deskPage.last', { ago })
  }
  return (
    <ol className="cards">
      {units.map(({ unit, municipality, cohort, ago, tables }) => (
        <li key={unit.id + cohort.id} className="card">
          <p className="eyebrow">
            {t(`cohorts:kinds.${unit.kind}`)}
            {municipality !== null && ` · ${municipality.name}`}
          </p>
          <h2 className="card-title">{unit.name}</h2>
          <p className="silence" data-silent={(ago === null && activeAt[unit.id] === undefined) || undefined}>
            {activity(unit.id, ago)}
          </p>
          <p className="quiet small">
            <Link to={`/puljer/${cohort.id}`}>{cohortName(t, locale, cohort)}</Link>:{' '}
            {inLanguage(cohort.programmeName, locale)}
          </p>
          {tables.length > 0 && (
            <ul className="plain-list stack" data-space="tight">
              {tables.map(({ documentId, number, name, gathering }) => (
                <li key={documentId}>
                  <Link to={`/dokumenter/${documentId}`}>
                    {name === ''
                      ? t('home:deskPage.readUnnamed', { number })
                      : t('home:deskPage.read', { number, name })}
                  </Link>
                  <div className="quiet small">{gathering.title}</div>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}
