-- SPDX-License-Identifier: GPL-3.0-or-later
-- The folder that this copy watches: what was seen in it, and what this copy put there
-- for each device.  Of this copy alone.

CREATE TABLE folder_file (
  name TEXT PRIMARY KEY NOT NULL,
  size INTEGER NOT NULL,
  changed INTEGER NOT NULL,     -- microseconds since 1970, as the folder has it
  state INTEGER NOT NULL,
  basis INTEGER NOT NULL,       -- tried again when this is another
  detail TEXT,
  at INTEGER NOT NULL           -- milliseconds since 1970: seen so first
) STRICT, WITHOUT ROWID;

CREATE TABLE folder_post (
  device BLOB PRIMARY KEY NOT NULL CHECK (length (device) = 16),
  name TEXT NOT NULL,
  size INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  known BLOB NOT NULL,          -- a digest of all that this copy knew
  told INTEGER NOT NULL,        -- up to which file of the device it is a receipt
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
