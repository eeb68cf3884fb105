import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'

interface Mentioned {
  id: string
  name: string | null
}

export interface AuditRow {
  id: string
  /** In words. */
  at: string
  /** In words. */
  what: string
  actor: Mentioned | null
  person: Mentioned | null
  unit: Mentioned | null
  personHref: string | null
  unitHref: string | null
}

/** What happened, line by line. A person or a unit leads to the events about it. */
export function AuditTable({
  entries,
  older,
  file,
}: {
  entries: readonly AuditRow[]
  older: string | null
  file: string
}) {
  const t = useWords()
  return (
    <>
      <div className="audit-log">
        <table className="ds-table">
          <caption>{t('oversight:audit.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('oversight:audit.when')}</th>
              <th scope="col">{t('oversight:audit.what')}</th>
              <th scope="col">{t('oversight:audit.who')}</th>
              <th scope="col">{t('oversight:audit.about')}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map(({ id, at, what, actor, person, unit, personHref, unitHref }) => (
              <tr key={id}>
                <td>{at}</td>
                <td>{what}</td>
                <td>{actor === null ? t('oversight:audit.system') : <Name of={actor} />}</td>
                <td>
                  <ul className="plain-list">
                    {person !== null && personHref !== null && (
                      <li>
                        <Link to={personHref}>
                          <Name of={person} />
                        </Link>
                      </li>
                    )}
                    {unit !== null && unitHref !== null && (
                      <li>
                        <Link to={unitHref}>
                          <Name of={unit} />
                        </Link>
                      </li>
                    )}
                  </ul>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="row">
        {older !== null && <Link to={older}>{t('oversight:audit.older')}</Link>}
        <a href={file} download>
          {t('oversight:audit.export')}
        </a>
        <span className="quiet small">{t('oversight:audit.exportHint')}</span>
      </p>
    </>
  )
}

/** The reader may know that it is always the same one, if not who. */
function Name({ of: { id, name } }: { of: Mentioned }) {
  const t = useWords()
  return <>{name ?? t('oversight:audit.unnamed', { id: id.slice(-6) })}</>
}
