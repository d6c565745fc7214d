-- Reviews with targets, the plan for what is next, what lasted; the registers of
-- attendance kept apart; former year groups.

ALTER TABLE "authority" ADD COLUMN "year_begun" INTEGER;
ALTER TABLE "placement" ADD COLUMN "offered_from" INTEGER;
ALTER TABLE "placement" ADD COLUMN "attended_from" INTEGER;
ALTER TABLE "placement" ADD COLUMN "previous" BLOB REFERENCES "placement" (id);
ALTER TABLE "placement" ADD COLUMN "transfer_reason" TEXT;
ALTER TABLE "placement" ADD COLUMN "extend_reason" TEXT;
CREATE INDEX "placement_by_previous" ON "placement" ("previous");
ALTER TABLE "attendance_week" ADD COLUMN "not_possible" INTEGER;
ALTER TABLE "attendance_week" ADD COLUMN "source" TEXT;
ALTER TABLE "attendance_week" ADD COLUMN "enrolment" BLOB REFERENCES "enrolment" (id);
CREATE INDEX "attendance_week_by_enrolment" ON "attendance_week" ("enrolment");

CREATE TABLE "review" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "placement" BLOB REFERENCES "placement" (id),
  "due" INTEGER,
  "held" INTEGER,
  "present" TEXT,
  "summary" TEXT,
  "decision" TEXT,
  "next" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "review_by_placement" ON "review" ("placement");

CREATE TABLE "target" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "placement" BLOB REFERENCES "placement" (id),
  "position" INTEGER,
  "area" TEXT,
  "wording" TEXT,
  "baseline" INTEGER,
  "target" INTEGER,
  "by" INTEGER,
  "dropped" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "target_by_placement" ON "target" ("placement");

CREATE TABLE "target_result" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "target" BLOB REFERENCES "target" (id),
  "review" BLOB REFERENCES "review" (id),
  "value" INTEGER,
  "progress" TEXT,
  "note" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "target_result_by_target" ON "target_result" ("target");
CREATE INDEX "target_result_by_review" ON "target_result" ("review");

CREATE TABLE "plan_step" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "placement" BLOB REFERENCES "placement" (id),
  "position" INTEGER,
  "step" TEXT,
  "who" TEXT,
  "by" INTEGER,
  "done" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "plan_step_by_placement" ON "plan_step" ("placement");

CREATE TABLE "outcome_check" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "placement" BLOB REFERENCES "placement" (id),
  "weeks" INTEGER,
  "due" INTEGER,
  "asked" INTEGER,
  "sustained" INTEGER,
  "where" TEXT,
  "told_by" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "outcome_check_by_placement" ON "outcome_check" ("placement");

CREATE TABLE "year_group" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "year" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "year_group_by_pupil" ON "year_group" ("pupil");
