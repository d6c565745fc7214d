-- What starts clocks beside exclusions and placements, what was done about
-- duties, and the notices of exclusions.

CREATE TABLE "absence" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "establishment" BLOB REFERENCES "establishment" (id),
  "kind" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "forecast_to" INTEGER,
  "half_days" INTEGER,
  "evidence" TEXT,
  "told" INTEGER,
  "explained" INTEGER,
  "educated_from" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "absence_by_pupil" ON "absence" ("pupil");
CREATE INDEX "absence_by_establishment" ON "absence" ("establishment");

CREATE TABLE "attended_day" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "establishment" BLOB REFERENCES "establishment" (id),
  "day" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "attended_day_by_pupil" ON "attended_day" ("pupil");
CREATE INDEX "attended_day_by_establishment" ON "attended_day" ("establishment");

CREATE TABLE "duty_act" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "rule" TEXT,
  "pupil" BLOB REFERENCES "pupil" (id),
  "exclusion" BLOB REFERENCES "exclusion" (id),
  "placement" BLOB REFERENCES "placement" (id),
  "decision" BLOB REFERENCES "decision" (id),
  "absence" BLOB REFERENCES "absence" (id),
  "direction" BLOB REFERENCES "direction" (id),
  "kind" TEXT,
  "day" INTEGER,
  "until" INTEGER,
  "by" TEXT,
  "user" BLOB REFERENCES "user" (id),
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "duty_act_by_pupil" ON "duty_act" ("pupil");
CREATE INDEX "duty_act_by_exclusion" ON "duty_act" ("exclusion");
CREATE INDEX "duty_act_by_placement" ON "duty_act" ("placement");
CREATE INDEX "duty_act_by_decision" ON "duty_act" ("decision");
CREATE INDEX "duty_act_by_absence" ON "duty_act" ("absence");
CREATE INDEX "duty_act_by_direction" ON "duty_act" ("direction");
CREATE INDEX "duty_act_by_user" ON "duty_act" ("user");

CREATE TABLE "s19_case" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "reason" TEXT,
  "since" INTEGER,
  "known" INTEGER,
  "considered" INTEGER,
  "decision" TEXT,
  "decided" INTEGER,
  "decision_reason" TEXT,
  "by" TEXT,
  "hours" INTEGER,
  "worker" BLOB REFERENCES "person" (id),
  "doing" TEXT,
  "review_by" INTEGER,
  "ended" INTEGER,
  "end_reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "s19_case_by_pupil" ON "s19_case" ("pupil");
CREATE INDEX "s19_case_by_worker" ON "s19_case" ("worker");

CREATE TABLE "direction" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "establishment" BLOB REFERENCES "establishment" (id),
  "elsewhere" BLOB REFERENCES "establishment" (id),
  "decided" INTEGER,
  "notice" INTEGER,
  "from" INTEGER,
  "to" INTEGER,
  "days" INTEGER,
  "report_to" TEXT,
  "times" TEXT,
  "reasons" TEXT,
  "objectives" TEXT,
  "reviewed" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "direction_by_pupil" ON "direction" ("pupil");
CREATE INDEX "direction_by_establishment" ON "direction" ("establishment");
CREATE INDEX "direction_by_elsewhere" ON "direction" ("elsewhere");

ALTER TABLE "exclusion" ADD COLUMN "told_parents" INTEGER;
ALTER TABLE "exclusion" ADD COLUMN "told_la" INTEGER;
ALTER TABLE "exclusion" ADD COLUMN "told_social_worker" INTEGER;
ALTER TABLE "exclusion" ADD COLUMN "exam_missed" INTEGER;
ALTER TABLE "exclusion" ADD COLUMN "notice" INTEGER;
ALTER TABLE "exclusion" ADD COLUMN "notice_how" TEXT;
ALTER TABLE "exclusion" ADD COLUMN "irp_applied" INTEGER;
ALTER TABLE "exclusion" ADD COLUMN "irp_sat" INTEGER;
ALTER TABLE "exclusion" ADD COLUMN "irp_notice" INTEGER;
ALTER TABLE "exclusion" ADD COLUMN "waived" INTEGER;

ALTER TABLE "placement" ADD COLUMN "told_la" INTEGER;

-- Exclusions of the last year or so are looked for by day.
CREATE INDEX "exclusion_from" ON "exclusion" ("from");
