-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where children live once more, packed by their numbers (way-stay-homes.c): a
-- count by home district asks it of all of them.

CREATE TABLE stay_district (
  number INTEGER PRIMARY KEY,
  district BLOB NOT NULL UNIQUE
) STRICT;

CREATE TABLE stay_home (
  page INTEGER PRIMARY KEY,
  homes BLOB NOT NULL
) STRICT;

-- Whose home has changed since it was packed: empty again before an edit is committed.
CREATE TABLE stay_home_change (
  number INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER stay_home_moved AFTER UPDATE OF home ON stay_pupil
WHEN old.home IS NOT new.home
BEGIN
  INSERT OR IGNORE INTO stay_home_change (number) VALUES (new.number);
END;

-- A number is given together with the home: a trigger would have SQLite open a
-- savepoint for each, and walk through all that was changed when it closes it.
DROP TRIGGER stay_pupil_came;

INSERT INTO stay_home_change (number)
SELECT number FROM stay_pupil WHERE home IS NOT NULL;
