-- Panels that meet, the medical pathway, queues of provisions, letters.

CREATE TABLE "meeting" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "kind" TEXT,
  "date" INTEGER,
  "time" TEXT,
  "place" TEXT,
  "papers_by" INTEGER,
  "minutes" TEXT,
  dot INTEGER
) STRICT;

CREATE TABLE "member" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "meeting" BLOB REFERENCES "meeting" (id),
  "person" BLOB REFERENCES "person" (id),
  "name" TEXT,
  "role" TEXT,
  "chair" INTEGER,
  "present" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "member_by_meeting" ON "member" ("meeting");
CREATE INDEX "member_by_person" ON "member" ("person");

CREATE TABLE "interest" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "member" BLOB REFERENCES "member" (id),
  "item" BLOB REFERENCES "agenda_item" (id),
  "what" TEXT,
  "left_room" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "interest_by_member" ON "interest" ("member");
CREATE INDEX "interest_by_item" ON "interest" ("item");

CREATE TABLE "agenda_item" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "meeting" BLOB REFERENCES "meeting" (id),
  "referral" BLOB REFERENCES "referral" (id),
  "position" INTEGER,
  "views" TEXT,
  "cost_note" TEXT,
  "discussion" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "agenda_item_by_meeting" ON "agenda_item" ("meeting");
CREATE INDEX "agenda_item_by_referral" ON "agenda_item" ("referral");

CREATE TABLE "queue_entry" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "referral" BLOB REFERENCES "referral" (id),
  "provision" BLOB REFERENCES "provision" (id),
  "since" INTEGER,
  "from" INTEGER,
  "order_reason" TEXT,
  "order_note" TEXT,
  "tie_break" INTEGER,
  "parked_until" INTEGER,
  "parked_why" TEXT,
  "left" INTEGER,
  "left_reason" TEXT,
  "left_note" TEXT,
  "unmet" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "queue_entry_by_referral" ON "queue_entry" ("referral");
CREATE INDEX "queue_entry_by_provision" ON "queue_entry" ("provision");

CREATE TABLE "skip" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "entry" BLOB REFERENCES "queue_entry" (id),
  "offer" BLOB REFERENCES "offer" (id),
  "day" INTEGER,
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "skip_by_entry" ON "skip" ("entry");
CREATE INDEX "skip_by_offer" ON "skip" ("offer");

CREATE TABLE "letter" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "template" TEXT,
  "pupil" BLOB REFERENCES "pupil" (id),
  "referral" BLOB REFERENCES "referral" (id),
  "placement" BLOB REFERENCES "placement" (id),
  "recipient" TEXT,
  "address" TEXT,
  "subject" TEXT,
  "body" TEXT,
  "made" INTEGER,
  "sent" INTEGER,
  "how" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "letter_by_pupil" ON "letter" ("pupil");
CREATE INDEX "letter_by_referral" ON "letter" ("referral");
CREATE INDEX "letter_by_placement" ON "letter" ("placement");

CREATE TABLE "pathway_step" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "referral" BLOB REFERENCES "referral" (id),
  "date" INTEGER,
  "state" TEXT,
  "mode" TEXT,
  "evidence" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "pathway_step_by_referral" ON "pathway_step" ("referral");

CREATE INDEX meeting_by_date ON meeting (date);

ALTER TABLE "referral" ADD COLUMN "fair_group" TEXT;
ALTER TABLE "referral" ADD COLUMN "fair_efforts" TEXT;
ALTER TABLE "decision" ADD COLUMN "meeting" BLOB REFERENCES "meeting" (id);
ALTER TABLE "decision" ADD COLUMN "body" TEXT;
ALTER TABLE "decision" ADD COLUMN "review_weeks" INTEGER;
ALTER TABLE "decision" ADD COLUMN "cost" TEXT;
ALTER TABLE "decision" ADD COLUMN "school" BLOB REFERENCES "establishment" (id);
CREATE INDEX "decision_by_meeting" ON "decision" ("meeting");
CREATE INDEX "decision_by_school" ON "decision" ("school");
ALTER TABLE "offer" ADD COLUMN "queue_entry" BLOB REFERENCES "queue_entry" (id);
CREATE INDEX "offer_by_queue_entry" ON "offer" ("queue_entry");
