import { Form } from '@remix-run/react'
import { useState } from 'react'
import { Button } from '~/components/ui/button'
import { Checkbox } from '~/components/ui/choices'
import { useWords } from '~/lib/i18n'

interface Municipality {
  id: string
  name: string
  county: string
}

/**
 * Municipalities to choose from, with a filter that answers while one types. Without script the filter is a form of its
 * own, to be used before choosing.
 */
export function EnrolForm({
  municipalities,
  county: shown,
  search,
}: {
  municipalities: readonly Municipality[]
  /** The one county that is shown, kept when one searches; null = all there are. */
  county: string | null
  /** What is searched for among these; null = there is a search of its own elsewhere. */
  search: string | null
}) {
  const t = useWords()
  const [query, setQuery] = useState(search ?? '')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const matches = ({ name, county }: Municipality): boolean =>
    `${name} ${county}`.toLocaleLowerCase('nb').includes(query.trim().toLocaleLowerCase('nb'))
  const toggle = (id: string) =>
    setChosen(before => {
      const after = new Set(before)
      if (!after.delete(id)) after.add(id)
      return after
    })

  if (municipalities.length === 0) return <p>{t('cohorts:enrol.nobody')}</p>
  const counties = [...new Set(municipalities.map(({ county }) => county))]
  return (
    <section className="stack" aria-labelledby="kommuner">
      <h2 id="kommuner" tabIndex={-1}>
        {t('cohorts:enrol.available')}
      </h2>
      {search !== null && municipalities.length > 8 && (
        <Form method="get" className="filter" onSubmit={event => event.preventDefault()}>
          <div className="ds-field">
            <label className="ds-label" htmlFor="sok">
              {t('cohorts:enrol.find')}
            </label>
            <input
              className="ds-input"
              type="search"
              id="sok"
              name="sok"
              defaultValue={search}
              onChange={event => setQuery(event.target.value)}
            />
          </div>
          {shown !== null && <input type="hidden" name="fylke" value={shown} />}
          <noscript>
            <Button variant="secondary">{t('cohorts:enrol.search')}</Button>
          </noscript>
          <p className="quiet small" role="status">
            {t('cohorts:enrol.found', { count: municipalities.filter(matches).length })}
          </p>
        </Form>
      )}
      <Form method="post" className="stack">
        {counties.map(county => (
          <fieldset
            key={county}
            className="ds-fieldset"
            hidden={!municipalities.some(m => m.county === county && matches(m))}
          >
            <legend>{county === '' ? t('cohorts:enrol.choose') : county}</legend>
            <ul className="check-list">
              {municipalities
                .filter(municipality => municipality.county === county)
                .map(municipality => (
                  <li key={municipality.id} hidden={!matches(municipality)}>
                    <Checkbox
                      id={`m-${municipality.id}`}
                      name="orgUnitIds"
                      value={municipality.id}
                      label={municipality.name}
                      onChange={() => toggle(municipality.id)}
                    />
                  </li>
                ))}
            </ul>
          </fieldset>
        ))}
        <div className="sticky-bar">
          <Button name="intent" value="enrol">
            {chosen.size === 0
              ? t('cohorts:enrol.submitNone')
              : t('cohorts:enrol.submit', { count: chosen.size })}
          </Button>
        </div>
      </Form>
    </section>
  )
}
