-- The first schema.  Never edited after a release: what comes later is a new
-- script.  Synced tables have no NOT NULL but the id, no UNIQUE but the id and
-- no checks across columns: such rules are checked on local writes, and merged
-- rows that break them are reported as findings.  `dot` is the (replica,
-- sequence) of the operation that inserted the row; NULL is a stub that waits
-- for one.  Dates are Julian days, money is pence.

-- What this copy knows of itself; not exchanged.
CREATE TABLE setting (
  key TEXT PRIMARY KEY NOT NULL,
  value TEXT
) STRICT, WITHOUT ROWID;

-- Half-filled forms of this copy; not exchanged.
CREATE TABLE draft (
  form TEXT NOT NULL,
  record BLOB NOT NULL,
  saved INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (form, record)
) STRICT, WITHOUT ROWID;

-- One life of one copy.  `number` is this file's short name for it: a dot and
-- an edit's id are (number << 40) | sequence.
CREATE TABLE replica (
  number INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE CHECK (length (id) = 16),
  name TEXT
) STRICT;

CREATE TABLE edit (
  id INTEGER PRIMARY KEY,
  clock INTEGER NOT NULL,
  user BLOB,
  who TEXT,
  name TEXT NOT NULL,
  reason TEXT,
  schema INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  undoes INTEGER,
  first INTEGER NOT NULL,
  ops INTEGER NOT NULL,
  before BLOB NOT NULL,
  chain BLOB NOT NULL,
  signature BLOB,
  baseline BLOB
) STRICT;
CREATE INDEX edit_by_clock ON edit (clock);
CREATE INDEX edit_by_undone ON edit (undoes) WHERE undoes IS NOT NULL;

CREATE TABLE op (
  dot INTEGER PRIMARY KEY,
  edit INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  row BLOB NOT NULL,
  kind INTEGER NOT NULL,
  parts BLOB NOT NULL
) STRICT;
CREATE INDEX op_by_row ON op (row);

-- Live values of a cell, where they are not just the row's own insert.
CREATE TABLE cell (
  row BLOB NOT NULL,
  field INTEGER NOT NULL,
  dot INTEGER NOT NULL,
  source INTEGER NOT NULL,
  PRIMARY KEY (row, field, dot, source)
) STRICT, WITHOUT ROWID;

-- Dots named as replaced before they came.
CREATE TABLE superseded (
  dot INTEGER NOT NULL,
  field INTEGER NOT NULL,
  PRIMARY KEY (dot, field)
) STRICT, WITHOUT ROWID;

-- What a delete saw of the row that it deleted.
CREATE TABLE buried (
  row BLOB NOT NULL,
  dot INTEGER NOT NULL,
  by INTEGER NOT NULL,
  PRIMARY KEY (row, dot, by)
) STRICT, WITHOUT ROWID;

-- What went out to other copies and came in from them; not exchanged.
CREATE TABLE bundle (
  id BLOB NOT NULL,
  sent INTEGER NOT NULL,
  other BLOB,
  at INTEGER NOT NULL,
  edits INTEGER NOT NULL,
  ops INTEGER NOT NULL,
  PRIMARY KEY (id, sent)
) STRICT, WITHOUT ROWID;

-- What each other copy has said that it heard.
CREATE TABLE peer (
  replica BLOB PRIMARY KEY NOT NULL,
  name TEXT,
  heard BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Cells with several live values that differ, and rows (field 0) that one copy
-- deleted while another edited them.  Derived from the above; never exchanged.
CREATE TABLE conflict (
  row BLOB NOT NULL,
  field INTEGER NOT NULL,
  entity INTEGER NOT NULL,
  PRIMARY KEY (row, field)
) STRICT, WITHOUT ROWID;

CREATE TABLE "authority" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "name" TEXT,
  "la" TEXT,
  "amber_days" INTEGER,
  "review_weeks" INTEGER,
  "sixth_day" TEXT,
  dot INTEGER
) STRICT;

