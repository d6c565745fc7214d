-- What the governance group is given each term.

CREATE TABLE "commentary" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "term" TEXT,
  "section" TEXT,
  "text" TEXT,
  "by" TEXT,
  "date" INTEGER,
  dot INTEGER
) STRICT;

CREATE TABLE "board_pack" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "term" TEXT,
  "cut_off" INTEGER,
  "made" INTEGER,
  "by" TEXT,
  "size" INTEGER,
  "digest" TEXT,
  dot INTEGER
) STRICT;
