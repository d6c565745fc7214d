/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts for occupancy, read in one pass a table.  Records become indexes while
 * they are read: what counts them looks up nothing. */

#include "way-occupancy-facts.h"

#include <string.h>

#include "way-seals-private.h"

/* --- Ids to indexes --- */

/* A table of its own: with a million rows, allocating each key and calling a
 * function to compare it is most of the time. */
typedef struct
{
  WayId  *ids;
  guint  *numbers;              /* one more than the index; 0: empty */
  guint   n_slots;              /* a power of two */
  guint   n_used;
} IdIndex;

#define FIRST_SLOTS 1024

static void
id_index_init (IdIndex *self)
{
  *self = (IdIndex) { g_new (WayId, FIRST_SLOTS), g_new0 (guint, FIRST_SLOTS), FIRST_SLOTS, 0 };
}

static void
id_index_clear (IdIndex *self)
{
  g_free (self->ids);
  g_free (self->numbers);
}

/* Where the id stands, or would. */
static guint
find_slot (const IdIndex *self,
           const WayId   *id)
{
  guint64 parts[2];
  guint64 mixed;
  guint slot;

  memcpy (parts, id->bytes, sizeof parts);
  mixed = (parts[0] ^ (parts[1] * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15))) *
          G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  slot = (guint) (mixed >> 32) & (self->n_slots - 1);
  while (self->numbers[slot] != 0 && memcmp (&self->ids[slot], id, sizeof *id) != 0)
    slot = (slot + 1) & (self->n_slots - 1);
  return slot;
}

static void
grow (IdIndex *self)
{
  IdIndex old = *self;

  self->n_slots = old.n_slots * 2;
  self->ids = g_new (WayId, self->n_slots);
  self->numbers = g_new0 (guint, self->n_slots);
  for (guint i = 0; i < old.n_slots; i++)
    if (old.numbers[i] != 0)
      {
        guint slot = find_slot (self, &old.ids[i]);

        self->ids[slot] = old.ids[i];
        self->numbers[slot] = old.numbers[i];
      }
  id_index_clear (&old);
}

static void
set_index (IdIndex     *self,
           const WayId *id,
           guint        number)
{
  guint slot;

  if (2 * (self->n_used + 1) > self->n_slots)
    grow (self);
  slot = find_slot (self, id);
  self->n_used += self->numbers[slot] == 0;
  self->ids[slot] = *id;
  self->numbers[slot] = number + 1;
}

static guint
get_index (const IdIndex *self,
           const WayId   *id)
{
  guint number = self->numbers[find_slot (self, id)];

  return number != 0 ? number - 1 : WAY_FACT_NONE;
}

/* --- Rows --- */

typedef struct
{
  WayOccupancyFacts *facts;
  IdIndex            settings;
  IdIndex            provisions;
  IdIndex            districts;
  IdIndex            pupils;      /* a record that is joined with others: the child's one number */
  guint             *homes;       /* by child: index of a district */
  const char        *last_code;   /* interned, of the row before */
} Reading;

/* Codes come in runs. */
static const char *
read_code (Reading *reading,
           WayStmt *stmt,
           int      column)
{
  const char *text = way_stmt_text (stmt, column);

  if (text == NULL)
    return NULL;
  if (reading->last_code == NULL || strcmp (reading->last_code, text) != 0)
    reading->last_code = g_intern_string (text);
  return reading->last_code;
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
    .type = read_code (reading, stmt, 2),
    .directory_type = read_code (reading, stmt, 3),
    .registered = way_stmt_is_null (stmt, 4) ? WAY_INTEGER_NONE : way_stmt_int (stmt, 4),
  };

  set_index (&reading->settings, &fact.id, reading->facts->settings->len);
  g_array_append_val (reading->facts->settings, fact);
}

static void
read_provision (Reading *reading,
                WayStmt *stmt)
{
  WayId setting = way_stmt_id (stmt, 1);
  WayProvisionFact fact = {
    .id = way_stmt_id (stmt, 0),
    .setting = get_index (&reading->settings, &setting),
    .name = g_strdup (way_stmt_text (stmt, 2)),
    .kind = read_code (reading, stmt, 3),
    .phase = read_code (reading, stmt, 4),
    .counted = !way_stmt_is_null (stmt, 5) && way_stmt_int (stmt, 5) != 0,
  };

  set_index (&reading->provisions, &fact.id, reading->facts->provisions->len);
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

  set_index (&reading->districts, &fact.id, reading->facts->districts->len);
  g_array_append_val (reading->facts->districts, fact);
}

static void
read_places (Reading *reading,
             WayStmt *stmt)
{
  WayId provision = way_stmt_id (stmt, 0);
  WayPlacesFact fact = {
    .provision = get_index (&reading->provisions, &provision),
    .from = read_day (stmt, 1, 0),
    .to = read_day (stmt, 2, WAY_FACT_OPEN),
    .places = (gint32) CLAMP (way_stmt_int (stmt, 3), 0, G_MAXINT16),
    .funder = read_code (reading, stmt, 4),
    .kind = read_code (reading, stmt, 5),
    .unit = read_code (reading, stmt, 6),
  };

  if (fact.provision != WAY_FACT_NONE)
    g_array_append_val (reading->facts->places, fact);
}

