-- SPDX-License-Identifier: GPL-3.0-or-later
-- Records of one child that were made apart from each other.

CREATE TABLE "pupil_join" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "other" BLOB REFERENCES "pupil" (id),
  "ground" TEXT,
  "joined" INTEGER,
  "joined_by" TEXT,
  "ended" INTEGER,
  "ended_by" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "pupil_join_by_pupil" ON "pupil_join" ("pupil");
CREATE INDEX "pupil_join_by_other" ON "pupil_join" ("other");

-- Each record that is joined with others, and the one under which the child is
-- read: the smallest id of those that can be reached.  Crossing joins of two
-- copies only add ways, so nothing can go round.
CREATE VIEW pupil_kept AS
WITH RECURSIVE
  way (a, b) AS MATERIALIZED (
    SELECT pupil, other FROM pupil_join WHERE ended IS NULL AND dot IS NOT NULL
    UNION
    SELECT other, pupil FROM pupil_join WHERE ended IS NULL AND dot IS NOT NULL),
  reach (pupil, at) AS (
    SELECT a, a FROM way WHERE a IS NOT NULL
    UNION
    SELECT reach.pupil, way.b FROM reach JOIN way ON way.a = reach.at WHERE way.b IS NOT NULL)
SELECT reach.pupil AS pupil, min (reach.at) AS kept
FROM reach JOIN pupil ON pupil.id = reach.at AND pupil.dot IS NOT NULL
GROUP BY reach.pupil;

-- A child's records are listed once: kept is filled in with all but one of them.
CREATE VIEW pupil_view AS
SELECT pupil.*, nullif (pupil_kept.kept, pupil.id) AS kept
FROM pupil LEFT JOIN pupil_kept ON pupil_kept.pupil = pupil.id;
