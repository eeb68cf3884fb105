import { Form, Link } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

const KINDS = ['own_roles', 'invitations'] as const
const FREQUENCIES = ['at_once', 'daily', 'weekly', 'off'] as const

/** How often one wants to hear of what, by e-mail. */
export function OwnNews({ chosen }: { chosen: Record<(typeof KINDS)[number], string> }) {
  const t = useWords()
  return (
    <section className="stack" data-space="close" aria-labelledby="varsler">
      <h2 id="varsler">{t('people:own.news')}</h2>
      <p>{t('people:own.newsText')}</p>
      <Form method="post" className="filter" preventScrollReset>
        {KINDS.map(kind => (
          <div className="ds-field" key={kind}>
            <label className="ds-label" htmlFor={kind}>
              {t(`people:own.${kind}`)}
            </label>
            <select className="ds-input" id={kind} name={kind} defaultValue={chosen[kind]}>
              {FREQUENCIES.map(frequency => (
                <option key={frequency} value={frequency}>
                  {t(`people:own.${frequency}`)}
                </option>
              ))}
            </select>
          </div>
        ))}
        <Button variant="secondary" name="intent" value="news">
          {t('people:own.saveNews')}
        </Button>
      </Form>
    </section>
  )
}

/** The way to everything that is kept about oneself. */
export function OwnDataLinks() {
  const t = useWords()
  return (
    <section className="stack" data-space="close" aria-labelledby="opplysninger">
      <h2 id="opplysninger">{t('people:own.data')}</h2>
      <p>{t('people:own.dataText')}</p>
      <p className="row">
        <Link to="/profil/mine-data">{t('people:own.see')}</Link>
        <Link to="/profil/mine-data.json" reloadDocument>
          {t('people:own.fetch')}
        </Link>
      </p>
    </section>
  )
}
