/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the small file that says which of their headings is which of ours. */

#include "way-csv-map.h"

#include <string.h>

#include "way-unicode.h"

typedef struct
{
  char  *ours;
  char  *theirs;
  guint  line;
} Entry;

struct _WayCsvMap
{
  GArray *entries;
};

static void
clear_entry (gpointer data)
{
  Entry *self = data;

  g_free (self->ours);
  g_free (self->theirs);
}

static gboolean
refuse (guint        line,
        const char  *what,
        GError     **error)
{
  g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX, "line %u: %s", line, what);
  return FALSE;
}

static gboolean
is_taken (const WayCsvMap *self,
          const Entry     *entry)
{
  for (guint i = 0; i < self->entries->len; i++)
    {
      const Entry *other = &g_array_index (self->entries, Entry, i);

      if (strcmp (other->ours, entry->ours) == 0 || g_ascii_strcasecmp (other->theirs, entry->theirs) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_line (WayCsvMap   *self,
          const char  *text,
          guint        line,
          GError     **error)
{
  const char *equals = strchr (text, '=');
  Entry entry;

  if (equals == NULL)
    return refuse (line, "wants ours=theirs", error);

  entry.ours = g_strstrip (g_strndup (text, (gsize) (equals - text)));
  entry.theirs = g_strstrip (g_strdup (equals + 1));
  entry.line = line;
  if (entry.ours[0] != '\0' && entry.theirs[0] != '\0' && !is_taken (self, &entry))
    {
      g_array_append_val (self->entries, entry);
      return TRUE;
    }
  refuse (line, entry.ours[0] == '\0' || entry.theirs[0] == '\0'
                  ? "one side of the = is empty"
                  : "one of the names stood in an earlier line",
          error);
  clear_entry (&entry);
  return FALSE;
}

WayCsvMap *
way_csv_map_new (GBytes  *bytes,
                 GError **error)
{
  g_autoptr(WayCsvMap) self = g_new0 (WayCsvMap, 1);
  g_autoptr(GBytes) read = NULL;
  g_autofree char *text = NULL;
  g_auto(GStrv) lines = NULL;
  const char *data;
  gsize size;

  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_array_set_clear_func (self->entries, clear_entry);
  if (g_bytes_get_size (bytes) > WAY_CSV_MAP_MOST_BYTES)
    {
      g_set_error_literal (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE,
                           "the map of columns is too large");
      return NULL;
    }
  read = way_unicode_read (bytes, NULL, error);
  if (read == NULL)
    return NULL;

  data = g_bytes_get_data (read, &size);
  text = g_strndup (data != NULL ? data : "", size);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *line = g_strstrip (lines[i]);

      if (*line != '\0' && *line != '#' && !add_line (self, line, i + 1, error))
        return NULL;
    }
  return g_steal_pointer (&self);
}

void
way_csv_map_free (WayCsvMap *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->entries);
  g_free (self);
}

const char *
way_csv_map_lookup (const WayCsvMap *self,
                    const char      *ours)
{
  for (guint i = 0; self != NULL && i < self->entries->len; i++)
    {
      const Entry *entry = &g_array_index (self->entries, Entry, i);

      if (strcmp (entry->ours, ours) == 0)
        return entry->theirs;
    }
  return ours;
}

guint
way_csv_map_n_lines (const WayCsvMap *self)
{
  return self->entries->len;
}

const char *
way_csv_map_ours (const WayCsvMap *self,
                  guint            index,
                  guint           *line)
{
  const Entry *entry = &g_array_index (self->entries, Entry, index);

  *line = entry->line;
  return entry->ours;
}
