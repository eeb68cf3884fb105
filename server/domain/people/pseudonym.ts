import crypto from 'node:crypto'
import type { Tx } from '~server/database/client'
import { record } from '~server/outbox/record'
import { databaseNow } from '../shared/clock'

/** Without letters that are mistaken for one another. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A neutral name that is always the same for the same person, and tells nothing about who it was. */
export function pseudonymOf(personId: string): string {
  const bytes = crypto.createHash('sha256').update(`pseudonym:${personId}`).digest()
  return `Tidligere deltaker ${[...bytes.subarray(0, 5)].map(byte => LETTERS[byte % LETTERS.length]).join('')}`
}

/**
 * Replaces the name wherever it is kept and removes the address and every way to sign in. What the person wrote stays,
 * under the pseudonym, because texts name their writers by id only. Final.
 */
export async function pseudonymise(tx: Tx, byId: string | null, personId: string): Promise<void> {
  const now = await databaseNow(tx)
  const { email } = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { email: true } })
  const answered = { OR: [{ personId }, ...(email === null ? [] : [{ email }])] }
  await tx.membershipInvitation.deleteMany({ where: answered })
  if (email !== null) {
    await forgetInLists(tx, email, pseudonymOf(personId))
    await tx.orgUnitContact.deleteMany({ where: { email } })
  }
  const where = { personId }
  await tx.identity.deleteMany({ where })
  await tx.passkey.deleteMany({ where })
  await tx.totp.deleteMany({ where })
  await tx.recoveryCode.deleteMany({ where })
  await tx.notificationPreference.deleteMany({ where })
  await tx.person.update({
    where: { id: personId },
    data: { name: pseudonymOf(personId), email: null, locale: null, pseudonymAt: now },
  })
  await record(tx, byId, 'person.pseudonymised', { personId })
}

/** Lists that somebody once brought: which rows there were and what they wrote stays, who it was does not. */
async function forgetInLists(tx: Tx, email: string, pseudonym: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE import_row SET cells = '{}', value = NULL, corrected = NULL, reasons = '[]'
    WHERE lower(cells->>'email') = ${email} OR value->>'email' = ${email} OR lower(corrected->>'email') = ${email}`
  await tx.$executeRaw`
    UPDATE import_change SET after = (after - 'email') || jsonb_build_object('name', ${pseudonym}::text),
      before = CASE WHEN before ? 'name' THEN before || jsonb_build_object('name', ${pseudonym}::text) ELSE before END
    WHERE entity = 'org_unit_contact' AND (after->>'email' = ${email}
      OR key->>'id' IN (SELECT id::text FROM org_unit_contact WHERE email = ${email}))`
}
