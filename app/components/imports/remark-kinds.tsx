import { Form, Link } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { RowsView } from '~server/domain/cohorts/imports/rows'

/** What is said about rows that wait, kind by kind, with a way to take all of a kind along. */
export function RemarkKinds({ kinds, waiting }: { kinds: RowsView['kinds']; waiting: number }) {
  const t = useWords()
  if (kinds.length === 0) return null
  return (
    <section className="stack" data-space="close" aria-labelledby="remarks">
      <h2 id="remarks">{t('imports:kinds.title')}</h2>
      <p className="measure">{t('imports:kinds.text')}</p>
      <ul className="plain-list remark-kinds">
        {kinds.map(({ code, text, count, alone }) => (
          <li key={code} className="remark-kind">
            <div>
              <p className="remark-text">{text}</p>
              <p className="quiet small">
                {t('imports:kinds.rows', { count })} ·{' '}
                {alone < count && <>{t('imports:kinds.others', { count: count - alone })} · </>}
                <Link to={`?vis=warn&merknad=${code}#rader`}>
                  {t('imports:kinds.show')}
                  <span className="ds-sr-only">: {text}</span>
                </Link>
              </p>
            </div>
            {alone > 0 && (
              <Form method="post" preventScrollReset>
                <input type="hidden" name="code" value={code} />
                <Button
                  variant="secondary"
                  name="intent"
                  value="take-kind"
                  aria-label={`${t('imports:kinds.take', { count: alone })}: ${text}`}
                >
                  {t('imports:kinds.take', { count: alone })}
                </Button>
              </Form>
            )}
          </li>
        ))}
      </ul>
      {kinds.length > 1 && (
        <Form method="post" preventScrollReset>
          <Button variant="secondary" name="intent" value="take-all">
            {t('imports:kinds.takeAll', { count: waiting })}
          </Button>
        </Form>
      )}
    </section>
  )
}