CREATE TABLE "user" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "name" TEXT,
  "role" TEXT,
  "organisation" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  dot INTEGER
) STRICT;

CREATE TABLE "district" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "name" TEXT,
  "gss" TEXT,
  "la" TEXT,
  "area" TEXT,
  "idaci_rank" INTEGER,
  dot INTEGER
) STRICT;

CREATE TABLE "population" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "district" BLOB REFERENCES "district" (id),
  "year" INTEGER,
  "ages" TEXT,
  "count" INTEGER,
  "source" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "population_by_district" ON "population" ("district");

CREATE TABLE "establishment" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "urn" TEXT,
  "name" TEXT,
  "type" TEXT,
  "la" TEXT,
  "status" TEXT,
  "phase" TEXT,
  "district" BLOB REFERENCES "district" (id),
  "laestab" TEXT,
  "ukprn" TEXT,
  "directory_type" TEXT,
  "parent" BLOB REFERENCES "establishment" (id),
  "trust" TEXT,
  "opened" INTEGER,
  "closed" INTEGER,
  "age_low" INTEGER,
  "age_high" INTEGER,
  "gender" TEXT,
  "roll" INTEGER,
  "street" TEXT,
  "locality" TEXT,
  "town" TEXT,
  "postcode" TEXT,
  "telephone" TEXT,
  "website" TEXT,
  "email" TEXT,
  "head" TEXT,
  "registered" INTEGER,
  "former_names" TEXT,
  "description" TEXT,
  "verified" INTEGER,
  "verified_by" TEXT,
  "note" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "establishment_by_district" ON "establishment" ("district");
CREATE INDEX "establishment_by_parent" ON "establishment" ("parent");

CREATE TABLE "site" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "establishment" BLOB REFERENCES "establishment" (id),
  "name" TEXT,
  "street" TEXT,
  "town" TEXT,
  "postcode" TEXT,
  "telephone" TEXT,
  "district" BLOB REFERENCES "district" (id),
  "from" INTEGER,
  "to" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "site_by_establishment" ON "site" ("establishment");
CREATE INDEX "site_by_district" ON "site" ("district");

CREATE TABLE "calendar" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "name" TEXT,
  "establishment" BLOB REFERENCES "establishment" (id),
  "source" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "calendar_by_establishment" ON "calendar" ("establishment");

CREATE TABLE "calendar_day" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "calendar" BLOB REFERENCES "calendar" (id),
  "from" INTEGER,
  "to" INTEGER,
  "kind" TEXT,
  "name" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "calendar_day_by_calendar" ON "calendar_day" ("calendar");

CREATE TABLE "provision" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "establishment" BLOB REFERENCES "establishment" (id),
  "site" BLOB REFERENCES "site" (id),
  "name" TEXT,
  "kind" TEXT,
  "phase" TEXT,
  "counted" INTEGER,
  "full_time" INTEGER,
  "year_low" TEXT,
  "year_high" TEXT,
  "sex" TEXT,
  "needs" TEXT,
  "tiers" TEXT,
  "routes" TEXT,
  "weeks_least" INTEGER,
  "weeks_most" INTEGER,
  "week_kind" TEXT,
  "cohorts" INTEGER,
  "group_size" INTEGER,
  "description" TEXT,
  "access" TEXT,
  "way_out" TEXT,
  "contact" TEXT,
  "telephone" TEXT,
  "email" TEXT,
  "publication" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "provision_by_establishment" ON "provision" ("establishment");
CREATE INDEX "provision_by_site" ON "provision" ("site");

CREATE TABLE "capacity" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "provision" BLOB REFERENCES "provision" (id),
  "from" INTEGER,
  "to" INTEGER,
  "places" INTEGER,
  "funder" TEXT,
  "unit" TEXT,
  "kind" TEXT,
  "note" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "capacity_by_provision" ON "capacity" ("provision");

CREATE TABLE "price" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "provision" BLOB REFERENCES "provision" (id),
  "element" TEXT,
  "basis" TEXT,
  "amount" INTEGER,
  "payer" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "included" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "price_by_provision" ON "price" ("provision");

