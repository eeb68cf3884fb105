import type { ReactNode } from 'react'
import { Link } from '@remix-run/react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '~/lib/locales'

export interface FramePerson {
  id: string
  name: string
  kind: 'account' | 'guest'
}

/** What stands around every page: skip link, header, the page, footer. */
export function Frame({
  children,
}: {
  person: FramePerson | null
  demo: boolean
  locale: Locale
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <>
      <a className="skip-link" href="#innhold">
        {t('frame.skip')}
      </a>
      <header>
        <Link to="/">{t('frame.product')}</Link>
      </header>
      <main id="innhold" tabIndex={-1}>
        {children}
      </main>
    </>
  )
}
