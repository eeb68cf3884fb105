-- AlterTable
ALTER TABLE "outbox_event" ADD COLUMN     "audited_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "audit_head" (
    "tenant_id" UUID NOT NULL,
    "entries" INTEGER NOT NULL,
    "hash" BYTEA NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("tenant_id")
);

CREATE INDEX outbox_event_not_audited ON outbox_event (id) WHERE audited_at IS NULL;

-- Whose log an event belongs in: the county of what it is about, as far as that is still there.
CREATE FUNCTION audit_tenant(payload jsonb, actor uuid) RETURNS uuid LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = pg_catalog, public AS $$
  SELECT coalesce(
    (SELECT tenant_id FROM org_unit WHERE id = coalesce(
      payload->>'orgUnitId', payload->'orgUnitIds'->>0, payload->>'childId', payload->>'issuerId')::uuid),
    (SELECT tenant_id FROM gathering WHERE id = (payload->>'gatheringId')::uuid),
    (SELECT u.tenant_id FROM cohort c JOIN org_unit u ON u.id = c.host_id WHERE c.id = (payload->>'cohortId')::uuid),
    (SELECT g.tenant_id FROM document d JOIN gathering_table t ON d.owner_kind = 'table' AND t.id = d.owner_id
     JOIN gathering g ON g.id = t.gathering_id WHERE d.id = (payload->>'documentId')::uuid),
    (SELECT tenant_id FROM "grant" WHERE person_id = (payload->>'personId')::uuid ORDER BY id DESC LIMIT 1),
    (SELECT g.tenant_id FROM seat s JOIN gathering g ON g.id = s.gathering_id
     WHERE s.person_id = (payload->>'personId')::uuid LIMIT 1),
    (SELECT tenant_id FROM "grant" WHERE person_id = actor ORDER BY id DESC LIMIT 1))
$$;
REVOKE EXECUTE ON FUNCTION audit_tenant(jsonb, uuid) FROM PUBLIC;

-- What has been entered stays, also for the owner, who would have to take this away first.
CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The audit log is only ever added to.';
END
$$;
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();

ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE audit_head FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON audit_head TO CURRENT_USER USING (true);
CREATE POLICY reach ON audit_head USING (
  (SELECT reach_everywhere()) OR tenant_id = ANY ((SELECT reach_tenants())::uuid[]));
