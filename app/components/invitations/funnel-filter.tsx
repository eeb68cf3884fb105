import { FilterForm } from '~/components/ui/filter-form'
import { CountySelect, FilterSelect } from '~/components/ui/filter-select'
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

/** Which step, where, how far. */
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
    <FilterForm>
      {steps.length > 1 && (
        <FilterSelect
          name="trinn"
          label={t('invitations:funnel.who')}
          options={steps.map(step => ({ value: step, label: t(STEP_WORDS[step]) }))}
          value={chosen.step}
        />
      )}
      <CountySelect counties={counties} value={chosen.county} />
      <FilterSelect
        name="status"
        label={t('filter.status')}
        all={t('filter.all')}
        options={STATUSES.map(status => ({ value: status, label: t(`invitations:status.${status}`) }))}
        value={chosen.status}
      />
    </FilterForm>
  )
}
