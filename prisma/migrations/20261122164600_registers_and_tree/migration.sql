-- AlterTable
ALTER TABLE "register_list" ADD COLUMN     "content" JSONB,
ADD COLUMN     "shipped_sha256" TEXT;

-- AlterTable
ALTER TABLE "register_unit" ADD COLUMN     "left_on" DATE;

-- The day by which periods of the tree are judged: Norway's.
CREATE FUNCTION org_today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT (now() AT TIME ZONE 'Europe/Oslo')::date
$$;

-- "Owns" as it holds today.
CREATE FUNCTION org_unit_owns() RETURNS TABLE (parent_id uuid, child_id uuid) LANGUAGE sql STABLE AS $$
  SELECT r.parent_id, r.child_id FROM org_unit_relation r
  WHERE r.kind = 'owns' AND r.parent_id <> r.child_id
    AND (r.valid_from IS NULL OR r.valid_from <= org_today())
    AND (r.valid_to IS NULL OR r.valid_to > org_today())
$$;

DROP TRIGGER org_unit_closure_self ON org_unit;
DROP TRIGGER org_unit_closure_relation ON org_unit_relation;
DROP FUNCTION org_unit_closure_self();
DROP FUNCTION org_unit_closure_relation();
DROP FUNCTION org_unit_closure_rebuild(uuid);

-- Once per statement, not per row: a whole register comes in with a handful of statements.
CREATE FUNCTION org_unit_closure_self() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO org_unit_closure (ancestor_id, descendant_id, depth) SELECT id, id, 0 FROM added;
  RETURN NULL;
END
$$;

CREATE TRIGGER org_unit_closure_self AFTER INSERT ON org_unit
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION org_unit_closure_self();

-- Everything at and below these units gets its ancestors anew: right for a new relation, a moved one and an ended one alike.
-- Who changes the tree waits for whoever else is changing it: otherwise each would overlook what the other one adds.
CREATE FUNCTION org_unit_closure_rebuild(roots uuid[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  below uuid[];
BEGIN
  IF cardinality(roots) = 0 THEN RETURN; END IF;
  PERFORM pg_advisory_xact_lock(7855373);

  WITH RECURSIVE down AS (
    SELECT unnest(roots) AS id
    UNION
    SELECT o.child_id FROM org_unit_owns() o JOIN down d ON o.parent_id = d.id
  )
  SELECT array_agg(id) INTO below FROM down;

  DELETE FROM org_unit_closure c WHERE c.descendant_id = ANY (below) AND c.depth > 0;

  INSERT INTO org_unit_closure (ancestor_id, descendant_id, depth)
  WITH RECURSIVE path AS (
    SELECT o.parent_id AS ancestor, o.child_id AS descendant, 1 AS depth
    FROM org_unit_owns() o WHERE o.child_id = ANY (below)
    UNION
    SELECT o.parent_id, p.descendant, p.depth + 1
    FROM path p JOIN org_unit_owns() o ON o.child_id = p.ancestor
    WHERE p.depth < 12
  )
  SELECT ancestor, descendant, min(depth) FROM path
  -- A unit that has just been deleted takes its relations along, one table after the other.
  JOIN org_unit u ON u.id = ancestor JOIN org_unit v ON v.id = descendant
  WHERE ancestor <> descendant GROUP BY ancestor, descendant;
END
$$;

CREATE FUNCTION org_unit_closure_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM org_unit_closure_rebuild(ARRAY(SELECT DISTINCT child_id FROM added WHERE kind = 'owns'));
  RETURN NULL;
END
$$;
CREATE FUNCTION org_unit_closure_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM org_unit_closure_rebuild(ARRAY(SELECT DISTINCT child_id FROM removed WHERE kind = 'owns'));
  RETURN NULL;
END
$$;
CREATE FUNCTION org_unit_closure_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM org_unit_closure_rebuild(ARRAY(
    SELECT child_id FROM added WHERE kind = 'owns' UNION SELECT child_id FROM removed WHERE kind = 'owns'
  ));
  RETURN NULL;
END
$$;

CREATE TRIGGER org_unit_closure_added AFTER INSERT ON org_unit_relation
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION org_unit_closure_added();
CREATE TRIGGER org_unit_closure_removed AFTER DELETE ON org_unit_relation
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION org_unit_closure_removed();
CREATE TRIGGER org_unit_closure_changed AFTER UPDATE ON org_unit_relation
  REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION org_unit_closure_changed();

-- What has begun or ended by the calendar alone since the tree was last written. Returns every unit whose place changed;
-- compares with the tree itself, so a day on which nobody looked is made up for.
CREATE FUNCTION org_unit_closure_refresh() RETURNS SETOF uuid LANGUAGE plpgsql AS $$
DECLARE
  due uuid[];
BEGIN
  due := ARRAY(
    (SELECT o.child_id FROM org_unit_owns() o
     WHERE NOT EXISTS (SELECT FROM org_unit_closure c
                       WHERE c.descendant_id = o.child_id AND c.ancestor_id = o.parent_id AND c.depth = 1))
    UNION
    (SELECT c.descendant_id FROM org_unit_closure c
     WHERE c.depth = 1
       AND NOT EXISTS (SELECT FROM org_unit_owns() o
                       WHERE o.child_id = c.descendant_id AND o.parent_id = c.ancestor_id))
  );
  PERFORM org_unit_closure_rebuild(due);
  RETURN QUERY SELECT DISTINCT c.descendant_id FROM org_unit_closure c WHERE c.ancestor_id = ANY (due);
END
$$;

SELECT org_unit_closure_refresh();
