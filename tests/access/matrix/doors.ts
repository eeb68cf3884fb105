import type { Verdict } from '../oracle'
import type { WholeNetwork } from '../whole-network'
import { CHANGING_COHORTS } from './changing-cohorts'
import { HARVEST } from './harvest'
import { ROUNDS } from './rounds'
import { CHANGING_PEOPLE } from './changing-people'
import { unless } from './page-oracle'
import { cohortOf, cohortOfStep, invitations, issuerOf, lists, seesList, type Door, type Ids } from './things'

const nothing = (): readonly Ids[] => [{}]
const each =
  (key: string, of: (w: WholeNetwork) => readonly string[]) =>
  (w: WholeNetwork): readonly Ids[] =>
    of(w).map(id => ({ [key]: id }))
const units = each('unitId', w => w.units)
const cohorts = each('cohortId', w => w.cohorts)
const gatherings = each('gatheringId', w => w.gatherings)
const documents = each('documentId', w => w.documents)

const open = (): Verdict => 'allow'
const account: Door['says'] = (o, who) => unless(false, !o.account(who))

const members = (w: WholeNetwork): readonly Ids[] =>
  ['teacher', 'leader', 'westTown', 'northTeacher', 'west adviser', 'resource'].flatMap(name =>
    [w.n.westTownSchool, w.n.westTown, w.n.west, w.n.northTownSchool].map(unitId => ({
      unitId,
      personId: w.cast[name]?.personId ?? '',
    })),
  )

/** Every mailing, under its own cohort and under the other one. */
const mailings = (w: WholeNetwork): readonly Ids[] =>
  w.mailings.flatMap((mailingId, at) =>
    w.cohorts.map(cohortId => ({ cohortId, mailingId, issuer: issuerOf(w, at), of: cohortOf(w, at) })),
  )
const list: Door['says'] = (o, who, ids) => unless(!seesList(o, who, ids), false)
const funnel: Door['says'] = (o, who, { cohortId = '' }) => {
  if (!o.has(who, 'national_adviser', 'county_adviser', 'municipality_coordinator')) return 'forbidden'
  return unless(!o.cohort(who, cohortId), false)
}
const document: Door['says'] = (o, who, { documentId = '' }) => o.judge(who, 'read document', documentId)
/** Whoever reads along sees no earlier versions, and says nothing. */
const writes: Door['says'] = (o, who, { documentId = '' }) =>
  unless(
    o.judge(who, 'read document', documentId) !== 'allow',
    o.judge(who, 'write document', documentId) !== 'allow',
  )
const log: Door['says'] = (o, who) => unless(!o.has(who, 'administrator', 'data_officer'), false)
const imports: Door['says'] = (o, who) => unless(!o.imports(who), false)
const enrolsSomebody: Door['says'] = (o, who, { cohortId = '' }) =>
  unless(!o.cohort(who, cohortId), o.actsFor(who, cohortId).length === 0)
const manager: Door['says'] = (o, who, { unitId = '' }) => o.manager(who, unitId)

