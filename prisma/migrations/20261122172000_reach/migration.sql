-- The coarse second net under the policies (docs/decisions/row-level-security.md): what a connection may reach is said in
-- `pulje.reach`, '*' for the system itself or an array of tenants; nothing said is nothing reached. The owner (migrations,
-- backup, the functions below that look further than whoever calls them) has a policy of its own.

ALTER TABLE "org_unit" ADD COLUMN "tenant_id" UUID;
ALTER TABLE "person" ADD COLUMN "tenants" UUID[] DEFAULT ARRAY[]::UUID[];
ALTER TABLE "grant" ADD COLUMN "tenant_id" UUID;
ALTER TABLE "gathering" ADD COLUMN "tenant_id" UUID;
ALTER TABLE "cohort" ADD COLUMN "tenants" UUID[] DEFAULT ARRAY[]::UUID[];

CREATE FUNCTION reach_everywhere() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(current_setting('pulje.reach', true), '') = '*'
$$;

CREATE FUNCTION reach_tenants() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN coalesce(current_setting('pulje.reach', true), '') IN ('', '*') THEN '{}'::uuid[]
    ELSE current_setting('pulje.reach', true)::uuid[] END
$$;

-- ─── Tenants, kept by the database ───────────────────────────────────────────────────────────────────────────────────

-- The nearest county at or above a unit; without one the topmost unit above it; without any above it what it has already.
CREATE FUNCTION tenant_of(unit uuid) RETURNS uuid LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(
    (SELECT a.id FROM org_unit_closure c JOIN org_unit a ON a.id = c.ancestor_id
     WHERE c.descendant_id = unit AND a.kind = 'county' ORDER BY c.depth, a.id LIMIT 1),
    (SELECT coalesce(a.tenant_id, a.id) FROM org_unit_closure c JOIN org_unit a ON a.id = c.ancestor_id
     WHERE c.descendant_id = unit AND c.depth > 0 ORDER BY c.depth DESC, a.id LIMIT 1),
    (SELECT tenant_id FROM org_unit WHERE id = unit),
    unit)
$$;

-- A new unit without an owner belongs to whoever registers it; one that the system makes, to itself.
CREATE FUNCTION org_unit_tenant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.tenant_id := CASE
    WHEN reach_everywhere() OR NEW.kind IN ('national', 'county') THEN NEW.id
    ELSE coalesce((reach_tenants())[1], NEW.id) END;
  RETURN NEW;
END
$$;
CREATE TRIGGER org_unit_tenant BEFORE INSERT ON org_unit FOR EACH ROW EXECUTE FUNCTION org_unit_tenant();

-- The tree as a whole decides about places in it, also for somebody who sees only a part of it.
ALTER FUNCTION org_unit_closure_rebuild(uuid[]) SECURITY DEFINER SET search_path = pg_catalog, public;
ALTER FUNCTION org_unit_closure_refresh() SECURITY DEFINER SET search_path = pg_catalog, public;

-- A unit has a new place: it, its people, its gatherings and its cohorts come within the reach of the tenant there.
CREATE FUNCTION org_unit_tenant_placed() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  WITH placed AS (
    SELECT DISTINCT descendant_id AS id FROM added WHERE depth > 0
  ), below AS MATERIALIZED (
    SELECT id, tenant_of(id) AS tenant FROM placed
  ), moved AS (
    UPDATE org_unit u SET tenant_id = b.tenant FROM below b
    WHERE u.id = b.id AND u.tenant_id IS DISTINCT FROM b.tenant RETURNING u.id, u.tenant_id
  ), granted AS (
    UPDATE "grant" g SET tenant_id = m.tenant_id FROM moved m WHERE g.org_unit_id = m.id
    RETURNING g.person_id, g.tenant_id
  ), hosted AS (
    UPDATE gathering g SET tenant_id = m.tenant_id FROM moved m WHERE g.host_id = m.id
    RETURNING g.id, g.cohort_id, g.tenant_id
  ), people AS (
    UPDATE person p SET tenants = array(SELECT DISTINCT unnest(p.tenants || n.tenants))
    FROM (SELECT person_id, array_agg(tenant_id) AS tenants FROM (
            SELECT person_id, tenant_id FROM granted
            UNION SELECT s.person_id, h.tenant_id FROM seat s JOIN hosted h ON h.id = s.gathering_id
          ) both_kinds GROUP BY person_id) n
    WHERE p.id = n.person_id
  )
  UPDATE cohort c SET tenants = array(SELECT DISTINCT unnest(c.tenants || n.tenants))
  FROM (SELECT cohort_id, array_agg(tenant_id) AS tenants FROM (
          SELECT e.cohort_id, m.tenant_id FROM enrolment e JOIN moved m ON m.id = e.org_unit_id
          UNION SELECT i.cohort_id, m.tenant_id FROM invitation i JOIN moved m ON m.id IN (i.org_unit_id, i.issuer_id)
          UNION SELECT cohort_id, tenant_id FROM hosted
          UNION SELECT o.id, m.tenant_id FROM cohort o JOIN moved m ON m.id = o.host_id
        ) all_kinds GROUP BY cohort_id) n
  WHERE c.id = n.cohort_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER org_unit_tenant_placed AFTER INSERT ON org_unit_closure
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION org_unit_tenant_placed();

