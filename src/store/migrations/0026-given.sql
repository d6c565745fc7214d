-- SPDX-License-Identifier: GPL-3.0-or-later
-- Several offices may give rows to one device and tell it to drop them: each goes by
-- what all of them gave.

ALTER TABLE held RENAME TO held_before;

-- The rows that a limited copy was given, and by whom: an office, with the bundle of
-- that sequence of its own; or itself, for what it made.  `retired` is the sequence
-- with which this office first told it to drop the row, `gone` when it is known to
-- have done so.  `stamp` counts what changes here, so that the other offices are told.
CREATE TABLE held (
  device BLOB NOT NULL,
  row BLOB NOT NULL,
  giver BLOB NOT NULL,
  entity INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  at INTEGER NOT NULL,
  retired INTEGER,
  gone INTEGER,
  stamp INTEGER NOT NULL,
  PRIMARY KEY (device, row, giver)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_stamp ON held (stamp);

-- In a limited copy: the rows that it was told to drop, and did.
CREATE TABLE dropped (
  row BLOB PRIMARY KEY NOT NULL CHECK (length (row) = 16),
  entity INTEGER NOT NULL,
  stamp INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO dropped (row, entity, stamp)
  SELECT row, entity, 1 FROM held_before WHERE retired = 0 AND gone IS NOT NULL GROUP BY row;
INSERT INTO held (device, row, giver, entity, sequence, at, retired, gone, stamp)
  SELECT device, row,
         CASE sequence WHEN 0 THEN device
                       ELSE coalesce ((SELECT id FROM device_key), device) END,
         entity, sequence,
         coalesce ((SELECT at FROM post WHERE sent AND post.device = held_before.device
                    AND post.sequence = held_before.sequence), 0), retired, gone, 1
  FROM held_before WHERE coalesce (retired, 1) <> 0;
DROP TABLE held_before;

-- What the receiver of a file has, once it took it in: the edits that this copy had
-- heard of, how far `held` or `dropped` was told (by its stamp), and what the receiver
-- had said of changes of its own role.
ALTER TABLE post ADD COLUMN heard BLOB;
ALTER TABLE post ADD COLUMN mark INTEGER NOT NULL DEFAULT 0;
ALTER TABLE post ADD COLUMN turns INTEGER NOT NULL DEFAULT 0;

-- The roster that a device said last that it goes by, how often what it may hold was
-- changed, and how far it has heard of trails.
ALTER TABLE mate ADD COLUMN roster INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mate ADD COLUMN turns INTEGER NOT NULL DEFAULT 0;
ALTER TABLE mate ADD COLUMN trail BLOB;
