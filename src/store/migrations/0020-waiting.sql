-- SPDX-License-Identifier: GPL-3.0-or-later
-- Referrals that are neither closed nor placed: few of many, and asked for with
-- nearly every page.  Nothing here is exchanged: it follows from referral and
-- placement, whoever wrote them.

CREATE TABLE referral_waiting (
  referral BLOB PRIMARY KEY NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER waiting_came AFTER INSERT ON referral
BEGIN
  DELETE FROM referral_waiting WHERE referral = new.id;
  INSERT INTO referral_waiting (referral)
  SELECT new.id WHERE new.closed IS NULL
    AND NOT EXISTS (SELECT 1 FROM placement WHERE placement.referral = new.id);
END;

CREATE TRIGGER waiting_closed AFTER UPDATE OF closed ON referral
WHEN (old.closed IS NULL) <> (new.closed IS NULL)
BEGIN
  DELETE FROM referral_waiting WHERE referral = new.id;
  INSERT INTO referral_waiting (referral)
  SELECT new.id WHERE new.closed IS NULL
    AND NOT EXISTS (SELECT 1 FROM placement WHERE placement.referral = new.id);
END;

CREATE TRIGGER waiting_went AFTER DELETE ON referral
BEGIN
  DELETE FROM referral_waiting WHERE referral = old.id;
END;

CREATE TRIGGER waiting_placed AFTER INSERT ON placement
WHEN new.referral IS NOT NULL
BEGIN
  DELETE FROM referral_waiting WHERE referral = new.referral;
END;

CREATE TRIGGER waiting_placed_elsewhere AFTER UPDATE OF referral ON placement
WHEN old.referral IS NOT new.referral
BEGIN
  DELETE FROM referral_waiting WHERE referral = new.referral;
  INSERT OR IGNORE INTO referral_waiting (referral)
  SELECT id FROM referral WHERE id = old.referral AND closed IS NULL
    AND NOT EXISTS (SELECT 1 FROM placement WHERE placement.referral = old.referral);
END;

CREATE TRIGGER waiting_again AFTER DELETE ON placement
WHEN old.referral IS NOT NULL
BEGIN
  INSERT OR IGNORE INTO referral_waiting (referral)
  SELECT id FROM referral WHERE id = old.referral AND closed IS NULL
    AND NOT EXISTS (SELECT 1 FROM placement WHERE placement.referral = old.referral);
END;

INSERT INTO referral_waiting (referral)
SELECT id FROM referral
WHERE closed IS NULL AND NOT EXISTS (SELECT 1 FROM placement WHERE placement.referral = referral.id);

CREATE INDEX referral_by_closed ON referral (closed) WHERE closed IS NOT NULL;

-- Stays are counted from their packs; what else asks by the last day needs less.
DROP INDEX placement_by_end;
CREATE INDEX placement_by_end ON placement ("end", destination);
