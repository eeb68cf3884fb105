import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { Checkbox } from '~/components/ui/choices'
import { useWords } from '~/lib/i18n'
import type { Candidate } from '~server/domain/gatherings/seats'
import type { TableView } from '~server/domain/gatherings/tables'
import type { Seated } from './table-card'

/** What whoever arranges the gathering does at one table: who sits there, what it is called, whether guests may come. */
export function TableOrganiser({
  table,
  seated,
  candidates,
}: {
  table: TableView
  seated: readonly Seated[]
  candidates: readonly Candidate[]
}) {
  const t = useWords()
  const { id, number, name, openToGuests } = table
  return (
    <>
      <ul className="plain-list names">
        {seated.map(person => (
          <li key={person.personId} className="row" data-spread="">
            <span>
              {person.name}
              {person.kind === 'guest' && (
                <span className="quiet small"> ({t('gatherings:page.guest')})</span>
              )}
            </span>
            <Form method="post" preventScrollReset>
              <input type="hidden" name="personId" value={person.personId} />
              <button
                className="ds-link small"
                name="intent"
                value="unseat"
                aria-label={t('gatherings:organise.unseat', { name: person.name })}
              >
                {t('gatherings:organise.unseatShort')}
              </button>
            </Form>
          </li>
        ))}
      </ul>
      <details className="organise">
        <summary>{t('gatherings:organise.seatAt', { number })}</summary>
        {candidates.length === 0 ? (
          <p className="small">{t('gatherings:organise.everybody')}</p>
        ) : (
          <Form method="post" className="stack" data-space="close" preventScrollReset>
            <input type="hidden" name="tableId" value={id} />
            <div className="ds-field">
              <label className="ds-label" htmlFor={`person-${id}`}>
                {t('gatherings:organise.person')}
              </label>
              <select className="ds-input" id={`person-${id}`} name="personId" key={candidates.length}>
                {candidates.map(({ personId, name: who, units }) => (
                  <option key={personId} value={personId}>
                    {t('gatherings:organise.withUnits', { name: who, units: units.join(', ') })}
                  </option>
                ))}
              </select>
            </div>
            <Button variant="secondary" name="intent" value="seat">
              {t('gatherings:organise.seatAt', { number })}
            </Button>
          </Form>
        )}
      </details>
      <details className="organise">
        <summary>{t('gatherings:organise.changeOf', { number })}</summary>
        <Form method="post" className="stack" data-space="close" preventScrollReset>
          <input type="hidden" name="tableId" value={id} />
          <TableFields id={id} name={name} openToGuests={openToGuests} />
          <Button variant="secondary" name="intent" value="change-table">
            {t('gatherings:organise.save')}
          </Button>
        </Form>
      </details>
    </>
  )
}

/** Name of a table, and whether guests may sit there. */
export function TableFields({ id, name, openToGuests }: { id: string; name: string; openToGuests: boolean }) {
  const t = useWords()
  return (
    <>
      <div className="ds-field">
        <label className="ds-label" htmlFor={`name-${id}`}>
          {t('gatherings:organise.tableName')}
        </label>
        <p className="hint" id={`name-hint-${id}`}>
          {t('gatherings:organise.tableNameHint')}
        </p>
        <input
          className="ds-input"
          id={`name-${id}`}
          name="name"
          defaultValue={name}
          maxLength={80}
          aria-describedby={`name-hint-${id}`}
        />
      </div>
      <Checkbox
        id={`open-${id}`}
        name="openToGuests"
        defaultChecked={openToGuests}
        label={t('gatherings:organise.openToGuests')}
      />
    </>
  )
}
