import type { Tx } from '~server/database/client'
import type { Change, Changes } from './changes'

/** Why a list cannot be taken back: this has been changed since, or is in use. */
export interface Blocker {
  name: string
  why: 'changed' | 'used'
}

const MOST_NAMED = 20

/** What stands in the way of undoing, the first twenty by name. A handful of queries, whatever the list's length. */
export async function blockers(tx: Tx, changes: Changes): Promise<Blocker[]> {
  const found = [
    ...(await unitsInUse(tx, changes)),
    ...(await peopleInUse(tx, changes)),
    ...(await changedSince(tx, changes)),
  ]
  return found.slice(0, MOST_NAMED)
}

const idsOf = (changes: readonly Change[]): string[] => changes.map(({ id }) => id)

/** What the list itself brought is no use of it. Joined as tables: thousands of ids are not looked through one by one. */
async function unitsInUse(tx: Tx, changes: Changes): Promise<Blocker[]> {
  const units = idsOf(changes.created('org_unit'))
  const own = idsOf(changes.all.filter(({ isNew }) => isNew))
  return tx.$queryRaw<Blocker[]>`
    WITH u AS MATERIALIZED (SELECT unnest(${units}::uuid[]) AS id), own AS MATERIALIZED (SELECT unnest(${own}::uuid[]) AS id),
    used AS (
      SELECT x.org_unit_id AS id FROM "grant" x JOIN u ON u.id = x.org_unit_id LEFT JOIN own ON own.id = x.id WHERE own.id IS NULL
      UNION ALL SELECT x.org_unit_id FROM enrolment x JOIN u ON u.id = x.org_unit_id LEFT JOIN own ON own.id = x.id
        WHERE own.id IS NULL
      UNION ALL SELECT x.org_unit_id FROM org_unit_contact x JOIN u ON u.id = x.org_unit_id LEFT JOIN own ON own.id = x.id
        WHERE own.id IS NULL
      UNION ALL SELECT org_unit_id FROM invitation
      UNION ALL SELECT issuer_id FROM invitation
      UNION ALL SELECT issuer_id FROM mailing
      UNION ALL SELECT org_unit_id FROM membership_invitation
      UNION ALL SELECT org_unit_id FROM needs_report
      UNION ALL SELECT host_id FROM gathering
      UNION ALL SELECT host_id FROM cohort
      UNION ALL SELECT org_unit_id FROM import_batch
      UNION ALL SELECT org_unit_id FROM support_access
      UNION ALL SELECT parent_id FROM org_unit_relation
      UNION ALL SELECT from_id FROM org_unit_succession
      UNION ALL SELECT to_id FROM org_unit_succession)
    SELECT DISTINCT n.name, 'used' AS why FROM u JOIN used ON used.id = u.id
    JOIN org_unit_name n ON n.org_unit_id = u.id AND n.valid_to IS NULL
    ORDER BY 1 LIMIT ${MOST_NAMED}`
}

async function peopleInUse(tx: Tx, changes: Changes): Promise<Blocker[]> {
  const people = idsOf(changes.created('person'))
  const grants = idsOf(changes.created('grant'))
  return tx.$queryRaw<Blocker[]>`
    WITH u AS MATERIALIZED (SELECT unnest(${people}::uuid[]) AS id), own AS MATERIALIZED (SELECT unnest(${grants}::uuid[]) AS id),
    used AS (
      SELECT x.person_id AS id FROM "grant" x JOIN u ON u.id = x.person_id LEFT JOIN own ON own.id = x.id WHERE own.id IS NULL
      UNION ALL SELECT person_id FROM session
      UNION ALL SELECT person_id FROM seat
      UNION ALL SELECT person_id FROM identity
      UNION ALL SELECT person_id FROM import_batch
      UNION ALL SELECT person_id FROM document_contributor)
    SELECT DISTINCT p.name, 'used' AS why FROM u JOIN used ON used.id = u.id JOIN person p ON p.id = u.id
    ORDER BY 1 LIMIT ${MOST_NAMED}`
}

/** Whatever is not as the list left it. */
async function changedSince(tx: Tx, changes: Changes): Promise<Blocker[]> {
  const contacts = [...changes.created('org_unit_contact'), ...changes.changed('org_unit_contact')]
  const enrolments = [...changes.created('enrolment'), ...changes.changed('enrolment')]
  const names = [...changes.changed('org_unit_name')]
  const texts = (of: readonly Change[], field = 'name'): string[] => of.map(({ after }) => after[field] ?? '')
  return tx.$queryRaw<Blocker[]>`
    SELECT DISTINCT name, 'changed' AS why FROM (
      SELECT w.name FROM unnest(${idsOf(contacts)}::uuid[], ${texts(contacts)}::text[], ${texts(contacts, 'email')}::text[])
        AS w (id, name, email)
      LEFT JOIN org_unit_contact c ON c.id = w.id WHERE (c.name, c.email) IS DISTINCT FROM (w.name, w.email)
      UNION ALL
      SELECT w.name FROM unnest(${idsOf(names)}::uuid[], ${texts(names)}::text[]) AS w (id, name)
      LEFT JOIN org_unit_name n ON n.id = w.id AND n.valid_to IS NULL WHERE n.name IS DISTINCT FROM w.name
      UNION ALL
      SELECT coalesce(n.name, '–') FROM unnest(${idsOf(enrolments)}::uuid[]) AS w (id)
      LEFT JOIN enrolment e ON e.id = w.id
      LEFT JOIN org_unit_name n ON n.org_unit_id = e.org_unit_id AND n.valid_to IS NULL AND n.kind = 'official'
      WHERE e.status IS DISTINCT FROM 'enrolled'
      UNION ALL
      SELECT coalesce(p.name, '–') FROM unnest(${idsOf(changes.created('grant'))}::uuid[]) AS w (id)
      LEFT JOIN "grant" g ON g.id = w.id LEFT JOIN person p ON p.id = g.person_id
      WHERE g.id IS NULL OR g.valid_to IS NOT NULL
      UNION ALL
      SELECT n.name FROM unnest(${idsOf(changes.created('org_unit'))}::uuid[], ${texts(changes.created('org_unit'))}::text[])
        AS w (id, name)
      JOIN org_unit_name n ON n.org_unit_id = w.id AND n.valid_to IS NULL AND n.kind = 'official'
      WHERE n.name <> w.name
    ) different ORDER BY 1 LIMIT ${MOST_NAMED}`
}
