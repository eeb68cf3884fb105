import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { timeText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { WallTable } from '~server/domain/gatherings/rounds/wall'

/** How one table stands, at a glance; never what it writes. */
export function WallTableCard({ table }: { table: WallTable }) {
  const t = useWords()
  const { id, number, name, seats, words, writtenAt, released, doneAt, calledAt } = table
  return (
    <li
      className="wall-table card"
      data-called={calledAt === null ? undefined : ''}
      data-done={doneAt === null ? undefined : ''}
    >
      <h3>
        {t('gatherings:page.table', { number })}
        {name !== '' && <span className="quiet"> {name}</span>}
      </h3>
      <p className="small">{t('rounds:wall.seats', { count: seats })}</p>
      <p className="small">
        {words === 0 || (words === null && writtenAt === null)
          ? t('rounds:wall.noWords')
          : words !== null && t('rounds:wall.words', { count: words })}
        {writtenAt !== null && ` · ${t('gatherings:page.writtenAt', { time: timeText(t, writtenAt) })}`}
      </p>
      {released > 0 && <p className="small">{t('rounds:wall.released', { count: released })}</p>}
      {doneAt !== null && <p className="status">{t('rounds:wall.done')}</p>}
      {calledAt !== null && (
        <Form method="post" className="wall-call" preventScrollReset>
          <p className="status">{t('rounds:wall.calls')}</p>
          <input type="hidden" name="intent" value="coming" />
          <input type="hidden" name="tableId" value={id} />
          <Button variant="secondary" aria-label={t('rounds:wall.comingTo', { number })}>
            {t('rounds:wall.coming')}
          </Button>
        </Form>
      )}
    </li>
  )
}