CREATE TABLE "criterion" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "provision" BLOB REFERENCES "provision" (id),
  "kind" TEXT,
  "position" INTEGER,
  "rule" TEXT,
  "low" INTEGER,
  "high" INTEGER,
  "codes" TEXT,
  "wording" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "criterion_by_provision" ON "criterion" ("provision");

CREATE TABLE "assurance" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "establishment" BLOB REFERENCES "establishment" (id),
  "kind" TEXT,
  "checked" INTEGER,
  "expires" INTEGER,
  "checked_by" TEXT,
  "reference" TEXT,
  "outcome" TEXT,
  "note" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "assurance_by_establishment" ON "assurance" ("establishment");

CREATE TABLE "person" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "forename" TEXT,
  "surname" TEXT,
  "kind" TEXT,
  "job" TEXT,
  "organisation" TEXT,
  "establishment" BLOB REFERENCES "establishment" (id),
  "telephone" TEXT,
  "email" TEXT,
  "street" TEXT,
  "town" TEXT,
  "postcode" TEXT,
  "note" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "person_by_establishment" ON "person" ("establishment");

CREATE TABLE "pupil" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "upn" TEXT,
  "surname" TEXT,
  "forename" TEXT,
  "birth" INTEGER,
  "sex" TEXT,
  "year" TEXT,
  "home_district" BLOB REFERENCES "district" (id),
  "home_la" TEXT,
  "former_upn" TEXT,
  "uln" TEXT,
  "known_as" TEXT,
  "ethnicity" TEXT,
  "language" TEXT,
  "street" TEXT,
  "town" TEXT,
  "postcode" TEXT,
  "address_hidden" INTEGER,
  "carer" BLOB REFERENCES "person" (id),
  "looked_after" INTEGER,
  "social_worker" INTEGER,
  "young_carer" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "pupil_by_home_district" ON "pupil" ("home_district");
CREATE INDEX "pupil_by_carer" ON "pupil" ("carer");

CREATE TABLE "enrolment" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "establishment" BLOB REFERENCES "establishment" (id),
  "status" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "leaving_ground" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "enrolment_by_pupil" ON "enrolment" ("pupil");
CREATE INDEX "enrolment_by_establishment" ON "enrolment" ("establishment");

CREATE TABLE "need" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "provision" TEXT,
  "type" TEXT,
  "rank" INTEGER,
  "from" INTEGER,
  "to" INTEGER,
  "plan" TEXT,
  "plan_reviewed" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "need_by_pupil" ON "need" ("pupil");

CREATE TABLE "exclusion" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "establishment" BLOB REFERENCES "establishment" (id),
  "category" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "half_days" INTEGER,
  "reasons" TEXT,
  "informed" INTEGER,
  "decided" INTEGER,
  "result" TEXT,
  "cancelled" INTEGER,
  "off_roll" INTEGER,
  "educated_from" INTEGER,
  "educated_by" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "exclusion_by_pupil" ON "exclusion" ("pupil");
CREATE INDEX "exclusion_by_establishment" ON "exclusion" ("establishment");

CREATE TABLE "referral" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "route" TEXT,
  "referrer" BLOB REFERENCES "establishment" (id),
  "received" INTEGER,
  "commissioner" TEXT,
  "place_payer" TEXT,
  "top_up_payer" TEXT,
  "payer_reason" TEXT,
  "registration" TEXT,
  "wanted" BLOB REFERENCES "provision" (id),
  "sessions" INTEGER,
  "weeks" INTEGER,
  "urgency" TEXT,
  "panel" INTEGER,
  "exclusion" BLOB REFERENCES "exclusion" (id),
  "referrer_name" TEXT,
  "referrer_role" TEXT,
  "reasons" TEXT,
  "outcomes" TEXT,
  "tried" TEXT,
  "child_view" TEXT,
  "parent_view" TEXT,
  "consent" INTEGER,
  "risk" TEXT,
  "health" TEXT,
  "closed" INTEGER,
  "close_reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "referral_by_pupil" ON "referral" ("pupil");
