-- SPDX-License-Identifier: GPL-3.0-or-later
-- Until when each referral waited, by that day: what is asked of the last weeks is read
-- in one piece, however many there were before.  Nothing here is exchanged: it follows
-- from referral and placement, whoever wrote them.

CREATE TABLE referral_wait (
  gone INTEGER NOT NULL,        -- a place began, or it was closed; 4294967295: waits
  referral BLOB NOT NULL,
  pupil BLOB,
  received INTEGER,
  PRIMARY KEY (gone, referral)
) STRICT, WITHOUT ROWID;

-- With a placement that has no first day, nobody waits and nothing is known.
CREATE VIEW referral_wait_said (gone, referral, pupil, received) AS
SELECT coalesce ((SELECT min (placement.start) FROM placement
                  WHERE placement.referral = referral.id),
                 closed,
                 iif (EXISTS (SELECT 1 FROM placement WHERE placement.referral = referral.id),
                      0, 4294967295)),
       id, pupil, received
FROM referral;

-- What is about to change goes by what was said, and comes again as it is afterwards.
DROP TRIGGER waiting_came;
CREATE TRIGGER waiting_came AFTER INSERT ON referral
BEGIN
  INSERT INTO referral_wait (gone, referral, pupil, received)
  SELECT gone, referral, pupil, received FROM referral_wait_said WHERE referral = new.id;
END;

DROP TRIGGER waiting_closed;
CREATE TRIGGER waiting_changes BEFORE UPDATE OF pupil, received, closed ON referral
BEGIN
  DELETE FROM referral_wait WHERE referral = old.id
    AND gone = (SELECT gone FROM referral_wait_said WHERE referral = old.id);
END;
CREATE TRIGGER waiting_changed AFTER UPDATE OF pupil, received, closed ON referral
BEGIN
  INSERT INTO referral_wait (gone, referral, pupil, received)
  SELECT gone, referral, pupil, received FROM referral_wait_said WHERE referral = new.id;
END;

DROP TRIGGER waiting_went;
CREATE TRIGGER waiting_went BEFORE DELETE ON referral
BEGIN
  DELETE FROM referral_wait WHERE referral = old.id
    AND gone = (SELECT gone FROM referral_wait_said WHERE referral = old.id);
END;

DROP TRIGGER waiting_placed;
-- A trigger before an INSERT would run for what turns out to be an update: what was said
-- without the new placement is worked out afterwards.
CREATE TRIGGER waiting_placed AFTER INSERT ON placement
WHEN new.referral IS NOT NULL
BEGIN
  DELETE FROM referral_wait WHERE referral = new.referral
    AND gone = (SELECT coalesce ((SELECT min (other.start) FROM placement AS other
                                  WHERE other.referral = new.referral AND other.id <> new.id),
                                 closed,
                                 iif (EXISTS (SELECT 1 FROM placement AS other
                                              WHERE other.referral = new.referral
                                                AND other.id <> new.id), 0, 4294967295))
                FROM referral WHERE referral.id = new.referral);
  INSERT INTO referral_wait (gone, referral, pupil, received)
  SELECT gone, referral, pupil, received FROM referral_wait_said WHERE referral = new.referral;
END;

DROP TRIGGER waiting_placed_elsewhere;
CREATE TRIGGER waiting_place_changes BEFORE UPDATE OF referral, start ON placement
WHEN old.referral IS NOT new.referral OR old.start IS NOT new.start
BEGIN
  DELETE FROM referral_wait WHERE referral = old.referral
    AND gone = (SELECT gone FROM referral_wait_said WHERE referral = old.referral);
  DELETE FROM referral_wait WHERE referral = new.referral
    AND gone = (SELECT gone FROM referral_wait_said WHERE referral = new.referral);
END;
CREATE TRIGGER waiting_place_changed AFTER UPDATE OF referral, start ON placement
WHEN old.referral IS NOT new.referral OR old.start IS NOT new.start
BEGIN
  INSERT INTO referral_wait (gone, referral, pupil, received)
  SELECT gone, referral, pupil, received FROM referral_wait_said
  WHERE referral IN (old.referral, new.referral);
END;

