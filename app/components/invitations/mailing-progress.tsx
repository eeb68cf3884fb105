import { Form, Link } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { MailingView } from '~server/domain/cohorts/invitations/progress'
import type { InvitationStatus } from '~server/domain/cohorts/invitations/schema'
import { InvitationStatusWord } from './invitation-status'

const SHOWN: readonly InvitationStatus[] = [
  'accepted',
  'seen',
  'sent',
  'queued',
  'declined',
  'expired',
  'withdrawn',
]

/** How many mails are out, what came of them, and a way to send again what did not arrive. */
export function MailingProgress({ mailing }: { mailing: MailingView }) {
  const t = useWords()
  const { done, sent, total, rows } = mailing
  const count = (status: InvitationStatus): number => rows.filter(row => row.status === status).length
  const failed = count('failed')
  return (
    <section className="stack" data-space="close" aria-labelledby="fremdrift">
      <h2 id="fremdrift" className="progress-title">
        {t('invitations:mailing.progress', { sent, total })}
      </h2>
      <progress className="progress" value={done} max={total} aria-labelledby="fremdrift" />
      {done < total && (
        <p className="quiet">
          {t('invitations:mailing.going')} <Link to="?">{t('invitations:mailing.refresh')}</Link>
        </p>
      )}
      <ul className="plain-list tallies">
        {SHOWN.filter(status => count(status) > 0).map(status => (
          <li key={status}>
            <InvitationStatusWord status={status} /> <strong>{count(status)}</strong>
          </li>
        ))}
      </ul>
      {failed > 0 && (
        <Form method="post" className="row" preventScrollReset>
          <span>{t('invitations:mailing.failed', { count: failed })}</span>
          <Button name="intent" value="again-all" variant="secondary">
            {t('invitations:mailing.againAll', { count: failed })}
          </Button>
        </Form>
      )}
    </section>
  )
}
