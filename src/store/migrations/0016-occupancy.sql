-- SPDX-License-Identifier: GPL-3.0-or-later
-- All that occupancy is counted from, by the last day: those who are there still
-- first.  So a count costs what touches its days, not the history before them, and
-- reads no row of the table.
CREATE INDEX placement_by_end
  ON placement ("end", start, provision, pupil, registration, sessions);
