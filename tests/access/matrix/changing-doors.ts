import { db } from '~server/database/client'
import type { WholeNetwork } from '../whole-network'
import { unless } from './page-oracle'
import { cohortOf, cohortOfStep, invitations, issuerOf, lists, seesList, type Door, type Ids } from './things'

const across =
  (
    first: [string, (w: WholeNetwork) => readonly string[]],
    second: [string, (w: WholeNetwork) => readonly string[]],
  ) =>
  (w: WholeNetwork): readonly Ids[] =>
    first[1](w).flatMap(a => second[1](w).map(b => ({ [first[0]]: a, [second[0]]: b })))

const everyUnit = (w: WholeNetwork): readonly string[] => w.units
const everyCohort = (w: WholeNetwork): readonly string[] => w.cohorts

/** Roles that people of the network hold for good: their grants, with where and which they are. */
let held: Ids[] = []
let programmeId = ''
export async function knowHeld(w: WholeNetwork): Promise<void> {
  const names = [
    'teacher',
    'leader',
    'westTown',
    'northTown',
    'west adviser',
    'northTeacher',
    'resource',
    'private leader',
    'state',
  ]
  const rows = await db().grant.findMany({
    where: { personId: { in: names.map(name => w.cast[name]?.personId ?? '') }, validTo: null },
  })
  programmeId = (await db().cohort.findUniqueOrThrow({ where: { id: w.n.cohort } })).programmeId
  held = rows.map(({ id, personId, orgUnitId, role, cohortId }) => ({
    ...{ grantId: id, personId, unit: orgUnitId, role, of: cohortId ?? '' },
  }))
}
const grants = (w: WholeNetwork): readonly Ids[] => held.map(ids => ({ ...ids, unitId: w.n.westTownSchool }))

const isRole = (role: string) => role as Parameters<Parameters<Door['says']>[0]['gives']>[1]

const changesGrant: Door['says'] = (o, who, { unit = '', role = '' }) =>
  unless(!o.reaches(who, unit), !o.gives(who, isRole(role), unit))

/** A role can be laid down by whoever has it. */
const endsGrant: Door['says'] = (o, who, ids) =>
  who === ids['personId'] ? 'allow' : changesGrant(o, who, ids)

const REASON = 'Hjelper med påloggingen etter en henvendelse'
const reports = (w: WholeNetwork): readonly Ids[] =>
  w.reports.slice(0, 5).map((reportId, at) => ({
    reportId,
    stepId: w.steps[at < 3 ? 0 : 1] ?? '',
    cohortId: w.cohorts[at < 3 ? 0 : 1] ?? '',
    unit: [w.n.westTown, w.n.westVillage, w.n.northTown, w.n.northTown, w.n.westTown][at] ?? '',
    submitted: at === 0 ? '' : 'yes',
  }))
const supports = (w: WholeNetwork): readonly Ids[] =>
  w.supports.map((accessId, at) => ({ accessId, unit: [w.n.westTownSchool, w.n.northTown][at] ?? '' }))

