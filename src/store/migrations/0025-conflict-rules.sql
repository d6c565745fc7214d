-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was decided once for every conflict of a harmless field.

CREATE TABLE "conflict_rule" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "entity" TEXT,
  "field" TEXT,
  "keep" TEXT,
  "by" TEXT,
  "since" INTEGER,
  dot INTEGER
) STRICT;
