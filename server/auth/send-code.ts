import { db } from '~server/database/client'
import { hashCode, newCode } from './tokens'

/**
 * Makes the code for a waiting sign-in. Only the hash is kept; a second run (the mail server was away) makes a new code.
 *
 * @returns where to send it, or null when there is nobody to send it to
 */
export async function makeCode(
  signInId: string,
): Promise<{ email: string; locale: string | null; code: string } | null> {
  const row = await db().signIn.findFirst({
    where: { id: signInId, usedAt: null, expiresAt: { gt: new Date() } },
    include: { person: true },
  })
  if (row?.person?.email == null || row.person.disabledAt !== null) return null
  const code = newCode()
  await db().signIn.update({ where: { id: signInId }, data: { codeHash: await hashCode(code) } })
  return { email: row.person.email, locale: row.person.locale, code }
}
