-- Whoever owns schools stands in public registers like the authorities, and is named where a unit's place is told. Under the
-- net are schools, kindergartens and services.
ALTER POLICY reach ON org_unit USING ((SELECT reach_everywhere())
  OR kind NOT IN ('school', 'kindergarten', 'ppt')
  OR tenant_id = ANY ((SELECT reach_tenants())::uuid[]));

-- Whoever belongs to an owner reaches what it owns; and whoever belongs to a unit, what became of it and what it was before.
CREATE OR REPLACE FUNCTION reach_of(who uuid) RETURNS text LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  WITH held AS MATERIALIZED (
    SELECT g.id, g.role, g.org_unit_id, g.cohort_id, g.tenant_id, u.kind
    FROM "grant" g JOIN org_unit u ON u.id = g.org_unit_id
    WHERE g.person_id = who AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now())
  ), own AS MATERIALIZED (
    SELECT tenant_id AS id FROM held
    UNION
    SELECT u.tenant_id FROM held h
    JOIN org_unit_closure c ON c.ancestor_id = h.org_unit_id AND c.depth > 0 JOIN org_unit u ON u.id = c.descendant_id
    WHERE h.cohort_id IS NULL
  ), known AS MATERIALIZED (
    SELECT c.id, c.host_id, c.tenants,
      c.host_id IN (SELECT org_unit_id FROM held WHERE cohort_id IS NULL) AS hosted,
      c.id IN (SELECT cohort_id FROM held WHERE cohort_id IS NOT NULL) AS followed
    FROM cohort c
    WHERE c.tenants && array(SELECT id FROM own) OR c.id IN (SELECT cohort_id FROM held WHERE cohort_id IS NOT NULL)
  ), reached AS (
    SELECT who AS id
    UNION SELECT id FROM own
    UNION SELECT id FROM org_unit WHERE kind = 'national' AND EXISTS (SELECT FROM held)
    UNION SELECT u.tenant_id FROM held h
      JOIN org_unit_closure c ON c.descendant_id = h.org_unit_id JOIN org_unit u ON u.id = c.ancestor_id
    UNION SELECT u.tenant_id FROM known k JOIN org_unit u ON u.id = k.host_id
    UNION SELECT g.tenant_id FROM known k JOIN gathering g ON g.cohort_id = k.id
      WHERE k.hosted OR k.followed OR g.level = 'national'
    UNION SELECT unnest(k.tenants) FROM known k WHERE k.hosted OR EXISTS (
      SELECT FROM gathering g WHERE g.cohort_id = k.id AND g.level = 'national' AND g.tenant_id IN (SELECT id FROM own))
    UNION SELECT g.tenant_id FROM seat s JOIN gathering g ON g.id = s.gathering_id
      WHERE s.person_id = who AND s.valid_from <= now() AND (s.valid_to IS NULL OR s.valid_to > now())
    UNION SELECT x.tenant_id FROM org_unit_relation r JOIN org_unit p ON p.id = r.parent_id
      JOIN org_unit c ON c.id = r.child_id
      CROSS JOIN LATERAL (VALUES (p.tenant_id), (c.tenant_id)) AS x (tenant_id)
      WHERE r.kind <> 'owns' AND (p.tenant_id IN (SELECT id FROM own) OR c.tenant_id IN (SELECT id FROM own))
    UNION SELECT x.tenant_id FROM org_unit_succession s JOIN org_unit p ON p.id = s.from_id
      JOIN org_unit c ON c.id = s.to_id
      CROSS JOIN LATERAL (VALUES (p.tenant_id), (c.tenant_id)) AS x (tenant_id)
      WHERE p.tenant_id IN (SELECT id FROM own) OR c.tenant_id IN (SELECT id FROM own)
  )
  SELECT CASE
    WHEN EXISTS (SELECT FROM held WHERE cohort_id IS NULL
      AND (role IN ('administrator', 'national_adviser') OR kind = 'national')) THEN '*'
    ELSE (array(SELECT tenant_id FROM held ORDER BY id LIMIT 1)
      || array(SELECT id FROM reached WHERE id IS NOT NULL))::text
  END
$$;
