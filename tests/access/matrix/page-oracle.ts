import type { Role } from '~server/domain/shared/actor'
import { Oracle, type Verdict } from '../oracle'

// What pages ask beside reading and enrolling, in the words of the rules: who gives which role where, who invites, reports,
// decides, brings lists, reads logs, watches support.

const ADVISERS = ['national_adviser', 'county_adviser']
const ADMINISTER = [...ADVISERS, 'municipality_coordinator']
const IN_UNIT = ['leader', 'teacher', 'assistant', 'ppt_adviser']
const OF_TOWNS = ['municipality_coordinator', 'resource_person', ...IN_UNIT]
const UNITS = ['school', 'kindergarten', 'ppt']

/** One after the other: whoever stumbles over a secret is told that there is nothing, over a role that it is not theirs. */
export function unless(hidden: boolean, forbidden: boolean): Verdict {
  if (hidden) return 'not_found'
  return forbidden ? 'forbidden' : 'allow'
}

export class PageOracle extends Oracle {
  /** Has a seat at a gathering now. */
  sitsIn = (person: string, gathering: string): boolean =>
    this.world.seats.some(seat => seat.person === person && seat.gathering === gathering && this.valid(seat))

  /** Holds a role of those who arrange at the unit itself that is the host. Standing above it is not enough. */
  leadsHarvest = (person: string, gathering: string): boolean =>
    this.world.gatherings.some(
      ({ id, host }) => id === gathering && this.holds(person, host, ...ADMINISTER, 'leader'),
    )

  runsCohortOf = (person: string, gathering: string): boolean =>
    this.world.gatherings.some(({ id, cohort }) => id === gathering && this.runs(person, cohort))

  account = (person: string): boolean =>
    this.world.people.some(({ id, guest, disabled }) => id === person && !guest && !disabled)

  has = (person: string, ...roles: string[]): boolean => this.memberOf(person, roles).length > 0

  holds = (person: string, unit: string, ...roles: string[]): boolean =>
    this.memberOf(person, roles).includes(unit)

  administers = (person: string, unit: string): boolean => this.above(person, ADMINISTER, unit)

  kind = (unit: string): string => this.unit(unit)?.kind ?? ''

  /** Whoever administers the unit, or leads it. The national authority gives counties their advisers. */
  reaches(person: string, unit: string): boolean {
    if (this.unit(unit) === undefined) return false
    return (
      this.has(person, 'administrator') ||
      this.holds(person, unit, 'leader') ||
      this.above(person, ADMINISTER, unit) ||
      (this.has(person, 'national_adviser') && this.kind(unit) === 'county')
    )
  }

  gives(person: string, role: Role, unit: string): boolean {
    if (role === 'support') return false
    return (
      this.has(person, 'administrator') ||
      (role === 'county_adviser' && this.has(person, 'national_adviser')) ||
      ([...OF_TOWNS, 'county_adviser', 'data_officer'].includes(role) &&
        this.above(person, ['county_adviser'], unit)) ||
      (OF_TOWNS.includes(role) && this.above(person, ['municipality_coordinator'], unit)) ||
      (IN_UNIT.includes(role) && this.holds(person, unit, 'leader'))
    )
  }

  managesPeople(person: string, unit: string): boolean {
    return (
      this.has(person, 'administrator') ||
      (this.kind(unit) === 'county' && this.has(person, 'national_adviser')) ||
      this.above(person, ['county_adviser', 'municipality_coordinator'], unit) ||
      this.holds(person, unit, 'leader')
    )
  }

  /** Colleagues see each other; of a unit that one does not even see, one sees no people. */
  peoplePage = (person: string, unit: string): boolean =>
    this.seesUnit(person, unit) && this.seesPeople(person, unit)

  manager = (person: string, unit: string): Verdict =>
    unless(!this.peoplePage(person, unit) || !this.managesPeople(person, unit), false)

  /** Has somebody a role there now, or below it, that this person may end? */
  ends(person: string, unit: string, whose: string, below: boolean): boolean {
    return this.world.grants.some(
      grant =>
        grant.person === whose &&
        (below
          ? this.upFrom(grant.unit).has(unit) && (grant.to === null || this.valid(grant))
          : grant.unit === unit && this.valid(grant)) &&
        this.gives(person, grant.role as Role, grant.unit),
    )
  }

  decidesNames = (person: string, unit: string): boolean =>
    ['county', 'municipality'].includes(this.kind(unit)) &&
    (this.has(person, 'administrator') || this.administers(person, unit))

  cohort = (person: string, cohort: string): boolean => this.knowsCohort(person, cohort)

  runs = (person: string, cohort: string): boolean => this.holds(person, this.hostOf(cohort), ...ADVISERS)

  /** In whose names somebody enrols and invites: their authority runs the cohort, or takes part in it. */
  actsFor(
    person: string,
    cohort: string,
    standing = ['invited', 'enrolled'],
  ): { unit: string; as: string }[] {
    const host = this.hostOf(cohort)
    const live = this.world.enrolments
      .filter(each => each.cohort === cohort && standing.includes(each.status))
      .map(({ unit }) => unit)
    const as = (role: string, fits: (unit: string) => boolean) =>
      this.memberOf(person, [role])
        .filter(fits)
        .map(unit => ({ unit, as: role }))
    return [
      ...as('national_adviser', unit => unit === host),
      ...as('county_adviser', unit => unit === host || live.includes(unit)),
      ...as('municipality_coordinator', unit => live.includes(unit)),
    ]
  }

