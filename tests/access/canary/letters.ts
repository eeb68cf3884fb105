import { db } from '~server/database/client'
import { createLink, type LinkPurpose } from '~server/domain/people/links'
import { until } from '../../support/until'
import { canariesIn, type Canary } from './canaries'
import type { House } from './house'

/** Whoever holds a letter: what may stand in it is what the letter is about. */
export interface Letter {
  words: string
  text: string
  may: (canary: Canary) => boolean
}

/** What somebody who is asked may meet: themselves, the unit they are asked for, and what the asking authority wrote. */
function aboutAsked(ids: { own: string; unit: string; mailing?: string | undefined }): Letter['may'] {
  return ({ kind, of }) =>
    of === ids.own || (kind === 'unit' && of === ids.unit) || (kind === 'message' && of === ids.mailing)
}

/** Every letter the product sends about the network: of roles and of support, invitations to units and to people. */
export async function letters(house: House): Promise<Letter[]> {
  await db().invitation.updateMany({
    where: { id: { in: [...house.w.invitations] } },
    data: { status: 'queued', answeredAt: null, sentAt: null },
  })
  const people = Object.values(house.w.cast).map(({ personId }) => personId)
  const grants = await db().grant.findMany({ where: { personId: { in: people } }, select: { id: true } })
  const jobs: [string, object][] = [
    ...grants.map(({ id }): [string, object] => ['tell_of_role', { grantId: id }]),
    ...house.w.supports.map((id): [string, object] => ['announce_support', { accessId: id }]),
    ...house.w.memberships.map((id): [string, object] => [
      'send_membership_invitation',
      { invitationId: id },
    ]),
    ...house.w.mailings.map((id): [string, object] => ['send_mailing', { mailingId: id }]),
  ]
  for (const [name, payload] of jobs)
    await db().$executeRaw`SELECT add_job(${name}, ${JSON.stringify(payload)}::json)`
  await until('all letters are on their way', async () => (await waiting()) === 0, 60_000)
  const asked = await askedByAddress()
  return house.smtp.mails.map(({ to, subject, raw, text, html }) => {
    const [address = ''] = to
    const known = canariesIn(address).flatMap(word => house.canaries.get(word) ?? [])
    const person = known.find(({ kind }) => kind === 'email')?.of
    const may = asked.get(address)
    return {
      words: `letter to ${known.map(({ kind }) => kind).join(', ')}: ${subject}`,
      text: [raw, text, html].join('\n'),
      may: canary => may?.(canary) === true || (person !== undefined && house.table.may(person, canary)),
    }
  })
}

async function waiting(): Promise<number> {
  const [row] = await db().$queryRaw<{ n: number }[]>`SELECT count(*)::int AS n FROM graphile_worker.jobs`
  return row?.n ?? 0
}

async function askedByAddress(): Promise<Map<string, Letter['may']>> {
  const units = (await db().invitation.findMany()).map(
    ({ email, ...row }) =>
      [email, aboutAsked({ own: row.id, unit: row.orgUnitId, mailing: row.mailingId })] as const,
  )
  const people = (await db().membershipInvitation.findMany()).map(
    ({ email, id, orgUnitId }) => [email, aboutAsked({ own: id, unit: orgUnitId })] as const,
  )
  return new Map([...units, ...people])
}

/** Every address with a secret in it, with what it may show to whoever holds it. */
export async function secretAddresses(house: House): Promise<{ path: string; may: Letter['may'] }[]> {
  const link = (purpose: LinkPurpose, subjectId: string): Promise<string> =>
    db().$transaction(tx => createLink(tx, { purpose, subjectId, expiresAt: new Date('2099-01-01') }))
  const all: { path: string; may: Letter['may'] }[] = []
  for (const { id, orgUnitId, mailingId } of await db().invitation.findMany())
    all.push({
      path: `/invitasjon/${await link('invitation', id)}`,
      may: aboutAsked({ own: id, unit: orgUnitId, mailing: mailingId }),
    })
  for (const { id, orgUnitId } of await db().membershipInvitation.findMany())
    all.push({
      path: `/bli-medlem/${await link('membership', id)}`,
      may: aboutAsked({ own: id, unit: orgUnitId }),
    })
  for (const { id, joinCode } of await db().gathering.findMany({ where: { id: { in: house.w.gatherings } } }))
    all.push({ path: `/bli-med/${joinCode}`, may: ({ kind, of }) => kind === 'gathering' && of === id })
  return all
}
