import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'
import type { Missing } from '~server/domain/cohorts/imports/missing'

/** Units that the network has and the list does not. A proposal to look at, nothing more. */
export function MissingList({ missing, cohortId }: { missing: readonly Missing[]; cohortId: string | null }) {
  const t = useWords()
  return (
    <section className="stack" data-space="close" aria-labelledby="missing">
      <h2 id="missing">{t('imports:missing.title', { count: missing.length })}</h2>
      <p className="measure">{t('imports:missing.text')}</p>
      <ul className="plain-list units">
        {missing.map(({ id, name }) => (
          <li key={id}>{name}</li>
        ))}
      </ul>
      {cohortId !== null && <Link to={`/puljer/${cohortId}`}>{t('imports:missing.cohort')}</Link>}
    </section>
  )
}
