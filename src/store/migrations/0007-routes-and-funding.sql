-- Tables of routes that are an authority's own, and what is done about double
-- funding.

CREATE TABLE "route_set" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "name" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "source" TEXT,
  dot INTEGER
) STRICT;

CREATE TABLE "route_row" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "route_set" BLOB REFERENCES "route_set" (id),
  "route" TEXT,
  "commissioner" TEXT,
  "lump_sum" TEXT,
  "top_up" TEXT,
  "registration" TEXT,
  "wording" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "route_row_by_route_set" ON "route_row" ("route_set");

CREATE TABLE "funding_case" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "placement" BLOB REFERENCES "placement" (id),
  "rule" TEXT,
  "state" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "day" INTEGER,
  "by" TEXT,
  "reason" TEXT,
  "days" INTEGER,
  "amount" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "funding_case_by_placement" ON "funding_case" ("placement");

CREATE TABLE "recovery" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "establishment" BLOB REFERENCES "establishment" (id),
  "kind" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "amount" INTEGER,
  "recorded" INTEGER,
  "by" TEXT,
  "note" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "recovery_by_pupil" ON "recovery" ("pupil");
CREATE INDEX "recovery_by_establishment" ON "recovery" ("establishment");

ALTER TABLE "authority" ADD COLUMN "pupil_amount" INTEGER;
ALTER TABLE "establishment" ADD COLUMN "pupil_amount" INTEGER;

ALTER TABLE "referral" ADD COLUMN "exception_reason" TEXT;
ALTER TABLE "referral" ADD COLUMN "exception_by" TEXT;
ALTER TABLE "referral" ADD COLUMN "exception_on" INTEGER;
ALTER TABLE "referral" ADD COLUMN "route_set" BLOB REFERENCES "route_set" (id);
CREATE INDEX "referral_by_route_set" ON "referral" ("route_set");

ALTER TABLE "placement" ADD COLUMN "route_set" BLOB REFERENCES "route_set" (id);
CREATE INDEX "placement_by_route_set" ON "placement" ("route_set");

ALTER TABLE "funding_line" ADD COLUMN "approved_by" TEXT;
ALTER TABLE "funding_line" ADD COLUMN "approved" INTEGER;
