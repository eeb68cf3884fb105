-- People by the beginnings of words in their name, or of their address; a page of ids, by name. The operators of texts are
-- not leakproof: under the net they are asked last, row by row, and the indexes of three letters lie idle. So this function
-- looks as the owner, and lays the very same net itself (the policy of "person" in the migration "reach").
--
-- starts: patterns, each of which the name or a later word in it has to match; the first one finds by index.
-- email:  pattern for the address instead; null = only names.
-- units:  only those who have a role now at or below one of these; null = everybody in reach.
CREATE FUNCTION people_named(starts text[], email text, units uuid[], skip int, most int) RETURNS SETOF uuid
  LANGUAGE plpgsql STABLE ROWS 30 SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  -- Planned for what is looked for: everybody in the country or the twenty of one school.
  RETURN QUERY EXECUTE 'SELECT p.id FROM person p WHERE p.kind = ''account'' AND p.disabled_at IS NULL'
    || CASE WHEN reach_everywhere() THEN '' ELSE ' AND p.tenants && $7' END
    || ' AND (p.name ILIKE $1 OR p.name ILIKE ''% '' || $1'
    || CASE WHEN email IS NULL THEN ')' ELSE ' OR p.email ILIKE $3)' END
    || CASE WHEN cardinality(starts) > 1 THEN ' AND '' '' || p.name ILIKE ALL ($2)' ELSE '' END
    || CASE WHEN units IS NULL THEN '' ELSE ' AND p.id IN (
        SELECT g.person_id FROM "grant" g JOIN org_unit_closure c ON c.descendant_id = g.org_unit_id
        WHERE c.ancestor_id = ANY ($4)
          AND g.valid_from <= now() AND (g.valid_to IS NULL OR g.valid_to > now()))' END
    || ' ORDER BY p.name, p.id LIMIT $6 OFFSET $5'
    USING starts[1], (SELECT array_agg('% ' || s) FROM unnest(starts[2:]) s), email, units, skip, most, reach_tenants();
END
$$;
REVOKE EXECUTE ON FUNCTION people_named(text[], text, uuid[], int, int) FROM PUBLIC;

-- What a list of thousands wrote is found by index at once, not only after the next tidying.
ALTER INDEX person_name_search SET (fastupdate = off);
ALTER INDEX person_email_search SET (fastupdate = off);
