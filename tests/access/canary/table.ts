import type { Oracle, World } from '../oracle'
import type { Canary, Kind } from './canaries'

/** What the table needs of rows that the oracle knows nothing of. */
export interface More {
  invitations: { id: string; mailing: string; issuer: string; unit: string; cohort: string }[]
  reports: { id: string; cohort: string; unit: string }[]
  batches: { id: string; person: string; unit: string }[]
  supports: { person: string; unit: string }[]
}

const ADVISERS = ['national_adviser', 'county_adviser']
const ADMINISTER = [...ADVISERS, 'municipality_coordinator']
const COLLEAGUE = [
  ...ADMINISTER,
  'administrator',
  'leader',
  'teacher',
  'assistant',
  'ppt_adviser',
  'resource_person',
]
const ANSWERS = ['county_adviser', 'municipality_coordinator', 'leader']

/** What is not for administrators either. */
const KEPT: readonly Kind[] = ['text', 'draft', 'report', 'own', 'released', 'statement', 'heldback', 'theme']

/**
 * Who may meet which marked string, written from the rules in words and not from the policies: what belongs to a unit is
 * known to its people and to whoever administers it from above; drafts and what a table writes stay where they are
 * written; who sits at a table knows who sits there.
 */
export class WhoMayKnow {
  constructor(
    private readonly world: World,
    private readonly more: More,
    private readonly oracle: Oracle,
    private readonly now: Date,
  ) {}

  may(person: string, { kind, of, unit }: Canary): boolean {
    return this.#is(person, 'administrator') && !KEPT.includes(kind)
      ? true
      : this.#rules[kind](person, of, unit)
  }

