import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { BoardStatement, BoardTheme } from '~server/domain/gatherings/harvest/board'
import { Statement } from './statement'

/** A theme with what is in it, and the ways to change it. */
export function Theme({
  theme,
  statements,
  others,
}: {
  theme: BoardTheme
  statements: readonly BoardStatement[]
  /** With what it can be merged. */
  others: readonly BoardTheme[]
}) {
  const t = useWords()
  const { id, title } = theme
  return (
    <section className="theme card" aria-labelledby={`t-${id}`} data-theme={id}>
      <div className="theme-head">
        <h3 id={`t-${id}`}>{title}</h3>
        <p className="quiet small">{t('harvest:count', { count: statements.length })}</p>
      </div>
      {statements.length === 0 ? (
        <p className="quiet">{t('harvest:emptyTheme')}</p>
      ) : (
        <ul className="plain-list statements">
          {statements.map(statement => (
            <Statement key={statement.id} statement={statement} />
          ))}
        </ul>
      )}
      <details className="organise">
        <summary>{t('harvest:changeTheme', { title })}</summary>
        <div className="stack" data-space="close">
          <Form method="post" className="stack" data-space="close" preventScrollReset>
            <input type="hidden" name="themeId" value={id} />
            <div className="ds-field">
              <label className="ds-label" htmlFor={`name-${id}`}>
                {t('harvest:themeName')}
              </label>
              <input
                className="ds-input"
                id={`name-${id}`}
                name="title"
                defaultValue={title}
                key={title}
                maxLength={120}
                required
              />
            </div>
            <Button variant="secondary" name="intent" value="rename-theme">
              {t('harvest:rename')}
            </Button>
          </Form>
          {others.length > 0 && <Merge themeId={id} others={others} />}
          <Form method="post" className="stack" data-space="tight" preventScrollReset>
            <input type="hidden" name="themeId" value={id} />
            <p className="hint">{t('harvest:removeText')}</p>
            <Button variant="tertiary" name="intent" value="delete-theme">
              {t('harvest:remove')}
            </Button>
          </Form>
        </div>
      </details>
    </section>
  )
}

function Merge({ themeId, others }: { themeId: string; others: readonly BoardTheme[] }) {
  const t = useWords()
  return (
    <Form method="post" className="stack" data-space="close" preventScrollReset>
      <input type="hidden" name="themeId" value={themeId} />
      <div className="ds-field">
        <label className="ds-label" htmlFor={`merge-${themeId}`}>
          {t('harvest:mergeInto')}
        </label>
        <select className="ds-input" id={`merge-${themeId}`} name="into">
          {others.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <Button variant="secondary" name="intent" value="merge-theme">
        {t('harvest:merge')}
      </Button>
    </Form>
  )
}
