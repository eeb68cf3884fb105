import type { WholeNetwork } from '../whole-network'
import { across, everyCohort, everyUnit, grants, held } from './held'
import { unless } from './page-oracle'
import { cohortOf, cohortOfStep, invitations, issuerOf, lists, seesList, type Door, type Ids } from './things'

/** Of a cohort, with whoever follows whom in it. */
const assignments = (w: WholeNetwork): readonly Ids[] =>
  grants(w).flatMap(ids =>
    w.cohorts.slice(0, 2).map(cohortId => ({ ...ids, cohortId, follows: ids['of'] ?? '' })),
  )
const changesAssignment: Door['says'] = (o, who, { cohortId = '', follows, unit = '' }) =>
  unless(
    !o.cohort(who, cohortId) || follows !== cohortId || !o.reaches(who, unit),
    !o.gives(who, 'resource_person', unit),
  )
const arranges: Door['says'] = (o, who, { gatheringId = '' }) =>
  o.judge(who, 'arrange gathering', gatheringId)
const reports = (w: WholeNetwork): readonly Ids[] =>
  w.reports.slice(0, 5).map((reportId, at) => ({
    reportId,
    stepId: w.steps[at < 3 ? 0 : 1] ?? '',
    cohortId: w.cohorts[at < 3 ? 0 : 1] ?? '',
    unit: [w.n.westTown, w.n.westVillage, w.n.northTown, w.n.northTown, w.n.westTown][at] ?? '',
    submitted: at === 0 ? '' : 'yes',
  }))
/** Forms about cohorts, invitations, gatherings and lists. */
export const CHANGING_COHORTS: readonly Door[] = [
  {
    name: 'POST /puljer/ny',
    things: w => w.units.map(unit => ({ unit })),
    form: ({ unit = '' }) => ({
      hostId: unit,
      programmeId: held.programmeId,
      number: '',
      startsOn: '2030-01',
    }),
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
    things: assignments,
    form: ({ grantId = '' }) => ({ intent: 'end', grantId }),
    says: changesAssignment,
    final: true,
  },
  {
    name: 'POST /puljer/:cohortId/ressurspersoner',
    things: assignments,
    form: ({ grantId = '' }) => ({ intent: 'move', grantId, toPersonId: grantId }),
    says: changesAssignment,
    final: true,
  },
  {
    name: 'POST /puljer/:cohortId/ressurspersoner',
    things: w =>
      across(
        ['cohortId', everyCohort],
        ['unit', everyUnit],
      )(w).map(ids => ({
        ...ids,
        personId: w.cast['resource']?.personId ?? '',
      })),
    form: ({ personId = '', unit = '' }) => ({ intent: 'assign', personId, orgUnitIds: unit }),
    says: (o, who, { cohortId = '', unit = '' }) =>
      unless(
        !o.cohort(who, cohortId) ||
          !o.canBeFollowed(unit, cohortId) ||
          !o.gives(who, 'resource_person', unit),
        false,
      ),
    final: true,
  },
  {
    name: 'POST /samlinger/:gatheringId',
    things: () => held.tables,
    form: ({ tableId = '' }) => ({ intent: 'change-table', tableId, name: 'Nytt navn' }),
    says: arranges,
    final: true,
  },
  {
    name: 'POST /samlinger/:gatheringId',
    things: w => held.tables.map(ids => ({ ...ids, personId: w.cast['teacher']?.personId ?? '' })),
    form: ({ tableId = '', personId = '' }) => ({ intent: 'seat', tableId, personId }),
    says: arranges,
    final: true,
  },
  {
    name: 'POST /puljer/:cohortId/kommuner',
    things: across(['cohortId', everyCohort], ['unit', everyUnit]),
    form: ({ unit = '' }) => ({ intent: 'status', orgUnitId: unit, status: 'withdrawn' }),
    says: (o, who, { cohortId = '', unit = '' }) => o.changesEnrolment(who, unit, cohortId),
    final: true,
  },
  {
    name: 'POST /import/:batchId',
    things: lists,
    form: () => ({ intent: 'discard' }),
    says: (o, who, ids) => unless(!seesList(o, who, ids), !o.importsFor(who, ids['unit'] ?? '')),
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
]
