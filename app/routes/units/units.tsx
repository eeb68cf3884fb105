import { Form, Link, useLoaderData } from '@remix-run/react'
import { searchUnits } from '~server/domain/organisations/search'
import { Pages } from '~/components/units/pages'
import { UnitRow } from '~/components/units/unit-row'
import { Button } from '~/components/ui/button'
import { Empty } from '~/components/ui/empty'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['units'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, t }) => {
  const { searchParams } = new URL(request.url)
  const text = (searchParams.get('sok') ?? '').trim().slice(0, 100)
  const page = Number.parseInt(searchParams.get('side') ?? '1', 10) || 1
  return { title: t('units:list.title'), text, found: await searchUnits(actor, { text, page }) }
})

export const meta = pageTitle

export default function Units() {
  const t = useWords()
  const { text, found } = useLoaderData<typeof loader>()
  const { units, total, page, pages, near } = found
  return (
    <div className="stack">
      <PageHead title={t('units:list.title')}>
        <p className="lead">{t('units:list.lead')}</p>
      </PageHead>
      <Form method="get" className="filter" role="search" aria-label={t('units:list.search')}>
        <div className="ds-field unit-search">
          <label className="ds-label" htmlFor="sok">
            {t('units:list.search')}
          </label>
          <p className="hint" id="sok-hint">
            {t('units:list.hint')}
          </p>
          <input
            key={text}
            className="ds-input"
            type="search"
            id="sok"
            name="sok"
            defaultValue={text}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            aria-describedby="sok-hint"
          />
        </div>
        <Button>{t('units:list.find')}</Button>
        {text !== '' && <Link to="/enheter">{t('units:list.all')}</Link>}
      </Form>
      {total === 0 ? (
        <Empty title={t(text === '' ? 'units:list.none' : 'units:list.nothing', { text })}>
          <p>{t(text === '' ? 'units:list.noneText' : 'units:list.nothingText')}</p>
        </Empty>
      ) : (
        <section className="stack" data-space="close" aria-labelledby="hits">
          <h2 id="hits">
            {near
              ? t('units:list.near', { text })
              : t(text === '' ? 'units:list.inForce' : 'units:list.hits', { count: total, text })}
          </h2>
          <ul className="plain-list rows">
            {units.map(unit => (
              <UnitRow key={unit.id} unit={unit} />
            ))}
          </ul>
          <Pages text={text} page={page} pages={pages} />
        </section>
      )}
    </div>
  )
}
