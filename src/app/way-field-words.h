/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"
#include "way-entity.h"

G_BEGIN_DECLS

/* A record's fields as people read them, from their description; translated.
 * Results are freed with g_free(). */

/* The value in words: a code's label, "12 Nov 2026", "£1,234.50", "Yes"; "" for
 * none.  References are said by the title of what they refer to, looked up in
 * db; without db they are "". */
char *way_field_words_value   (const WayField *field,
                               const WayValue *value,
                               WayDb          *db);

/* The same of a record's member. */
char *way_field_words_get     (const WayField *field,
                               gconstpointer   record,
                               WayDb          *db);

/* A value as machines write it (history), in words. */
char *way_field_words_text    (const WayField *field,
                               const char     *text,
                               WayDb          *db);

/* What a record is called, or what sort of record it is where it has no name. */
char *way_field_words_title   (const WayEntity *entity,
                               gconstpointer    record,
                               WayDb           *db);

/* The same by its id; "" where there is no such record. */
char *way_field_words_record  (const WayEntity *entity,
                               const WayId     *id,
                               WayDb           *db);

/* The values of the first fields that are wanted and say something, at most so
 * many, with dots between. */
typedef gboolean (*WayFieldWantedFunc) (const WayField *field);
char *way_field_words_some    (const WayEntity    *entity,
                               gconstpointer       record,
                               WayFieldWantedFunc  wanted,
                               guint               most,
                               WayDb              *db);

/* The sentence that stands under a field whose value was refused. */
char *way_field_words_problem (const WayField *field,
                               const GError   *error);

/* "£1,234.50" from pence. */
char *way_field_words_money   (gint64          pence);

G_END_DECLS
