import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'

/** What is shown, on paper and as files. */
export function HarvestFiles({ gatheringId }: { gatheringId: string }) {
  const t = useWords()
  const here = `/samlinger/${gatheringId}/host`
  return (
    <nav className="harvest-files" aria-label={t('harvest:files')}>
      <Link to={`${here}/utskrift`}>{t('harvest:preview')}</Link>
      <a href={`${here}.docx`} download>
        {t('harvest:docx')}
      </a>
      <a href={`${here}.csv`} download>
        {t('harvest:csv')}
      </a>
    </nav>
  )
}
