import { Link } from '@remix-run/react'
import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { MailingSummary } from '~server/domain/cohorts/invitations/progress'

/** What has been sent, the latest first. */
export function MailingList({
  cohortId,
  mailings,
}: {
  cohortId: string
  mailings: readonly MailingSummary[]
}) {
  const t = useWords()
  if (mailings.length === 0) return null
  return (
    <section className="stack" data-space="close" aria-labelledby="utsendinger">
      <h2 id="utsendinger">{t('invitations:mailing.list')}</h2>
      <ul className="plain-list rows">
        {mailings.map(({ id, step, issuer, createdAt, sent, total }) => (
          <li key={id} className="row" data-spread="">
            <div>
              <Link to={`/puljer/${cohortId}/utsendinger/${id}`}>{momentText(t, createdAt)}</Link>
              <div className="quiet small">
                {t(`invitations:count.${step}`, { count: total })} · {t('invitations:mailing.by', { issuer })}
              </div>
            </div>
            <span className="small">{t('invitations:mailing.progress', { sent, total })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
