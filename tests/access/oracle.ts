/**
 * Who may what, read from the rules in words (docs/decisions, the docstrings of the areas) and written down a second time,
 * on plain rows without a database and without the policies. What it says is what tests expect.
 */

export type Verdict = 'allow' | 'not_found' | 'forbidden'

interface Period {
  from: Date
  /** The first moment after it; null = open. */
  to: Date | null
}
export interface World {
  units: { id: string; kind: string; owners: string[] }[]
  people: { id: string; guest: boolean; disabled: boolean }[]
  grants: (Period & { person: string; unit: string; cohort: string | null; role: string })[]
  cohorts: { id: string; host: string }[]
  enrolments: { cohort: string; unit: string; status: string }[]
  gatherings: { id: string; cohort: string; host: string; level: string }[]
  documents: { id: string; gathering: string; table: string }[]
  seats: (Period & { person: string; gathering: string; table: string })[]
}

export type Question =
  | 'read unit'
  | 'see people'
  | 'read cohort'
  | 'read gathering'
  | 'arrange gathering'
  | 'read document'
  | 'write document'
  | 'enrol'
  | 'read log'
  | 'open support'

const PUBLIC = ['national', 'county', 'municipality']
const ADVISERS = ['national_adviser', 'county_adviser']
const ADMINISTER = [...ADVISERS, 'municipality_coordinator']
const LIVE = ['invited', 'enrolled']

export class Oracle {
  private readonly units: Map<string, World['units'][number]>

  constructor(
    protected readonly world: World,
    private readonly now: Date,
  ) {
    this.units = new Map(world.units.map(unit => [unit.id, unit]))
  }

  /** @param other a second thing that the question is about: the unit to be enrolled */
  judge(person: string, question: Question, thing: string, other = ''): Verdict {
    const yes = (allowed: boolean): Verdict => (allowed ? 'allow' : 'not_found')
    if (this.world.people.find(({ id }) => id === person)?.disabled !== false) return 'not_found'
    switch (question) {
      case 'read unit':
        return yes(this.seesUnit(person, thing))
      case 'see people':
        return yes(this.unit(thing) !== undefined && this.seesPeople(person, thing))
      case 'read cohort':
        return yes(this.knowsCohort(person, thing))
      case 'read gathering':
        return yes(this.knowsGathering(person, thing))
      case 'arrange gathering':
        if (!this.knowsGathering(person, thing)) return 'not_found'
        return this.arranges(person, thing) ? 'allow' : 'forbidden'
      case 'read document':
        return yes(this.sits(person, thing) || this.readsAlong(person, thing))
      case 'write document':
        if (this.sits(person, thing)) return 'allow'
        return this.readsAlong(person, thing) ? 'forbidden' : 'not_found'
      case 'enrol':
        if (!this.knowsCohort(person, thing) || !this.seesUnit(person, other)) return 'not_found'
        return this.enrols(person, thing, other) ? 'allow' : 'forbidden'
      case 'read log':
        if (this.unit(thing) === undefined) return 'not_found'
        return yes(this.is(person, 'administrator') || this.above(person, ['data_officer'], thing))
      case 'open support':
        return this.is(person, 'administrator') ? 'allow' : 'forbidden'
    }
  }

  protected valid({ from, to }: Period): boolean {
    return from <= this.now && (to === null || this.now < to)
  }

  /** A membership is a grant without a cohort; one with a cohort opens that cohort and nothing else of the unit. */
  protected memberOf(person: string, roles?: readonly string[]): string[] {
    return this.world.grants
      .filter(grant => grant.person === person && grant.cohort === null && this.valid(grant))
      .filter(({ role }) => roles === undefined || roles.includes(role))
      .map(({ unit }) => unit)
  }

  protected assigned(person: string): { unit: string; cohort: string | null; role: string }[] {
    return this.world.grants.filter(
      grant => grant.person === person && grant.cohort !== null && this.valid(grant),
    )
  }

  protected is(person: string, role: string): boolean {
    return this.memberOf(person, [role]).length > 0
  }

  /** The unit and everything that owns it, however far up. */
  protected upFrom(unit: string): Set<string> {
    const all = new Set([unit])
    for (const id of all) for (const owner of this.unit(id)?.owners ?? []) all.add(owner)
    return all
  }

  protected unit = (id: string) => this.units.get(id)
  private gathering = (id: string) => this.world.gatherings.find(gathering => gathering.id === id)

