-- Who may do what, sealed cases, and what becomes of records in the end.

CREATE TABLE "role_grant" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "user" BLOB REFERENCES "user" (id),
  "role" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "role_grant_by_user" ON "role_grant" ("user");

CREATE TABLE "seal" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "kind" TEXT,
  "scope" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "seal_by_pupil" ON "seal" ("pupil");

CREATE TABLE "case_access" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "user" BLOB REFERENCES "user" (id),
  "kind" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "case_access_by_pupil" ON "case_access" ("pupil");
CREATE INDEX "case_access_by_user" ON "case_access" ("user");

CREATE TABLE "legal_hold" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "from" INTEGER,
  "to" INTEGER,
  "reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "legal_hold_by_pupil" ON "legal_hold" ("pupil");

CREATE TABLE "subject_request" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "pupil" BLOB REFERENCES "pupil" (id),
  "kind" TEXT,
  "received" INTEGER,
  "asked_by" TEXT,
  "identity" INTEGER,
  "complex" INTEGER,
  "harm" INTEGER,
  "answered" INTEGER,
  "note" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "subject_request_by_pupil" ON "subject_request" ("pupil");

CREATE TABLE "breach" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "what" TEXT,
  "noticed" INTEGER,
  "people" INTEGER,
  "risk" TEXT,
  "reported" INTEGER,
  "told" INTEGER,
  "measures" TEXT,
  "closed" INTEGER,
  dot INTEGER
) STRICT;
