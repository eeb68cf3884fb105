import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { ButtonLink } from '~/components/ui/button'
import { timeText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { TableView } from '~server/domain/gatherings/tables'
import { TableGlyph } from './table-glyph'

export interface Seated {
  personId: string
  name: string
  kind: 'account' | 'guest'
}

/** A table: its number and name, how many sit there and, for whom it is meant, who; the way to its document. */
export function TableCard({
  table,
  seated,
  writtenAt = null,
  children,
}: {
  table: TableView
  /** Null when the names are none of one's business. */
  seated: readonly Seated[] | null
  /** When something was last written there while one watched (ISO 8601). */
  writtenAt?: string | null
  children?: ReactNode
}) {
  const t = useWords()
  const { number, name, seats, right, documentId, openToGuests } = table
  const mine = right === 'write'
  return (
    <li className="card table-card" data-mine={mine || undefined}>
      <div className="table-head">
        <TableGlyph seats={seats} number={number} mine={mine} />
        <div>
          <h3 className="card-title">{t('gatherings:page.table', { number })}</h3>
          {name !== '' && <p>{name}</p>}
          <p className="quiet small">
            {seats === 0 ? t('gatherings:page.free') : t('gatherings:page.seats', { count: seats })}
          </p>
          {writtenAt !== null && (
            <p className="small written">
              {t('gatherings:page.writtenAt', { time: timeText(t, new Date(writtenAt)) })}
            </p>
          )}
        </div>
      </div>
      {(mine || openToGuests) && (
        <p className="row">
          {mine && <span className="tag-mine">{t('gatherings:page.yours')}</span>}
          {openToGuests && <span className="ds-tag">{t('gatherings:page.openToGuests')}</span>}
        </p>
      )}
      {children ??
        (seated !== null && seated.length > 0 && (
          <ul className="plain-list names">
            {seated.map(person => (
              <li key={person.personId}>{person.name}</li>
            ))}
          </ul>
        ))}
      {documentId !== null &&
        (mine ? (
          <ButtonLink to={`/dokumenter/${documentId}`}>{t('gatherings:page.openOwn')}</ButtonLink>
        ) : (
          <Link to={`/dokumenter/${documentId}`}>{t('gatherings:page.read', { number })}</Link>
        ))}
    </li>
  )
}
