import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { asOptions, FilterSelect } from '~/components/ui/filter-select'
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
        <FilterSelect
          name="trinn"
          label={t('invitations:funnel.who')}
          options={steps.map(step => ({ value: step, label: t(STEP_WORDS[step]) }))}
          value={chosen.step}
        />
      )}
      {counties.length > 1 && (
        <FilterSelect
          name="fylke"
          label={t('invitations:invite.county')}
          all={t('invitations:invite.allCounties')}
          options={asOptions(counties)}
          value={chosen.county}
        />
      )}
      <FilterSelect
        name="status"
        label={t('invitations:funnel.status')}
        all={t('invitations:funnel.allStatuses')}
        options={STATUSES.map(status => ({ value: status, label: t(`invitations:status.${status}`) }))}
        value={chosen.status}
      />
      <Button variant="secondary">{t('invitations:invite.show')}</Button>
    </Form>
  )
}
