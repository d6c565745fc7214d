-- SPDX-License-Identifier: GPL-3.0-or-later
-- For which fields a file to a limited copy was cut: a digest.  Where this program would
-- cut it otherwise, the copy has less than it may, or not all of what was said.

ALTER TABLE post ADD COLUMN classes TEXT;
