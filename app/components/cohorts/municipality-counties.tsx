import { Form, Link } from '@remix-run/react'
import { Button } from '~/components/ui/button'
import { useWords } from '~/lib/i18n'

export interface CountyOfMunicipalities {
  id: string
  /** Empty for municipalities without a county. */
  name: string
  /** How many can be enrolled, and how many are on the list already. */
  open: number
  listed: number
}

/** The ways to the municipalities of a whole country: a search, and its counties. Plain links and a plain form. */
export function MunicipalityCounties({
  counties,
  search,
}: {
  counties: readonly CountyOfMunicipalities[]
  search: string
}) {
  const t = useWords()
  return (
    <section className="stack" aria-labelledby="fylker">
      <div className="stack" data-space="tight">
        <h2 id="fylker">{t('cohorts:enrol.counties.title')}</h2>
        <p>{t('cohorts:enrol.counties.text')}</p>
      </div>
      <Form method="get" className="filter" role="search">
        <div className="ds-field">
          <label className="ds-label" htmlFor="sok-alle">
            {t('cohorts:enrol.find')}
          </label>
          <input className="ds-input" type="search" id="sok-alle" name="sok" defaultValue={search} />
        </div>
        <Button variant="secondary">{t('cohorts:enrol.search')}</Button>
      </Form>
      {search === '' ? (
        <CountyTable counties={counties} />
      ) : (
        <p>
          <Link to="?">← {t('cohorts:enrol.counties.all')}</Link>
        </p>
      )}
    </section>
  )
}

function CountyTable({ counties }: { counties: readonly CountyOfMunicipalities[] }) {
  const t = useWords()
  return (
    <table className="ds-table stacked-table">
      <thead>
        <tr>
          <th scope="col">{t('cohorts:enrol.counties.county')}</th>
          <th scope="col">{t('cohorts:enrol.counties.open')}</th>
          <th scope="col">{t('cohorts:enrol.counties.listed')}</th>
        </tr>
      </thead>
      <tbody>
        {counties.map(({ id, name, open, listed }) => (
          <tr key={id}>
            <th scope="row">
              <Link to={`?fylke=${id}`}>{name === '' ? t('cohorts:kinds.municipality') : name}</Link>
            </th>
            <td data-label={t('cohorts:enrol.counties.open')}>{open}</td>
            <td data-label={t('cohorts:enrol.counties.listed')}>{listed}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
