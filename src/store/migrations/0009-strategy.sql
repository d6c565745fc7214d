-- What an authority has set out to do, and what came of it.

CREATE TABLE "strategy" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "name" TEXT,
  "vision" TEXT,
  "from" INTEGER,
  "to" INTEGER,
  "shipped" TEXT,
  "source" TEXT,
  dot INTEGER
) STRICT;

CREATE TABLE "statement" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "strategy" BLOB REFERENCES "strategy" (id),
  "kind" TEXT,
  "number" INTEGER,
  "wording" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "statement_by_strategy" ON "statement" ("strategy");

CREATE TABLE "strategy_action" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "strategy" BLOB REFERENCES "strategy" (id),
  "statement" BLOB REFERENCES "statement" (id),
  "reference" TEXT,
  "wording" TEXT,
  "term" TEXT,
  "owner" TEXT,
  "started" INTEGER,
  "due" INTEGER,
  "done" INTEGER,
  "evidence" TEXT,
  "dropped" INTEGER,
  "drop_reason" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "strategy_action_by_strategy" ON "strategy_action" ("strategy");
CREATE INDEX "strategy_action_by_statement" ON "strategy_action" ("statement");

CREATE TABLE "progress_note" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "action" BLOB REFERENCES "strategy_action" (id),
  "date" INTEGER,
  "by" TEXT,
  "text" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "progress_note_by_action" ON "progress_note" ("action");
