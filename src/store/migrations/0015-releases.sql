-- SPDX-License-Identifier: GPL-3.0-or-later
-- Statistics that were published, and the tables in them, as readers have them.

CREATE TABLE "release" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "profile" TEXT,
  "year" INTEGER,
  "made" INTEGER,
  "by" TEXT,
  "approved_by" TEXT,
  "rules" TEXT,
  "digest" TEXT,
  "replaces" BLOB REFERENCES "release" (id),
  "note" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "release_by_replaces" ON "release" ("replaces");

CREATE TABLE "release_table" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "release" BLOB REFERENCES "release" (id),
  "position" INTEGER,
  "name" TEXT,
  "resource" TEXT,
  "data" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "release_table_by_release" ON "release_table" ("release");
