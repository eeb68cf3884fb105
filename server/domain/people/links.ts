import type { Tx } from '~server/database/client'
import { takeWholeReach } from '~server/database/reach'
import { hashToken, newToken } from '../shared/tokens'

/** What a personal link is for. One opens nothing else. */
export type LinkPurpose = 'invitation' | 'membership'

/** The shape of a token in an address; anything else is an unknown link. */
const TOKEN = /^[\w-]{43}$/

/**
 * Makes a personal link for a mail.
 *
 * @returns the token for the address, which is stored nowhere
 */
export async function createLink(
  tx: Tx,
  link: { purpose: LinkPurpose; subjectId: string; expiresAt: Date },
): Promise<string> {
  const token = newToken()
  await tx.personalLink.create({ data: { ...link, tokenHash: hashToken(token) } })
  return token
}

/** What a link opens: the id of its subject, or null when it is unknown, for something else, expired or revoked. */
export async function openLink(tx: Tx, purpose: LinkPurpose, token: string): Promise<string | null> {
  if (!TOKEN.test(token)) return null
  const [row] = await tx.$queryRaw<{ subjectId: string }[]>`
    SELECT subject_id::text AS "subjectId" FROM personal_link
    WHERE token_hash = ${hashToken(token)} AND purpose = ${purpose}::link_purpose
      AND revoked_at IS NULL AND expires_at > now()`
  if (row === undefined) return null
  // Whoever answers by link may have no account: the link itself is the right, and opens this one subject.
  takeWholeReach()
  return row.subjectId
}

/**
 * The mail with this link is out: from now on it is the one, and those of earlier mails open nothing. Asked only then, so
 * that a mail that never arrives takes nobody's way in.
 */
export async function supersedeLinks(tx: Tx, token: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE personal_link old SET revoked_at = now() FROM personal_link newest
    WHERE newest.token_hash = ${hashToken(token)} AND old.token_hash <> newest.token_hash
      AND old.purpose = newest.purpose AND old.subject_id = newest.subject_id
      AND old.created_at <= newest.created_at AND old.revoked_at IS NULL`
}

/** From now on no link to this opens anything. */
export async function revokeLinks(
  tx: Tx,
  purpose: LinkPurpose,
  subjectIds: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    UPDATE personal_link SET revoked_at = now()
    WHERE purpose = ${purpose}::link_purpose AND subject_id = ANY (${[...subjectIds]}::uuid[]) AND revoked_at IS NULL`
}
