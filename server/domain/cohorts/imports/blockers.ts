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

async function unitsInUse(tx: Tx, changes: Changes): Promise<Blocker[]> {
  const units = idsOf(changes.created('org_unit'))
  const own = idsOf(changes.all.filter(({ isNew }) => isNew))
  return tx.$queryRaw<Blocker[]>`
    SELECT DISTINCT n.name, 'used' AS why FROM org_unit u JOIN org_unit_name n ON n.org_unit_id = u.id AND n.valid_to IS NULL
    WHERE u.id = ANY (${units}::uuid[]) AND (
      EXISTS (SELECT FROM "grant" x WHERE x.org_unit_id = u.id AND x.id <> ALL (${own}::uuid[]))
      OR EXISTS (SELECT FROM enrolment x WHERE x.org_unit_id = u.id AND x.id <> ALL (${own}::uuid[]))
      OR EXISTS (SELECT FROM org_unit_contact x WHERE x.org_unit_id = u.id AND x.id <> ALL (${own}::uuid[]))
      OR EXISTS (SELECT FROM invitation x WHERE x.org_unit_id = u.id OR x.issuer_id = u.id)
      OR EXISTS (SELECT FROM mailing x WHERE x.issuer_id = u.id)
      OR EXISTS (SELECT FROM membership_invitation x WHERE x.org_unit_id = u.id)
      OR EXISTS (SELECT FROM needs_report x WHERE x.org_unit_id = u.id)
      OR EXISTS (SELECT FROM gathering x WHERE x.host_id = u.id)
      OR EXISTS (SELECT FROM cohort x WHERE x.host_id = u.id)
      OR EXISTS (SELECT FROM import_batch x WHERE x.org_unit_id = u.id)
      OR EXISTS (SELECT FROM support_access x WHERE x.org_unit_id = u.id)
      OR EXISTS (SELECT FROM org_unit_relation x WHERE x.parent_id = u.id)
      OR EXISTS (SELECT FROM org_unit_succession x WHERE u.id IN (x.from_id, x.to_id)))
    ORDER BY 1 LIMIT ${MOST_NAMED}`
}

async function peopleInUse(tx: Tx, changes: Changes): Promise<Blocker[]> {
  const people = idsOf(changes.created('person'))
  const grants = idsOf(changes.created('grant'))
  return tx.$queryRaw<Blocker[]>`
    SELECT p.name, 'used' AS why FROM person p
    WHERE p.id = ANY (${people}::uuid[]) AND (
      EXISTS (SELECT FROM "grant" x WHERE x.person_id = p.id AND x.id <> ALL (${grants}::uuid[]))
      OR EXISTS (SELECT FROM session x WHERE x.person_id = p.id)
      OR EXISTS (SELECT FROM seat x WHERE x.person_id = p.id)
      OR EXISTS (SELECT FROM identity x WHERE x.person_id = p.id)
      OR EXISTS (SELECT FROM import_batch x WHERE x.person_id = p.id)
      OR EXISTS (SELECT FROM document_contributor x WHERE x.person_id = p.id))
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
