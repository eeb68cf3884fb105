import { useWords } from '~/lib/i18n'
import type { Paged } from '~/lib/page-of'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'
import type { UnitKind } from '~server/domain/organisations/schema'
import { PageLinks } from './page-links'
import { Status } from './status'

export interface EnrolledUnit {
  id: string
  name: string
  kind: UnitKind
  /** Its municipality's name; null when it has none. */
  municipality: string | null
  status: EnrolmentStatus
}

/** Schools, kindergartens and services that one may see, by name. */
export function EnrolledUnits({ rows, total, ...pages }: Paged<EnrolledUnit>) {
  const t = useWords()
  if (total === 0) return null
  return (
    <section className="stack" aria-labelledby="enheter" data-space="close">
      <h2 id="enheter">{t('cohorts:overview.ownUnits')}</h2>
      {pages.pages > 1 && <p className="quiet">{t('cohorts:overview.unitPages.sum', { count: total })}</p>}
      <ul className="plain-list rows units">
        {rows.map(({ id, name, kind, municipality, status }) => (
          <li key={id} className="row" data-spread="">
            <div>
              {name}
              <div className="quiet small">
                {t(`cohorts:kinds.${kind}`)}
                {municipality !== null && ` · ${municipality}`}
              </div>
            </div>
            <Status status={status} />
          </li>
        ))}
      </ul>
      <PageLinks label={t('cohorts:overview.unitPages.label')} {...pages} />
    </section>
  )
}
