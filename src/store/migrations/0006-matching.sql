-- What was found when a place was chosen, weeks that are agreed to be short, and
-- which half days are wanted and given.

CREATE TABLE "match_run" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "referral" BLOB REFERENCES "referral" (id),
  "day" INTEGER,
  "route" TEXT,
  "made" INTEGER,
  "made_by" TEXT,
  "facts" TEXT,
  "rules" TEXT,
  "chosen" BLOB REFERENCES "provision" (id),
  "rank" INTEGER,
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "match_run_by_pupil" ON "match_run" ("pupil");
CREATE INDEX "match_run_by_referral" ON "match_run" ("referral");
CREATE INDEX "match_run_by_chosen" ON "match_run" ("chosen");

CREATE TABLE "match_result" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "run" BLOB REFERENCES "match_run" (id),
  "provision" BLOB REFERENCES "provision" (id),
  "rank" INTEGER,
  "verdict" TEXT,
  "free" INTEGER,
  "first_day" INTEGER,
  "tests" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "match_result_by_run" ON "match_result" ("run");
CREATE INDEX "match_result_by_provision" ON "match_result" ("provision");

CREATE TABLE "part_time" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "establishment" BLOB REFERENCES "establishment" (id),
  "sessions" INTEGER,
  "from" INTEGER,
  "to" INTEGER,
  "review" INTEGER,
  "agreed" INTEGER,
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "part_time_by_pupil" ON "part_time" ("pupil");
CREATE INDEX "part_time_by_establishment" ON "part_time" ("establishment");

ALTER TABLE "enrolment" ADD COLUMN "sessions" INTEGER;
ALTER TABLE "enrolment" ADD COLUMN "timetable" TEXT;
ALTER TABLE "provision" ADD COLUMN "session_minutes" INTEGER;
ALTER TABLE "referral" ADD COLUMN "days" TEXT;
