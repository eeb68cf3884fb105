import { useWords } from '~/lib/i18n'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'

/** In the order in which they are counted and offered. */
export const STATUSES: readonly EnrolmentStatus[] = [
  'enrolled',
  'invited',
  'declined',
  'withdrawn',
  'expired',
]

/** Whether a unit takes part: a word, with a sign beside it. */
export function Status({ status }: { status: EnrolmentStatus }) {
  const t = useWords()
  return (
    <span className="status" data-status={status}>
      {t(`cohorts:status.${status}`)}
    </span>
  )
}

/** "6 er med, 2 er invitert": only what there is. */
export function useCounts(): (statuses: readonly EnrolmentStatus[]) => string {
  const t = useWords()
  return statuses =>
    STATUSES.map(status => ({ status, count: statuses.filter(one => one === status).length }))
      .filter(({ count }) => count > 0)
      .map(({ status, count }) => t(`cohorts:counts.${status}`, { count }))
      .join(', ')
}
