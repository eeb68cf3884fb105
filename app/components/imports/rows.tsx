import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'
import type { RowFilter, RowsView } from '~server/domain/cohorts/imports/rows'
import { Row } from './row'

const VERDICTS = ['ok', 'warn', 'error', 'skip'] as const

/** The rows of a list, page by page, all of them or those of one verdict. The choice stands in the address. */
export function Rows({
  kind,
  canChange,
  rows,
  pages,
  counts,
  filter,
}: Omit<RowsView, 'kinds'> & { kind: 'units' | 'participants'; canChange: boolean; filter: RowFilter }) {
  const t = useWords()
  const page = Math.min(filter.page, pages)
  const at = (number: number): string => {
    const query = new URLSearchParams({
      ...(filter.result !== undefined && { vis: filter.result }),
      ...(filter.code !== undefined && { merknad: filter.code }),
      side: String(number),
    })
    return `?${query.toString()}#rader`
  }
  const remark = rows[0]?.reasons.find(({ code }) => code === filter.code)?.text
  return (
    <section className="stack" data-space="close" aria-labelledby="rader">
      <h2 id="rader" tabIndex={-1}>
        {t('imports:rows.title')}
      </h2>
      <nav aria-label={t('imports:rows.filter')}>
        <ul className="plain-list verdict-filter">
          <li>
            <Link
              to="?#rader"
              preventScrollReset
              aria-current={filter.result === undefined ? 'true' : undefined}
            >
              {t('imports:rows.all')} <span className="number">{counts.ok + counts.warn + counts.error}</span>
            </Link>
          </li>
          {VERDICTS.filter(verdict => counts[verdict] > 0).map(verdict => (
            <li key={verdict}>
              <Link
                to={`?vis=${verdict}#rader`}
                preventScrollReset
                data-verdict={verdict}
                aria-current={filter.result === verdict ? 'true' : undefined}
              >
                {t(`imports:verdicts.${verdict}`)} <span className="number">{counts[verdict]}</span>
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {filter.code !== undefined && (
        <p className="row">
          {remark !== undefined && <span>{t('imports:rows.withRemark', { text: remark })}</span>}
          <Link to="?#rader" preventScrollReset>
            {t('imports:rows.reset')}
          </Link>
        </p>
      )}
      {rows.length === 0 ? (
        <p>{t('imports:rows.none')}</p>
      ) : (
        <ol className="plain-list import-rows">
          {rows.map(row => (
            <Row
              key={`${row.position} ${row.result} ${JSON.stringify(row.cells)}`}
              kind={kind}
              canChange={canChange}
              row={row}
            />
          ))}
        </ol>
      )}
      {pages > 1 && (
        <nav className="row" aria-label={t('imports:rows.pages', { page, pages })}>
          {page > 1 && <Link to={at(page - 1)}>{t('imports:rows.previous')}</Link>}
          <span className="number">{t('imports:rows.pages', { page, pages })}</span>
          {page < pages && <Link to={at(page + 1)}>{t('imports:rows.next')}</Link>}
        </nav>
      )}
    </section>
  )
}