  readonly #rules: Record<Kind, (person: string, of: string, unit: string) => boolean> = {
    unit: (person, unit) =>
      this.#everAt(person, unit) ||
      // Which services serve a municipality is as public as the municipality, for whoever has an account.
      (this.#isKind(unit, 'ppt') && !this.world.people.some(({ id, guest }) => id === person && guest)) ||
      this.#above(person, ADMINISTER, unit) ||
      this.#runsCohortOf(person, unit) ||
      // The host's name stands on its gathering.
      this.world.gatherings.some(({ id, host }) => host === unit && this.#knowsGathering(person, id)) ||
      // Whoever is told of a supporter's access is told where.
      this.more.supports.some(each => each.unit === unit && this.#knowsOfSupport(person, unit)) ||
      // Beside a name on the list of those to be seated stands where they work.
      this.world.grants.some(grant => grant.unit === unit && this.#seats(person, grant.person)),
    person: (person, other) =>
      person === other ||
      this.#unitsOf(other).some(unit => this.#seesPeopleAt(person, unit)) ||
      this.#sharesTable(person, other) ||
      this.#seats(person, other) ||
      // Who brought a list, and who looks as support, is said to whoever may see that.
      this.more.batches.some(batch => batch.person === other && this.#imports(person, batch.unit)) ||
      this.more.supports.some(each => each.person === other && this.#knowsOfSupport(person, each.unit)),
    email: (person, other) =>
      person === other ||
      this.#unitsOf(other).some(
        unit => this.#above(person, [...ADMINISTER, 'leader'], unit) || this.#statesCounty(person, unit),
      ),
    text: (person, document) => this.#reads(person, document),
    own: (person, other) => person === other,
    released: (person, table) => this.#sits(person).some(seat => seat.table === table),
    statement: (person, gathering) => this.#sitsIn(person, gathering) || this.#leads(person, gathering),
    heldback: (person, gathering) => this.#leads(person, gathering),
    // Those above are told the themes, and how many statements stand behind each.
    theme: (person, gathering) =>
      this.#sitsIn(person, gathering) ||
      this.oracle.judge(person, 'arrange gathering', gathering) === 'allow' ||
      this.world.gatherings.some(({ id, cohort }) => id === gathering && this.#runs(person, cohort)),
    tablename: (person, gathering) => this.#knowsGathering(person, gathering),
    gathering: (person, gathering) => this.#knowsGathering(person, gathering),
    draft: (person, _, unit) => this.#memberAt(person, unit, ['municipality_coordinator']),
    report: (person, id, unit) => {
      const cohort = this.more.reports.find(report => report.id === id)?.cohort ?? ''
      return (
        this.#memberAt(person, unit, ['municipality_coordinator']) ||
        this.#runs(person, cohort) ||
        (this.#above(person, ['county_adviser'], unit) && this.#knowsCohort(person, cohort))
      )
    },
    row: (person, _, unit) => this.#imports(person, unit),
    // The national authority brings and takes out the lists of the whole network.
    contact: (person, unit) => this.#above(person, ADMINISTER, unit) || this.#is(person, 'national_adviser'),
    invitee: (person, id) => this.#concerns(person, id),
    answer: (person, id) => this.#concerns(person, id),
    message: (person, mailing) =>
      this.more.invitations.some(each => each.mailing === mailing && this.#concerns(person, each.id)),
    newcomer: (person, _, unit) =>
      this.#above(person, ADMINISTER, unit) ||
      this.#memberAt(person, unit, ['leader']) ||
      this.#statesCounty(person, unit),
    reason: (person, _, unit) => this.#knowsOfSupport(person, unit),
  }

  #valid = ({ from, to }: { from: Date; to: Date | null }): boolean =>
    from <= this.now && (to === null || this.now < to)

  #held = (person: string) => this.world.grants.filter(grant => grant.person === person && this.#valid(grant))

  #memberOf = (person: string, roles: readonly string[]) =>
    this.#held(person).filter(grant => grant.cohort === null && roles.includes(grant.role))

  #is = (person: string, role: string): boolean => this.#memberOf(person, [role]).length > 0

  #memberAt = (person: string, unit: string, roles: readonly string[]): boolean =>
    this.#memberOf(person, roles).some(grant => grant.unit === unit)

  /** Also of what is over: one's own past is in one's own data. */
  #everAt = (person: string, unit: string): boolean =>
    this.world.grants.some(grant => grant.person === person && grant.unit === unit)

  #unitsOf = (person: string): string[] =>
    this.world.grants.filter(grant => grant.person === person).map(({ unit }) => unit)

  #isKind = (unit: string, kind: string): boolean =>
    this.world.units.some(each => each.id === unit && each.kind === kind)

  #upFrom(unit: string): Set<string> {
    const all = new Set([unit])
    for (const id of all)
      for (const owner of this.world.units.find(each => each.id === id)?.owners ?? []) all.add(owner)
    return all
  }

  #above(person: string, roles: readonly string[], unit: string): boolean {
    const up = this.#upFrom(unit)
    return this.#memberOf(person, roles).some(grant => up.has(grant.unit))
  }

  #statesCounty = (person: string, unit: string): boolean =>
    this.#is(person, 'national_adviser') && this.#isKind(unit, 'county')

  #seesPeopleAt = (person: string, unit: string): boolean =>
    this.#memberAt(person, unit, COLLEAGUE) ||
    this.#above(person, ADMINISTER, unit) ||
    this.#statesCounty(person, unit)

  #runs = (person: string, cohort: string): boolean =>
    this.world.cohorts.some(({ id, host }) => id === cohort && this.#memberAt(person, host, ADVISERS))

  #runsCohortOf = (person: string, unit: string): boolean =>
    this.world.enrolments.some(each => each.unit === unit && this.#runs(person, each.cohort)) ||
    this.more.invitations.some(each => each.unit === unit && this.#runs(person, each.cohort))

  #knowsCohort = (person: string, cohort: string): boolean =>
    this.oracle.judge(person, 'read cohort', cohort) === 'allow'

  /** Where one reads a table's document, title and table stand above it. */
  #knowsGathering = (person: string, gathering: string): boolean =>
    this.oracle.judge(person, 'read gathering', gathering) === 'allow' ||
    this.world.documents.some(each => each.gathering === gathering && this.#reads(person, each.id))

  #reads = (person: string, document: string): boolean =>
    this.oracle.judge(person, 'read document', document) === 'allow'

  #sits = (person: string) => this.world.seats.filter(seat => seat.person === person && this.#valid(seat))

  #sitsIn = (person: string, gathering: string): boolean =>
    this.#sits(person).some(seat => seat.gathering === gathering)

  /** Of the host itself; those above it were not told what its tables say. */
  #leads = (person: string, gathering: string): boolean =>
    this.world.gatherings.some(
      ({ id, host }) => id === gathering && this.#memberAt(person, host, [...ADMINISTER, 'leader']),
    )

  /** Nobody is surprised by who reads what: who sits at a table and who reads along there are named to each other. */
  #sharesTable = (one: string, other: string): boolean =>
    this.world.documents.some(({ id }) => this.#reads(one, id) && this.#reads(other, id))

  /** Arranges a gathering at which somebody sits or could be given a seat. */
  #seats(person: string, other: string): boolean {
    return this.world.gatherings.some(({ id, cohort, host, level }) => {
      if (this.oracle.judge(person, 'arrange gathering', id) !== 'allow') return false
      if (this.#sits(other).some(seat => seat.gathering === id)) return true
      return this.#held(other).some(
        grant =>
          (grant.cohort === cohort || (grant.cohort === null && this.#takesPart(grant.unit, cohort))) &&
          (level === 'national' || this.#upFrom(grant.unit).has(host) || this.#servesBelow(grant.unit, host)),
      )
    })
  }

  #takesPart = (unit: string, cohort: string): boolean =>
    this.world.enrolments.some(
      each => each.unit === unit && each.cohort === cohort && ['invited', 'enrolled'].includes(each.status),
    )

  /** A service is of the area that it serves. In this network one serves, and both its municipalities take part. */
  #servesBelow = (unit: string, host: string): boolean =>
    this.#isKind(unit, 'ppt') &&
    this.world.units.some(({ id, kind }) => id === host && kind !== 'national' && kind !== 'school')

  #imports = (person: string, unit: string): boolean =>
    this.#memberAt(person, unit, ['county_adviser', 'municipality_coordinator']) ||
    this.#is(person, 'national_adviser') ||
    this.#is(person, 'administrator')

  #knowsOfSupport = (person: string, unit: string): boolean =>
    this.#held(person).some(grant => grant.cohort === null && grant.unit === unit) ||
    this.#above(person, [...ADMINISTER, 'data_officer'], unit)

  /** Whoever sent it, leads the cohort, stands above whom it asks, or answers it. */
  #concerns(person: string, id: string): boolean {
    const invitation = this.more.invitations.find(each => each.id === id)
    if (invitation === undefined) return false
    const { issuer, unit, cohort } = invitation
    return (
      this.#memberAt(person, issuer, ADMINISTER) ||
      this.#runs(person, cohort) ||
      this.#memberAt(person, unit, ANSWERS) ||
      (!this.#memberAt(person, unit, ADMINISTER) && this.#above(person, ADMINISTER, unit))
    )
  }
}
