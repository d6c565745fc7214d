/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts for occupancy, read in one pass a table.  Records become indexes while
 * they are read: what counts them looks up nothing. */

#include "way-occupancy-facts.h"

#include <string.h>

/* Ids to indexes, while reading. */
typedef struct
{
  WayOccupancyFacts *facts;
  GHashTable        *settings;
  GHashTable        *provisions;
  GHashTable        *districts;
  GHashTable        *pupils;
} Reading;

static GHashTable *
new_index (void)
{
  return g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
}

static void
set_index (GHashTable  *index,
           const WayId *id,
           guint        number)
{
  g_hash_table_insert (index, g_memdup2 (id, sizeof *id), GUINT_TO_POINTER (number + 1));
}

static guint
get_index (GHashTable  *index,
           const WayId *id)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (index, id));

  return number != 0 ? number - 1 : WAY_FACT_NONE;
}

/* --- Rows --- */

static const char *
read_code (WayStmt *stmt,
           int      column)
{
  return g_intern_string (way_stmt_text (stmt, column));
}

static guint32
read_day (WayStmt *stmt,
          int      column,
          guint32  none)
{
  gint64 day = way_stmt_is_null (stmt, column) ? (gint64) none : way_stmt_int (stmt, column);

  return (guint32) CLAMP (day, 0, (gint64) G_MAXUINT32);
}

static void
read_setting (Reading *reading,
              WayStmt *stmt)
{
  WaySettingFact fact = {
    .id = way_stmt_id (stmt, 0),
    .name = g_strdup (way_stmt_text (stmt, 1)),
    .type = read_code (stmt, 2),
    .directory_type = read_code (stmt, 3),
    .registered = way_stmt_is_null (stmt, 4) ? WAY_INTEGER_NONE : way_stmt_int (stmt, 4),
  };

  set_index (reading->settings, &fact.id, reading->facts->settings->len);
  g_array_append_val (reading->facts->settings, fact);
}

static void
read_provision (Reading *reading,
                WayStmt *stmt)
{
  WayId setting = way_stmt_id (stmt, 1);
  WayProvisionFact fact = {
    .id = way_stmt_id (stmt, 0),
    .setting = get_index (reading->settings, &setting),
    .name = g_strdup (way_stmt_text (stmt, 2)),
    .kind = read_code (stmt, 3),
    .phase = read_code (stmt, 4),
    .counted = !way_stmt_is_null (stmt, 5) && way_stmt_int (stmt, 5) != 0,
  };

  set_index (reading->provisions, &fact.id, reading->facts->provisions->len);
  g_array_append_val (reading->facts->provisions, fact);
}

static void
read_district (Reading *reading,
               WayStmt *stmt)
{
  WayDistrictFact fact = {
    .id = way_stmt_id (stmt, 0),
    .name = g_strdup (way_stmt_text (stmt, 1)),
  };

  set_index (reading->districts, &fact.id, reading->facts->districts->len);
  g_array_append_val (reading->facts->districts, fact);
}

static void
read_places (Reading *reading,
             WayStmt *stmt)
{
  WayId provision = way_stmt_id (stmt, 0);
  WayPlacesFact fact = {
    .provision = get_index (reading->provisions, &provision),
    .from = read_day (stmt, 1, 0),
    .to = read_day (stmt, 2, WAY_FACT_OPEN),
    .places = (gint32) CLAMP (way_stmt_int (stmt, 3), 0, G_MAXINT16),
    .funder = read_code (stmt, 4),
    .kind = read_code (stmt, 5),
    .unit = read_code (stmt, 6),
  };

  if (fact.provision != WAY_FACT_NONE)
    g_array_append_val (reading->facts->places, fact);
}

/* A stay whose provision or child is not there (a row that was merged before
 * what it refers to) is no stay yet. */
static void
read_stay (Reading *reading,
           WayStmt *stmt)
{
  WayId pupil = way_stmt_id (stmt, 0);
  WayId provision = way_stmt_id (stmt, 1);
  WayId district = way_stmt_id (stmt, 6);
  WayStayFact fact = {
    .pupil = get_index (reading->pupils, &pupil),
    .provision = get_index (reading->provisions, &provision),
    .registration = read_code (stmt, 2),
    .from = read_day (stmt, 3, 0),
    .to = read_day (stmt, 4, WAY_FACT_OPEN),
    .sessions = (gint16) (way_stmt_is_null (stmt, 5) ? -1 : CLAMP (way_stmt_int (stmt, 5), 0, 14)),
    .district = get_index (reading->districts, &district),
  };

  if (fact.provision == WAY_FACT_NONE || way_id_is_null (&pupil))
    return;
  if (fact.pupil == WAY_FACT_NONE)
    {
      fact.pupil = reading->facts->n_pupils++;
      set_index (reading->pupils, &pupil, fact.pupil);
    }
  g_array_append_val (reading->facts->stays, fact);
}

