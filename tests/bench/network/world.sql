-- A national network beside the demo's: the register's counties and municipalities of today with 3,000 units, 60,000
-- people, 10 cohorts. Everything and everybody in it is invented.
SET pulje.reach = '*';

CREATE TEMP TABLE town AS
  SELECT u.id, row_number() OVER (ORDER BY u.id) - 1 AS n,
    (SELECT c.ancestor_id FROM org_unit_closure c JOIN org_unit a ON a.id = c.ancestor_id
     WHERE c.descendant_id = u.id AND a.kind = 'county' ORDER BY c.depth LIMIT 1) AS county
  FROM org_unit u WHERE u.kind = 'municipality' AND u.country = 'no' AND u.valid_to IS NULL;

CREATE TEMP TABLE unit AS
  SELECT gen_random_uuid() AS id, t.id AS town, t.county, i AS n, t.n AS town_n
  FROM generate_series(0, 2999) i JOIN town t ON t.n = i % (SELECT count(*) FROM town);
INSERT INTO org_unit (id, kind) SELECT id, (CASE WHEN n % 5 = 0 THEN 'kindergarten' ELSE 'school' END)::org_unit_kind FROM unit;
INSERT INTO org_unit_name (id, org_unit_id, name, folded)
  SELECT gen_random_uuid(), id, 'Måleskolen ' || n, 'måleskolen ' || n FROM unit;
INSERT INTO org_unit_relation (id, parent_id, child_id, kind)
  SELECT gen_random_uuid(), town, id, 'owns' FROM unit;

CREATE TEMP TABLE somebody AS SELECT gen_random_uuid() AS id, i AS n FROM generate_series(0, 59999) i;
INSERT INTO person (id, name, email)
  SELECT id, (ARRAY['Kari', 'Ola', 'Anne', 'Nils', 'Siri', 'Per', 'Liv'])[1 + n % 7] || ' Oppdiktet ' || n,
    'person' || n || '@example.net' FROM somebody;
-- 3,000 leaders, then coordinators, county advisers, resource persons; everybody else teaches.
INSERT INTO "grant" (id, person_id, org_unit_id, role, valid_from)
  SELECT gen_random_uuid(), s.id, u.id,
    (CASE WHEN s.n < 3000 THEN 'leader' WHEN s.n % 9 = 0 THEN 'assistant' ELSE 'teacher' END)::role, '2020-01-01'
  FROM somebody s JOIN unit u ON u.n = s.n % 3000 WHERE s.n < 3000 OR s.n >= 3800;
INSERT INTO "grant" (id, person_id, org_unit_id, role, valid_from)
  SELECT gen_random_uuid(), s.id, t.id, 'municipality_coordinator', '2020-01-01'
  FROM somebody s JOIN town t ON t.n = s.n - 3000 WHERE s.n BETWEEN 3000 AND 3399;
INSERT INTO "grant" (id, person_id, org_unit_id, role, valid_from)
  SELECT gen_random_uuid(), s.id, c.id, 'county_adviser', '2020-01-01'
  FROM somebody s JOIN (SELECT DISTINCT county AS id, dense_rank() OVER (ORDER BY county) AS n FROM town) c
    ON c.n = 1 + (s.n - 3400) % 15 WHERE s.n BETWEEN 3400 AND 3444;
INSERT INTO "grant" (id, person_id, org_unit_id, role, valid_from)
  SELECT gen_random_uuid(), s.id, o.id, 'national_adviser', '2020-01-01'
  FROM somebody s, org_unit o WHERE s.n = 3445 AND o.kind = 'national';

CREATE TEMP TABLE run AS SELECT gen_random_uuid() AS id, i AS n FROM generate_series(0, 9) i;
INSERT INTO cohort (id, programme_id, host_id, number, starts_on, ends_on, invented)
  SELECT r.id, p.id, o.id, 50 + r.n, date '2026-01-01' + (r.n - 5) * 180, date '2028-01-01' + (r.n - 5) * 180, true
  FROM run r, programme p, org_unit o WHERE p.slug = 'inkluderende-miljo' AND o.kind = 'national';
