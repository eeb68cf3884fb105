import crypto from 'node:crypto'
import { fold } from '../../organisations/registry/fold'
import type { UnitValue } from '../../organisations/lists/contract'
import { asRead, readOwnKey } from '../../organisations/lists/own-rows'
import type { UnitKind } from '../../organisations/schema'
import type { UnitFacts } from '../../shared/authorize'
import type { StoredContact } from './own-units'
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

interface Named {
  name: string
  email: string
}

/** Everything that a yes to a list of units writes. */
export interface UnitPlan {
  units: NewUnit[]
  /** An organisation number for a unit that has none yet. */
  numbers: { unitId: string; code: string }[]
  renames: { unitId: string; name: string }[]
  contacts: { unitId: string; email: string; name: string }[]
  contactChanges: { id: string; before: Named; after: Named }[]
  enrolments: string[]
  /** Positions of rows that are not written: they lie outside of the office's reach. */
  refused: number[]
  summary: Summary
}

export interface UnitWorld {
  places: Places
  units: readonly PresentUnit[]
  contacts: readonly StoredContact[]
  /** Units with a live enrolment in the cohort; null = no cohort was chosen. */
  enrolled: ReadonlySet<string> | null
  mayEnrol: (unit: UnitFacts) => boolean
}

const contactKey = (unitId: string, email: string): string => `${unitId} ${email}`

interface Known extends UnitFacts {
  /** As it is stored: of several rows about one unit, each says what it changes of that. */
  name: string
  orgNumber: string | null
  inReach: boolean
}

/** Works out what taking rows would change. Pure: the same rows in the same world give the same numbers. */
export class UnitPlanner {
  readonly #plan: Omit<UnitPlan, 'summary'> = {
    units: [],
    numbers: [],
    renames: [],
    contacts: [],
    contactChanges: [],
    enrolments: [],
    refused: [],
  }
  readonly #byId = new Map<string, Known>()
  readonly #byNumber = new Map<string, Known>()
  readonly #byName = new Map<string, Known>()
  /** By unit and e-mail; null = new with this list. */
  readonly #contacts = new Map<string, StoredContact | null>()
  readonly #contactsById: ReadonlyMap<string, StoredContact>
  readonly #done = new Set<string>()
  readonly #enrolled: Set<string>
  #unchanged = 0

  constructor(readonly world: UnitWorld) {
    this.#contactsById = new Map(world.contacts.map(contact => [contact.id, contact]))
    for (const contact of world.contacts)
      this.#contacts.set(contactKey(contact.unitId, contact.email), contact)
    this.#enrolled = new Set(world.enrolled)
    for (const unit of world.units) this.#know({ ...unit }, unit.ownerId, unit.kind)
  }

  take(rows: readonly { position: number; value: UnitValue }[]): void {
    for (const { position, value } of rows) {
      const before = this.#size()
      const own = this.#ownOf(value)
      const unit = own?.unit ?? this.#unitFor(value)
      if (unit === undefined || !unit.inReach) {
        this.#plan.refused.push(position)
        continue
      }
      this.#complete(unit, value, own !== null)
      if (own?.contact == null) this.#contact(unit, value)
      else this.#changeContact(own.contact, value)
      this.#enrol(unit)
      if (this.#size() === before) this.#unchanged += 1
    }
  }

  plan(): UnitPlan {
    return { ...this.#plan, summary: this.#summary() }
  }

  /** The unit and the contact that a row of our own export is about; a second row with the same key is like any other. */
  #ownOf({ key, unit_name }: UnitValue): { unit: Known; contact: StoredContact | null } | null {
    if (key == null || unit_name == null || !this.#first(key)) return null
    const { unitId, contactId } = readOwnKey(key)
    const unit = this.#byId.get(unitId)
    if (unit?.inReach !== true) return null
    const contact = this.#contactsById.get(contactId ?? '')
    return { unit, contact: contact?.unitId === unitId ? contact : null }
  }

  #unitFor(value: UnitValue): Known | undefined {
    const place = this.#placeOf(value)
    if (value.unit_name === null) return place
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

  /**
   * Another name, or a number where there was none. Authorities keep the names of their register. Other letters are
   * another name only where somebody has changed what we gave out.
   */
  #complete(unit: Known, { unit_name: name, org_number: orgNumber }: UnitValue, isOwn: boolean): void {
    if (name === null) return
    const isOther = isOwn ? name !== asRead(unit.name) : fold(name) !== fold(unit.name)
    if (isOther && this.#first(`name ${unit.id}`)) this.#plan.renames.push({ unitId: unit.id, name })
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
    if (present === undefined) {
      this.#plan.contacts.push({ unitId: unit.id, email, name: name ?? '' })
      this.#contacts.set(key, null)
    } else if (present !== null) this.#changeContact(present, { email, contact_name: name })
  }

  /** What a cell does not say stays; an address that another contact of the unit has is not given twice. */
  #changeContact(before: StoredContact, said: Pick<UnitValue, 'email' | 'contact_name'>): void {
    const { id, unitId } = before
    const name = said.contact_name === asRead(before.name) ? before.name : (said.contact_name ?? before.name)
    const isTaken = said.email !== null && this.#contacts.has(contactKey(unitId, said.email))
    const email = isTaken ? before.email : (said.email ?? before.email)
    if ((name === before.name && email === before.email) || !this.#first(`contact ${id}`)) return
    this.#contacts.set(contactKey(unitId, email), before)
    this.#plan.contactChanges.push({
      id,
      before: { name: before.name, email: before.email },
      after: { name, email },
    })
  }

  /** Of several rows that say something about the same the first counts. */
  #first(what: string): boolean {
    const isFirst = !this.#done.has(what)
    this.#done.add(what)
    return isFirst
  }

  #enrol(unit: Known): void {
    if (this.world.enrolled === null || this.#enrolled.has(unit.id) || !this.world.mayEnrol(unit)) return
    this.#plan.enrolments.push(unit.id)
    this.#enrolled.add(unit.id)
  }

  #size(): number {
    const { units, numbers, renames, contacts, contactChanges, enrolments } = this.#plan
    return [units, numbers, renames, contacts, contactChanges, enrolments].reduce(
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
      contactsChanged: plan.contactChanges.length,
      enrolled: plan.enrolments.length,
      people: 0,
      grants: 0,
      unchanged: this.#unchanged,
      refused: plan.refused.length,
    }
  }
}