/* --- Reading --- */

typedef void (*RowFunc) (Reading *reading,
                         WayStmt *stmt);

static gboolean
read_rows (WayDb        *db,
           const char   *sql,
           const GDate  *from,
           const GDate  *to,
           RowFunc       func,
           Reading      *reading,
           GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  if (from != NULL)
    {
      way_stmt_bind_date (stmt, ":from", from);
      way_stmt_bind_date (stmt, ":to", to);
    }
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    func (reading, stmt);
  return step == WAY_STEP_DONE;
}

static gboolean
read_all (WayDb        *db,
          const GDate  *from,
          const GDate  *to,
          Reading      *reading,
          GError      **error)
{
  return read_rows (db, "SELECT id, name, type, directory_type, registered FROM establishment"
                        " ORDER BY id", NULL, NULL, read_setting, reading, error) &&
         read_rows (db, "SELECT id, establishment, name, kind, phase, counted FROM provision"
                        " ORDER BY id", NULL, NULL, read_provision, reading, error) &&
         read_rows (db, "SELECT id, name FROM district ORDER BY id",
                    NULL, NULL, read_district, reading, error) &&
         read_rows (db, "SELECT provision, \"from\", \"to\", places, funder, kind, unit"
                        " FROM capacity WHERE \"from\" <= :to"
                        " AND (\"to\" IS NULL OR \"to\" >= :from) ORDER BY id", from, to, read_places, reading, error) &&
         read_rows (db, "SELECT coalesce (pupil_kept.kept, placement.pupil), placement.provision, placement.registration,"
                        " placement.start, placement.\"end\", placement.sessions,"
                        " pupil.home_district"
                        " FROM placement LEFT JOIN pupil_kept ON pupil_kept.pupil = placement.pupil"
                        " LEFT JOIN pupil"
                        "  ON pupil.id = coalesce (pupil_kept.kept, placement.pupil)"
                        " WHERE placement.start <= :to"
                        " AND (placement.\"end\" IS NULL OR placement.\"end\" >= :from)"
                        " ORDER BY placement.start, placement.id",
                    from, to, read_stay, reading, error);
}

static void
clear_setting (gpointer fact)
{
  g_free (((WaySettingFact *) fact)->name);
}

static void
clear_provision (gpointer fact)
{
  g_free (((WayProvisionFact *) fact)->name);
}

static void
clear_district (gpointer fact)
{
  g_free (((WayDistrictFact *) fact)->name);
}

static GArray *
new_array (gsize          size,
           GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, FALSE, (guint) size);

  g_array_set_clear_func (array, clear);
  return array;
}

WayOccupancyFacts *
way_occupancy_facts_read (WayDb        *db,
                          const GDate  *from,
                          const GDate  *to,
                          GError      **error)
{
  g_autoptr(WayOccupancyFacts) self = g_new0 (WayOccupancyFacts, 1);
  g_autoptr(GHashTable) settings = new_index ();
  g_autoptr(GHashTable) provisions = new_index ();
  g_autoptr(GHashTable) districts = new_index ();
  g_autoptr(GHashTable) pupils = new_index ();
  Reading reading = { self, settings, provisions, districts, pupils };
  gboolean done;

  self->settings = new_array (sizeof (WaySettingFact), clear_setting);
  self->provisions = new_array (sizeof (WayProvisionFact), clear_provision);
  self->districts = new_array (sizeof (WayDistrictFact), clear_district);
  self->stays = new_array (sizeof (WayStayFact), NULL);
  self->places = new_array (sizeof (WayPlacesFact), NULL);

  /* All of one moment. */
  if (!way_db_exec (db, "SAVEPOINT occupancy", error))
    return NULL;
  done = read_all (db, from, to, &reading, error);
  way_db_exec (db, "RELEASE occupancy", NULL);
  return done ? g_steal_pointer (&self) : NULL;
}

void
way_occupancy_facts_free (WayOccupancyFacts *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->settings);
  g_array_unref (self->provisions);
  g_array_unref (self->districts);
  g_array_unref (self->stays);
  g_array_unref (self->places);
  g_free (self);
}