-- Everybody is within their own reach, and somebody new within that of whoever registered them.
CREATE FUNCTION person_tenants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.tenants := array_remove(ARRAY[NEW.id, (reach_tenants())[1]], NULL);
  RETURN NEW;
END
$$;
CREATE TRIGGER person_tenants BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION person_tenants();

CREATE FUNCTION person_reached(who uuid, tenant uuid) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  UPDATE person SET tenants = tenants || tenant WHERE id = who AND NOT tenants @> ARRAY[tenant]
$$;

CREATE FUNCTION cohort_reached(which uuid, tenant uuid) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  UPDATE cohort SET tenants = tenants || tenant WHERE id = which AND NOT tenants @> ARRAY[tenant]
$$;

CREATE FUNCTION grant_tenant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.tenant_id := tenant_of(NEW.org_unit_id);
  PERFORM person_reached(NEW.person_id, NEW.tenant_id);
  RETURN NEW;
END
$$;
CREATE TRIGGER grant_tenant BEFORE INSERT OR UPDATE OF org_unit_id ON "grant"
  FOR EACH ROW EXECUTE FUNCTION grant_tenant();

CREATE FUNCTION gathering_tenant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.tenant_id := tenant_of(NEW.host_id);
  PERFORM cohort_reached(NEW.cohort_id, NEW.tenant_id);
  RETURN NEW;
END
$$;
CREATE TRIGGER gathering_tenant BEFORE INSERT OR UPDATE OF host_id, cohort_id ON gathering
  FOR EACH ROW EXECUTE FUNCTION gathering_tenant();

CREATE FUNCTION seat_tenant() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM person_reached(NEW.person_id, (SELECT tenant_id FROM gathering WHERE id = NEW.gathering_id));
  RETURN NEW;
END
$$;
CREATE TRIGGER seat_tenant BEFORE INSERT ON seat FOR EACH ROW EXECUTE FUNCTION seat_tenant();

CREATE FUNCTION cohort_tenants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.tenants := ARRAY[tenant_of(NEW.host_id)];
  RETURN NEW;
END
$$;
CREATE TRIGGER cohort_tenants BEFORE INSERT ON cohort FOR EACH ROW EXECUTE FUNCTION cohort_tenants();

CREATE FUNCTION cohort_has_unit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM cohort_reached(NEW.cohort_id, tenant_of(NEW.org_unit_id));
  RETURN NEW;
END
$$;
CREATE TRIGGER cohort_has_unit BEFORE INSERT ON enrolment FOR EACH ROW EXECUTE FUNCTION cohort_has_unit();
CREATE TRIGGER cohort_has_unit BEFORE INSERT ON invitation FOR EACH ROW EXECUTE FUNCTION cohort_has_unit();

CREATE FUNCTION cohort_has_issuer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM cohort_reached(NEW.cohort_id, tenant_of(NEW.issuer_id));
  RETURN NEW;
END
$$;
CREATE TRIGGER cohort_has_issuer BEFORE INSERT ON mailing FOR EACH ROW EXECUTE FUNCTION cohort_has_issuer();

-- What is there already.
UPDATE org_unit SET tenant_id = tenant_of(id);
UPDATE "grant" g SET tenant_id = u.tenant_id FROM org_unit u WHERE u.id = g.org_unit_id;
UPDATE gathering g SET tenant_id = u.tenant_id FROM org_unit u WHERE u.id = g.host_id;
UPDATE person p SET tenants = array(
  SELECT p.id UNION SELECT tenant_id FROM "grant" WHERE person_id = p.id
  UNION SELECT g.tenant_id FROM seat s JOIN gathering g ON g.id = s.gathering_id WHERE s.person_id = p.id);
UPDATE cohort c SET tenants = array(
  SELECT tenant_id FROM org_unit WHERE id = c.host_id
  UNION SELECT tenant_id FROM gathering WHERE cohort_id = c.id
  UNION SELECT u.tenant_id FROM enrolment e JOIN org_unit u ON u.id = e.org_unit_id WHERE e.cohort_id = c.id
  UNION SELECT u.tenant_id FROM invitation i JOIN org_unit u ON u.id IN (i.org_unit_id, i.issuer_id) WHERE i.cohort_id = c.id);

CREATE INDEX "org_unit_tenant_id_idx" ON "org_unit"("tenant_id");
CREATE INDEX "grant_tenant_id_idx" ON "grant"("tenant_id");
-- Few relations are of another kind than "owns"; they are looked through at every request.
CREATE INDEX org_unit_relation_across ON org_unit_relation (parent_id, child_id) WHERE kind <> 'owns';

