-- SPDX-License-Identifier: GPL-3.0-or-later
-- Packed stays say too when their referral was received, by which route they came
-- and where they led: waits and moves are counted from them.

CREATE TABLE stay_way (
  number INTEGER PRIMARY KEY,
  route TEXT NOT NULL,
  destination TEXT NOT NULL,
  UNIQUE (route, destination)
) STRICT;

ALTER TABLE stay_change ADD COLUMN received INTEGER;
ALTER TABLE stay_change ADD COLUMN route TEXT;
ALTER TABLE stay_change ADD COLUMN destination TEXT;

DROP TRIGGER stay_came;
CREATE TRIGGER stay_came AFTER INSERT ON placement
WHEN new.pupil IS NOT NULL AND new.provision IS NOT NULL AND new.start IS NOT NULL
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, route, destination)
  VALUES (0, new.pupil, new.provision, new.registration, new.start, new."end", new.sessions,
          (SELECT received FROM referral WHERE id = new.referral), new.route, new.destination);
END;

DROP TRIGGER stay_went;
CREATE TRIGGER stay_went AFTER DELETE ON placement
WHEN old.pupil IS NOT NULL AND old.provision IS NOT NULL AND old.start IS NOT NULL
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, route, destination)
  VALUES (1, old.pupil, old.provision, old.registration, old.start, old."end", old.sessions,
          (SELECT received FROM referral WHERE id = old.referral), old.route, old.destination);
END;

DROP TRIGGER stay_changed;
CREATE TRIGGER stay_changed
AFTER UPDATE OF pupil, provision, registration, start, "end", sessions, referral, route,
  destination ON placement
WHEN old.pupil IS NOT new.pupil OR old.provision IS NOT new.provision
  OR old.registration IS NOT new.registration OR old.start IS NOT new.start
  OR old."end" IS NOT new."end" OR old.sessions IS NOT new.sessions
  OR old.referral IS NOT new.referral OR old.route IS NOT new.route
  OR old.destination IS NOT new.destination
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, route, destination)
  SELECT 1, old.pupil, old.provision, old.registration, old.start, old."end", old.sessions,
         (SELECT received FROM referral WHERE id = old.referral), old.route, old.destination
  WHERE old.pupil IS NOT NULL AND old.provision IS NOT NULL AND old.start IS NOT NULL;
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, route, destination)
  SELECT 0, new.pupil, new.provision, new.registration, new.start, new."end", new.sessions,
         (SELECT received FROM referral WHERE id = new.referral), new.route, new.destination
  WHERE new.pupil IS NOT NULL AND new.provision IS NOT NULL AND new.start IS NOT NULL;
END;

-- A referral may come after its placement, change, and go.
CREATE TRIGGER stay_referral_came AFTER INSERT ON referral
WHEN new.received IS NOT NULL
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, route, destination)
  SELECT step.gone, pupil, provision, registration, start, "end", sessions,
         iif (step.gone, NULL, new.received), route, destination
  FROM placement CROSS JOIN (SELECT 1 AS gone UNION ALL SELECT 0) AS step
  WHERE referral = new.id AND pupil IS NOT NULL AND provision IS NOT NULL AND start IS NOT NULL;
END;

CREATE TRIGGER stay_referral_changed AFTER UPDATE OF received ON referral
WHEN old.received IS NOT new.received
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, route, destination)
  SELECT step.gone, pupil, provision, registration, start, "end", sessions,
         iif (step.gone, old.received, new.received), route, destination
  FROM placement CROSS JOIN (SELECT 1 AS gone UNION ALL SELECT 0) AS step
  WHERE referral = new.id AND pupil IS NOT NULL AND provision IS NOT NULL AND start IS NOT NULL;
END;

CREATE TRIGGER stay_referral_went AFTER DELETE ON referral
WHEN old.received IS NOT NULL
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                           received, route, destination)
  SELECT step.gone, pupil, provision, registration, start, "end", sessions,
         iif (step.gone, old.received, NULL), route, destination
  FROM placement CROSS JOIN (SELECT 1 AS gone UNION ALL SELECT 0) AS step
  WHERE referral = old.id AND pupil IS NOT NULL AND provision IS NOT NULL AND start IS NOT NULL;
END;

DELETE FROM stay_pack;
DELETE FROM stay_change;
INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions,
                         received, route, destination)
SELECT 0, placement.pupil, provision, registration, start, "end", sessions,
       (SELECT received FROM referral WHERE referral.id = placement.referral), route, destination
FROM placement
WHERE placement.pupil IS NOT NULL AND provision IS NOT NULL AND start IS NOT NULL;
