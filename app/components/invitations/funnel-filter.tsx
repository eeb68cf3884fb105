import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { InvitationStatus, Step } from '~server/domain/cohorts/invitations/schema'
import { STEP_WORDS } from './steps'

const STATUSES: readonly InvitationStatus[] = [
  'queued',
  'sent',
  'seen',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
  'failed',
]

/** Which step, where, how far. A plain form: the choice is in the address. */
export function FunnelFilter({
  chosen,
  steps,
  counties,
}: {
  chosen: { step: Step; county: string; status: InvitationStatus | '' }
  steps: readonly Step[]
  counties: readonly { id: string; name: string }[]
}) {
  const t = useWords()
  return (
    <Form method="get" className="filter" preventScrollReset aria-label={t('invitations:invite.filter')}>
      {steps.length > 1 && (
        <div className="ds-field">
          <label className="ds-label" htmlFor="trinn">
            {t('invitations:invite.who')}
          </label>
          <select className="ds-input" id="trinn" name="trinn" defaultValue={chosen.step} key={chosen.step}>
            {steps.map(step => (
              <option key={step} value={step}>
                {t(STEP_WORDS[step])}
              </option>
            ))}
          </select>
        </div>
      )}
      {counties.length > 1 && (
        <div className="ds-field">
          <label className="ds-label" htmlFor="fylke">
            {t('invitations:invite.county')}
          </label>
          <select
            className="ds-input"
            id="fylke"
            name="fylke"
            defaultValue={chosen.county}
            key={chosen.county}
          >
            <option value="">{t('invitations:invite.allCounties')}</option>
            {counties.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      )}
      <div className="ds-field">
        <label className="ds-label" htmlFor="status">
          {t('invitations:funnel.status')}
        </label>
        <select className="ds-input" id="status" name="status" defaultValue={chosen.status}>
          <option value="">{t('invitations:funnel.allStatuses')}</option>
          {STATUSES.map(status => (
            <option key={status} value={status}>
              {t(`invitations:status.${status}`)}
            </option>
          ))}
        </select>
      </div>
      <Button variant="secondary">{t('invitations:invite.show')}</Button>
    </Form>
  )
}
