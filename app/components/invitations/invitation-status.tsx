import { useWords } from '~/lib/i18n'
import type { InvitationStatus } from '~server/domain/cohorts/invitations/schema'

/** How the signs of enrolments say the same. */
const SIGNS: Record<InvitationStatus, string> = {
  queued: 'queued',
  sent: 'sent',
  seen: 'invited',
  accepted: 'enrolled',
  declined: 'declined',
  expired: 'expired',
  withdrawn: 'withdrawn',
  failed: 'failed',
}

/** How far an invitation has come: a word, with a sign beside it. */
export function InvitationStatusWord({ status }: { status: InvitationStatus }) {
  const t = useWords()
  return (
    <span className="status" data-status={SIGNS[status]}>
      {t(`invitations:status.${status}`)}
    </span>
  )
}
