import { Link } from '@remix-run/react'
import type { EnrolmentStatus } from '~server/domain/cohorts/schema'
import { useCounts } from './status'

export interface CountySum {
  id: string
  name: string
  /** Of each of its municipalities. */
  statuses: EnrolmentStatus[]
}

/** The counties of a whole country with how many take part, each with the way to its municipalities. */
export function CountySums({ sums }: { sums: readonly CountySum[] }) {
  const counts = useCounts()
  return (
    <ul className="plain-list rows">
      {sums.map(({ id, name, statuses }) => (
        <li key={id} className="row" data-spread="">
          <Link to={`?fylke=${id}#who`}>{name}</Link>
          <span className="quiet small">{counts(statuses)}</span>
        </li>
      ))}
    </ul>
  )
}
