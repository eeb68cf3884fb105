-- One group commit of live documents, in one call that is planned once. As the owner, so that the second net need not be
-- asked about every row: only a connection that reaches everything (the rooms) may call it at all.
CREATE FUNCTION append_updates(
  documents uuid[], epochs int[], persons uuid[], connections uuid[], froms int[], tos int[], sizes int[], packed bytea
) RETURNS int[] LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  place int;
  places int[];
BEGIN
  IF NOT reach_everywhere() THEN
    RAISE insufficient_privilege USING MESSAGE = 'the log of live documents is written by the rooms alone';
  END IF;

  -- What a hall full of people typing brings most of the time: one run. The head's row lock orders its writers.
  IF cardinality(documents) = 1 THEN
    UPDATE document_head SET seq = seq + 1, changed_at = now()
      WHERE document_id = documents[1] AND epoch = epochs[1] RETURNING seq INTO place;
    IF place IS NOT NULL THEN
      INSERT INTO document_update (document_id, epoch, seq, person_id, connection_id, n_from, n_to, bytes, sha256)
        VALUES (documents[1], epochs[1], place, persons[1], connections[1], froms[1], tos[1], packed, sha256(packed));
    END IF;
    RETURN ARRAY[place];
  END IF;

  -- Locked in one order, so that two nodes cannot wait for each other.
  WITH input AS (
    SELECT *, (sum(size) OVER (ORDER BY ord) - size)::int AS before
    FROM unnest(documents, epochs, persons, connections, froms, tos, sizes)
      WITH ORDINALITY AS t (document_id, epoch, person_id, connection_id, n_from, n_to, size, ord)
  ), head AS (
    SELECT document_id, epoch, seq FROM document_head
    WHERE document_id = ANY (documents) ORDER BY document_id FOR UPDATE
  ), placed AS (
    SELECT i.*, substring(packed FROM i.before + 1 FOR i.size) AS bytes,
      (h.seq + row_number() OVER (PARTITION BY i.document_id ORDER BY i.ord))::int AS seq
    FROM input i JOIN head h ON h.document_id = i.document_id AND h.epoch = i.epoch
  ), grown AS (
    UPDATE document_head h SET seq = p.last, changed_at = now()
    FROM (SELECT document_id, max(seq) AS last FROM placed GROUP BY document_id) p
    WHERE h.document_id = p.document_id
  ), written AS (
    INSERT INTO document_update (document_id, epoch, seq, person_id, connection_id, n_from, n_to, bytes, sha256)
    SELECT document_id, epoch, seq, person_id, connection_id, n_from, n_to, bytes, sha256(bytes) FROM placed
  )
  SELECT array_agg(p.seq ORDER BY i.ord) INTO places FROM input i LEFT JOIN placed p ON p.ord = i.ord;
  RETURN places;
END
$$;
REVOKE EXECUTE ON FUNCTION append_updates(uuid[], int[], uuid[], uuid[], int[], int[], int[], bytea) FROM PUBLIC;
