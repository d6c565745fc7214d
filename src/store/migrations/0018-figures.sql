-- The day up to which figures were counted, and how their table is to be read.
ALTER TABLE figure_table ADD COLUMN cut_off INTEGER;
ALTER TABLE figure_table ADD COLUMN description TEXT NOT NULL DEFAULT '';
