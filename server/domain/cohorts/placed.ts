import type { Prisma } from '~server/database/client'
import { codeOn, CODES, nameOn, NAMES } from '../organisations/names'
import { PLACE, placeOn } from '../organisations/places'
import type { UnitKind } from '../organisations/schema'
import { byName, FACTS } from '../organisations/units'

interface Named {
  id: string
  name: string
}

/** A unit with where it lies, by the names of the cohort's first day. */
export interface PlacedUnit extends Named {
  kind: UnitKind
  code: string | null
  /** The county and the municipality above it; null when there is none. */
  county: Named | null
  municipality: Named | null
}

/** Prisma select for what `placed` needs. */
export const PLACED = {
  ...FACTS,
  ...PLACE,
  names: NAMES,
  codes: CODES,
} as const satisfies Prisma.OrgUnitSelect

/** A unit as it lay and was called on a day. */
export function placed(row: Prisma.OrgUnitGetPayload<{ select: typeof PLACED }>, day: Date): PlacedUnit {
  return {
    id: row.id,
    kind: row.kind,
    name: nameOn(row, day),
    code: codeOn(row, day),
    ...placeOn(row, day),
  }
}

/** Registers hold units of other times: those that had ended before the cohort began, or came after it. */
export const existsDuring = ({
  startsOn,
  endsOn,
}: {
  startsOn: Date
  endsOn: Date
}): Prisma.OrgUnitWhereInput => ({
  AND: [
    { OR: [{ validTo: null }, { validTo: { gt: startsOn } }] },
    { OR: [{ validFrom: null }, { validFrom: { lt: endsOn } }] },
  ],
})

const place = (unit: PlacedUnit): Named => ({ id: '', name: unit.county?.name ?? unit.name })
/** By county, then by name. */
export const byPlace = (a: PlacedUnit, b: PlacedUnit): number => byName(place(a), place(b)) || byName(a, b)
