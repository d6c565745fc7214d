-- SPDX-License-Identifier: GPL-3.0-or-later
-- Figures that no record of a child tells, and counts as they were made.

CREATE TABLE "budget_line" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "block" TEXT,
  "year" INTEGER,
  "planned" INTEGER,
  "spent" INTEGER,
  "source" TEXT,
  dot INTEGER
) STRICT;

CREATE TABLE "given_figure" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "measure" TEXT,
  "day" INTEGER,
  "value" INTEGER,
  "district" BLOB REFERENCES "district" (id),
  "phase" TEXT,
  "source" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "given_figure_by_district" ON "given_figure" ("district");

CREATE TABLE "benchmark" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "indicator" TEXT,
  "measure" TEXT,
  "level" TEXT,
  "region" TEXT,
  "la" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "part" TEXT,
  "value" TEXT,
  "count" INTEGER,
  "source" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "benchmark_of" ON "benchmark" ("indicator", "to");

CREATE TABLE "neighbour" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "la" TEXT,
  "rank" INTEGER,
  "source" TEXT,
  dot INTEGER
) STRICT;

CREATE TABLE "indicator_target" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "indicator" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "value" TEXT,
  "reason" TEXT,
  dot INTEGER
) STRICT;

CREATE TABLE "post16_status" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "month" INTEGER,
  "status" TEXT,
  "source" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "post16_status_by_pupil" ON "post16_status" ("pupil");

CREATE TABLE "exam_result" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "year" INTEGER,
  "english" INTEGER,
  "maths" INTEGER,
  "attainment_8" INTEGER,
  "any" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "exam_result_by_pupil" ON "exam_result" ("pupil");

CREATE TABLE "census_count" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "provision" BLOB REFERENCES "provision" (id),
  "day" INTEGER,
  "places" INTEGER,
  "on_roll" INTEGER,
  "sessions" INTEGER,
  "counted" INTEGER,
  "by" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "census_count_by_provision" ON "census_count" ("provision");
CREATE INDEX "census_count_by_day" ON "census_count" ("day");
