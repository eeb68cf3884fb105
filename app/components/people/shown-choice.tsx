import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'

const SHOWN = ['now', 'planned', 'ended'] as const

/** Those of now, those who come, those who were. */
export function ShownChoice({ shown }: { shown: (typeof SHOWN)[number] }) {
  const t = useWords()
  return (
    <nav className="row" aria-label={t('people:unit.which')}>
      {SHOWN.map(each => (
        <Link
          key={each}
          to={each === 'now' ? '.' : `?vis=${each}`}
          aria-current={each === shown ? 'page' : undefined}
          className="choice-link"
        >
          {t(`people:unit.${each}`)}
        </Link>
      ))}
    </nav>
  )
}