export const CHANGING_DOORS: readonly Door[] = [
  {
    name: 'POST /enheter/:unitId/folk',
    things: grants,
    form: ({ grantId = '' }) => ({ intent: 'date', grantIds: grantId, validTo: '' }),
    says: changesGrant,
  },
  {
    name: 'POST /enheter/:unitId/folk',
    things: grants,
    form: ({ grantId = '' }) => ({ intent: 'end', grantIds: grantId }),
    says: endsGrant,
    final: true,
  },
  {
    name: 'POST /enheter/:unitId/folk/inviter',
    things: w => w.units.flatMap(unitId => ['teacher', 'leader'].map(role => ({ unitId, role }))),
    form: ({ role = '' }) => ({ name: 'Ny', email: 'ny@example.org', role, cohortId: '', validTo: '' }),
    says: (o, who, { unitId = '', role = '' }) =>
      unless(!o.reaches(who, unitId), !o.gives(who, isRole(role), unitId)),
    final: true,
  },
  {
    name: 'POST /enheter/:unitId/folk/inviter/flere',
    things: w => w.units.flatMap(unitId => ['teacher', 'leader'].map(role => ({ unitId, role }))),
    form: ({ role = '' }) => ({ people: 'Ny Kollega <flere@example.org>', role }),
    says: (o, who, { unitId = '', role = '' }) =>
      unless(!o.reaches(who, unitId), !o.gives(who, isRole(role), unitId)),
    final: true,
  },
  {
    name: 'POST /enheter/:unitId/folk/:personId',
    things: grants,
    form: ({ grantId = '', role = '' }) => ({ intent: 'role', grantId, role }),
    says: changesGrant,
    final: true,
  },
  {
    name: 'POST /enheter/:unitId/folk/:personId/slutter',
    things: w =>
      ['teacher', 'westTown', 'northTeacher', 'resource'].flatMap(name =>
        w.units.map(unitId => ({ unitId, personId: w.cast[name]?.personId ?? '' })),
      ),
    form: () => ({ intent: 'unit', evenIfLast: 'on' }),
    says: (o, who, { unitId = '', personId = '' }) =>
      unless(!o.reaches(who, unitId) || !o.ends(who, unitId, personId, true), false),
    final: true,
  },
  {
    name: 'POST /enheter/:unitId/bidrag',
    things: w => w.units.map(unitId => ({ unitId })),
    form: () => ({ contributions: 'name' }),
    says: (o, who, { unitId = '' }) => unless(!o.reaches(who, unitId), !o.decidesNames(who, unitId)),
  },
  {
    name: 'POST /enheter/:unitId/pp-tjeneste',
    things: w => w.units.map(unitId => ({ unitId, service: w.units.at(-4) ?? '' })),
    form: ({ service = '' }) => ({ intent: 'servesThis', otherId: service }),
    says: (o, who, { unitId = '' }) =>
      unless(
        !o.account(who) || o.kind(unitId) !== 'municipality',
        !o.has(who, 'administrator') && !o.administers(who, unitId),
      ),
    final: true,
  },
  {
    name: 'POST /puljer/ny',
    things: w => w.units.map(unit => ({ unit })),
    form: ({ unit = '' }) => ({ hostId: unit, programmeId, number: '', startsOn: '2030-01' }),
    says: (o, who, { unit = '' }) =>
      unless(
        !['national', 'county'].includes(o.kind(unit)),
        !o.holds(who, unit, 'national_adviser', 'county_adviser'),
      ),
    final: true,
  },
  {
    name: 'POST /puljer/:cohortId/kommuner',
    things: across(['cohortId', everyCohort], ['unit', everyUnit]),
    form: ({ unit = '' }) => ({ intent: 'enrol', orgUnitIds: unit }),
    says: (o, who, { cohortId = '', unit = '' }) => o.judge(who, 'enrol', cohortId, unit),
    final: true,
  },
  {
    name: 'POST /puljer/:cohortId/arshjul/:stepId',
    things: w =>
      w.steps.flatMap((stepId, at) =>
        [w.n.westTown, w.n.westVillage, w.n.northTown, w.n.southTown, w.n.west].map(unit => ({
          stepId,
          unit,
          cohortId: cohortOfStep(w, at),
        })),
      ),
    form: ({ unit = '' }) => ({ orgUnitId: unit, text: 'Vi trenger' }),
    says: (o, who, { cohortId = '', unit = '' }) =>
      unless(!o.cohort(who, cohortId) || !o.writesReport(who, cohortId, unit), false),
  },
  {
    name: 'POST /puljer/:cohortId/arshjul/:stepId',
    things: reports,
    form: ({ reportId = '' }) => ({
      intent: 'decision',
      reportId,
      outcome: 'partly',
      decisionText: 'Vi kan',
    }),
    says: (o, who, { cohortId = '', unit = '', submitted }) =>
      unless(submitted === '' || !o.readsReport(who, cohortId, unit, true), !o.runs(who, cohortId)),
  },
  {
    name: 'POST /puljer/:cohortId/ressurspersoner',
    things: w =>
      grants(w).flatMap(ids =>
        w.cohorts.slice(0, 2).map(cohortId => ({ ...ids, cohortId, follows: ids['of'] ?? '' })),
      ),
    form: ({ grantId = '' }) => ({ intent: 'end', grantId }),
    says: (o, who, { cohortId = '', follows, unit = '' }) =>
      unless(
        !o.cohort(who, cohortId) || follows !== cohortId || !o.reaches(who, unit),
        !o.gives(who, 'resource_person', unit),
      ),
    final: true,
  },
  {
    name: 'POST /puljer/:cohortId/inviter',
    things: across(['cohortId', everyCohort], ['unit', everyUnit]),
    // A last day that is over: whoever may invite is told so, and nothing is sent.
    form: ({ unit = '' }) => ({
      ...{ intent: 'send', orgUnitIds: unit, step: 'unit', locale: 'nb', message: 'Bli med' },
      ...{ deadline: '2019-01-01', reminderDays: '3' },
    }),
    says: (o, who, { cohortId = '', unit = '' }) => {
      const knows = o.has(who, 'national_adviser') || o.judge(who, 'read unit', unit) === 'allow'
      return unless(!o.cohort(who, cohortId) || !knows, !o.invites(who, cohortId, unit))
    },
  },
  {
    name: 'POST /puljer/:cohortId/utsendinger/:mailingId',
    things: w =>
      w.mailings.map((mailingId, at) => ({ mailingId, cohortId: cohortOf(w, at), issuer: issuerOf(w, at) })),
    form: () => ({ intent: 'withdraw-all' }),
    says: (o, who, { cohortId = '', issuer = '' }) => unless(!o.leadsMailing(who, cohortId, issuer), false),
    final: true,
  },
  {
    name: 'POST /invitasjoner/:invitationId',
    things: invitations,
    form: () => ({ answer: 'decline', reason: 'time', note: '', name: 'Kari' }),
    says: (o, who, { unit = '' }) => unless(!o.answersFor(who, unit), false),
    final: true,
  },
  {
    name: 'POST /puljer/:cohortId/samlinger/ny',
    things: across(['cohortId', everyCohort], ['unit', everyUnit]),
    form: ({ cohortId = '', unit = '' }) => ({
      cohortId,
      hostId: unit,
      level: 'county',
      title: 'Ny',
      place: '',
      precision: 'unset',
    }),
    says: (o, who, { cohortId = '', unit = '' }) =>
      unless(!o.cohort(who, cohortId), !o.hosts(who, cohortId, unit, 'county')),
    final: true,
  },
  {
    name: 'POST /samlinger/:gatheringId',
    things: w => w.gatherings.map(gatheringId => ({ gatheringId, personId: w.n.cohort })),
    form: ({ personId = '' }) => ({ intent: 'unseat', personId }),
    says: (o, who, { gatheringId = '' }) => o.judge(who, 'arrange gathering', gatheringId),
  },
  {
    name: 'POST /samlinger/:gatheringId',
    things: w => w.gatherings.map(gatheringId => ({ gatheringId })),
    form: () => ({ intent: 'add-table', name: 'Nytt bord' }),
    says: (o, who, { gatheringId = '' }) => o.judge(who, 'arrange gathering', gatheringId),
    final: true,
  },
  {
    name: 'POST /samlinger/:gatheringId/rediger',
    things: w => w.gatherings.map(gatheringId => ({ gatheringId })),
    form: () => ({ title: 'Endret', place: '', precision: 'unset' }),
    says: (o, who, { gatheringId = '' }) => o.judge(who, 'arrange gathering', gatheringId),
  },
  {
    name: 'POST /import/:batchId',
    things: lists,
    form: () => ({ intent: 'take-all' }),
    says: (o, who, ids) => unless(!seesList(o, who, ids), !o.importsFor(who, ids['unit'] ?? '')),
  },
  {
    name: 'POST /brukerstotte',
    things: w => w.units.map(unit => ({ unit })),
    form: ({ unit = '' }) => ({ orgUnitId: unit, reason: REASON, hours: '1' }),
    says: (o, who) => o.judge(who, 'open support', ''),
    final: true,
  },
  {
    name: 'POST /brukerstotte',
    things: supports,
    form: ({ accessId = '' }) => ({ end: accessId }),
    says: (o, who, { unit = '' }) => {
      if (!o.account(who)) return 'forbidden'
      return unless(!o.knowsOfSupport(who, unit), !o.endsSupport(who, unit))
    },
    final: true,
  },
  {
    name: 'POST /hatt',
    things: grants,
    form: ({ grantId = '' }) => ({ hatt: grantId }),
    says: (_, who, { personId }) => unless(who !== personId, false),
  },
]
