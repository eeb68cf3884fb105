-- Searches and reach at the size of a country. Nothing here changes who sees what.

-- People are found by their county and three letters of their name or address in one index, so that a county's search does not read
-- the namesakes of the whole country.
CREATE INDEX "person_search" ON "person" USING GIN ("tenants" array_ops, "name" gin_trgm_ops, "email" gin_trgm_ops)
  WITH (fastupdate = off);
DROP INDEX "person_name_search";
DROP INDEX "person_email_search";

-- As in "finding_people", with one parameter more: the national authority finds the people of every county, and of nothing below it
-- (server/domain/people/policy.ts).
--
-- counties: also those who have a role now at any county.
DROP FUNCTION people_named(text[], text, uuid[], int, int);
CREATE FUNCTION people_named(starts text[], email text, units uuid[], counties boolean, skip int, most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE ROWS 30 SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  -- Whoever has a role at or below a unit has its tenant: what the roles decide below is looked for among these alone.
  own uuid[] := array(SELECT DISTINCT u.tenant_id FROM org_unit_closure c JOIN org_unit u ON u.id = c.descendant_id
    WHERE c.ancestor_id = ANY (units));
BEGIN
  -- Planned for what is looked for: everybody in the country or the twenty of one school.
  RETURN QUERY EXECUTE 'SELECT p.id FROM person p WHERE p.kind = ''account'' AND p.disabled_at IS NULL'
    || CASE WHEN reach_everywhere() THEN '' ELSE ' AND p.tenants && $7' END
    || CASE WHEN units IS NULL OR counties THEN '' ELSE ' AND p.tenants && $8' END
    || ' AND (p.name ILIKE $1 OR p.name ILIKE ''% '' || $1'
    || CASE WHEN email IS NULL THEN ')' ELSE ' OR p.email ILIKE $3)' END
    || CASE WHEN cardinality(starts) > 1 THEN ' AND '' '' || p.name ILIKE ALL ($2)' ELSE '' END
    || CASE WHEN units IS NULL THEN '' ELSE ' AND p.id IN (
        SELECT g.person_id FROM "grant" g JOIN org_unit_closure c ON c.descendant_id = g.org_unit_id
        WHERE c.ancestor_id = ANY ($4)
          AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now())'
      || CASE WHEN counties THEN ' UNION ALL
        SELECT g.person_id FROM "grant" g JOIN org_unit u ON u.id = g.org_unit_id
        WHERE u.kind = ''county''
          AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now())' ELSE '' END
      || ')' END
    || ' ORDER BY p.name, p.id LIMIT $6 OFFSET $5'
    USING starts[1], (SELECT array_agg('% ' || s) FROM unnest(starts[2:]) s), email, units, skip, most, reach_tenants(), own;
END
$$;
REVOKE EXECUTE ON FUNCTION people_named(text[], text, uuid[], boolean, int, int) FROM PUBLIC;

-- Word for word as in "owners_are_public", but in a language whose statements are planned once per connection: it is asked at the
-- beginning of every request, and planning it took longer than answering it.
CREATE OR REPLACE FUNCTION reach_of(who uuid) RETURNS text LANGUAGE plpgsql STABLE
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  RETURN (
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
  );
END
$$;
