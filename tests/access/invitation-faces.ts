import { db } from '~server/database/client'
import * as policy from '~server/domain/cohorts/invitations/policy'
import { STEPS } from '~server/domain/cohorts/invitations/schema'
import type { Actor } from '~server/domain/shared/actor'
import type { Face } from './faces'
import { once, through } from './who'
import type { WholeNetwork } from './whole-network'

const ORDERED = { select: { id: true }, orderBy: { id: 'asc' } } as const
const named = (w: WholeNetwork, ids: readonly string[]): string[] =>
  ids.map(each => w.called.get(each) ?? each)

/** In whose names somebody invites to a cohort in which their units take part, or do not. */
function issuers(actor: Actor, w: WholeNetwork, cohortId: string, part: boolean): policy.Issuer[] {
  const own = actor.grants.flatMap(grant => (grant.cohortId === null ? [grant.orgUnitId] : []))
  const hostId = w.hosts.get(cohortId) ?? ''
  return policy.issuers(actor, { hostId, takingPartIds: part ? own : [] })
}

async function independent(id: string): Promise<boolean> {
  const above = await through('above', { id }, () =>
    db().orgUnit.findMany({ where: { descendants: { some: { descendantId: id, depth: { gt: 0 } } } } }),
  )
  const kinds = await db().orgUnit.findMany({ where: { id: { in: above } }, select: { kind: true } })
  return (
    !kinds.some(({ kind }) => kind === 'municipality') || kinds.some(({ kind }) => kind === 'private_owner')
  )
}

const known = new Map<string, boolean>()
async function isIndependent(id: string): Promise<boolean> {
  const answer = known.get(id) ?? (await independent(id))
  known.set(id, answer)
  return answer
}

const invites =
  (part: boolean): Face =>
  (actor, w) => {
    const said: string[] = []
    for (const cohort of w.cohorts)
      for (const { id, as } of issuers(actor, w, cohort, part))
        said.push(`as ${as}, ${w.called.get(id)}, to ${w.called.get(cohort)}`)
    return said
  }

const ALL: readonly policy.Issuer['as'][] = ['national', 'county', 'municipality']
const asEach = (w: WholeNetwork): policy.Issuer[] =>
  [w.n.national, w.n.west, w.n.westTown].map((id, at) => ({ id, as: ALL[at] ?? 'national' }))

export const INVITATION_FACES: Record<string, Face> = {
  'invites where own units take part': invites(true),
  'invites where they do not': invites(false),
  'may be invited by': once(async (_, w, units) => {
    const said: string[] = []
    for (const issuer of asEach(w))
      for (const unit of units)
        if (policy.canInvite(issuer, { ...unit, independent: await isIndependent(unit.id) }))
          said.push(`${issuer.as}: ${w.called.get(unit.id)}`)
    return said
  }),
  'may be invited by (in queries)': once(async (_, w) => {
    const said: string[] = []
    for (const issuer of asEach(w))
      for (const step of STEPS) {
        const where = policy.inviteesOf(issuer, step)
        const ids = await through('unit', where, () => db().orgUnit.findMany({ where, ...ORDERED }))
        said.push(...named(w, ids).map(name => `${issuer.as}, step ${step}: ${name}`))
      }
    return said
  }),
  'may be invited by themselves (in queries)': once(async (_, w) => {
    const said: string[] = []
    const themselves = { county: w.n.westTown, municipality: w.n.westTownSchool } as const
    for (const as of ['county', 'municipality'] as const)
      for (const step of STEPS) {
        const id = themselves[as]
        const where = { id, AND: policy.inviteesOf({ id, as }, step) }
        said.push(...(await through('unit', where, () => db().orgUnit.findMany({ where, ...ORDERED }))))
      }
    return said
  }),
  'steps of': once((_, w) =>
    asEach(w).map(issuer => `${issuer.as}: ${policy.stepsOf(issuer).join(' then ')}`),
  ),
  'role of whoever answers': once((_, __, units) =>
    units.map(({ kind }) => `${kind}: ${policy.roleOfAnswerer(kind) ?? 'none'}`),
  ),
  'leads mailings': async (actor, w) => {
    const where = policy.visibleMailings(actor)
    return named(w, await through('mailing', where, () => db().mailing.findMany({ where, ...ORDERED })))
  },
  'counts invitations': async (actor, w) => {
    const where = policy.visibleInvitations(actor)
    return named(w, await through('invitation', where, () => db().invitation.findMany({ where, ...ORDERED })))
  },
  'answers invitations': async (actor, w) => {
    const where = policy.answerableInvitations(actor)
    return named(w, await through('invitation', where, () => db().invitation.findMany({ where, ...ORDERED })))
  },
}
