import { momentText } from '~/lib/dates'
import { PageLinks } from '~/components/cohorts/page-links'
import { useWords } from '~/lib/i18n'
import type { Paged } from '~/lib/page-of'
import type { FunnelRow } from '~server/domain/cohorts/invitations/funnel'
import { InvitationStatusWord } from './invitation-status'

/** Every invited unit with how far it has come. Units only: no people, no addresses. */
export function FunnelList({ rows, total: _, ...pages }: Paged<FunnelRow>) {
  const t = useWords()
  return (
    <section className="stack" data-space="close" aria-labelledby="liste">
      <h2 id="liste">{t('invitations:funnel.list')}</h2>
      {rows.length === 0 && <p>{t('invitations:funnel.noMatch')}</p>}
      <ul className="plain-list rows">
        {rows.map(row => (
          <li key={row.id} className="row" data-spread="">
            <div>
              {row.name}
              <div className="quiet small">
                {[row.municipality?.name, row.county?.name].filter(Boolean).join(' · ')}
                {row.units !== null && row.units.named > 0 && (
                  <> · {t('invitations:funnel.unitsOf', row.units)}</>
                )}
              </div>
            </div>
            <div className="funnel-answer">
              <InvitationStatusWord status={row.status} />
              {row.answeredAt !== null && <div className="quiet small">{momentText(t, row.answeredAt)}</div>}
            </div>
          </li>
        ))}
      </ul>
      <PageLinks label={t('invitations:funnel.list')} {...pages} />
    </section>
  )
}
