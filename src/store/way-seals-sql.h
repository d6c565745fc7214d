/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Sealed cases in SQL that the records and the queries do not write: what a list
 * calls a child, and whether who looks may know of it at all.  Every list that names
 * children goes by these, never by the columns themselves. */

/* "Kit Ashdown", or "Sealed case"; needs the table pupil. */
#define WAY_PUPIL_NAME_SQL "way_pupil_name (pupil.id, pupil.forename, pupil.surname)"

/* A condition; pupil is what has the child's id. */
#define WAY_PUPIL_KNOWN_SQL(pupil) "NOT way_left_out (" pupil ")"