  /** The state invites counties, towns and independent units; a county its towns and those; a town its own units. */
  invites(person: string, cohort: string, unit: string): boolean {
    const owners = [...this.upFrom(unit)].filter(id => id !== unit)
    const kinds = owners.map(this.kind)
    const isUnit = UNITS.includes(this.kind(unit))
    const independent = isUnit && (!kinds.includes('municipality') || kinds.includes('private_owner'))
    // Whoever is only invited does not invite.
    return this.actsFor(person, cohort, ['enrolled']).some(({ unit: issuer, as }) => {
      if (as === 'national_adviser')
        return independent || ['county', 'municipality'].includes(this.kind(unit))
      if (!owners.includes(issuer)) return false
      return as === 'county_adviser' ? independent || this.kind(unit) === 'municipality' : isUnit
    })
  }

  writesReport = (person: string, cohort: string, unit: string): boolean =>
    this.holds(person, unit, 'municipality_coordinator') && this.live(cohort).includes(unit)

  readsReport(person: string, cohort: string, unit: string, submitted: boolean): boolean {
    if (this.holds(person, unit, 'municipality_coordinator')) return true
    const above = this.above(person, ['county_adviser'], unit) && this.knowsCohort(person, cohort)
    return submitted && (this.runs(person, cohort) || above)
  }

  leadsMailing = (person: string, cohort: string, issuer: string): boolean =>
    this.holds(person, issuer, ...ADMINISTER) && this.knowsCohort(person, cohort)

  answersFor(person: string, unit: string): boolean {
    const kind = this.kind(unit)
    if (kind === 'county') return this.holds(person, unit, 'county_adviser')
    if (kind === 'municipality') return this.holds(person, unit, 'municipality_coordinator')
    return UNITS.includes(kind) && this.holds(person, unit, 'leader')
  }

  hosts(person: string, cohort: string, unit: string, level: string): boolean {
    const part = unit === this.hostOf(cohort) || this.live(cohort).includes(unit)
    const holders: Record<string, string[]> = {
      national: ['national_adviser'],
      county: ['county_adviser'],
      network: ['county_adviser', 'municipality_coordinator'],
      local: ['municipality_coordinator', 'leader'],
    }
    return part && this.holds(person, unit, ...(holders[level] ?? []))
  }

  hostsSomething = (person: string, cohort: string): boolean =>
    this.memberOf(person).some(unit =>
      ['national', 'county', 'network', 'local'].some(level => this.hosts(person, cohort, unit, level)),
    )

  importsFor(person: string, unit: string): boolean {
    if (!['national', 'county', 'municipality'].includes(this.kind(unit))) return false
    const own = this.holds(person, unit, 'county_adviser', 'municipality_coordinator')
    return own || this.has(person, 'administrator', 'national_adviser')
  }

  imports = (person: string): boolean =>
    this.account(person) && this.has(person, 'administrator', ...ADMINISTER)

  knowsOfSupport = (person: string, unit: string): boolean =>
    this.has(person, 'administrator') ||
    this.memberOf(person).includes(unit) ||
    this.above(person, [...ADMINISTER, 'data_officer'], unit)

  /** One's own as an administrator is not among the ones asked about. */
  endsSupport = (person: string, unit: string): boolean =>
    this.holds(person, unit, 'leader') || this.administers(person, unit)

  /** Whether a unit takes part is known to whoever runs the cohort, to its own and to those above it; towns to any county. */
  seesEnrolment(person: string, unit: string, cohort: string): boolean {
    if (!this.world.enrolments.some(each => each.unit === unit && each.cohort === cohort)) return false
    const takingPart = [this.hostOf(cohort), ...this.live(cohort)]
    return (
      this.runs(person, cohort) ||
      this.above(person, ADMINISTER, unit) ||
      this.memberOf(person).includes(unit) ||
      this.assigned(person).some(each => each.unit === unit && each.cohort === cohort) ||
      (['county', 'municipality'].includes(this.kind(unit)) &&
        takingPart.some(each => this.above(person, ['county_adviser'], each)))
    )
  }

  /** What is on a cohort's list can be changed by whoever could have put it there, also where nothing else of it is theirs to see. */
  changesEnrolment = (person: string, unit: string, cohort: string): Verdict =>
    unless(
      !this.cohort(person, cohort) || !this.seesEnrolment(person, unit, cohort),
      !this.enrols(person, cohort, unit),
    )

  /** A unit that takes part, and in which somebody can be followed. */
  canBeFollowed = (unit: string, cohort: string): boolean =>
    UNITS.includes(this.kind(unit)) && this.live(cohort).includes(unit)

  assigns = (person: string): boolean =>
    this.has(person, 'administrator', 'county_adviser', 'municipality_coordinator')

  follows = (person: string): boolean => this.assigned(person).some(({ role }) => role === 'resource_person')
}
