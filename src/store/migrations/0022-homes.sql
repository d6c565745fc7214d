-- SPDX-License-Identifier: GPL-3.0-or-later
-- Where a child lives, beside its number: counts by home district ask it of every
-- child who was ever placed.

ALTER TABLE stay_pupil ADD COLUMN home BLOB;

CREATE TRIGGER stay_home_came AFTER INSERT ON pupil
WHEN new.home_district IS NOT NULL
BEGIN
  UPDATE stay_pupil SET home = new.home_district WHERE pupil = new.id;
END;

CREATE TRIGGER stay_home_changed AFTER UPDATE OF home_district ON pupil
WHEN old.home_district IS NOT new.home_district
BEGIN
  UPDATE stay_pupil SET home = new.home_district WHERE pupil = new.id;
END;

CREATE TRIGGER stay_home_went AFTER DELETE ON pupil
BEGIN
  UPDATE stay_pupil SET home = NULL WHERE pupil = old.id;
END;

CREATE TRIGGER stay_pupil_came AFTER INSERT ON stay_pupil
BEGIN
  UPDATE stay_pupil SET home = (SELECT home_district FROM pupil WHERE id = new.pupil)
  WHERE number = new.number;
END;

UPDATE stay_pupil SET home = (SELECT home_district FROM pupil WHERE id = stay_pupil.pupil);
