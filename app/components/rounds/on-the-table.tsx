import { Form } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'
import type { ReleasedView } from '~server/domain/gatherings/rounds/releasing'

/** What lies on the table, with the name under which it was laid there. */
export function OnTheTable({ released }: { released: readonly ReleasedView[] }) {
  const t = useWords()
  return (
    <section className="stack" data-space="close" aria-labelledby="on-the-table">
      <h2 id="on-the-table">{t('rounds:table.title')}</h2>
      {released.length === 0 && <p className="quiet">{t('rounds:table.empty')}</p>}
      <ul className="plain-list stack" data-space="close">
        {released.map(({ id, text, voice, author, mine }) => (
          <li key={id} className="released card">
            <p className="prose">{text}</p>
            <div className="row" data-spread="">
              <p className="quiet small">
                {author ?? t(voice === 'group' ? 'rounds:table.byGroup' : 'rounds:table.unnamed')}
              </p>
              {mine && (
                <Form method="post" preventScrollReset>
                  <input type="hidden" name="intent" value="take-back" />
                  <input type="hidden" name="releasedId" value={id} />
                  <Button
                    variant="tertiary"
                    aria-label={t('rounds:table.takeBackOf', { text: text.slice(0, 60) })}
                  >
                    {t('rounds:table.takeBack')}
                  </Button>
                </Form>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
