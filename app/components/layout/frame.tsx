import { Link, NavLink } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '~/lib/locales'
import type { HatView } from './hat-choice'
import { LanguageSwitch } from './language-switch'
import { Mark } from './mark'
import { PersonMenu } from './person-menu'
import { useFocusOnNavigation } from './use-focus-on-navigation'

export interface FramePerson {
  id: string
  name: string
  kind: 'account' | 'guest'
  /** Where this person's menu leads besides home. */
  menu: readonly MenuItem[]
  /** Roles to choose between; none for whoever has one only. */
  hats: readonly HatView[]
  /** The chosen one; null = all at once. */
  worn: string | null
}

export type MenuItem = 'cohorts' | 'units' | 'desk' | 'people' | 'imports' | 'support' | 'audit'

const PLACES: Record<MenuItem, string> = {
  cohorts: '/puljer',
  units: '/enheter',
  desk: '/skoler',
  people: '/folk',
  support: '/brukerstotte',
  audit: '/revisjon',
  imports: '/import',
}

/** What stands around every page: skip link, header, the page, footer. */
export function Frame({
  person,
  demo,
  locale,
  version,
  children,
}: {
  person: FramePerson | null
  demo: boolean
  locale: Locale
  version: string
  children: ReactNode
}) {
  const { t } = useTranslation()
  useFocusOnNavigation()
  return (
    <>
      <a className="skip-link" href="#innhold">
        {t('frame.skip')}
      </a>
      <header className="site-header">
        {demo && (
          <p className="demo-strip">
            {t('frame.demo')} <Link to="/demo/e-post">{t('frame.demoMail')}</Link>
          </p>
        )}
        <div className="site-header-inner">
          <Link to="/" className="brand">
            <Mark />
            {t('frame.product')}
          </Link>
          {person !== null && person.menu.length > 0 && (
            <nav className="site-nav" aria-label={t('frame.menu')}>
              {person.menu.map(item => (
                <NavLink key={item} to={PLACES[item]}>
                  {t(`frame.${item}`)}
                </NavLink>
              ))}
            </nav>
          )}
          <div className="site-header-end">
            {person === null ? (
              <Link className="ds-button" data-variant="tertiary" to="/logg-inn">
                {t('frame.signIn')}
              </Link>
            ) : (
              <PersonMenu person={person} />
            )}
          </div>
        </div>
      </header>
      <main id="innhold" tabIndex={-1} className="site-main">
        {children}
      </main>
      <footer className="site-footer">
        <div className="site-footer-inner">
          <LanguageSwitch current={locale} label={t('frame.language')} />
          <p className="quiet">
            <Link to="/tilgjengelighet">{t('frame.accessibility')}</Link> · {t('frame.version', { version })}
          </p>
        </div>
      </footer>
    </>
  )
}