DROP TRIGGER waiting_again;
CREATE TRIGGER waiting_place_goes BEFORE DELETE ON placement
WHEN old.referral IS NOT NULL
BEGIN
  DELETE FROM referral_wait WHERE referral = old.referral
    AND gone = (SELECT gone FROM referral_wait_said WHERE referral = old.referral);
END;
CREATE TRIGGER waiting_again AFTER DELETE ON placement
WHEN old.referral IS NOT NULL
BEGIN
  INSERT INTO referral_wait (gone, referral, pupil, received)
  SELECT gone, referral, pupil, received FROM referral_wait_said WHERE referral = old.referral;
END;

DROP TABLE referral_waiting;
CREATE VIEW referral_waiting (referral) AS
SELECT referral FROM referral_wait WHERE gone = 4294967295;

INSERT INTO referral_wait (gone, referral, pupil, received)
SELECT gone, referral, pupil, received FROM referral_wait_said;

-- All that the duty asks of children under fair access beside those days: the day of
-- the decision, and whether there is a duty at all, which there is not where the child
-- stays on a roll.

DROP TRIGGER fair_access_came;
DROP TRIGGER fair_access_changed;
DROP TRIGGER fair_access_went;
DROP TRIGGER fair_access_referral_came;
DROP TRIGGER fair_access_referral_changed;
DROP TRIGGER fair_access_referral_went;
DROP TRIGGER fair_access_placed;
DROP TRIGGER fair_access_place_changed;
DROP TRIGGER fair_access_place_went;
DROP TRIGGER fair_access_enrolled;
DROP TRIGGER fair_access_roll_changed;
DROP TRIGGER fair_access_roll_went;
DROP VIEW fair_access_said;
DROP TABLE fair_access;

CREATE TABLE fair_access (
  decision BLOB PRIMARY KEY NOT NULL,
  pupil BLOB,
  day INTEGER,                  -- of the decision
  met INTEGER,                  -- the first day of a school or a place; NULL: not yet
  birth INTEGER,
  school BLOB,                  -- that asked
  asks INTEGER                  -- 0: there is no duty
) STRICT, WITHOUT ROWID;
CREATE INDEX fair_access_by_pupil ON fair_access (pupil);

-- A school that excluded the child is no roll to stay on.
CREATE VIEW fair_access_said (decision, referral, pupil, day, met, birth, school, asks) AS
SELECT id, referral, pupil, day, coalesce (min (enrolled, placed), enrolled, placed), birth,
       school, known AND NOT stays
FROM (SELECT decision.id AS id, referral.id AS referral, referral.pupil AS pupil,
             decision.date AS day, referral.referrer AS school,
             (SELECT min (enrolment."from") FROM enrolment
              WHERE enrolment.pupil = referral.pupil AND enrolment.status IN ('C', 'M')
                AND enrolment."from" >= decision.date) AS enrolled,
             (SELECT min (placement.start) FROM placement
              WHERE placement.pupil = referral.pupil
                AND placement.start >= decision.date) AS placed,
             (SELECT pupil.birth FROM pupil WHERE pupil.id = referral.pupil) AS birth,
             EXISTS (SELECT 1 FROM pupil WHERE pupil.id = referral.pupil) AS known,
             EXISTS (SELECT 1 FROM enrolment
                     WHERE enrolment.pupil = referral.pupil AND enrolment.status IN ('C', 'M')
                       AND coalesce (enrolment."from", 0) < decision.date
                       AND coalesce (enrolment."to", decision.date) >= decision.date
                       AND NOT EXISTS (SELECT 1 FROM exclusion
                                       WHERE exclusion.pupil = referral.pupil
                                         AND exclusion.category = 'PERM'
                                         AND exclusion.cancelled IS NULL
                                         AND +exclusion.establishment
                                             = enrolment.establishment)) AS stays
      FROM decision JOIN referral ON referral.id = decision.referral
      WHERE decision.outcome = 'REFER_FAP');

CREATE TRIGGER fair_access_came AFTER INSERT ON decision
WHEN new.outcome = 'REFER_FAP'
BEGIN
  INSERT INTO fair_access (decision, pupil, day, met, birth, school, asks)
  SELECT decision, pupil, day, met, birth, school, asks FROM fair_access_said
  WHERE decision = new.id;
END;

