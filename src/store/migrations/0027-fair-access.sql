-- SPDX-License-Identifier: GPL-3.0-or-later
-- Children who were referred to fair access, and the first day from which they had
-- a school or a place again (NULL: not yet).  Nearly all have, and the duty asks
-- only for the others and for those of the last weeks.  Nothing here is exchanged:
-- it follows from decision, referral, enrolment and placement, whoever wrote them.

CREATE TABLE fair_access (
  decision BLOB PRIMARY KEY NOT NULL,
  pupil BLOB,
  met INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX fair_access_by_pupil ON fair_access (pupil);
CREATE INDEX fair_access_by_met ON fair_access (met);

CREATE VIEW fair_access_said (decision, referral, pupil, met) AS
SELECT id, referral, pupil, coalesce (min (enrolled, placed), enrolled, placed)
FROM (SELECT decision.id AS id, referral.id AS referral, referral.pupil AS pupil,
             (SELECT min (enrolment."from") FROM enrolment
              WHERE enrolment.pupil = referral.pupil AND enrolment.status IN ('C', 'M')
                AND enrolment."from" >= decision.date) AS enrolled,
             (SELECT min (placement.start) FROM placement
              WHERE placement.pupil = referral.pupil
                AND placement.start >= decision.date) AS placed
      FROM decision JOIN referral ON referral.id = decision.referral
      WHERE decision.outcome = 'REFER_FAP');

CREATE TRIGGER fair_access_came AFTER INSERT ON decision
WHEN new.outcome = 'REFER_FAP'
BEGIN
  INSERT INTO fair_access (decision, pupil, met)
  SELECT decision, pupil, met FROM fair_access_said WHERE decision = new.id;
END;

CREATE TRIGGER fair_access_changed AFTER UPDATE OF outcome, date, referral ON decision
WHEN old.outcome = 'REFER_FAP' OR new.outcome = 'REFER_FAP'
BEGIN
  DELETE FROM fair_access WHERE decision = old.id;
  INSERT INTO fair_access (decision, pupil, met)
  SELECT decision, pupil, met FROM fair_access_said WHERE decision = new.id;
END;

CREATE TRIGGER fair_access_went AFTER DELETE ON decision
WHEN old.outcome = 'REFER_FAP'
BEGIN
  DELETE FROM fair_access WHERE decision = old.id;
END;

CREATE TRIGGER fair_access_referral_came AFTER INSERT ON referral
BEGIN
  INSERT INTO fair_access (decision, pupil, met)
  SELECT decision, pupil, met FROM fair_access_said WHERE referral = new.id;
END;

CREATE TRIGGER fair_access_referral_changed AFTER UPDATE OF pupil ON referral
WHEN old.pupil IS NOT new.pupil
BEGIN
  DELETE FROM fair_access WHERE decision IN (SELECT id FROM decision WHERE referral = old.id);
  INSERT INTO fair_access (decision, pupil, met)
  SELECT decision, pupil, met FROM fair_access_said WHERE referral = new.id;
END;

CREATE TRIGGER fair_access_referral_went AFTER DELETE ON referral
BEGIN
  DELETE FROM fair_access WHERE decision IN (SELECT id FROM decision WHERE referral = old.id);
END;

CREATE TRIGGER fair_access_placed AFTER INSERT ON placement
BEGIN
  UPDATE fair_access
  SET met = (SELECT said.met FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = new.pupil;
END;

CREATE TRIGGER fair_access_place_changed AFTER UPDATE OF pupil, start ON placement
WHEN old.pupil IS NOT new.pupil OR old.start IS NOT new.start
BEGIN
  UPDATE fair_access
  SET met = (SELECT said.met FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil IN (old.pupil, new.pupil);
END;

CREATE TRIGGER fair_access_place_went AFTER DELETE ON placement
BEGIN
  UPDATE fair_access
  SET met = (SELECT said.met FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = old.pupil;
END;

CREATE TRIGGER fair_access_enrolled AFTER INSERT ON enrolment
BEGIN
  UPDATE fair_access
  SET met = (SELECT said.met FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = new.pupil;
END;

CREATE TRIGGER fair_access_roll_changed AFTER UPDATE OF pupil, status, "from" ON enrolment
WHEN old.pupil IS NOT new.pupil OR old.status IS NOT new.status OR old."from" IS NOT new."from"
BEGIN
  UPDATE fair_access
  SET met = (SELECT said.met FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil IN (old.pupil, new.pupil);
END;

CREATE TRIGGER fair_access_roll_went AFTER DELETE ON enrolment
BEGIN
  UPDATE fair_access
  SET met = (SELECT said.met FROM fair_access_said AS said WHERE said.decision = fair_access.decision)
  WHERE pupil = old.pupil;
END;

INSERT INTO fair_access (decision, pupil, met)
SELECT decision, pupil, met FROM fair_access_said;
