import { ButtonLink } from '~/components/ui/button'
import { Empty } from '~/components/ui/empty'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import type { Home } from '~server/domain/gatherings/home'
import { TableNow } from './table-now'

/** A guest has one table, for the day. */
export function GuestHome({ name, tables }: Pick<Home, 'tables'> & { name: string }) {
  const t = useWords()
  const table = tables[0]
  return (
    <div className="stack" data-space="wide">
      <PageHead title={t('home:hello', { name })}>
        {table !== undefined && <p className="lead">{t('home:guest.lead')}</p>}
      </PageHead>
      {table === undefined ? (
        <Empty title={t('home:guest.over')}>
          <p>{t('home:guest.overText')}</p>
          <ButtonLink to="/bli-med">{t('home:guest.join')}</ButtonLink>
        </Empty>
      ) : (
        <TableNow {...table} />
      )}
    </div>
  )
}
