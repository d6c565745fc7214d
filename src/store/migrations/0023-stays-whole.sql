-- SPDX-License-Identifier: GPL-3.0-or-later
-- What fewer ask of a placement, packed beside what is counted of it: when its
-- referral was received, its way (by which route it came, where it led, who
-- commissioned it, and whether there is a plan for what comes after, one in a line),
-- and the days from which duties follow.

CREATE TABLE stay_way (
  number INTEGER PRIMARY KEY,
  way TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE stay_more (
  number INTEGER PRIMARY KEY,
  more BLOB NOT NULL
) STRICT;

ALTER TABLE stay_change ADD COLUMN received INTEGER;
ALTER TABLE stay_change ADD COLUMN way TEXT;
ALTER TABLE stay_change ADD COLUMN reviewed INTEGER;
ALTER TABLE stay_change ADD COLUMN expected INTEGER;
ALTER TABLE stay_change ADD COLUMN told INTEGER;

-- What is packed of each placement.
CREATE VIEW stay_said (placement, referral, pupil, provision, registration, start, "end",
                       sessions, received, way, reviewed, expected, told) AS
SELECT id, referral, pupil, provision, registration, start, "end", sessions,
       (SELECT referral.received FROM referral WHERE referral.id = placement.referral),
       coalesce (route, '') || char (10) || coalesce (destination, '') || char (10)
         || coalesce (commissioner, '') || char (10) || iif (exit_plan IS NULL, '', 'P'),
       reviewed, expected_end, told_la
FROM placement
WHERE pupil IS NOT NULL AND provision IS NOT NULL AND start IS NOT NULL;

-- What was packed of those that are about to change goes, and comes again as it is
-- afterwards.
DROP TRIGGER stay_came;
CREATE TRIGGER stay_came AFTER INSERT ON placement
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, way, reviewed, expected, told)
  SELECT 0, pupil, provision, registration, start, "end", sessions, received, way, reviewed,
         expected, told FROM stay_said WHERE placement = new.id;
END;

DROP TRIGGER stay_went;
CREATE TRIGGER stay_went BEFORE DELETE ON placement
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, way, reviewed, expected, told)
  SELECT 1, pupil, provision, registration, start, "end", sessions, received, way, reviewed,
         expected, told FROM stay_said WHERE placement = old.id;
END;

DROP TRIGGER stay_changed;
CREATE TRIGGER stay_changes
BEFORE UPDATE OF pupil, provision, registration, start, "end", sessions, referral, route,
  destination, commissioner, exit_plan, reviewed, expected_end, told_la ON placement
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, way, reviewed, expected, told)
  SELECT 1, pupil, provision, registration, start, "end", sessions, received, way, reviewed,
         expected, told FROM stay_said WHERE placement = old.id;
END;
CREATE TRIGGER stay_changed
AFTER UPDATE OF pupil, provision, registration, start, "end", sessions, referral, route,
  destination, commissioner, exit_plan, reviewed, expected_end, told_la ON placement
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, way, reviewed, expected, told)
  SELECT 0, pupil, provision, registration, start, "end", sessions, received, way, reviewed,
         expected, told FROM stay_said WHERE placement = new.id;
END;

-- A referral may come after its placement, change, and go.
CREATE TRIGGER stay_referral_came AFTER INSERT ON referral
WHEN new.received IS NOT NULL
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, way, reviewed, expected, told)
  SELECT step.gone, pupil, provision, registration, start, "end", sessions,
         iif (step.gone, NULL, new.received), way, reviewed, expected, told
  FROM stay_said CROSS JOIN (SELECT 1 AS gone UNION ALL SELECT 0) AS step
  WHERE referral = new.id;
END;

CREATE TRIGGER stay_referral_changed AFTER UPDATE OF received ON referral
WHEN old.received IS NOT new.received
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, way, reviewed, expected, told)
  SELECT step.gone, pupil, provision, registration, start, "end", sessions,
         iif (step.gone, old.received, new.received), way, reviewed, expected, told
  FROM stay_said CROSS JOIN (SELECT 1 AS gone UNION ALL SELECT 0) AS step
  WHERE referral = new.id;
END;

CREATE TRIGGER stay_referral_went AFTER DELETE ON referral
WHEN old.received IS NOT NULL
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, way, reviewed, expected, told)
  SELECT step.gone, pupil, provision, registration, start, "end", sessions,
         iif (step.gone, old.received, NULL), way, reviewed, expected, told
  FROM stay_said CROSS JOIN (SELECT 1 AS gone UNION ALL SELECT 0) AS step
  WHERE referral = old.id;
END;

DELETE FROM stay_pack;
DELETE FROM stay_change;
INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                         received, way, reviewed, expected, told)
SELECT 0, pupil, provision, registration, start, "end", sessions, received, way, reviewed,
       expected, told FROM stay_said;
