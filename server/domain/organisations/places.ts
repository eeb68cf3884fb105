import type { Prisma } from '~server/database/client'
import { nameOn, NAMES, validOn } from './names'
import type { UnitKind } from './schema'

/** A unit above another one, by its name of the day. */
export interface Place {
  id: string
  name: string
}

interface Node {
  id: string
  kind: UnitKind
  names: { name: string; validFrom: Date | null; validTo: Date | null }[]
  parents?: { validFrom: Date | null; validTo: Date | null; parent: Node }[]
}

const SELF = { id: true, kind: true, names: NAMES } as const satisfies Prisma.OrgUnitSelect
const OWNED = { where: { kind: 'owns' } } as const
const PERIOD = { validFrom: true, validTo: true } as const
const ONE_UP = { ...SELF, parents: { ...OWNED, select: { ...PERIOD, parent: { select: SELF } } } } as const
const TWO_UP = { ...SELF, parents: { ...OWNED, select: { ...PERIOD, parent: { select: ONE_UP } } } } as const

/** Prisma select for what `placeOn` needs: as far up as a school of a private owner in a municipality. */
export const PLACE = {
  parents: { ...OWNED, select: { ...PERIOD, parent: { select: TWO_UP } } },
} as const satisfies Prisma.OrgUnitSelect

/** In which municipality and county a unit lay on a day: a report shows the place of its time, as it shows its name. */
export function placeOn(
  unit: Pick<Node, 'parents'>,
  day: Date,
): { municipality: Place | null; county: Place | null } {
  const line: Node[] = []
  let next = validOn(unit.parents ?? [], day)?.parent
  while (next !== undefined && line.length < 4) {
    line.push(next)
    next = validOn(next.parents ?? [], day)?.parent
  }
  const above = (kind: UnitKind): Place | null => {
    const found = line.find(each => each.kind === kind)
    return found === undefined ? null : { id: found.id, name: nameOn(found, day) }
  }
  return { municipality: above('municipality'), county: above('county') }
}
