import { Form } from '@remix-run/react'
import { Button, RowButton } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { MailingRow } from '~server/domain/cohorts/invitations/progress'
import { InvitationStatusWord } from './invitation-status'

const OPEN = ['queued', 'sent', 'seen', 'failed']

/** What came of each address, with what can be done about it. */
export function MailingRows({ rows }: { rows: readonly MailingRow[] }) {
  const t = useWords()
  return (
    <ul className="plain-list rows">
      {rows.map(row => (
        <li key={row.id} className="mailing-row">
          <div>
            <strong>{row.unit}</strong>
            <div className="quiet small break">{row.email}</div>
            <Facts row={row} />
          </div>
          <InvitationStatusWord status={row.status} />
          {OPEN.includes(row.status) && (
            <details className="row-actions">
              <summary aria-label={`${t('invitations:mailing.do')}: ${row.unit}`}>
                {t('invitations:mailing.do')}
              </summary>
              <Actions row={row} />
            </details>
          )}
        </li>
      ))}
    </ul>
  )
}

function Facts({ row }: { row: MailingRow }) {
  const t = useWords()
  const facts = [
    row.deliveryError !== null && t(`invitations:delivery.${row.deliveryError}`),
    row.reminders > 0 && t('invitations:mailing.reminded', { count: row.reminders }),
    row.reason !== null && t(`invitations:reason.${row.reason}`),
    row.note,
  ].filter(Boolean)
  return facts.length === 0 ? null : <div className="small">{facts.join(' · ')}</div>
}

function Actions({ row }: { row: MailingRow }) {
  const t = useWords()
  const name = row.unit
  return (
    <div className="stack" data-space="close">
      <Form method="post" className="row" preventScrollReset>
        <input type="hidden" name="invitationId" value={row.id} />
        {row.status !== 'queued' && (
          <RowButton
            intent="again"
            label={t('invitations:mailing.again')}
            spoken={t('invitations:mailing.againOf', { name })}
            variant="secondary"
          />
        )}
        <RowButton
          intent="withdraw"
          label={t('invitations:mailing.withdraw')}
          spoken={t('invitations:mailing.withdrawOf', { name })}
        />
      </Form>
      <Form method="post" className="row" preventScrollReset>
        <input type="hidden" name="invitationId" value={row.id} />
        <input
          className="ds-input"
          type="email"
          name="email"
          required
          autoComplete="off"
          aria-label={t('invitations:mailing.newAddress', { name })}
        />
        <Button variant="secondary" name="intent" value="correct">
          {t('invitations:mailing.correct')}
        </Button>
      </Form>
    </div>
  )
}
