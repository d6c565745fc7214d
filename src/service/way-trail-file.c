/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail as a table: data/trail-format.md says what each column is. */

#include "way-trail-file.h"

#include "way-csv.h"

const char *const way_trail_headings[] = {
  "record", "when", "who", "copy", "action", "entity", "id", "count", "what", "reason",
  "replica", "number", "at", "user", "erased", "salt", "commitment", "before", "chain", NULL
};

static char *
to_hex (const guint8 *bytes,
        gsize         size)
{
  GString *text = g_string_sized_new (2 * size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (text, "%02x", bytes[i]);
  return g_string_free (text, FALSE);
}

static char *
moment (gint64 milliseconds)
{
  g_autoptr(GDateTime) when = g_date_time_new_from_unix_utc (milliseconds / 1000);
  g_autofree char *seconds = when != NULL ? g_date_time_format (when, "%Y-%m-%dT%H:%M:%S") : NULL;

  return g_strdup_printf ("%s.%03dZ", seconds != NULL ? seconds : "", (int) (milliseconds % 1000));
}

static char *
number (gint64 value)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

char **
way_trail_cells (const WayTrailRecord *record)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new ();
  char *replica = way_id_to_string (&record->copy);

  g_ptr_array_add (cells, way_trail_record_name (record));
  g_ptr_array_add (cells, moment (record->at));
  g_ptr_array_add (cells, g_strdup (record->who != NULL ? record->who : ""));
  g_ptr_array_add (cells, g_strndup (replica, 8));
  g_ptr_array_add (cells, g_strdup (record->action));
  g_ptr_array_add (cells, g_strdup (record->entity != NULL ? record->entity : ""));
  g_ptr_array_add (cells, way_id_to_string (&record->row));
  g_ptr_array_add (cells, record->erased ? g_strdup ("") : number (record->count));
  g_ptr_array_add (cells, g_strdup (record->what != NULL ? record->what : ""));
  g_ptr_array_add (cells, g_strdup (record->reason != NULL ? record->reason : ""));
  g_ptr_array_add (cells, replica);
  g_ptr_array_add (cells, number ((gint64) record->number));
  g_ptr_array_add (cells, number (record->at));
  g_ptr_array_add (cells, way_id_to_string (&record->user));
  g_ptr_array_add (cells, g_strdup (record->erased ? "yes" : "no"));
  g_ptr_array_add (cells, record->erased ? g_strdup ("") : to_hex (record->salt, WAY_SALT_SIZE));
  g_ptr_array_add (cells, to_hex (record->commitment, WAY_HASH_SIZE));
  g_ptr_array_add (cells, to_hex (record->before, WAY_HASH_SIZE));
  g_ptr_array_add (cells, to_hex (record->chain, WAY_HASH_SIZE));
  g_ptr_array_add (cells, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&cells), FALSE);
}

static gboolean
put_copy (WayDb               *db,
          const WayTrailHead  *head,
          GString             *out,
          GError             **error)
{
  g_autoptr(GPtrArray) records = way_trail_since (db, &head->copy, 0, 0, error);

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      g_auto(GStrv) cells = way_trail_cells (g_ptr_array_index (records, i));

      way_csv_write_row (out, (const char *const *) cells, g_strv_length (cells), WAY_CSV_PLAIN);
    }
  return TRUE;
}

GBytes *
way_trail_to_csv (WayDb   *db,
                  GError **error)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GArray) heads = way_trail_heads (db, error);

  if (heads == NULL)
    return NULL;
  way_csv_write_row (out, way_trail_headings, g_strv_length ((char **) way_trail_headings),
                     WAY_CSV_PLAIN);
  for (guint i = 0; i < heads->len; i++)
    if (!put_copy (db, &g_array_index (heads, WayTrailHead, i), out, error))
      return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
