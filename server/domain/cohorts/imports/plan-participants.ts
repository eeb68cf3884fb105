import crypto from 'node:crypto'
import type { ParticipantValue } from '../../organisations/lists/contract'
import type { Role } from '../../shared/actor'
import type { UnitFacts } from '../../shared/authorize'
import type { Summary } from './summary'

export interface NewGrantOf {
  id: string
  personId: string
  orgUnitId: string
  role: Role
  cohortId: string | null
}

/** Everything that a yes to a list of participants writes. */
export interface ParticipantPlan {
  people: { id: string; name: string; email: string }[]
  grants: NewGrantOf[]
  /** Positions of rows that are not written: a unit out of reach, a role that may not be given, an account that is closed. */
  refused: number[]
  summary: Summary
}

export interface ParticipantWorld {
  /** Units in reach, by id. */
  units: ReadonlyMap<string, UnitFacts>
  /** Accounts by e-mail. */
  people: ReadonlyMap<string, { id: string; disabled: boolean }>
  /** Grants that hold now, see `grantKey`. */
  held: ReadonlySet<string>
  /** The cohort in which resource persons follow their units. */
  cohortId: string | null
  mayGive: (grant: { role: Role; cohortId: string | null; unit: UnitFacts }) => boolean
}

export const grantKey = (grant: Omit<NewGrantOf, 'id'>): string =>
  [grant.personId, grant.orgUnitId, grant.role, grant.cohortId ?? ''].join(' ')

/** Works out what taking these rows would change. Pure. Whoever has an account keeps the name they have. */
export function planParticipants(
  rows: readonly { position: number; value: ParticipantValue }[],
  world: ParticipantWorld,
): ParticipantPlan {
  const people: ParticipantPlan['people'] = []
  const grants: NewGrantOf[] = []
  const refused: number[] = []
  const ids = new Map([...world.people].map(([email, { id }]) => [email, id]))
  const held = new Set(world.held)
  let unchanged = 0
  for (const { position, value } of rows) {
    const { email, name, role } = value
    const unit = world.units.get(value.unit_id)
    const cohortId = role === 'resource_person' ? world.cohortId : null
    const isClosed = world.people.get(email)?.disabled === true
    if (unit === undefined || isClosed || !world.mayGive({ role, cohortId, unit })) {
      refused.push(position)
      continue
    }
    const known = ids.get(email)
    const personId = known ?? crypto.randomUUID()
    if (known === undefined) people.push({ id: personId, name, email })
    ids.set(email, personId)
    const grant = { personId, orgUnitId: unit.id, role, cohortId }
    if (held.has(grantKey(grant))) {
      unchanged += 1
      continue
    }
    held.add(grantKey(grant))
    grants.push({ id: crypto.randomUUID(), ...grant })
  }
  const none = { units: {}, renamed: 0, contacts: 0, contactsChanged: 0, enrolled: 0 }
  const summary = {
    ...none,
    people: people.length,
    grants: grants.length,
    unchanged,
    refused: refused.length,
  }
  return { people, grants, refused, summary }
}
