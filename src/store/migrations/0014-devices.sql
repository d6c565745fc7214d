-- SPDX-License-Identifier: GPL-3.0-or-later
-- Copies that hold a part only, and the devices that copies are exchanged with.
-- All of these tables are this copy's own: nothing of them is part of an edit.

-- An edit of which something was withheld from this copy, or taken back.
ALTER TABLE edit ADD COLUMN partial INTEGER;

-- The commitments of all operations of such an edit, in order.
CREATE TABLE withheld (
  edit INTEGER PRIMARY KEY,
  commitments BLOB NOT NULL
) STRICT;

-- This device's secret keys, and those of the authority where this copy holds them.
CREATE TABLE device_key (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  name TEXT NOT NULL,
  made INTEGER NOT NULL,
  box_public BLOB NOT NULL,
  box_secret BLOB NOT NULL,
  sign_public BLOB NOT NULL,
  sign_secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE authority_key (
  public BLOB PRIMARY KEY NOT NULL CHECK (length (public) = 32),
  secret BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE roster (
  number INTEGER PRIMARY KEY,
  body BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- Which device each life of a copy belongs to, as its signed heads say.
CREATE TABLE life (
  replica BLOB PRIMARY KEY NOT NULL CHECK (length (replica) = 16),
  device BLOB NOT NULL CHECK (length (device) = 16)
) STRICT, WITHOUT ROWID;

-- Signed words about edits: kind 1, an author's chain head; kind 2, an edit that
-- an office accepted although it waited in quarantine.
CREATE TABLE word (
  kind INTEGER NOT NULL,
  replica BLOB NOT NULL,
  number INTEGER NOT NULL,
  chain BLOB NOT NULL,
  device BLOB NOT NULL,
  roster INTEGER NOT NULL,
  signature BLOB NOT NULL,
  PRIMARY KEY (kind, replica, number)
) STRICT, WITHOUT ROWID;

-- What was sent to each device and received from it, by sequence.
CREATE TABLE post (
  device BLOB NOT NULL,
  sent INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  bundle BLOB NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (device, sent, sequence)
) STRICT, WITHOUT ROWID;

-- How far each device has acknowledged, and what it has heard.
CREATE TABLE mate (
  device BLOB PRIMARY KEY NOT NULL CHECK (length (device) = 16),
  acked INTEGER NOT NULL,
  heard BLOB NOT NULL,
  at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The rows that a limited copy was given (the sequence that it went with), and
-- those that it was told to drop.  `gone` is when it said that it had.
CREATE TABLE held (
  device BLOB NOT NULL,
  row BLOB NOT NULL,
  entity INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  retired INTEGER,
  gone INTEGER,
  PRIMARY KEY (device, row)
) STRICT, WITHOUT ROWID;

-- Edits that came but may not be taken in yet, whole.  state 1 waits, 2 was
-- accepted, 3 was put aside.
CREATE TABLE quarantine (
  replica BLOB NOT NULL,
  number INTEGER NOT NULL,
  chain BLOB NOT NULL,
  device BLOB NOT NULL,
  bundle BLOB NOT NULL,
  at INTEGER NOT NULL,
  why TEXT NOT NULL,
  detail TEXT,
  state INTEGER NOT NULL,
  body BLOB NOT NULL,
  PRIMARY KEY (replica, number, chain)
) STRICT, WITHOUT ROWID;

CREATE TABLE alarm (
  id BLOB PRIMARY KEY NOT NULL CHECK (length (id) = 16),
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  device BLOB,
  bundle BLOB,
  detail TEXT,
  seen INTEGER
) STRICT, WITHOUT ROWID;

-- Tables of figures that an office made for this copy.
CREATE TABLE figure_table (
  name TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  made INTEGER NOT NULL,
  device BLOB NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which papers an office copy was sent, and with which bundle.
CREATE TABLE file_sent (
  device BLOB NOT NULL,
  digest TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (device, digest)
) STRICT, WITHOUT ROWID;
