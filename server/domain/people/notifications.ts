import { db, type Tx } from '~server/database/client'
import type { Actor, Role } from '../shared/actor'
import { knownId } from '../shared/authorize'
import { NEWS, type Frequency, type News } from './schema'

/** What the product does for whoever has not said otherwise. */
const USUALLY: Frequency = 'at_once'

/** How often the actor wants to hear of each kind of news. */
export async function ownFrequencies(actor: Actor): Promise<Record<News, Frequency>> {
  const rows = await db().notificationPreference.findMany({ where: { personId: actor.personId } })
  const of = (kind: News): Frequency => rows.find(row => row.kind === kind)?.frequency ?? USUALLY
  return { invitations: of('invitations'), own_roles: of('own_roles') }
}

export async function chooseFrequencies(actor: Actor, chosen: Record<News, Frequency>): Promise<void> {
  const personId = knownId(actor.personId)
  await db().$transaction(async tx => {
    for (const kind of NEWS) {
      const frequency = chosen[kind]
      await tx.notificationPreference.upsert({
        where: { personId_kind: { personId, kind } },
        create: { personId, kind, frequency },
        update: { frequency },
      })
    }
  })
}

/** How often somebody wants to hear of a kind of news; for the jobs that write mails. */
export async function frequencyOf(tx: Tx, personId: string, kind: News): Promise<Frequency> {
  const row = await tx.notificationPreference.findUnique({ where: { personId_kind: { personId, kind } } })
  return row?.frequency ?? USUALLY
}

/** A role that somebody got or has no longer. */
export interface RoleNews {
  role: Role
  orgUnitId: string
  kind: 'given' | 'ended'
  /** Of one that was given: when it begins, if that lies ahead. */
  from: Date | null
  /** Of one that was given: the first moment after; null = open. */
  until: Date | null
}

interface Reader {
  email: string
  name: string
  locale: string | null
}

/** What happened to one grant, for a mail at once; null when nobody is to hear of it now. */
export async function roleNewsAtOnce(grantId: string): Promise<(Reader & { news: RoleNews[] }) | null> {
  const [row] = await db().$queryRaw<(Reader & RoleNews & { personId: string })[]>`
    SELECT p.id::text AS "personId", p.email, p.name, p.locale, g.role::text AS role,
      g.org_unit_id::text AS "orgUnitId", CASE WHEN g.valid_from > now() THEN g.valid_from END AS "from",
      g.valid_to AS until,
      CASE WHEN g.valid_to <= now() OR g.valid_to <= g.valid_from THEN 'ended' ELSE 'given' END AS kind
    FROM "grant" g JOIN person p ON p.id = g.person_id
    WHERE g.id = ${knownId(grantId)}::uuid AND p.disabled_at IS NULL AND p.email IS NOT NULL`
  if (row === undefined) return null
  if ((await frequencyOf(db(), row.personId, 'own_roles')) !== 'at_once') return null
  const { email, name, locale, role, orgUnitId, kind, from, until } = row
  return { email, name, locale, news: [{ role, orgUnitId, kind, from, until }] }
}

/** What happened to the roles of those who want to hear of it once a day or a week, by reader. One query. */
export async function roleNewsOf(frequency: 'daily' | 'weekly'): Promise<(Reader & { news: RoleNews[] })[]> {
  const days = frequency === 'daily' ? 1 : 7
  const rows = await db().$queryRaw<(Reader & RoleNews)[]>`
    SELECT p.email, p.name, p.locale, g.role::text AS role, g.org_unit_id::text AS "orgUnitId",
      NULL::timestamptz AS "from", g.valid_to AS until, CASE WHEN g.valid_to <= now() THEN 'ended' ELSE 'given' END AS kind
    FROM notification_preference n
    JOIN person p ON p.id = n.person_id AND p.disabled_at IS NULL AND p.email IS NOT NULL
    JOIN "grant" g ON g.person_id = p.id
    WHERE n.kind = 'own_roles' AND n.frequency = ${frequency}::notification_frequency
      AND (g.valid_to IS NULL OR g.valid_to > g.valid_from)
      AND (g.valid_from BETWEEN now() - make_interval(days => ${days}::int) AND now()
        OR g.valid_to BETWEEN now() - make_interval(days => ${days}::int) AND now())
    ORDER BY p.email, g.id`
  const readers = new Map<string, Reader & { news: RoleNews[] }>()
  for (const { email, name, locale, ...news } of rows) {
    const reader = readers.get(email) ?? { email, name, locale, news: [] }
    reader.news.push(news)
    readers.set(email, reader)
  }
  return [...readers.values()]
}
