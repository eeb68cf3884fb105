import type { WholeNetwork } from '../whole-network'
import { grants, held } from './held'
import { unless } from './page-oracle'
import type { Door, Ids } from './things'

const isRole = (role: string) => role as Parameters<Parameters<Door['says']>[0]['gives']>[1]

const changesGrant: Door['says'] = (o, who, { unit = '', role = '' }) =>
  unless(!o.reaches(who, unit), !o.gives(who, isRole(role), unit))

const invitedTo = (w: WholeNetwork): readonly Ids[] =>
  w.memberships.map((invitationId, at) => ({
    ...{ invitationId, role: 'teacher', unitId: w.n.westTownSchool },
    unit: [w.n.westTownSchool, w.n.northTownSchool, w.n.westTown, w.n.north][at] ?? '',
  }))

const servesOrNot: Door['says'] = (o, who, { unit = '' }) =>
  unless(!o.account(who), !o.has(who, 'administrator') && !o.administers(who, unit))

/** A role can be laid down by whoever has it. */
const endsGrant: Door['says'] = (o, who, ids) =>
  who === ids['personId'] ? 'allow' : changesGrant(o, who, ids)

const REASON = 'Hjelper med påloggingen etter en henvendelse'
const supports = (w: WholeNetwork): readonly Ids[] =>
  w.supports.map((accessId, at) => ({ accessId, unit: [w.n.westTownSchool, w.n.northTown][at] ?? '' }))

/** Forms about people, roles, services and support. */
export const CHANGING_PEOPLE: readonly Door[] = [
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
    form: ({ role = '' }) => ({ people: 'Ny En <ny@example.org>', role, cohortId: '', validTo: '' }),
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
    name: 'POST /enheter/:unitId/folk',
    things: invitedTo,
    form: ({ invitationId = '' }) => ({ intent: 'withdraw', invitationId }),
    says: changesGrant,
    final: true,
  },
  {
    name: 'POST /enheter/:unitId/folk',
    things: invitedTo,
    form: ({ invitationId = '' }) => ({ intent: 'resend', invitationId }),
    says: changesGrant,
    final: true,
  },
  {
    name: 'POST /enheter/:unitId/folk/:personId',
    things: grants,
    form: ({ grantId = '', personId = '' }) => ({ intent: 'handOver', grantId, toPersonId: personId }),
    says: changesGrant,
    final: true,
  },
  {
    name: 'POST /enheter/:unitId/pp-tjeneste',
    things: () => held.services,
    form: ({ relationId = '' }) => ({ intent: 'end', relationId }),
    says: servesOrNot,
    final: true,
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