const LOOKING: readonly Door[] = [
  { name: 'GET /', things: nothing, says: open, public: true },
  { name: 'GET /puljer', things: nothing, says: open },
  { name: 'GET /profil', things: nothing, says: account },
  { name: 'GET /profil/sikkerhet', things: nothing, says: account },
  { name: 'GET /profil/mine-data', things: nothing, says: account },
  { name: 'GET /profil/mine-data.json', things: nothing, says: account },
  { name: 'GET /hatt', things: nothing, says: open },
  {
    name: 'GET /folk',
    things: nothing,
    says: (o, who) =>
      unless(
        !o.has(
          who,
          'administrator',
          'national_adviser',
          'county_adviser',
          'municipality_coordinator',
          'leader',
        ),
        false,
      ),
  },
  { name: 'GET /enheter', things: nothing, says: open },
  {
    name: 'GET /enheter/:unitId',
    things: units,
    says: (o, who, { unitId = '' }) => o.judge(who, 'read unit', unitId),
  },
  {
    name: 'GET /enheter/:unitId/folk',
    things: units,
    says: (o, who, { unitId = '' }) => unless(!o.peoplePage(who, unitId), false),
  },
  { name: 'GET /enheter/:unitId/folk/inviter', things: units, says: manager },
  { name: 'GET /enheter/:unitId/folk/inviter/flere', things: units, says: manager },
  {
    name: 'GET /enheter/:unitId/folk/:personId',
    things: members,
    says: (o, who, { unitId = '', personId = '' }) => {
      const manages = o.manager(who, unitId) === 'allow'
      return unless(!manages || !o.ends(who, unitId, personId, false), false)
    },
  },
  { name: 'GET /enheter/:unitId/folk/:personId/slutter', things: members, says: manager },
  {
    name: 'GET /enheter/:unitId/bidrag',
    things: units,
    says: (o, who, { unitId = '' }) =>
      unless(
        o.judge(who, 'read unit', unitId) !== 'allow' || !o.reaches(who, unitId),
        !o.decidesNames(who, unitId),
      ),
  },
  {
    name: 'GET /enheter/:unitId/pp-tjeneste',
    things: units,
    says: (o, who, { unitId = '' }) =>
      unless(
        !['ppt', 'municipality'].includes(o.kind(unitId)) || o.judge(who, 'read unit', unitId) !== 'allow',
        false,
      ),
  },
  {
    name: 'GET /puljer/ny',
    things: nothing,
    says: (o, who) => unless(!o.has(who, 'national_adviser', 'county_adviser'), false),
  },
  {
    name: 'GET /puljer/:cohortId',
    things: cohorts,
    says: (o, who, { cohortId = '' }) => o.judge(who, 'read cohort', cohortId),
  },
  { name: 'GET /puljer/:cohortId/kommuner', things: cohorts, says: enrolsSomebody },
  {
    name: 'GET /puljer/:cohortId/arshjul/:stepId',
    things: w =>
      w.steps.flatMap((stepId, at) =>
        w.cohorts.map(cohortId => ({ stepId, cohortId, of: cohortOfStep(w, at) })),
      ),
    says: (o, who, { cohortId = '', of = '' }) => unless(cohortId !== of || !o.cohort(who, of), false),
  },
  {
    name: 'GET /puljer/:cohortId/ressurspersoner',
    things: cohorts,
    says: (o, who, { cohortId = '' }) => unless(!o.cohort(who, cohortId) || !o.assigns(who), false),
  },
  {
    name: 'GET /puljer/:cohortId/inviter',
    things: cohorts,
    says: (o, who, { cohortId = '' }) =>
      unless(!o.cohort(who, cohortId), o.actsFor(who, cohortId, ['enrolled']).length === 0),
  },
  {
    name: 'GET /puljer/:cohortId/utsendinger/:mailingId',
    things: mailings,
    says: (o, who, { cohortId = '', of = '', issuer = '' }) =>
      unless(cohortId !== of || !o.leadsMailing(who, of, issuer), false),
  },
  { name: 'GET /puljer/:cohortId/invitasjoner', things: cohorts, says: funnel },
  { name: 'GET /puljer/:cohortId/invitasjoner.csv', things: cohorts, says: funnel },
  { name: 'GET /puljer/:cohortId/invitasjoner.xlsx', things: cohorts, says: funnel },
  {
    name: 'GET /invitasjoner/:invitationId',
    things: invitations,
    says: (o, who, { unit = '' }) => unless(!o.answersFor(who, unit), false),
  },
  {
    name: 'GET /puljer/:cohortId/samlinger/ny',
    things: cohorts,
    says: (o, who, { cohortId = '' }) => unless(!o.cohort(who, cohortId), !o.hostsSomething(who, cohortId)),
  },
  {
    name: 'GET /samlinger/:gatheringId',
    things: gatherings,
    says: (o, who, { gatheringId = '' }) => o.judge(who, 'read gathering', gatheringId),
  },
  {
    name: 'GET /samlinger/:gatheringId/rediger',
    things: gatherings,
    says: (o, who, { gatheringId = '' }) => o.judge(who, 'arrange gathering', gatheringId),
  },
  { name: 'GET /dokumenter/:documentId', things: documents, says: document },
  { name: 'GET /dokumenter/:documentId/status', things: documents, says: document },
  { name: 'GET /dokumenter/:documentId/forfattere', things: documents, says: document },
  { name: 'GET /dokumenter/:documentId/kommentarer', things: documents, says: document },
  { name: 'GET /dokumenter/:documentId/kommentarer/liste', things: documents, says: document },
  ...['kommentarer', 'kommentarer/liste'].map((place): Door => ({
    name: `POST /dokumenter/:documentId/${place}`,
    things: documents,
    form: () => ({
      intent: 'add',
      quote: 'Et ord',
      from: 'AQdkZWZhdWx0AA==',
      to: 'AQdkZWZhdWx0AA==',
      text: 'Enig.',
    }),
    says: writes,
  })),
  { name: 'GET /dokumenter/:documentId/versjoner', things: documents, says: writes },
  ...['docx', 'html', 'md', 'pdf'].map((format): Door => ({
    name: `GET /dokumenter/:documentId/tekst.${format}`,
    things: documents,
    says: document,
  })),
  { name: 'GET /import', things: nothing, says: imports },
  { name: 'GET /import/mal.csv', things: nothing, says: imports },
  { name: 'GET /import/mal.xlsx', things: nothing, says: imports },
  {
    name: 'GET /import/eksport.xlsx',
    things: units,
    query: ({ unitId = '' }) => `enhet=${unitId}`,
    says: (o, who, { unitId = '' }) => unless(!o.importsFor(who, unitId), false),
  },
  {
    name: 'GET /import/deltakere.xlsx',
    things: units,
    query: ({ unitId = '' }) => `enhet=${unitId}`,
    says: (o, who, { unitId = '' }) => unless(!o.importsFor(who, unitId), false),
  },
  { name: 'GET /import/:batchId/feil.xlsx', things: lists, says: list },
  { name: 'GET /import/:batchId', things: lists, says: list },
  { name: 'GET /brukerstotte', things: nothing, says: account },
  { name: 'GET /revisjon', things: nothing, says: log },
  { name: 'GET /revisjon/fil', things: nothing, says: log },
  { name: 'GET /skoler', things: nothing, says: (o, who) => unless(!o.follows(who), false) },
]

export const DOORS: readonly Door[] = [
  ...LOOKING,
  ...CHANGING_PEOPLE,
  ...CHANGING_COHORTS,
  ...ROUNDS,
  ...HARVEST,
]
