-- SPDX-License-Identifier: GPL-3.0-or-later
-- Placements once more, packed for counting: by their last day, some hundred in a
-- row (way-stays.h says how).  Children, and provisions with a registration, have
-- short numbers in them.  Nothing here is exchanged: it follows from placement.

CREATE TABLE stay_pupil (
  number INTEGER PRIMARY KEY,
  pupil BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE stay_kind (
  number INTEGER PRIMARY KEY,
  provision BLOB NOT NULL,
  registration TEXT NOT NULL,
  UNIQUE (provision, registration)
) STRICT;

CREATE TABLE stay_pack (
  number INTEGER PRIMARY KEY,
  "end" INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stays BLOB NOT NULL
) STRICT;
CREATE INDEX stay_pack_by_end ON stay_pack ("end", start);

-- What has changed since it was packed: before an edit is committed this is empty
-- again.
CREATE TABLE stay_change (
  number INTEGER PRIMARY KEY,
  gone INTEGER NOT NULL,
  pupil BLOB NOT NULL,
  provision BLOB NOT NULL,
  registration TEXT,
  start INTEGER NOT NULL,
  "end" INTEGER,
  sessions INTEGER
) STRICT;

CREATE TRIGGER stay_came AFTER INSERT ON placement
WHEN new.pupil IS NOT NULL AND new.provision IS NOT NULL AND new.start IS NOT NULL
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions)
  VALUES (0, new.pupil, new.provision, new.registration, new.start, new."end", new.sessions);
END;

CREATE TRIGGER stay_went AFTER DELETE ON placement
WHEN old.pupil IS NOT NULL AND old.provision IS NOT NULL AND old.start IS NOT NULL
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions)
  VALUES (1, old.pupil, old.provision, old.registration, old.start, old."end", old.sessions);
END;

CREATE TRIGGER stay_changed
AFTER UPDATE OF pupil, provision, registration, start, "end", sessions ON placement
WHEN old.pupil IS NOT new.pupil OR old.provision IS NOT new.provision
  OR old.registration IS NOT new.registration OR old.start IS NOT new.start
  OR old."end" IS NOT new."end" OR old.sessions IS NOT new.sessions
BEGIN
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions)
  SELECT 1, old.pupil, old.provision, old.registration, old.start, old."end", old.sessions
  WHERE old.pupil IS NOT NULL AND old.provision IS NOT NULL AND old.start IS NOT NULL;
  INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions)
  SELECT 0, new.pupil, new.provision, new.registration, new.start, new."end", new.sessions
  WHERE new.pupil IS NOT NULL AND new.provision IS NOT NULL AND new.start IS NOT NULL;
END;

INSERT INTO stay_change (gone, pupil, provision, registration, start, "end", sessions)
SELECT 0, pupil, provision, registration, start, "end", sessions FROM placement
WHERE pupil IS NOT NULL AND provision IS NOT NULL AND start IS NOT NULL;
