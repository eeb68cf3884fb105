import type pg from 'pg'
import { hashOf, NO_TENANT, type AuditFacts } from './audit-chain'

/** One writer at a time, on all nodes: a chain has one end. */
const AUDIT_LOCK = 7_855_375

interface EventRow {
  id: string
  type: string
  payload: unknown
  actor_id: string | null
  created_at: Date
  tenant_id: string | null
}

const WAITING = `
  SELECT id, type, payload, actor_id, created_at, audit_tenant(payload, actor_id) AS tenant_id
  FROM outbox_event WHERE audited_at IS NULL ORDER BY id LIMIT 500`
const HEADS = 'SELECT tenant_id, entries, hash FROM audit_head WHERE tenant_id = ANY ($1::uuid[])'
const ENTER = `
  INSERT INTO audit_entry (event_id, tenant_id, at, type, actor_id, subject, previous, hash)
  SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::timestamptz[], $4::text[], $5::uuid[], $6::jsonb[], $7::bytea[], $8::bytea[])`
const MOVE_HEADS = `
  INSERT INTO audit_head (tenant_id, entries, hash)
  SELECT * FROM unnest($1::uuid[], $2::int[], $3::bytea[])
  ON CONFLICT (tenant_id) DO UPDATE SET entries = excluded.entries, hash = excluded.hash, changed_at = now()`
const MARK = 'UPDATE outbox_event SET audited_at = now() WHERE id = ANY ($1::bigint[])'

/**
 * Enters what has happened into the audit log, each event at the end of its tenant's chain. Independent of whether it was
 * handled: what nobody could handle has happened too.
 *
 * @returns how many were entered; at most 500 at a time
 */
export async function enterIntoAudit(pool: pg.Pool): Promise<number> {
  const client = await pool.connect()
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [AUDIT_LOCK])
    const { rows } = await client.query<EventRow>(WAITING)
    if (rows.length > 0) await enter(client, rows)
    await client.query('COMMIT')
    return rows.length
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

interface Head {
  entries: number
  hash: Buffer | null
}

async function enter(client: pg.PoolClient, rows: readonly EventRow[]): Promise<void> {
  const places = [...new Set(rows.map(row => row.tenant_id ?? NO_TENANT))]
  const known = await client.query<{ tenant_id: string; entries: number; hash: Buffer }>(HEADS, [places])
  const heads = new Map<string, Head>(known.rows.map(row => [row.tenant_id, row]))
  const entries = rows.map(row => chain(row, heads))
  await client.query(ENTER, [
    entries.map(entry => entry.eventId),
    entries.map(entry => entry.tenantId),
    entries.map(entry => entry.at),
    entries.map(entry => entry.type),
    entries.map(entry => entry.actorId),
    entries.map(entry => JSON.stringify(entry.subject)),
    entries.map(entry => entry.previous),
    entries.map(entry => entry.hash),
  ])
  const moved = [...heads]
  await client.query(MOVE_HEADS, [
    moved.map(([place]) => place),
    moved.map(([, head]) => head.entries),
    moved.map(([, head]) => head.hash),
  ])
  await client.query(MARK, [rows.map(row => row.id)])
}

function chain(
  row: EventRow,
  heads: Map<string, Head>,
): AuditFacts & { previous: Buffer | null; hash: Buffer } {
  const facts = {
    eventId: row.id,
    tenantId: row.tenant_id,
    at: row.created_at,
    type: row.type,
    actorId: row.actor_id,
    subject: row.payload,
  }
  const place = row.tenant_id ?? NO_TENANT
  const { entries, hash: previous } = heads.get(place) ?? { entries: 0, hash: null }
  const hash = hashOf(facts, previous)
  heads.set(place, { entries: entries + 1, hash })
  return { ...facts, previous, hash }
}
