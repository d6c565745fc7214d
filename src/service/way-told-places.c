/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Free places as counts, for copies that hold some children alone. */

#include "way-told-places.h"

#include <string.h>

#include "way-copies.h"
#include "way-csv.h"
#include "way-exchange.h"
#include "way-figure-table.h"
#include "way-roster.h"
#include "way-text.h"

struct _WayToldPlaces
{
  gboolean    is_school;
  GDate       cut_off;
  GHashTable *own;          /* WayId * of provisions */
  GHashTable *told;         /* WayFreePlaces *, by their provision */
};

static gboolean
add_own (WayToldPlaces  *self,
         WayDb          *db,
         const WayId    *setting,
         GError        **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT provision.id FROM provision"
                         " LEFT JOIN site ON site.id = provision.site"
                         " WHERE coalesce (provision.establishment, site.establishment) = :setting",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":setting", setting);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId id = way_stmt_id (stmt, 0);

      g_hash_table_add (self->own, g_memdup2 (&id, sizeof id));
    }
  return step == WAY_STEP_DONE;
}

/* The settings that this device was enrolled for. */
static gboolean
read_own (WayToldPlaces  *self,
          WayDb          *db,
          GError        **error)
{
  g_autoptr(WayDevice) device = way_device_read (db, error);
  g_autoptr(WayRoster) roster = device != NULL ? way_roster_read (db, NULL, error) : NULL;
  const WayRosterEntry *entry = roster != NULL ? way_roster_find (roster, &device->id) : NULL;

  for (guint i = 0; entry != NULL && i < entry->scope->len; i++)
    if (!add_own (self, db, &g_array_index (entry->scope, WayId, i), error))
      return FALSE;
  return entry != NULL || error == NULL || *error == NULL;
}

static gboolean
read_row (WayCsvReader   *reader,
          WayFreePlaces  *one)
{
  const char *const *fields = way_csv_reader_fields (reader);

  return way_csv_reader_n_fields (reader) == 3 && way_id_parse (fields[0], &one->provision) &&
         way_text_parse_int (fields[1], 0, G_MAXINT32, &one->places) &&
         way_text_parse_int (fields[2], -G_MAXINT32, G_MAXINT32, &one->free);
}

static gboolean
read_table (WayToldPlaces         *self,
            const WayFigureTable  *table,
            GError               **error)
{
  g_autoptr(GBytes) csv = g_bytes_new (table->body, strlen (table->body));
  g_autoptr(WayCsvReader) reader = way_csv_reader_new (csv, ',', error);
  WayCsvStep step = WAY_CSV_ERROR;
  WayFreePlaces one;

  self->cut_off = table->cut_off;
  while (reader != NULL && (step = way_csv_reader_next (reader, error)) == WAY_CSV_ROW)
    if (read_row (reader, &one))
      {
        WayFreePlaces *copy = g_memdup2 (&one, sizeof one);

        g_hash_table_replace (self->told, &copy->provision, copy);
      }
  return step == WAY_CSV_DONE;
}

static gboolean
read_told (WayToldPlaces  *self,
           WayDb          *db,
           GError        **error)
{
  g_autoptr(GPtrArray) tables = way_figure_tables_list (db, error);

  for (guint i = 0; tables != NULL && i < tables->len; i++)
    {
      const WayFigureTable *table = g_ptr_array_index (tables, i);

      if (strcmp (table->name, WAY_FIGURE_TABLE_FREE_PLACES) == 0)
        return read_table (self, table, error);
    }
  return tables != NULL;
}

WayToldPlaces *
way_told_places_read (WayDb   *db,
                      GError **error)
{
  g_autoptr(WayToldPlaces) self = g_new0 (WayToldPlaces, 1);

  self->own = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  self->told = g_hash_table_new_full (way_id_hash, way_id_equal_func, NULL, g_free);
  self->is_school = way_exchange_own_role (db) == WAY_COPY_SCHOOL;
  if (self->is_school && (!read_own (self, db, error) || !read_told (self, db, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
way_told_places_free (WayToldPlaces *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->own);
  g_hash_table_unref (self->told);
  g_free (self);
}

const GDate *
way_told_places_cut_off (const WayToldPlaces *self)
{
  return &self->cut_off;
}

gboolean
way_told_places_is_needed (const WayToldPlaces *self,
                           const WayId         *provision)
{
  return self->is_school && !g_hash_table_contains (self->own, provision);
}

const WayFreePlaces *
way_told_places_find (const WayToldPlaces *self,
                      const WayId         *provision)
{
  return g_hash_table_lookup (self->told, provision);
}
