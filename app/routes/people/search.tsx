import { Form, Link, useLoaderData } from '@remix-run/react'
import { listSearched, PAGE_SIZE, searchPeople } from '~server/domain/organisations/people-search'
import { canSearchPeople, searchedUnits, seesCounties } from '~server/domain/people/policy'
import { notFound } from '~server/domain/shared/errors'
import { Button } from '~/components/ui/button'
import { PageHead } from '~/components/ui/page-head'
import { useWords } from '~/lib/i18n'
import { pageTitle } from '~/lib/meta'
import { signedIn } from '~/lib/request'
import { wordsOf } from '~/lib/words'

export const handle = { words: ['account', 'people'] } as const
await wordsOf(handle.words)

export const loader = signedIn(async ({ actor, request, t }) => {
  if (!canSearchPeople(actor)) throw notFound()
  const query = new URL(request.url).searchParams
  const search = query.get('sok') ?? ''
  const page = Math.min(400, Math.max(0, Number.parseInt(query.get('side') ?? '', 10) - 1 || 0))
  const [found, units] = await Promise.all([searchPeople(actor, search, page), listSearched(actor)])
  return {
    title: t('people:search.title'),
    search,
    page,
    found,
    from: page * PAGE_SIZE + 1,
    // For the page about somebody who never had a role: the administrator's own unit.
    ownUnit: actor.grants[0]?.orgUnitId ?? null,
    units,
    whose: seesCounties(actor) && searchedUnits(actor) !== null ? ('counties' as const) : ('own' as const),
  }
})

export const meta = pageTitle

export default function SearchPeople() {
  const t = useWords()
  const { search, page, found, from, units, whose, ownUnit } = useLoaderData<typeof loader>()
  const to = (number: number) => `?sok=${encodeURIComponent(search)}&side=${number}`
  return (
    <div className="stack" data-space="wide">
      <PageHead title={t('people:search.title')}>
        <p className="lead">{t(`people:search.lead.${whose}`)}</p>
      </PageHead>
      {whose === 'own' && <OwnUnits units={units} title={t('people:search.units.own')} />}
      <section className="stack" data-space="close" aria-labelledby="finn">
        <h2 id="finn">{t('people:search.find')}</h2>
        <Form method="get" className="filter" role="search">
          <div className="ds-field">
            <label className="ds-label" htmlFor="sok">
              {t('people:search.label')}
            </label>
            <input className="ds-input" type="search" id="sok" name="sok" defaultValue={search} />
          </div>
          <Button variant={search === '' ? 'primary' : 'secondary'}>{t('people:search.submit')}</Button>
        </Form>
        {search !== '' && (
          <>
            <p role="status" className="quiet">
              {found.people.length === 0
                ? t(`people:search.none.${whose}`)
                : t('people:search.shows', { from, to: from + found.people.length - 1 })}
            </p>
            <ul className="plain-list rows">
              {found.people.map(({ personId, name, email, roles, lastUnitId }) => (
                <li key={personId} className="row">
                  <div className="people-who">
                    <strong>{name}</strong>
                    <div className="quiet small">{email}</div>
                  </div>
                  <ul className="plain-list people-role">
                    {roles.map(({ role, orgUnitId, unit }) => (
                      <li key={role + orgUnitId}>
                        <Link to={`/enheter/${orgUnitId}/folk/${personId}`}>
                          {t('account:profile.roleAt', { role: t(`roles.${role}`), unit })}
                        </Link>
                      </li>
                    ))}
                    {roles.length === 0 && (
                      <li>
                        {t('people:search.noRole')}{' '}
                        {(lastUnitId ?? ownUnit) !== null && (
                          <Link
                            to={`/enheter/${lastUnitId ?? ownUnit}/folk/${personId}/slutter`}
                            aria-label={t('people:search.closeOf', { name })}
                          >
                            {t('people:search.close')}
                          </Link>
                        )}
                      </li>
                    )}
                  </ul>
                </li>
              ))}
            </ul>
            <nav className="row" aria-label={t('people:search.pages')}>
              {page > 0 && <Link to={to(page)}>{t('people:search.previous')}</Link>}
              {found.more && <Link to={to(page + 2)}>{t('people:search.next')}</Link>}
            </nav>
          </>
        )}
      </section>
      {whose === 'counties' && <OwnUnits units={units} title={t('people:search.units.counties')} />}
    </div>
  )
}

/** The ways to the people of single units: before the search for one or two, after it for the counties of a country. */
function OwnUnits({ units, title }: { units: readonly { id: string; name: string }[]; title: string }) {
  const t = useWords()
  if (units.length === 0) return null
  return (
    <section className="stack" data-space="close" aria-labelledby="enheter">
      <h2 id="enheter">{title}</h2>
      <ul className="bullets">
        {units.map(({ id, name }) => (
          <li key={id}>
            <Link to={`/enheter/${id}/folk`}>{t('people:unit.title', { unit: name })}</Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
