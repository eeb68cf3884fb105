import crypto from 'node:crypto'
import { fold } from '../../organisations/registry/fold'
import type { UnitValue } from '../../organisations/lists/contract'
import type { UnitKind } from '../../organisations/schema'
import type { UnitFacts } from '../../shared/authorize'
import { placeAndName, type Places, type PresentUnit } from './present'
import type { Summary } from './summary'

export interface NewUnit {
  id: string
  kind: UnitKind
  name: string
  orgNumber: string | null
  ownerType: 'public' | 'private' | null
  ownerId: string
}

/** Everything that a yes to a list of units writes. */
export interface UnitPlan {
  units: NewUnit[]
  /** An organisation number for a unit that has none yet. */
  numbers: { unitId: string; code: string }[]
  renames: { unitId: string; name: string }[]
  contacts: { unitId: string; email: string; name: string }[]
  contactNames: { unitId: string; email: string; name: string }[]
  enrolments: string[]
  /** Positions of rows that are not written: they lie outside of the office's reach. */
  refused: number[]
  /** Which unit each row is about. */
  unitOf: Map<number, string>
  summary: Summary
}

export interface UnitWorld {
  places: Places
  units: readonly PresentUnit[]
  /** Names of contacts by unit and e-mail, see `contactKey`. */
  contacts: ReadonlyMap<string, string>
  /** Units with a live enrolment in the cohort; null = no cohort was chosen. */
  enrolled: ReadonlySet<string> | null
  mayEnrol: (unit: UnitFacts) => boolean
}

export const contactKey = (unitId: string, email: string): string => `${unitId} ${email}`

/** Works out what taking these rows would change. Pure: the same rows in the same world give the same numbers. */
export function planUnits(
  rows: readonly { position: number; value: UnitValue }[],
  world: UnitWorld,
): UnitPlan {
  return new UnitPlanner(world).run(rows)
}

interface Known extends UnitFacts {
  name: string
  orgNumber: string | null
  inReach: boolean
}

class UnitPlanner {
  readonly #plan: Omit<UnitPlan, 'summary'> = {
    units: [],
    numbers: [],
    renames: [],
    contacts: [],
    contactNames: [],
    enrolments: [],
    refused: [],
    unitOf: new Map(),
  }
  readonly #byId = new Map<string, Known>()
  readonly #byNumber = new Map<string, Known>()
  readonly #byName = new Map<string, Known>()
  readonly #contacts: Map<string, string>
  readonly #enrolled: Set<string>
  #unchanged = 0

  constructor(readonly world: UnitWorld) {
    this.#contacts = new Map(world.contacts)
    this.#enrolled = new Set(world.enrolled)
    for (const unit of world.units) this.#know({ ...unit }, unit.ownerId, unit.kind)
  }

  run(rows: readonly { position: number; value: UnitValue }[]): UnitPlan {
    for (const { position, value } of rows) {
      const before = this.#size()
      const unit = this.#unitFor(value)
      if (unit === undefined || !unit.inReach) {
        this.#plan.refused.push(position)
        continue
      }
      this.#plan.unitOf.set(position, unit.id)
      this.#complete(unit, value)
      this.#contact(unit, value)
      this.#enrol(unit)
      if (this.#size() === before) this.#unchanged += 1
    }
    return { ...this.#plan, summary: this.#summary() }
  }

  #unitFor(value: UnitValue): Known | undefined {
    const place = this.#placeOf(value)
    if (value.unit_name === null) return place
    const byKey = value.key === null ? undefined : this.#byId.get(value.key)
    if (byKey?.inReach === true) return byKey
    const byNumber = value.org_number === null ? undefined : this.#byNumber.get(value.org_number)
    if (byNumber !== undefined) return byNumber
    if (place === undefined) return undefined
    const namesake = this.#byName.get(placeAndName(place.id, value.unit_type, value.unit_name))
    const isOther = namesake?.orgNumber != null && value.org_number !== null
    return namesake !== undefined && !isOther ? namesake : this.#create(value, value.unit_name, place)
  }

  #placeOf({ municipality_code, county_code }: UnitValue): Known | undefined {
    if (municipality_code !== null) return this.world.places.municipality(municipality_code)
    return county_code === null ? undefined : this.world.places.county(county_code)
  }

  #create(value: UnitValue, name: string, place: Known): Known {
    const id = crypto.randomUUID()
    const unit = {
      id,
      kind: value.unit_type,
      name,
      orgNumber: value.org_number,
      ancestorIds: [...place.ancestorIds, id],
      inReach: place.inReach,
    }
    if (!place.inReach) return unit
    const { owner_type: ownerType, org_number: orgNumber } = value
    this.#plan.units.push({ id, kind: value.unit_type, name, orgNumber, ownerType, ownerId: place.id })
    this.#know(unit, place.id, value.unit_type)
    return unit
  }

  #know(unit: Known, ownerId: string | null, kind: UnitKind): void {
    this.#byId.set(unit.id, unit)
    if (unit.orgNumber !== null) this.#byNumber.set(unit.orgNumber, unit)
    this.#byName.set(placeAndName(ownerId, kind, unit.name), unit)
  }

  /** Another name, or a number where there was none. Authorities keep the names of their register. */
  #complete(unit: Known, { unit_name: name, org_number: orgNumber }: UnitValue): void {
    if (name === null) return
    if (fold(name) !== fold(unit.name)) {
      this.#plan.renames.push({ unitId: unit.id, name })
      unit.name = name
    }
    if (orgNumber !== null && unit.orgNumber === null) {
      this.#plan.numbers.push({ unitId: unit.id, code: orgNumber })
      unit.orgNumber = orgNumber
      this.#byNumber.set(orgNumber, unit)
    }
  }

  #contact(unit: Known, { email, contact_name: name }: UnitValue): void {
    if (email === null) return
    const key = contactKey(unit.id, email)
    const present = this.#contacts.get(key)
    if (present === undefined) this.#plan.contacts.push({ unitId: unit.id, email, name: name ?? '' })
    else if (name !== null && name !== present) this.#plan.contactNames.push({ unitId: unit.id, email, name })
    this.#contacts.set(key, name ?? present ?? '')
  }

  #enrol(unit: Known): void {
    if (this.world.enrolled === null || this.#enrolled.has(unit.id) || !this.world.mayEnrol(unit)) return
    this.#plan.enrolments.push(unit.id)
    this.#enrolled.add(unit.id)
  }

  #size(): number {
    const { units, numbers, renames, contacts, contactNames, enrolments } = this.#plan
    return [units, numbers, renames, contacts, contactNames, enrolments].reduce(
      (sum, list) => sum + list.length,
      0,
    )
  }

  #summary(): Summary {
    const plan = this.#plan
    const units: Summary['units'] = {}
    for (const { kind } of plan.units) units[kind] = (units[kind] ?? 0) + 1
    return {
      units,
      renamed: new Set([...plan.renames, ...plan.numbers].map(({ unitId }) => unitId)).size,
      contacts: plan.contacts.length,
      contactNames: plan.contactNames.length,
      enrolled: plan.enrolments.length,
      people: 0,
      grants: 0,
      unchanged: this.#unchanged,
      refused: plan.refused.length,
    }
  }
}
