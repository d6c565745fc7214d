-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a limited copy dropped may come again from an office that knew less of it than
-- was there: the other offices must hear that it was dropped, and of which givings.

-- How far this copy had taken in the files of each device when it dropped the row: a
-- number, then an id and a sequence for each.  NULL where that was not kept.
ALTER TABLE dropped ADD COLUMN receipts BLOB;