-- ─── What a person reaches ───────────────────────────────────────────────────────────────────────────────────────────

-- '*' for those whose say is national; otherwise an array that begins with the tenant of the oldest grant. Wider than any
-- policy on purpose: it must never hide what a policy shows (tests/access/second-net.test.ts).
CREATE FUNCTION reach_of(who uuid) RETURNS text LANGUAGE sql STABLE
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
    WHERE h.cohort_id IS NULL AND h.role IN ('county_adviser', 'municipality_coordinator', 'data_officer')
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
  )
  SELECT CASE
    WHEN EXISTS (SELECT FROM held WHERE cohort_id IS NULL
      AND (role IN ('administrator', 'national_adviser') OR kind = 'national')) THEN '*'
    ELSE (array(SELECT tenant_id FROM held ORDER BY id LIMIT 1)
      || array(SELECT id FROM reached WHERE id IS NOT NULL))::text
  END
$$;
REVOKE EXECUTE ON FUNCTION reach_of(uuid) FROM PUBLIC;

-- ─── The net ─────────────────────────────────────────────────────────────────────────────────────────────────────────

DO $$
DECLARE
  everywhere constant text := '(SELECT reach_everywhere())';
  -- Cast, or "ANY" takes it for a list of rows. Sub-selects are answered once per statement.
  reach constant text := '((SELECT reach_tenants())::uuid[])';
  at_unit constant text := 'EXISTS (SELECT FROM org_unit u WHERE u.id = %s AND u.tenant_id = ANY ' || reach || ')';
  rule record;
BEGIN
  FOR rule IN SELECT * FROM (VALUES
    -- Authorities stand in public registers.
    ('org_unit', 'kind IN (''national'', ''county'', ''municipality'') OR tenant_id = ANY ' || reach),
    ('org_unit_contact', format(at_unit, 'org_unit_id')),
    ('org_unit_settings', format(at_unit, 'org_unit_id')),
    ('person', 'tenants && ' || reach),
    ('grant', 'tenant_id = ANY ' || reach),
    ('membership_invitation', format(at_unit, 'org_unit_id')),
    ('cohort', 'tenants && ' || reach),
    -- That an authority takes part is a public list too: as visible as the unit itself, by the unit's own rule.
    ('enrolment', 'EXISTS (SELECT FROM org_unit u WHERE u.id = org_unit_id)'),
    ('enrolment_change', 'EXISTS (SELECT FROM enrolment e WHERE e.id = enrolment_id)'),
    ('needs_report', format(at_unit, 'org_unit_id')),
    ('mailing', format(at_unit, 'issuer_id')),
    ('invitation', format(at_unit, 'org_unit_id') || ' OR ' || format(at_unit, 'issuer_id')),
    ('gathering', 'tenant_id = ANY ' || reach),
    ('agenda_item', 'EXISTS (SELECT FROM gathering g WHERE g.id = gathering_id)'),
    ('gathering_table', 'EXISTS (SELECT FROM gathering g WHERE g.id = gathering_id)'),
    ('seat', 'EXISTS (SELECT FROM gathering g WHERE g.id = gathering_id)'),
    ('document', 'owner_kind = ''table'' AND EXISTS (SELECT FROM gathering_table t WHERE t.id = owner_id)'),
    ('document_head', 'EXISTS (SELECT FROM document d WHERE d.id = document_id)'),
    ('document_update', 'EXISTS (SELECT FROM document d WHERE d.id = document_id)'),
    ('document_snapshot', 'EXISTS (SELECT FROM document d WHERE d.id = document_id)'),
    ('document_text', 'EXISTS (SELECT FROM document d WHERE d.id = document_id)'),
    ('document_contributor', 'EXISTS (SELECT FROM document d WHERE d.id = document_id)'),
    ('import_batch', format(at_unit, 'org_unit_id')),
    ('import_file', 'EXISTS (SELECT FROM import_batch b WHERE b.id = batch_id)'),
    ('import_row', 'EXISTS (SELECT FROM import_batch b WHERE b.id = batch_id)'),
    ('import_change', 'EXISTS (SELECT FROM import_batch b WHERE b.id = batch_id)'),
    ('import_mapping', format(at_unit, 'org_unit_id')),
    ('support_access', format(at_unit, 'org_unit_id')),
    ('audit_entry', 'tenant_id = ANY ' || reach)
  ) AS rules (name, condition) LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', rule.name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', rule.name);
    EXECUTE format('CREATE POLICY owner ON %I TO CURRENT_USER USING (true)', rule.name);
    EXECUTE format('CREATE POLICY reach ON %I USING (%s OR %s)', rule.name, everywhere, rule.condition);
  END LOOP;
END
$$;
