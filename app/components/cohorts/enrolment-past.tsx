import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { PastStatus } from '~server/domain/cohorts/past'

/** Every status a unit has had, the latest first: when, and how it came about. Folded away. */
export function EnrolmentPast({ unit, past }: { unit: string; past: readonly PastStatus[] }) {
  const t = useWords()
  if (past.length === 0) return null
  return (
    <details className="small">
      <summary aria-label={`${t('invitations:history.title')}: ${unit}`}>
        {t('invitations:history.title')}
      </summary>
      <ol className="bullets">
        {past.map(({ status, at, by, name }) => (
          <li key={at.toISOString()}>
            {t(`cohorts:status.${status}`)} · {momentText(t, at)}
            {by === 'answer' && ` · ${t('invitations:history.byLink')}`}
            {by === 'deadline' && ` · ${t('invitations:history.byJob')}`}
            {name !== null && ` · ${t('invitations:history.by', { name })}`}
          </li>
        ))}
      </ol>
    </details>
  )
}
