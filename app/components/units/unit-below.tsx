import { Link } from '@remix-run/react'
import { useWords } from '~/lib/i18n'
import type { UnitPage } from '~server/domain/organisations/unit-page'

const KINDS = [
  'county',
  'municipality',
  'private_owner',
  'school',
  'kindergarten',
  'ppt',
  'regional_council',
  'network_organisation',
  'university',
] as const

/** What lies below a unit today, by kind. */
export function UnitBelow({ units }: { units: UnitPage['below'] }) {
  const t = useWords()
  return KINDS.map(kind => {
    const those = units.filter(unit => unit.kind === kind)
    if (those.length === 0) return null
    return (
      <section key={kind} className="stack" data-space="close" aria-labelledby={`under-${kind}`}>
        <h2 id={`under-${kind}`}>{t(`units:below.${kind}`, { count: those.length })}</h2>
        <ul className="plain-list units rows">
          {those.map(({ id, name }) => (
            <li key={id}>
              <Link to={`/enheter/${id}`}>{name}</Link>
            </li>
          ))}
        </ul>
      </section>
    )
  })
}
