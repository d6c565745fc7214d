-- SPDX-License-Identifier: GPL-3.0-or-later
-- Visits to settings, what was found and is to be done, and what holds new placements.

CREATE TABLE "visit_round" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "name" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "officer" TEXT,
  "note" TEXT,
  dot INTEGER
) STRICT;

CREATE TABLE "visit" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "establishment" BLOB REFERENCES "establishment" (id),
  "round" BLOB REFERENCES "visit_round" (id),
  "site" BLOB REFERENCES "site" (id),
  "kind" TEXT,
  "planned" INTEGER,
  "date" INTEGER,
  "time_in" TEXT,
  "time_out" TEXT,
  "accompanied_by" TEXT,
  "pupils_expected" INTEGER,
  "pupils_present" INTEGER,
  "placements" INTEGER,
  "documents_left" TEXT,
  "judgement" TEXT,
  "judgement_why" TEXT,
  "next_visit" INTEGER,
  "officer_signed" TEXT,
  "officer_signed_on" INTEGER,
  "provider_signed" TEXT,
  "provider_role" TEXT,
  "provider_signed_on" INTEGER,
  "cancelled" INTEGER,
  "cancel_reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "visit_by_establishment" ON "visit" ("establishment");
CREATE INDEX "visit_by_round" ON "visit" ("round");
CREATE INDEX "visit_by_site" ON "visit" ("site");

CREATE TABLE "visit_officer" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "visit" BLOB REFERENCES "visit" (id),
  "name" TEXT,
  "role" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "visit_officer_by_visit" ON "visit_officer" ("visit");

CREATE TABLE "visit_answer" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "visit" BLOB REFERENCES "visit" (id),
  "question" TEXT,
  "value" TEXT,
  "number" INTEGER,
  "date" INTEGER,
  "reference" TEXT,
  "text" TEXT,
  "known" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "visit_answer_by_visit" ON "visit_answer" ("visit");

CREATE TABLE "finding" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "visit" BLOB REFERENCES "visit" (id),
  "kind" TEXT,
  "position" INTEGER,
  "wording" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "finding_by_visit" ON "finding" ("visit");

CREATE TABLE "action" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "establishment" BLOB REFERENCES "establishment" (id),
  "visit" BLOB REFERENCES "visit" (id),
  "question" TEXT,
  "wording" TEXT,
  "owner" TEXT,
  "due" INTEGER,
  "severity" TEXT,
  "done" INTEGER,
  "evidence" TEXT,
  "dropped" INTEGER,
  "drop_reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "action_by_establishment" ON "action" ("establishment");
CREATE INDEX "action_by_visit" ON "action" ("visit");

CREATE TABLE "visit_evidence" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "visit" BLOB REFERENCES "visit" (id),
  "action" BLOB REFERENCES "action" (id),
  "question" TEXT,
  "name" TEXT,
  "caption" TEXT,
  "type" TEXT,
  "size" INTEGER,
  "digest" TEXT,
  "added" INTEGER,
  "by" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "visit_evidence_by_visit" ON "visit_evidence" ("visit");
CREATE INDEX "visit_evidence_by_action" ON "visit_evidence" ("action");

CREATE TABLE "visit_pupil" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "visit" BLOB REFERENCES "visit" (id),
  "pupil" BLOB REFERENCES "pupil" (id),
  "placement" BLOB REFERENCES "placement" (id),
  "found" TEXT,
  "asked" INTEGER,
  "note" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "visit_pupil_by_visit" ON "visit_pupil" ("visit");
CREATE INDEX "visit_pupil_by_pupil" ON "visit_pupil" ("pupil");
CREATE INDEX "visit_pupil_by_placement" ON "visit_pupil" ("placement");

CREATE TABLE "visit_addendum" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "visit" BLOB REFERENCES "visit" (id),
  "added" INTEGER,
  "by" TEXT,
  "text" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "visit_addendum_by_visit" ON "visit_addendum" ("visit");

CREATE TABLE "placement_hold" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "establishment" BLOB REFERENCES "establishment" (id),
  "visit" BLOB REFERENCES "visit" (id),
  "reason" TEXT,
  "wording" TEXT,
  "from" INTEGER,
  "cleared" INTEGER,
  "cleared_by" TEXT,
  "cleared_why" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "placement_hold_by_establishment" ON "placement_hold" ("establishment");
CREATE INDEX "placement_hold_by_visit" ON "placement_hold" ("visit");

-- Which settings are held is asked for every place that is offered.
CREATE INDEX "placement_hold_open" ON "placement_hold" ("establishment") WHERE "cleared" IS NULL;
CREATE INDEX "action_open" ON "action" ("due") WHERE "done" IS NULL AND "dropped" IS NULL;
CREATE INDEX "visit_evidence_by_digest" ON "visit_evidence" ("digest");
