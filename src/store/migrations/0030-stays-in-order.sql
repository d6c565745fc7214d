-- SPDX-License-Identifier: GPL-3.0-or-later
-- Packs of placements in the order of their last days: a pack's number begins with
-- the day, so that those who count read them one after the other.

CREATE TABLE stay_moved AS
SELECT number AS old,
       ("end" << 20) + row_number () OVER (PARTITION BY "end" ORDER BY start, number) - 1 AS new
FROM stay_pack;
CREATE UNIQUE INDEX stay_moved_by_old ON stay_moved (old);

CREATE TABLE stay_pack_before AS
SELECT new AS number, "end", start, stays FROM stay_pack JOIN stay_moved ON old = number;
CREATE TABLE stay_more_before AS
SELECT new AS number, more FROM stay_more JOIN stay_moved ON old = number;

DROP TABLE stay_pack;
DROP TABLE stay_more;
DROP TABLE stay_moved;

CREATE TABLE stay_pack (
  number INTEGER PRIMARY KEY CHECK (number >> 20 = "end"),
  "end" INTEGER NOT NULL,
  start INTEGER NOT NULL,
  stays BLOB NOT NULL
) STRICT;
CREATE INDEX stay_pack_by_end ON stay_pack ("end", start);

CREATE TABLE stay_more (
  number INTEGER PRIMARY KEY,   -- of the pack
  more BLOB NOT NULL
) STRICT;

INSERT INTO stay_pack SELECT number, "end", start, stays FROM stay_pack_before ORDER BY number;
INSERT INTO stay_more SELECT number, more FROM stay_more_before ORDER BY number;

DROP TABLE stay_pack_before;
DROP TABLE stay_more_before;
