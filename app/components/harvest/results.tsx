import { Empty } from '~/components/ui/empty'
import { useWords } from '~/lib/i18n'
import type { ResultTheme } from '~server/domain/gatherings/harvest/results'
import { tableText } from './words'

/** Themes with what the tables said; for those above the gathering the themes and how many statements stand behind each. */
export function Results({ themes }: { themes: readonly ResultTheme[] | null }) {
  const t = useWords()
  if (themes === null)
    return (
      <Empty title={t('harvest:notYet')}>
        <p className="measure">{t('harvest:notYetText')}</p>
      </Empty>
    )
  if (themes.length === 0) return <p>{t('harvest:noResults')}</p>
  return (
    <div className="result-themes">
      {themes.map(({ id, title, count, statements }) => (
        <section key={id} className="theme card" aria-labelledby={`t-${id}`}>
          <div className="theme-head">
            <h2 id={`t-${id}`}>{title}</h2>
            <p className="quiet small">{t('harvest:count', { count })}</p>
          </div>
          {statements !== null && (
            <ul className="plain-list statements">
              {statements.map(({ id: statementId, text, table, asked, minority }) => (
                <li key={statementId} className="statement">
                  <div>
                    <p className="statement-text">{text}</p>
                    <p className="statement-from">
                      {tableText(t, table)}
                      {asked !== '' && ` · ${asked}`}
                      {minority && <strong className="statement-mark">{t('harvest:minority')}</strong>}
                    </p>
                  </div>
                </li>
              ))}
            </ul>
          )}
        </section>
      ))}
    </div>
  )
}
