-- Who saw, printed, copied or took out what: one chain for each copy's life, as
-- edits have (data/trail-format.md).  `id` is (number of the replica << 40) |
-- number in it.  `body` is what `commitment` binds; an erasure takes body and salt
-- out and leaves the chain whole.  `entity` and `row` repeat what the body says, to
-- be looked for.  Only ever added to.
CREATE TABLE trail (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  entity TEXT,
  row BLOB,
  salt BLOB,
  body BLOB,
  commitment BLOB NOT NULL,
  before BLOB NOT NULL,
  chain BLOB NOT NULL
) STRICT;
CREATE INDEX trail_by_at ON trail (at);
CREATE INDEX trail_by_row ON trail (row) WHERE row IS NOT NULL;

-- Erasures are few, and asked for with every change of a row.
CREATE INDEX op_erasures ON op (row) WHERE kind = 5;