  protected above(person: string, roles: readonly string[], unit: string): boolean {
    const up = this.upFrom(unit)
    return this.memberOf(person, roles).some(own => up.has(own))
  }

  protected seesUnit(person: string, unit: string): boolean {
    const guest = this.world.people.some(({ id, guest }) => id === person && guest)
    if (guest || this.unit(unit) === undefined) return false
    return (
      this.is(person, 'administrator') ||
      PUBLIC.includes(this.unit(unit)?.kind ?? '') ||
      this.memberOf(person).includes(unit) ||
      this.assigned(person).some(each => each.unit === unit) ||
      this.above(person, ADMINISTER, unit)
    )
  }

  /** Colleagues, and whoever administers from above. Who reads a log or supports is no colleague. */
  protected seesPeople(person: string, unit: string): boolean {
    const asColleague = this.world.grants.some(
      grant =>
        grant.person === person &&
        grant.unit === unit &&
        grant.cohort === null &&
        this.valid(grant) &&
        !['data_officer', 'support'].includes(grant.role),
    )
    return (
      asColleague ||
      this.is(person, 'administrator') ||
      this.above(person, ADMINISTER, unit) ||
      (this.is(person, 'national_adviser') && this.unit(unit)?.kind === 'county')
    )
  }

  protected live(cohort: string): string[] {
    return this.world.enrolments
      .filter(each => each.cohort === cohort && LIVE.includes(each.status))
      .map(({ unit }) => unit)
  }

  protected hostOf(cohort: string): string {
    return this.world.cohorts.find(({ id }) => id === cohort)?.host ?? ''
  }

  protected knowsCohort(person: string, cohort: string): boolean {
    const live = this.live(cohort)
    return (
      this.memberOf(person, ADVISERS).includes(this.hostOf(cohort)) ||
      this.memberOf(person).some(unit => live.includes(unit)) ||
      live.some(unit => this.above(person, ADMINISTER, unit)) ||
      this.assigned(person).some(each => each.cohort === cohort)
    )
  }

  protected enrols(person: string, cohort: string, unit: string): boolean {
    const [host, live] = [this.hostOf(cohort), this.live(cohort)]
    if (this.memberOf(person, ['national_adviser']).includes(host))
      return this.unit(unit)?.kind !== 'national'
    const strictlyAbove = this.upFrom(unit)
    strictlyAbove.delete(unit)
    const county = this.memberOf(person, ['county_adviser']).filter(id => id === host || live.includes(id))
    const town = this.memberOf(person, ['municipality_coordinator']).filter(id => live.includes(id))
    return [...county, ...town].some(id => strictlyAbove.has(id))
  }

  protected arranges(person: string, id: string): boolean {
    const host = this.gathering(id)?.host ?? ''
    return this.above(person, ADMINISTER, host) || this.memberOf(person, ['leader']).includes(host)
  }

  protected knowsGathering(person: string, id: string): boolean {
    const gathering = this.gathering(id)
    if (gathering === undefined) return false
    const { cohort, host, level } = gathering
    const reaches = (unit: string): boolean => this.upFrom(unit).has(host)
    const live = this.live(cohort)
    return (
      this.world.seats.some(seat => seat.person === person && seat.gathering === id && this.valid(seat)) ||
      this.arranges(person, id) ||
      this.memberOf(person, ADVISERS).includes(this.hostOf(cohort)) ||
      (level === 'national' && this.knowsCohort(person, cohort)) ||
      this.memberOf(person).some(unit => live.includes(unit) && reaches(unit)) ||
      this.assigned(person).some(each => each.cohort === cohort && reaches(each.unit))
    )
  }

  private at(id: string) {
    const table = this.world.documents.find(document => document.id === id)?.table
    return this.world.seats.filter(seat => seat.table === table && this.valid(seat))
  }

  private sits = (person: string, document: string): boolean =>
    this.at(document).some(seat => seat.person === person)

  /** A resource person reads where somebody of a unit they follow in that cohort sits. Nothing a table writes flows up. */
  private readsAlong(person: string, document: string): boolean {
    const gathering = this.world.documents.find(({ id }) => id === document)?.gathering ?? ''
    const followed = this.assigned(person)
      .filter(
        ({ role, cohort }) => role === 'resource_person' && cohort === this.gathering(gathering)?.cohort,
      )
      .map(({ unit }) => unit)
    return this.at(document).some(seat => this.memberOf(seat.person).some(unit => followed.includes(unit)))
  }
}