CREATE INDEX "referral_by_referrer" ON "referral" ("referrer");
CREATE INDEX "referral_by_wanted" ON "referral" ("wanted");
CREATE INDEX "referral_by_exclusion" ON "referral" ("exclusion");

CREATE TABLE "decision" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "referral" BLOB REFERENCES "referral" (id),
  "date" INTEGER,
  "outcome" TEXT,
  "made_by" TEXT,
  "members" TEXT,
  "provision" BLOB REFERENCES "provision" (id),
  "start_by" INTEGER,
  "conditions" TEXT,
  "reasons" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "decision_by_referral" ON "decision" ("referral");
CREATE INDEX "decision_by_provision" ON "decision" ("provision");

CREATE TABLE "offer" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "referral" BLOB REFERENCES "referral" (id),
  "provision" BLOB REFERENCES "provision" (id),
  "made" INTEGER,
  "start" INTEGER,
  "expires" INTEGER,
  "response" TEXT,
  "responded" INTEGER,
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "offer_by_referral" ON "offer" ("referral");
CREATE INDEX "offer_by_provision" ON "offer" ("provision");

CREATE TABLE "placement" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "provision" BLOB REFERENCES "provision" (id),
  "referral" BLOB REFERENCES "referral" (id),
  "route" TEXT,
  "registration" TEXT,
  "start" INTEGER,
  "expected_end" INTEGER,
  "end" INTEGER,
  "sessions" INTEGER,
  "timetable" TEXT,
  "commissioner" TEXT,
  "reviewed" INTEGER,
  "exit_plan" TEXT,
  "destination" TEXT,
  "end_reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "placement_by_pupil" ON "placement" ("pupil");
CREATE INDEX "placement_by_provision" ON "placement" ("provision");
CREATE INDEX "placement_by_referral" ON "placement" ("referral");

CREATE TABLE "attendance_week" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "placement" BLOB REFERENCES "placement" (id),
  "week" INTEGER,
  "possible" INTEGER,
  "attended" INTEGER,
  "authorised" INTEGER,
  "unauthorised" INTEGER,
  "not_offered" INTEGER,
  dot INTEGER
) STRICT;
CREATE INDEX "attendance_week_by_placement" ON "attendance_week" ("placement");

CREATE TABLE "funding_line" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "placement" BLOB REFERENCES "placement" (id),
  "element" TEXT,
  "payer" TEXT,
  "basis" TEXT,
  "rate" INTEGER,
  "from" INTEGER,
  "to" INTEGER,
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "funding_line_by_placement" ON "funding_line" ("placement");
CREATE INDEX pupil_by_name ON pupil (surname, forename);
CREATE INDEX pupil_by_upn ON pupil (upn);
CREATE INDEX establishment_by_urn ON establishment (urn);
CREATE INDEX establishment_by_name ON establishment (name);
CREATE INDEX placement_by_start ON placement (start);
CREATE INDEX placement_open ON placement (expected_end) WHERE "end" IS NULL;
CREATE INDEX referral_by_received ON referral (received);
CREATE INDEX referral_open ON referral (received) WHERE closed IS NULL;
CREATE INDEX attendance_week_by_week ON attendance_week (week);

-- Where a referral stands follows from what was recorded (src/rules,
-- way-stage.h, which a test holds this view against).
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
                  CASE WHEN received <= decision.date THEN 'needs_information' END
                WHEN 'AGREED' THEN 'panel'
                WHEN 'AGREED_CONDITIONAL' THEN 'panel'
                WHEN 'WAITING_LIST' THEN 'panel'
                ELSE 'closed' END
       FROM decision WHERE decision.referral = referral.id
       ORDER BY decision.date DESC, decision.id DESC LIMIT 1),
      CASE WHEN panel IS NOT NULL THEN 'panel' ELSE 'received' END)
  END AS stage
FROM referral;
