import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'
import type { EnrolmentView } from '~server/domain/cohorts/enrolments'
import { Status } from './status'

/** A page of the units of a cohort. */
export interface UnitsShown {
  units: readonly EnrolmentView[]
  total: number
  /** 1 and up. */
  page: number
  pages: number
  /** Addresses of the pages beside it; null = there is none. */
  before: string | null
  after: string | null
}

/** Schools, kindergartens and services that one may see, by county and name. */
export function EnrolledUnits({ units, total, page, pages, before, after }: UnitsShown) {
  const t = useWords()
  if (total === 0) return null
  return (
    <section className="stack" aria-labelledby="enheter" data-space="close">
      <h2 id="enheter">{t('cohorts:overview.ownUnits')}</h2>
      {pages > 1 && <p className="quiet">{t('cohorts:overview.unitPages.sum', { count: total })}</p>}
      <ul className="plain-list rows units">
        {units.map(({ id, name, kind, municipality, status }) => (
          <li key={id} className="row" data-spread="">
            <div>
              {name}
              <div className="quiet small">
                {t(`cohorts:kinds.${kind}`)}
                {municipality !== null && ` · ${municipality.name}`}
              </div>
            </div>
            <Status status={status} />
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <nav className="pages" aria-label={t('cohorts:overview.unitPages.label')}>
          {before === null ? <span /> : <Link to={before}>{t('cohorts:overview.unitPages.before')}</Link>}
          <span className="quiet">{t('cohorts:overview.unitPages.at', { page, pages })}</span>
          {after === null ? <span /> : <Link to={after}>{t('cohorts:overview.unitPages.after')}</Link>}
        </nav>
      )}
    </section>
  )
}