/* The number of a child, a new one where the record was not met before. */
static guint
number_of (Reading     *reading,
           const WayId *pupil)
{
  guint number = get_index (&reading->pupils, pupil);

  if (number != WAY_FACT_NONE)
    return number;
  number = reading->facts->n_pupils++;
  set_index (&reading->pupils, pupil, number);
  return number;
}

/* A record that is joined with others is the child of the one it is read under. */
static void
read_join (Reading *reading,
           WayStmt *stmt)
{
  WayId pupil = way_stmt_id (stmt, 0);
  WayId kept = way_stmt_id (stmt, 1);

  set_index (&reading->pupils, &pupil, number_of (reading, &kept));
}

/* A stay whose provision or child is not there (a row that was merged before
 * what it refers to) is no stay yet. */
static void
read_stay (Reading *reading,
           WayStmt *stmt)
{
  WayId pupil = way_stmt_id (stmt, 0);
  WayId provision = way_stmt_id (stmt, 1);
  WayStayFact fact = {
    .provision = get_index (&reading->provisions, &provision),
    .registration = read_code (reading, stmt, 2),
    .from = read_day (stmt, 3, 0),
    .to = read_day (stmt, 4, WAY_FACT_OPEN),
    .sessions = (gint16) (way_stmt_is_null (stmt, 5) ? -1 : CLAMP (way_stmt_int (stmt, 5), 0, 14)),
    .district = WAY_FACT_NONE,
  };

  if (fact.provision == WAY_FACT_NONE || way_id_is_null (&pupil))
    return;
  fact.pupil = number_of (reading, &pupil);
  g_array_append_val (reading->facts->stays, fact);
}

/* Only of children who were met, by the record that a child is read under. */
static void
read_home (Reading *reading,
           WayStmt *stmt)
{
  WayId pupil = way_stmt_id (stmt, 0);
  WayId district = way_stmt_id (stmt, 1);
  guint number = get_index (&reading->pupils, &pupil);

  if (number != WAY_FACT_NONE)
    reading->homes[number] = get_index (&reading->districts, &district);
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

/* Both ends of one index: nobody has statistics for the planner.  Those whom who
 * looks may not know of are left out. */
#define STAYS(more)                                                              \
  "SELECT pupil, provision, registration, start, \"end\", sessions"              \
  " FROM placement INDEXED BY placement_by_end"                                  \
  " WHERE \"end\" IS NULL AND start <= :to AND :from IS NOT NULL" more           \
  " UNION ALL"                                                                   \
  " SELECT pupil, provision, registration, start, \"end\", sessions"             \
  " FROM placement INDEXED BY placement_by_end"                                  \
  " WHERE \"end\" >= :from AND start <= :to" more

static gboolean
read_homes (WayDb    *db,
            Reading  *reading,
            GError  **error)
{
  GArray *stays = reading->facts->stays;

  reading->homes = g_new (guint, MAX (reading->facts->n_pupils, 1));
  for (guint i = 0; i < reading->facts->n_pupils; i++)
    reading->homes[i] = WAY_FACT_NONE;
  if (!read_rows (db, "SELECT id, home_district FROM pupil_view WHERE kept IS NULL", NULL, NULL,
                  read_home, reading, error))
    return FALSE;
  for (guint i = 0; i < stays->len; i++)
    {
      WayStayFact *stay = &g_array_index (stays, WayStayFact, i);

      stay->district = reading->homes[stay->pupil];
    }
  return TRUE;
}

static gboolean
read_all (WayDb        *db,
          const GDate  *from,
          const GDate  *to,
          gboolean      with_homes,
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
                        " AND (\"to\" IS NULL OR \"to\" >= :from) ORDER BY id", from, to,
                    read_places, reading, error) &&
         read_rows (db, "SELECT pupil, kept FROM pupil_kept", NULL, NULL, read_join, reading,
                    error) &&
         read_rows (db, way_seals_any (db) ? STAYS (" AND NOT way_left_out (pupil)") : STAYS (""),
                    from, to, read_stay, reading, error) &&
         (!with_homes || read_homes (db, reading, error));
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

static void
reading_clear (Reading *self)
{
  id_index_clear (&self->settings);
  id_index_clear (&self->provisions);
  id_index_clear (&self->districts);
  id_index_clear (&self->pupils);
  g_free (self->homes);
}

WayOccupancyFacts *
way_occupancy_facts_read (WayDb        *db,
                          const GDate  *from,
                          const GDate  *to,
                          gboolean      with_homes,
                          GError      **error)
{
  g_autoptr(WayOccupancyFacts) self = g_new0 (WayOccupancyFacts, 1);
  Reading reading = { .facts = self };
  gboolean done;

  self->settings = new_array (sizeof (WaySettingFact), clear_setting);
  self->provisions = new_array (sizeof (WayProvisionFact), clear_provision);
  self->districts = new_array (sizeof (WayDistrictFact), clear_district);
  self->stays = new_array (sizeof (WayStayFact), NULL);
  self->places = new_array (sizeof (WayPlacesFact), NULL);

  /* All of one moment. */
  if (!way_db_exec (db, "SAVEPOINT occupancy", error))
    return NULL;
  id_index_init (&reading.settings);
  id_index_init (&reading.provisions);
  id_index_init (&reading.districts);
  id_index_init (&reading.pupils);
  done = read_all (db, from, to, with_homes, &reading, error);
  reading_clear (&reading);
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
