import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'
import type { Paged } from '~/lib/page-of'

/** The ways to the pages before and after this one; nothing when there is one page. */
export function PageLinks({
  label,
  page,
  pages,
  before,
  after,
}: Omit<Paged<unknown>, 'rows' | 'total'> & { label: string }) {
  const t = useWords()
  if (pages === 1) return null
  return (
    <nav className="pages" aria-label={label}>
      {before === null ? <span /> : <Link to={before}>{t('cohorts:overview.unitPages.before')}</Link>}
      <span className="quiet">{t('cohorts:overview.unitPages.at', { page, pages })}</span>
      {after === null ? <span /> : <Link to={after}>{t('cohorts:overview.unitPages.after')}</Link>}
    </nav>
  )
}
