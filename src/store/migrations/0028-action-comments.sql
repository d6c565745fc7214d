-- SPDX-License-Identifier: GPL-3.0-or-later
-- What the governance group says of the actions of a strategy.  Their copy has no
-- record of those: the action is named, and not referred to.

CREATE TABLE "action_comment" (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  "action" TEXT,
  "date" INTEGER,
  "by" TEXT,
  "text" TEXT,
  dot INTEGER
) STRICT;
CREATE INDEX "action_comment_by_action" ON "action_comment" ("action");