CREATE TRIGGER fair_access_changed AFTER UPDATE OF outcome, date, referral ON decision
WHEN old.outcome = 'REFER_FAP' OR new.outcome = 'REFER_FAP'
BEGIN
  DELETE FROM fair_access WHERE decision = old.id;
  INSERT INTO fair_access (decision, pupil, day, met, birth, school, asks)
  SELECT decision, pupil, day, met, birth, school, asks FROM fair_access_said
  WHERE decision = new.id;
END;

CREATE TRIGGER fair_access_went AFTER DELETE ON decision
WHEN old.outcome = 'REFER_FAP'
BEGIN
  DELETE FROM fair_access WHERE decision = old.id;
END;

CREATE TRIGGER fair_access_referral_came AFTER INSERT ON referral
BEGIN
  INSERT INTO fair_access (decision, pupil, day, met, birth, school, asks)
  SELECT decision, pupil, day, met, birth, school, asks FROM fair_access_said
  WHERE referral = new.id;
END;

CREATE TRIGGER fair_access_referral_changed AFTER UPDATE OF pupil, referrer ON referral
WHEN old.pupil IS NOT new.pupil OR old.referrer IS NOT new.referrer
BEGIN
  DELETE FROM fair_access WHERE decision IN (SELECT id FROM decision WHERE referral = old.id);
  INSERT INTO fair_access (decision, pupil, day, met, birth, school, asks)
  SELECT decision, pupil, day, met, birth, school, asks FROM fair_access_said
  WHERE referral = new.id;
END;

CREATE TRIGGER fair_access_referral_went AFTER DELETE ON referral
BEGIN
  DELETE FROM fair_access WHERE decision IN (SELECT id FROM decision WHERE referral = old.id);
END;

CREATE TRIGGER fair_access_placed AFTER INSERT ON placement
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = new.pupil;
END;

CREATE TRIGGER fair_access_place_changed AFTER UPDATE OF pupil, start ON placement
WHEN old.pupil IS NOT new.pupil OR old.start IS NOT new.start
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil IN (old.pupil, new.pupil);
END;

CREATE TRIGGER fair_access_place_went AFTER DELETE ON placement
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = old.pupil;
END;

CREATE TRIGGER fair_access_enrolled AFTER INSERT ON enrolment
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = new.pupil;
END;

CREATE TRIGGER fair_access_roll_changed
AFTER UPDATE OF pupil, establishment, status, "from", "to" ON enrolment
WHEN old.pupil IS NOT new.pupil OR old.establishment IS NOT new.establishment
  OR old.status IS NOT new.status OR old."from" IS NOT new."from"
  OR old."to" IS NOT new."to"
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil IN (old.pupil, new.pupil);
END;

CREATE TRIGGER fair_access_roll_went AFTER DELETE ON enrolment
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = old.pupil;
END;

CREATE TRIGGER fair_access_excluded AFTER INSERT ON exclusion
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = new.pupil;
END;

CREATE TRIGGER fair_access_exclusion_changed
AFTER UPDATE OF pupil, establishment, category, cancelled ON exclusion
WHEN old.pupil IS NOT new.pupil OR old.establishment IS NOT new.establishment
  OR old.category IS NOT new.category OR old.cancelled IS NOT new.cancelled
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil IN (old.pupil, new.pupil);
END;

CREATE TRIGGER fair_access_exclusion_went AFTER DELETE ON exclusion
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = old.pupil;
END;

CREATE TRIGGER fair_access_child_came AFTER INSERT ON pupil
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = new.id;
END;

CREATE TRIGGER fair_access_child_changed AFTER UPDATE OF birth ON pupil
WHEN old.birth IS NOT new.birth
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = new.id;
END;

CREATE TRIGGER fair_access_child_went AFTER DELETE ON pupil
BEGIN
  UPDATE fair_access
  SET (day, met, birth, school, asks) =
    (SELECT said.day, said.met, said.birth, said.school, said.asks
     FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = old.id;
END;

INSERT INTO fair_access (decision, pupil, day, met, birth, school, asks)
SELECT decision, pupil, day, met, birth, school, asks FROM fair_access_said;

-- Of those excluded for good, who is not taught yet, or was lately.
CREATE INDEX exclusion_untaught ON exclusion (coalesce (educated_from, 4294967295))
WHERE category = 'PERM' AND cancelled IS NULL;
