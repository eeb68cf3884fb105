import pg from 'pg'
import { ChainReader, NO_TENANT, type Anchor, type BrokenLink, type ChainedEntry } from './audit-chain'

export interface Verdict {
  entries: number
  /** The first broken link of each chain that has one. */
  broken: BrokenLink[]
  /** The end of every chain now: to be kept where nobody who can write here can write. */
  anchors: Anchor[]
}

interface EntryRow {
  id: string
  event_id: string
  tenant_id: string | null
  at: Date
  type: string
  actor_id: string | null
  subject: unknown
  previous: Buffer | null
  hash: Buffer
}

const PIECE = 1_000
const ENTRIES = `
  SELECT id, event_id, tenant_id, at, type, actor_id, subject, previous, hash FROM audit_entry
  WHERE coalesce(tenant_id, '${NO_TENANT}') = $1::uuid AND id > $2::bigint ORDER BY id LIMIT ${PIECE}`
const PLACES = `
  SELECT tenant_id::text AS place FROM audit_head
  UNION SELECT DISTINCT coalesce(tenant_id, '${NO_TENANT}')::text FROM audit_entry ORDER BY 1`

/** The ends of all chains, as they are written down now. */
export async function auditAnchors(client: pg.ClientBase): Promise<Anchor[]> {
  const { rows } = await client.query<Anchor>(
    `SELECT tenant_id::text AS "tenantId", entries, encode(hash, 'hex') AS hash FROM audit_head ORDER BY 1`,
  )
  return rows
}

/**
 * Follows every chain from its first entry and compares its end with what was written down.
 *
 * @param kept anchors from elsewhere (a backup): whoever can rewrite the log could rewrite what stands beside it
 */
export async function verifyAudit(owner: pg.ClientConfig, kept: readonly Anchor[] = []): Promise<Verdict> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    // As it was at one moment: entries that come meanwhile belong to the next look.
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    return await verify(client, kept)
  } finally {
    await client.end()
  }
}

async function verify(client: pg.Client, kept: readonly Anchor[]): Promise<Verdict> {
  const anchors = await auditAnchors(client)
  const { rows } = await client.query<{ place: string }>(PLACES)
  const places = new Set([...rows.map(row => row.place), ...kept.map(anchor => anchor.tenantId)])
  const broken: BrokenLink[] = []
  let entries = 0
  for (const place of places) {
    const head = anchors.find(anchor => anchor.tenantId === place)
    const written = [...(head === undefined ? [] : [head]), ...kept.filter(each => each.tenantId === place)]
    const chain = await follow(client, place, new Set(written.map(anchor => anchor.entries)))
    entries += chain.reader.entries
    const end = (why: BrokenLink['why']) => ({ tenantId: place, eventId: null, why })
    if (chain.broken !== null) broken.push(chain.broken)
    else if (written.some(anchor => !chain.reader.holds(anchor))) broken.push(end('cut'))
    else if (head === undefined || head.entries !== chain.reader.entries) broken.push(end('unknown'))
  }
  return { entries, broken, anchors }
}

async function follow(
  client: pg.Client,
  place: string,
  wanted: ReadonlySet<number>,
): Promise<{ reader: ChainReader; broken: BrokenLink | null }> {
  const reader = new ChainReader(place, wanted)
  for (let after = '0'; ;) {
    const { rows } = await client.query<EntryRow>(ENTRIES, [place, after])
    for (const row of rows) {
      const broken = reader.next(asEntry(row))
      if (broken !== null) return { reader, broken }
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < PIECE) return { reader, broken: null }
    after = last.id
  }
}

const asEntry = (row: EntryRow): ChainedEntry => ({
  eventId: row.event_id,
  tenantId: row.tenant_id,
  at: row.at,
  type: row.type,
  actorId: row.actor_id,
  subject: row.subject,
  previous: row.previous,
  hash: row.hash,
})
