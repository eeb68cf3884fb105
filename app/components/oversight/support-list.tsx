import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

export interface SupportRow {
  id: string
  who: string
  unit: { name: string }
  reason: string
  /** In words. */
  from: string
  to: string
  open: boolean
  canEnd: boolean
}

/** Who in support looks at which unit, and why; with the way to end it for those who may. */
export function SupportList({
  title,
  none,
  rows,
}: {
  title: string
  none: string
  rows: readonly SupportRow[]
}) {
  const t = useWords()
  return (
    <section className="stack" data-space="close">
      <h2>{title}</h2>
      {rows.length === 0 ? (
        <p className="quiet">{none}</p>
      ) : (
        <ul className="plain-list rows">
          {rows.map(row => (
            <li key={row.id} className="row">
              <div className="people-who">
                <strong>{t('oversight:support.looks', { who: row.who, unit: row.unit.name })}</strong>
                <div>
                  {row.open
                    ? t('oversight:support.until', { time: row.to })
                    : t('oversight:support.was', { from: row.from, to: row.to })}
                </div>
                <div className="quiet">{t('oversight:support.reason', { reason: row.reason })}</div>
              </div>
              {row.canEnd && (
                <Form method="post">
                  <input type="hidden" name="end" value={row.id} />
                  <Button variant="secondary" aria-label={`${t('oversight:support.end')}: ${row.unit.name}`}>
                    {t('oversight:support.end')}
                  </Button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
