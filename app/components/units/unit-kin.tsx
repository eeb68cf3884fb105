import { Link } from '@remix-run/react'
import { dateOnly, dayText } from '~/lib/dates'
import { useWords } from '~/lib/i18n'
import type { Kin } from '~server/domain/organisations/unit-page'

/** What it came from and what became of it, with the way there. Nothing for a unit no reform has touched. */
export function UnitKin({
  predecessors,
  successors,
}: {
  predecessors: readonly Kin[]
  successors: readonly Kin[]
}) {
  const t = useWords()
  if (predecessors.length + successors.length === 0) return null
  return (
    <div className="stack">
      {successors.length > 0 && (
        <section className="stack" data-space="close" aria-labelledby="ble">
          <h2 id="ble">{t('units:kin.successors')}</h2>
          <KinList kin={successors} direction="to" />
        </section>
      )}
      {predecessors.length > 0 && (
        <section className="stack" data-space="close" aria-labelledby="fra">
          <h2 id="fra">{t('units:kin.predecessors')}</h2>
          <KinList kin={predecessors} direction="from" />
        </section>
      )}
    </div>
  )
}

function KinList({ kin, direction }: { kin: readonly Kin[]; direction: 'from' | 'to' }) {
  const t = useWords()
  return (
    <ul className="plain-list rows">
      {kin.map(({ id, name, kind, date }) => (
        <li key={`${id}${dateOnly(date)}`} className="unit-row">
          <Link to={`/enheter/${id}`}>{name}</Link>
          <p className="quiet">{t(`units:kin.${direction}.${kind}`, { date: dayText(t, dateOnly(date)) })}</p>
        </li>
      ))}
    </ul>
  )
}
