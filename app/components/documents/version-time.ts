import { dateOnly, momentText, timeText } from '~/lib/dates'
import type { T } from '~/lib/i18n'

/** "22. november 2026 kl. 14.05–14.20" */
export function sittingText(t: T, { beganAt, endedAt }: { beganAt: Date; endedAt: Date }): string {
  const [from, to] = [momentText(t, beganAt), momentText(t, endedAt)]
  if (from === to) return from
  const end = dateOnly(beganAt) === dateOnly(endedAt) ? timeText(t, endedAt) : ` ${to}`
  return t('keeping:versions.period', { from, to: end })
}
