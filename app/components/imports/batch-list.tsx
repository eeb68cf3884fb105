import { Link } from '@remix-run/react'
import { Empty } from '~/components/ui/empty'
import { momentText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { BatchView } from '~server/domain/cohorts/imports/batches'

type Listed = Pick<BatchView, 'id' | 'fileName' | 'status' | 'createdAt' | 'by' | 'unit' | 'kind'>

/** Lists that were brought, with how far each has come. */
export function BatchList({ batches }: { batches: readonly Listed[] }) {
  const t = useWords()
  if (batches.length === 0) {
    return (
      <Empty title={t('imports:list.empty')}>
        <p>{t('imports:list.emptyText')}</p>
      </Empty>
    )
  }
  return (
    <section className="stack" data-space="close" aria-labelledby="earlier">
      <h2 id="earlier">{t('imports:list.title')}</h2>
      <ul className="plain-list rows">
        {batches.map(({ id, fileName, status, createdAt, by, unit }) => (
          <li key={id} className="row" data-spread="">
            <div>
              <Link to={`/import/${id}`}>{fileName === '' ? t('imports:list.pasted') : fileName}</Link>
              <div className="quiet small">
                {unit.name} ·{' '}
                {t('imports:list.by', { name: by ?? t('imports:list.gone'), when: momentText(t, createdAt) })}
              </div>
            </div>
            <span className="import-status" data-status={status}>
              {t(`imports:status.${status}`)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
