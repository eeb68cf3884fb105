import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { MailingRow } from '~server/domain/cohorts/invitations/progress'

const OPEN = ['queued', 'sent', 'seen', 'failed']

/** Takes a whole mailing back; asks once, by what it says before the button. */
export function WithdrawAll({ rows }: { rows: readonly MailingRow[] }) {
  const t = useWords()
  if (!rows.some(({ status }) => OPEN.includes(status))) return null
  return (
    <details>
      <summary>{t('invitations:mailing.withdrawAll')}</summary>
      <Form method="post" className="stack" data-space="close">
        <p>{t('invitations:mailing.withdrawAllText')}</p>
        <div>
          <Button variant="secondary" name="intent" value="withdraw-all">
            {t('invitations:mailing.withdrawAll')}
          </Button>
        </div>
      </Form>
    </details>
  )
}
