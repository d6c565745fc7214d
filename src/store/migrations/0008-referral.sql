-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a referral tells of a child beyond the first fields, the papers that go with
-- it, and what the office asks back.

CREATE TABLE "contact" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "name" TEXT,
  "relation" TEXT,
  "responsibility" INTEGER,
  "lives_with" INTEGER,
  "telephone" TEXT,
  "email" TEXT,
  "street" TEXT,
  "town" TEXT,
  "postcode" TEXT,
  "language" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "contact_by_pupil" ON "contact" ("pupil");

CREATE TABLE "circumstance" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "kind" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "la" TEXT,
  "worker" TEXT,
  "note" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "circumstance_by_pupil" ON "circumstance" ("pupil");

CREATE TABLE "support_round" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "strategy" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "staff" TEXT,
  "agency" TEXT,
  "impact" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "support_round_by_pupil" ON "support_round" ("pupil");

CREATE TABLE "attainment" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "subject" TEXT,
  "measure" TEXT,
  "baseline" TEXT,
  "current" TEXT,
  "on" INTEGER,
  "board" TEXT,
  "entry" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "attainment_by_pupil" ON "attainment" ("pupil");

CREATE TABLE "term_attendance" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "establishment" BLOB REFERENCES "establishment" (id),
  "from" INTEGER,
  "to" INTEGER,
  "possible" INTEGER,
  "attended" INTEGER,
  "unauthorised" INTEGER,
  "codes" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "term_attendance_by_pupil" ON "term_attendance" ("pupil");
CREATE INDEX "term_attendance_by_establishment" ON "term_attendance" ("establishment");

CREATE TABLE "risk" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "kind" TEXT,
  "level" TEXT,
  "on" INTEGER,
  "triggers" TEXT,
  "controls" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "risk_by_pupil" ON "risk" ("pupil");

CREATE TABLE "outcome_wanted" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "referral" BLOB REFERENCES "referral" (id),
  "position" INTEGER,
  "wording" TEXT,
  "measure" TEXT,
  "by" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "outcome_wanted_by_referral" ON "outcome_wanted" ("referral");

CREATE TABLE "preference" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "referral" BLOB REFERENCES "referral" (id),
  "rank" INTEGER,
  "provision" BLOB REFERENCES "provision" (id),
  "whose" TEXT,
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "preference_by_referral" ON "preference" ("referral");
CREATE INDEX "preference_by_provision" ON "preference" ("provision");

CREATE TABLE "attachment" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "referral" BLOB REFERENCES "referral" (id),
  "kind" TEXT,
  "name" TEXT,
  "type" TEXT,
  "size" INTEGER,
  "digest" TEXT,
  "added" INTEGER,
  "by" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "attachment_by_referral" ON "attachment" ("referral");

ALTER TABLE "referral" ADD COLUMN "head_name" TEXT;
ALTER TABLE "referral" ADD COLUMN "head_authorised" INTEGER;
ALTER TABLE "referral" ADD COLUMN "panel_wanted" INTEGER;
ALTER TABLE "referral" ADD COLUMN "lead" TEXT;
ALTER TABLE "referral" ADD COLUMN "acknowledged" INTEGER;
ALTER TABLE "referral" ADD COLUMN "exit_criteria" TEXT;
ALTER TABLE "referral" ADD COLUMN "reintegration" TEXT;
ALTER TABLE "referral" ADD COLUMN "part_time" INTEGER;
ALTER TABLE "referral" ADD COLUMN "aspirations" TEXT;
ALTER TABLE "referral" ADD COLUMN "interests" TEXT;
ALTER TABLE "referral" ADD COLUMN "share_basis" TEXT;
ALTER TABLE "referral" ADD COLUMN "direct_reason" TEXT;
ALTER TABLE "referral" ADD COLUMN "signed_by" TEXT;
ALTER TABLE "referral" ADD COLUMN "signed_on" INTEGER;
ALTER TABLE "referral" ADD COLUMN "copy_given" INTEGER;
ALTER TABLE "referral" ADD COLUMN "notice" INTEGER;
ALTER TABLE "referral" ADD COLUMN "risk_on" INTEGER;
ALTER TABLE "referral" ADD COLUMN "condition" TEXT;
ALTER TABLE "referral" ADD COLUMN "clinician" TEXT;
ALTER TABLE "referral" ADD COLUMN "diagnosis" TEXT;
ALTER TABLE "referral" ADD COLUMN "medication" TEXT;
ALTER TABLE "referral" ADD COLUMN "hospital" TEXT;
ALTER TABLE "referral" ADD COLUMN "hours" INTEGER;
ALTER TABLE "referral" ADD COLUMN "evidence" TEXT;
ALTER TABLE "referral" ADD COLUMN "reduced" INTEGER;
ALTER TABLE "referral" ADD COLUMN "moves" TEXT;
ALTER TABLE "referral" ADD COLUMN "specialist" TEXT;

ALTER TABLE "decision" ADD COLUMN "asked" TEXT;
ALTER TABLE "decision" ADD COLUMN "answered" INTEGER;

ALTER TABLE "pupil" ADD COLUMN "interpreter" INTEGER;
ALTER TABLE "pupil" ADD COLUMN "religion" TEXT;
ALTER TABLE "pupil" ADD COLUMN "free_meals" INTEGER;
ALTER TABLE "pupil" ADD COLUMN "premium" INTEGER;
ALTER TABLE "pupil" ADD COLUMN "travel" TEXT;

ALTER TABLE "need" ADD COLUMN "planned" INTEGER;
ALTER TABLE "need" ADD COLUMN "assessment" INTEGER;
ALTER TABLE "need" ADD COLUMN "senco" TEXT;
ALTER TABLE "need" ADD COLUMN "caseworker" TEXT;

-- The bytes of attachments, by their digest: this copy's own, no part of any edit,
-- as drafts are.
CREATE TABLE attachment_body (
  digest TEXT PRIMARY KEY NOT NULL CHECK (length (digest) = 64),
  body BLOB NOT NULL
) STRICT;

-- A referral that was returned waits again once what was asked for has come, even on
-- the same day.  `received` stays the first day.
DROP VIEW referral_view;
CREATE VIEW referral_view AS
SELECT referral.*,
  CASE
    WHEN EXISTS (SELECT 1 FROM placement WHERE placement.referral = referral.id) THEN 'placed'
    WHEN closed IS NOT NULL THEN 'closed'
    WHEN received IS NULL THEN 'draft'
    WHEN EXISTS (SELECT 1 FROM offer WHERE offer.referral = referral.id
                 AND offer.response IN ('pending', 'accepted')) THEN 'offered'
    ELSE coalesce (
      (SELECT CASE decision.outcome
                WHEN 'RETURNED_MORE_INFO' THEN
                  CASE WHEN answered IS NULL AND received <= decision.date
                       THEN 'needs_information' END
                WHEN 'AGREED' THEN 'panel'
                WHEN 'AGREED_CONDITIONAL' THEN 'panel'
                WHEN 'WAITING_LIST' THEN 'panel'
                ELSE 'closed' END
       FROM decision WHERE decision.referral = referral.id
       ORDER BY decision.date DESC, decision.id DESC LIMIT 1),
      CASE WHEN panel IS NOT NULL THEN 'panel' ELSE 'received' END)
  END AS stage
FROM referral;
