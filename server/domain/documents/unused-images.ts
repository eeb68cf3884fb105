import { db } from '~server/database/client'
import { storedBytes } from './documents'

const KEPT_DAYS = 30
const AT_ONCE = 50
const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

/**
 * Deletes images that have stood in no text for 30 days: so long an earlier text can be brought back. An image counts as
 * used in whatever document its id stands, also where it has been deleted since the last fold, and in the versions that are
 * kept of it.
 *
 * @returns how many have gone
 */
export async function forgetUnusedImages(): Promise<number> {
  if ((await db().documentImage.count()) === 0) return 0
  for (let after: string | undefined; ;) {
    const page = await db().documentHead.findMany({
      where: { seq: { gt: 0 }, ...(after !== undefined && { documentId: { gt: after } }) },
      orderBy: { documentId: 'asc' },
      take: AT_ONCE,
      select: { documentId: true },
    })
    for (const { documentId } of page) await markUsed(await idsIn(documentId))
    after = page.at(-1)?.documentId
    if (page.length < AT_ONCE) break
  }
  return db().$executeRaw`
    DELETE FROM document_image WHERE used_at < now() - make_interval(days => ${KEPT_DAYS}::int)`
}

/** Everything in a document's bytes that looks like an id. Ids are plain letters in them, whatever stands around. */
async function idsIn(documentId: string): Promise<string[]> {
  const { updates } = await storedBytes(documentId)
  const kept = await db().documentVersion.findMany({ where: { documentId }, select: { bytes: true } })
  return [...updates, ...kept.map(({ bytes }) => bytes)].flatMap(
    bytes => Buffer.from(bytes).toString('latin1').match(UUIDS) ?? [],
  )
}

async function markUsed(ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await db()
    .$executeRaw`UPDATE document_image SET used_at = now() WHERE id = ANY (${[...new Set(ids)]}::uuid[])`
}
