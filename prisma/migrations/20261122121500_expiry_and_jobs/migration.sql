-- Looked at twice a second: whose rights have just run out.
CREATE INDEX grant_ending ON "grant" (valid_to) WHERE valid_to IS NOT NULL;
CREATE INDEX seat_ending ON seat (valid_to) WHERE valid_to IS NOT NULL;

-- The server's own role may add background work, in the transaction it belongs to, and touch nothing else of the worker's.
CREATE FUNCTION add_job(task text, payload json) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  PERFORM graphile_worker.add_job(task, payload);
END
$$;
REVOKE EXECUTE ON FUNCTION add_job(text, json) FROM PUBLIC;
