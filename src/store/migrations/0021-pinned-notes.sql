-- Notes that people pin to days of a chart.

CREATE TABLE "pinned_note" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "chart" TEXT,
  "setting" BLOB REFERENCES "establishment" (id),
  "day" INTEGER,
  "text" TEXT,
  "by" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "pinned_note_by_setting" ON "pinned_note" ("setting");
