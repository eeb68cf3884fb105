import type { Tx } from '~server/database/client'
import type { Written } from './write-plan'

/**
 * What lay below a unit that was taken over lies below its successor from that day on: schools, kindergartens and services.
 * Of a unit that was split they follow the register of schools; what it does not know stays, for somebody to place.
 */
export async function moveChildren(tx: Tx, successions: Written['successions']): Promise<void> {
  const whole = successions.filter(({ kind }) => kind !== 'partial')
  if (whole.length === 0) return
  await tx.$executeRaw`
    WITH taken AS (
      SELECT DISTINCT ON (r.id) r.id, r.child_id, s.to_id, s.date
      FROM jsonb_to_recordset(${JSON.stringify(
        whole.map(({ fromId, toId, kind, date }) => ({ from_id: fromId, to_id: toId, kind, date })),
      )}::jsonb) AS s (from_id uuid, to_id uuid, kind text, date date)
      JOIN org_unit_relation r ON r.parent_id = s.from_id AND r.kind = 'owns'
      JOIN org_unit u ON u.id = r.child_id AND u.kind NOT IN ('county', 'municipality')
      WHERE (r.valid_to IS NULL OR r.valid_to > s.date) AND (r.valid_from IS NULL OR r.valid_from < s.date)
        AND (s.kind = 'merged' OR EXISTS (
          SELECT FROM org_unit_code c
          JOIN register_unit g ON g.org_number = c.code
          JOIN org_unit_code m ON m.system = 'no-municipality' AND m.code = g.municipality_code
          WHERE c.org_unit_id = r.child_id AND c.system = 'no-org' AND m.org_unit_id = s.to_id
        ))
      ORDER BY r.id, s.date
    ), ended AS (
      UPDATE org_unit_relation r SET valid_to = t.date FROM taken t WHERE r.id = t.id
    )
    INSERT INTO org_unit_relation (id, parent_id, child_id, kind, valid_from)
    SELECT gen_random_uuid(), to_id, child_id, 'owns', date FROM taken`
}
