import { Link } from '@remix-run/react'
import { dateOnly, dayText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { UnitHit } from '~server/domain/organisations/search'

/** One hit: what it is called, what and where it is, and what became of it. */
export function UnitRow({ unit }: { unit: UnitHit }) {
  const t = useWords()
  const place = [unit.municipality, unit.county].flatMap(each => (each === null ? [] : [each.name]))
  const facts = [
    t(`units:kinds.${unit.kind}`),
    ...place,
    ...(unit.country === 'no' ? [] : [t(`units:countries.${unit.country as 'se' | 'dk'}`)]),
  ]
  return (
    <li className="unit-row">
      <strong>
        <Link to={`/enheter/${unit.id}`}>{unit.name}</Link>
      </strong>
      {unit.code !== null && <span className="unit-code">{unit.code}</span>}
      <p className="quiet unit-row-facts">
        {facts.join(' · ')}
        {unit.formerNames.length > 0 && (
          <> · {t('units:list.former', { names: unit.formerNames.join(', ') })}</>
        )}
      </p>
      {unit.endedOn !== null && (
        <p className="unit-ended">
          {unit.becameOf.length === 0
            ? t('units:ended', { date: dayText(t, dateOnly(unit.endedOn)) })
            : t('units:endedInto', {
                date: dayText(t, dateOnly(unit.endedOn)),
                names: unit.becameOf.map(({ name }) => name).join(', '),
              })}
        </p>
      )}
    </li>
  )
}