INSERT INTO enrolment (id, cohort_id, org_unit_id, status, since)
  SELECT gen_random_uuid(), r.id, t.id, (CASE WHEN t.n % 7 = 0 THEN 'invited' ELSE 'enrolled' END)::enrolment_status, timestamptz '2026-01-01'
  FROM run r JOIN town t ON t.n % 10 IN (r.n, (r.n + 1) % 10, (r.n + 2) % 10)
  UNION ALL SELECT gen_random_uuid(), r.id, u.id, 'enrolled', timestamptz '2026-01-01'
  FROM run r JOIN unit u ON u.town_n % 10 IN (r.n, (r.n + 1) % 10, (r.n + 2) % 10)
  UNION ALL SELECT gen_random_uuid(), r.id, c.county, 'enrolled', timestamptz '2026-01-01'
  FROM run r CROSS JOIN (SELECT DISTINCT county FROM town WHERE county IS NOT NULL) c;
INSERT INTO "grant" (id, person_id, org_unit_id, cohort_id, role, valid_from)
  SELECT gen_random_uuid(), s.id, u.id, r.id, 'resource_person', '2020-01-01'
  FROM somebody s JOIN unit u ON u.n % 355 = s.n - 3446 JOIN run r ON u.town_n % 10 = r.n
  WHERE s.n BETWEEN 3446 AND 3799;

CREATE TEMP TABLE meeting AS
  SELECT gen_random_uuid() AS id, r.id AS cohort, c.county, row_number() OVER () AS n
  FROM run r CROSS JOIN (SELECT DISTINCT county FROM town WHERE county IS NOT NULL) c CROSS JOIN generate_series(1, 4);
INSERT INTO gathering (id, cohort_id, host_id, level, title, precision, starts_at, join_code)
  SELECT id, cohort, county, 'county', 'Fylkessamling ' || n, 'time', '2026-03-01'::timestamptz + n * interval '1 day', 'M' || n
  FROM meeting;
CREATE TEMP TABLE place AS
  SELECT gen_random_uuid() AS id, m.id AS meeting, m.county, t AS number, row_number() OVER () AS n
  FROM meeting m CROSS JOIN generate_series(1, 6) t;
INSERT INTO gathering_table (id, gathering_id, number) SELECT id, meeting, number FROM place;
INSERT INTO document (id, owner_kind, owner_id) SELECT gen_random_uuid(), 'table', id FROM place;
INSERT INTO document_head (document_id) SELECT id FROM document d WHERE NOT EXISTS (SELECT 1 FROM document_head h WHERE h.document_id = d.id);
CREATE TEMP TABLE goer AS
  SELECT s.id, u.county, row_number() OVER (PARTITION BY u.county ORDER BY s.n) AS n
  FROM somebody s JOIN unit u ON u.n = s.n % 3000 WHERE s.n >= 3800;
INSERT INTO seat (gathering_id, person_id, table_id, valid_from)
  SELECT p.meeting, g.id, p.id, '2020-01-01' FROM place p JOIN goer g
    ON g.county = p.county AND g.n BETWEEN (p.n % 40) * 36 + p.number * 6 AND (p.n % 40) * 36 + p.number * 6 + 5
  ON CONFLICT DO NOTHING;

-- The counties have invited their municipalities: most have answered, some have looked, some have not opened the mail.
CREATE TEMP TABLE post AS
  SELECT gen_random_uuid() AS id, r.id AS cohort, c.county, r.n
  FROM run r CROSS JOIN (SELECT DISTINCT county FROM town WHERE county IS NOT NULL) c;
INSERT INTO mailing (id, cohort_id, issuer_id, step, deadline, reminder_days)
  SELECT id, cohort, county, 'municipality', '2099-01-01', '{14,3}' FROM post;
INSERT INTO invitation (id, mailing_id, cohort_id, org_unit_id, issuer_id, email, status, deadline, sent_at, seen_at, answered_at)
  SELECT gen_random_uuid(), p.id, p.cohort, t.id, p.county, 'post' || t.n || '@example.net',
    (ARRAY['accepted', 'accepted', 'accepted', 'seen', 'sent', 'declined'])[1 + t.n % 6]::invitation_status, '2099-01-01',
    '2026-01-01', CASE WHEN t.n % 6 <> 4 THEN timestamptz '2026-01-02' END,
    CASE WHEN t.n % 6 NOT IN (3, 4) THEN timestamptz '2026-01-03' END
  FROM post p JOIN town t ON t.county = p.county AND t.n % 10 IN (p.n, (p.n + 1) % 10, (p.n + 2) % 10);

ANALYZE;
