import { db } from '~server/database/client'
import { unitNames } from './organisations/unit-names'
import type { Actor } from './shared/actor'
import { databaseNow } from './shared/clock'
import { forbidden, found } from './shared/errors'

/** Everything the product keeps about somebody, for themselves: GDPR articles 15 and 20. No secrets and no hashes. */
export type OwnData = Awaited<ReturnType<typeof ownData>>

/** @throws DomainError `forbidden` for a guest, `not_found` when the account is gone */
export async function ownData(actor: Actor) {
  if (actor.kind === 'guest') throw forbidden()
  const personId = actor.personId
  const person = found(
    await db().person.findUnique({
      where: { id: personId },
      select: { id: true, name: true, email: true, locale: true, createdAt: true },
    }),
  )
  const [
    roles,
    sessions,
    seats,
    written,
    identities,
    passkeys,
    totp,
    codes,
    news,
    asked,
    imports,
    events,
    comments,
    ownPoints,
    released,
  ] = await Promise.all([
    db().grant.findMany({
      where: { personId },
      select: { role: true, orgUnitId: true, cohortId: true, validFrom: true, validTo: true },
      orderBy: { validFrom: 'asc' },
    }),
    db().session.findMany({
      where: { personId },
      select: { device: true, method: true, createdAt: true, expiresAt: true },
      orderBy: { createdAt: 'asc' },
    }),
    db().seat.findMany({
      where: { personId },
      select: {
        validFrom: true,
        validTo: true,
        gathering: { select: { id: true, title: true, startsAt: true } },
        table: { select: { number: true, name: true } },
      },
    }),
    db().documentContributor.findMany({
      where: { personId },
      select: {
        documentId: true,
        lastAt: true,
        document: { select: { ownerKind: true, createdAt: true } },
      },
      orderBy: { lastAt: 'asc' },
    }),
    db().identity.findMany({
      where: { personId },
      select: { issuer: true, createdAt: true, lastUsedAt: true },
    }),
    db().passkey.findMany({
      where: { personId },
      select: { name: true, createdAt: true, lastUsedAt: true },
    }),
    db().totp.findUnique({ where: { personId }, select: { confirmedAt: true } }),
    db().recoveryCode.count({ where: { personId, usedAt: null } }),
    db().notificationPreference.findMany({ where: { personId }, select: { kind: true, frequency: true } }),
    db().membershipInvitation.findMany({
      where: { OR: [{ personId }, ...(person.email === null ? [] : [{ email: person.email }])] },
      select: {
        role: true,
        orgUnitId: true,
        name: true,
        email: true,
        status: true,
        createdAt: true,
        answeredAt: true,
      },
    }),
    db().importBatch.findMany({
      where: { personId },
      select: { kind: true, fileName: true, status: true, createdAt: true, orgUnitId: true },
    }),
    eventsAbout(personId),
    db().comment.findMany({
      where: { personId },
      select: {
        text: true,
        createdAt: true,
        editedAt: true,
        thread: { select: { documentId: true, quote: true } },
      },
      orderBy: { createdAt: 'asc' },
    }),
    db().ownPoint.findMany({
      where: { personId },
      select: { roundId: true, kind: true, text: true, createdAt: true, changedAt: true },
      orderBy: { createdAt: 'asc' },
    }),
    db().releasedPoint.findMany({
      where: { authorId: personId },
      select: { roundId: true, voice: true, text: true, releasedAt: true },
      orderBy: { releasedAt: 'asc' },
    }),
  ])
  const units = [...roles, ...asked, ...imports].map(({ orgUnitId }) => orgUnitId)
  const names = await unitNames(db(), units)
  const placed = <T extends { orgUnitId: string }>({ orgUnitId, ...rest }: T) => ({
    ...rest,
    unit: { id: orgUnitId, name: names.get(orgUnitId) ?? null },
  })
  return {
    format: 'pulje.own-data.1',
    madeAt: await databaseNow(db()),
    person,
    roles: roles.map(placed),
    sessions,
    seats,
    /** Texts are written together; the text itself is at its table. */
    writtenIn: written,
    comments,
    /** What was written for oneself in rounds, and what was laid on a table under one's name. */
    ownPoints,
    releasedPoints: released,
    signInMethods: {
      email: person.email !== null,
      identities,
      passkeys,
      authenticator: totp?.confirmedAt ?? null,
      unusedRecoveryCodes: codes,
    },
    notifications: news,
    invitations: asked.map(placed),
    imports: imports.map(placed),
    events,
  }
}

const MOST_EVENTS = 5_000

/** What is recorded of what the person did, and of what was done to them: the newest of it. */
function eventsAbout(personId: string) {
  return db().$queryRaw<{ type: string; at: Date; byMe: boolean; about: unknown }[]>`
    SELECT type, created_at AS at, coalesce(actor_id = ${personId}::uuid, false) AS "byMe", payload - 'sessionId' - 'formerSessionId' AS about
    FROM outbox_event
    WHERE actor_id = ${personId}::uuid OR payload ->> 'personId' = ${personId}
    ORDER BY id DESC LIMIT ${MOST_EVENTS}`
}
