import type { UnitKind } from '../../organisations/schema'

/** What a yes to a list does, in numbers. */
export interface Summary {
  /** New units by kind. */
  units: Partial<Record<UnitKind, number>>
  renamed: number
  contacts: number
  contactsChanged: number
  enrolled: number
  people: number
  grants: number
  /** Rows of which everything is there already. */
  unchanged: number
  /** Rows that were to be taken and lie outside of the office's reach, or give what the person may not give. */
  refused: number
}

/** Is there anything to say yes to? */
export function changesAnything(summary: Summary): boolean {
  const { units, renamed, contacts, contactsChanged, enrolled, people, grants } = summary
  const created = Object.values(units).reduce((sum, count) => sum + count, 0)
  return created + renamed + contacts + contactsChanged + enrolled + people + grants > 0
}

/** The same in numbers: what somebody said yes to is what would happen now. */
export function sameSummary(a: Summary, b: Summary): boolean {
  const flat = ({ units, ...rest }: Summary) =>
    JSON.stringify([Object.entries(units).sort(), Object.entries(rest).sort()])
  return flat(a) === flat(b)
}
