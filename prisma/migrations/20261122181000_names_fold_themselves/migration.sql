-- A name as a search compares it: the rule of server/domain/organisations/registry/fold.ts, told to the database, so that
-- no writer can leave it out. A test holds the two against each other. The collation is named because the rule must not
-- depend on where the database was made; å is put aside while accents are taken off.
CREATE FUNCTION fold_name(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT btrim(regexp_replace(replace(translate(regexp_replace(normalize(
      translate(
        replace(replace(lower(normalize(name, NFC) COLLATE "und-x-icu"), 'ß', 'ss'), 'þ', 'th'), 'đŋŧäöðå', 'dntæød' || U&'\E000'),
      NFKD), U&'[\0300-\036F]', '', 'g'), U&'\E000', 'å'), 'aa', 'å') COLLATE "und-x-icu",
    '[^[:alnum:]]+', ' ', 'g'))
$$;

CREATE FUNCTION org_unit_name_folded() RETURNS trigger LANGUAGE plpgsql
  SET search_path = pg_catalog, public AS $$
BEGIN
  NEW.folded := public.fold_name(NEW.name);
  RETURN NEW;
END
$$;
CREATE TRIGGER org_unit_name_folded BEFORE INSERT OR UPDATE OF name, folded ON org_unit_name
  FOR EACH ROW EXECUTE FUNCTION org_unit_name_folded();

-- Those that were forgotten.
UPDATE org_unit_name SET folded = fold_name(name) WHERE folded IS DISTINCT FROM fold_name(name);
