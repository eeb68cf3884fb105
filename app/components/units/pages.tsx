import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'

/** The way to the pages before and after. Nothing when there is only one. */
export function Pages({ text, page, pages }: { text: string; page: number; pages: number }) {
  const t = useWords()
  if (pages === 1) return null
  const to = (side: number): string =>
    `?${new URLSearchParams({ ...(text !== '' && { sok: text }), side: String(side) }).toString()}`
  return (
    <nav className="pages" aria-label={t('units:pages.label')}>
      {page > 1 ? <Link to={to(page - 1)}>{t('units:pages.before')}</Link> : <span />}
      <span className="quiet">{t('units:pages.at', { page, pages })}</span>
      {page < pages ? <Link to={to(page + 1)}>{t('units:pages.after')}</Link> : <span />}
    </nav>
  )
}
