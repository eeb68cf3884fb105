import { Form, Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useWords } from '~/lib/i18n'
import { Button } from './button'

/** Shows some of a list only. A plain form: the choice is in the address. */
export function FilterForm({ active = false, children }: { active?: boolean; children: ReactNode }) {
  const t = useWords()
  return (
    <Form method="get" className="filter" preventScrollReset aria-label={t('filter.label')}>
      {children}
      <Button variant="secondary">{t('filter.show')}</Button>
      {active && (
        <Link to="?" preventScrollReset>
          {t('filter.reset')}
        </Link>
      )}
    </Form>
  )
}
