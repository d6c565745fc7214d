/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts for occupancy, read in one pass a table.  Records become indexes while
 * they are read: what counts them looks up nothing.  Stays are read as they are
 * packed (way-stays.h). */

#include "way-occupancy-facts.h"

#include <string.h>

#include "way-seals-private.h"
#include "way-stays-private.h"

/* --- Rows --- */

typedef struct
{
  WayOccupancyFacts *facts;
  WayIdTable        *indexes;     /* of the facts */
  const char        *last_code;   /* interned, of the row before */
} Reading;

static void
set_index (Reading     *reading,
           const WayId *id,
           guint        index)
{
  if (!way_id_is_null (id))
    way_id_table_set (reading->indexes, id, index);
}

static guint
get_index (Reading     *reading,
           const WayId *id)
{
  return way_id_table_get (reading->indexes, id);
}

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

  set_index (reading, &fact.id, reading->facts->settings->len);
  g_array_append_val (reading->facts->settings, fact);
}

static void
read_provision (Reading *reading,
                WayStmt *stmt)
{
  WayId setting = way_stmt_id (stmt, 1);
  WayProvisionFact fact = {
    .id = way_stmt_id (stmt, 0),
    .setting = get_index (reading, &setting),
    .name = g_strdup (way_stmt_text (stmt, 2)),
    .kind = read_code (reading, stmt, 3),
    .phase = read_code (reading, stmt, 4),
    .counted = !way_stmt_is_null (stmt, 5) && way_stmt_int (stmt, 5) != 0,
  };

  set_index (reading, &fact.id, reading->facts->provisions->len);
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

  set_index (reading, &fact.id, reading->facts->districts->len);
  g_array_append_val (reading->facts->districts, fact);
}

static void
read_places (Reading *reading,
             WayStmt *stmt)
{
  WayId provision = way_stmt_id (stmt, 0);
  WayPlacesFact fact = {
    .provision = get_index (reading, &provision),
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

/* --- Children --- */

/* Nearly always every record is a child of its own. */
static void
set_child (WayOccupancyFacts *self,
           guint32            number,
           guint              child)
{
  if (self->children == NULL)
    {
      self->children = g_new (guint, self->n_pupils);
      for (guint i = 0; i < self->n_pupils; i++)
        self->children[i] = i;
    }
  self->children[number] = child;
}

static gboolean
read_home (WayOccupancyFacts  *self,
           Reading            *reading,
           guint32             child,
           const WayId        *kept,
           GError            **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayId district;
  WayStep step;

  if (self->homes == NULL)
    return TRUE;
  stmt = way_db_prepare (self->db, "SELECT home_district FROM pupil WHERE id = :kept", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":kept", kept);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ERROR)
    return FALSE;
  district = step == WAY_STEP_ROW ? way_stmt_id (stmt, 0) : (WayId) { 0 };
  self->homes[child] = get_index (reading, &district);
  return TRUE;
}

/* Records that are joined have the number of the first of them, and live where
 * the one lives that they are read under. */
static gboolean
read_joins (WayOccupancyFacts  *self,
            Reading            *reading,
            GError            **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db,
                                            "SELECT pupil, kept FROM pupil_kept ORDER BY kept",
                                            error);
  WayId last = { 0 };
  guint32 child = 0;
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId pupil = way_stmt_id (stmt, 0);
      WayId kept = way_stmt_id (stmt, 1);
      guint32 number;

      if (!way_id_equal (&kept, &last))
        child = 0;
      last = kept;
      if (!way_stays_find_pupil (self->db, &pupil, &number, error))
        return FALSE;
      if (number == 0)
        continue;
      if (child == 0 && !read_home (self, reading, child = number, &kept, error))
        return FALSE;
      set_child (self, number, child);
    }
  return step == WAY_STEP_DONE;
}

/* Those whom who looks may not know of. */
static gboolean
leave_out (WayOccupancyFacts  *self,
           GError            **error)
{
  g_autoptr(GHashTable) numbers = way_stays_left_out (self->db, error);
  GHashTableIter iter;
  gpointer number;

  if (numbers == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, numbers);
  while (g_hash_table_iter_next (&iter, &number, NULL))
    set_child (self, GPOINTER_TO_UINT (number), WAY_FACT_NONE);
  return TRUE;
}

static gboolean
read_homes (WayOccupancyFacts  *self,
            Reading            *reading,
            GError            **error)
{
  g_autoptr(GArray) districts = way_stays_districts (self->db, error);
  g_autofree guint32 *homes = districts != NULL ? way_stays_homes (self->db, self->n_pupils, error)
                                                : NULL;
  g_autofree guint *indexes = NULL;

  if (homes == NULL)
    return FALSE;
  indexes = g_new (guint, districts->len + 1);
  indexes[0] = WAY_FACT_NONE;
  for (guint i = 1; i < districts->len; i++)
    indexes[i] = get_index (reading, &g_array_index (districts, WayId, i));
  self->homes = g_new (guint, self->n_pupils);
  for (guint i = 0; i < self->n_pupils; i++)
    self->homes[i] = homes[i] < districts->len ? indexes[homes[i]] : WAY_FACT_NONE;
  return TRUE;
}

static gboolean
read_children (WayOccupancyFacts  *self,
               Reading            *reading,
               WayOccupancyWith    with,
               GError            **error)
{
  guint32 last;

  if (!way_stays_last_pupil (self->db, &last, error))
    return FALSE;
  self->n_pupils = last + 1;
  return (!(with & WAY_OCCUPANCY_WITH_HOMES) || read_homes (self, reading, error)) &&
         read_joins (self, reading, error) && leave_out (self, error);
}

static gboolean
read_kinds (WayOccupancyFacts  *self,
            Reading            *reading,
            GError            **error)
{
  g_autoptr(GArray) kinds = way_stays_kinds (self->db, error);

  if (kinds == NULL)
    return FALSE;
  for (guint i = 0; i < kinds->len; i++)
    {
      const WayStayKind *kind = &g_array_index (kinds, WayStayKind, i);
      const WayKindFact none = { .provision = WAY_FACT_NONE };
      WayKindFact fact = { get_index (reading, &kind->provision), kind->registration };

      while (self->kinds->len < kind->number)
        g_array_append_val (self->kinds, none);
      g_array_append_val (self->kinds, fact);
    }
  return TRUE;
}

static gboolean
read_ways (WayOccupancyFacts  *self,
           GError            **error)
{
  g_autoptr(GArray) ways = way_stays_ways (self->db, error);

  if (ways == NULL)
    return FALSE;
  for (guint i = 0; i < ways->len; i++)
    {
      const WayStayWay *way = &g_array_index (ways, WayStayWay, i);
      const WayStayWay none = { 0 };

      while (self->ways->len < way->number)
        g_array_append_val (self->ways, none);
      g_array_append_val (self->ways, *way);
    }
  return TRUE;
}

/* --- All but the stays --- */

static gboolean
read_all (WayOccupancyFacts  *self,
          WayOccupancyWith    with,
          Reading            *reading,
          GError            **error)
{
  gboolean named = (with & WAY_OCCUPANCY_WITH_NAMES) != 0;
  WayDb *db = self->db;

  return read_rows (db, named ? "SELECT id, name, type, directory_type, registered"
                                " FROM establishment"
                              : "SELECT id, NULL, type, directory_type, registered"
                                " FROM establishment",
                    NULL, NULL, read_setting, reading, error) &&
         read_rows (db, named ? "SELECT id, establishment, name, kind, phase, counted"
                                " FROM provision"
                              : "SELECT id, establishment, NULL, kind, phase, counted"
                                " FROM provision",
                    NULL, NULL, read_provision, reading, error) &&
         read_rows (db, "SELECT id, name FROM district",
                    NULL, NULL, read_district, reading, error) &&
         read_rows (db, "SELECT provision, \"from\", \"to\", places, funder, kind, unit"
                        " FROM capacity WHERE \"from\" <= :to"
                        " AND (\"to\" IS NULL OR \"to\" >= :from)", &self->from,
                    &self->to, read_places, reading, error) &&
         read_kinds (self, reading, error) && read_ways (self, error) &&
         read_children (self, reading, with, error);
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
                          WayOccupancyWith with,
                          GError      **error)
{
  g_autoptr(WayOccupancyFacts) self = g_new0 (WayOccupancyFacts, 1);
  Reading reading = { .facts = self };

  self->indexes = reading.indexes = way_id_table_new ();
  self->from = *from;
  self->to = *to;
  self->settings = new_array (sizeof (WaySettingFact), clear_setting);
  self->provisions = new_array (sizeof (WayProvisionFact), clear_provision);
  self->districts = new_array (sizeof (WayDistrictFact), clear_district);
  self->kinds = new_array (sizeof (WayKindFact), NULL);
  self->ways = new_array (sizeof (WayStayWay), NULL);
  self->places = new_array (sizeof (WayPlacesFact), NULL);

  /* All of one moment, the stays too. */
  if (!way_stays_pack (db, error) || !way_db_exec (db, "SAVEPOINT occupancy", error))
    return NULL;
  self->db = db;
  return read_all (self, with, &reading, error) ? g_steal_pointer (&self) : NULL;
}

static void
end_moment (WayOccupancyFacts *self)
{
  if (self->db != NULL)
    way_db_exec (self->db, "RELEASE occupancy", NULL);
  self->db = NULL;
}

void
way_occupancy_facts_free (WayOccupancyFacts *self)
{
  if (self == NULL)
    return;
  end_moment (self);
  g_array_unref (self->settings);
  g_array_unref (self->provisions);
  g_array_unref (self->districts);
  g_array_unref (self->kinds);
  g_array_unref (self->ways);
  g_array_unref (self->places);
  g_clear_pointer (&self->stays, g_array_unref);
  g_clear_pointer (&self->indexes, way_id_table_free);
  g_clear_pointer (&self->expected, g_hash_table_unref);
  g_free (self->children);
  g_free (self->homes);
  g_free (self);
}

/* --- Expected ends --- */

/* What tells stays of the facts apart.  Two that are the same in all of it are of
 * one child at one place from one day on. */
typedef struct
{
  guint32     pupil;            /* number of the record */
  guint32     start;
  guint       provision;        /* index */
  guint       sessions;
  const char *registration;     /* interned, or NULL */
} StayKey;

static guint
hash_stay_key (gconstpointer key)
{
  const StayKey *stay = key;

  return ((stay->pupil * 31 + stay->start) * 31 + stay->provision) * 31 + stay->sessions;
}

static gboolean
stay_keys_equal (gconstpointer a,
                 gconstpointer b)
{
  const StayKey *one = a, *two = b;

  return one->pupil == two->pupil && one->start == two->start &&
         one->provision == two->provision && one->sessions == two->sessions &&
         one->registration == two->registration;
}

/* Of two that cannot be told apart the child goes with the later. */
static gboolean
keep_expected (WayOccupancyFacts  *self,
               WayStmt            *stmt,
               GError            **error)
{
  WayId pupil = way_stmt_id (stmt, 0);
  WayId provision = way_stmt_id (stmt, 1);
  const char *registration = way_stmt_text (stmt, 2);
  guint32 end = (guint32) way_stmt_int (stmt, 5);
  StayKey key = { .start = (guint32) way_stmt_int (stmt, 3),
                  .provision = way_id_table_get (self->indexes, &provision),
                  .sessions = (guint) way_stmt_int (stmt, 4),
                  .registration = g_intern_string (registration) };
  guint32 known;

  if (!way_stays_find_pupil (self->db, &pupil, &key.pupil, error))
    return FALSE;
  known = GPOINTER_TO_UINT (g_hash_table_lookup (self->expected, &key));
  if (key.pupil != 0 && key.provision != WAY_FACT_NONE && end > known)
    g_hash_table_replace (self->expected, g_memdup2 (&key, sizeof key), GUINT_TO_POINTER (end));
  return TRUE;
}

/* Of a stay of which another says that nobody knows when it ends, nobody does. */
#define EXPECTED_SQL \
  "SELECT pupil, provision, nullif (registration, ''), start," \
  " coalesce (sessions, " G_STRINGIFY (WAY_STAY_UNKNOWN) "), expected_end FROM placement AS one" \
  " WHERE \"end\" IS NULL AND expected_end >= :today AND expected_end >= start" \
  " AND pupil IS NOT NULL AND provision IS NOT NULL AND NOT EXISTS" \
  " (SELECT 1 FROM placement AS other WHERE other.pupil = one.pupil" \
  "  AND other.provision = one.provision AND other.start = one.start" \
  "  AND other.registration IS one.registration AND other.sessions IS one.sessions" \
  "  AND other.\"end\" IS NULL AND (other.expected_end IS NULL OR other.expected_end < :today" \
  "                               OR other.expected_end < other.start))"

gboolean
way_occupancy_facts_expect (WayOccupancyFacts  *self,
                            const GDate        *today,
                            GError            **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  g_return_val_if_fail (self->db != NULL, FALSE);
  stmt = way_db_prepare (self->db, EXPECTED_SQL, error);
  if (stmt == NULL)
    return FALSE;
  self->expected = g_hash_table_new_full (hash_stay_key, stay_keys_equal, g_free, NULL);
  way_stmt_bind_date (stmt, ":today", today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!keep_expected (self, stmt, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

guint32
way_occupancy_facts_expected_end (const WayOccupancyFacts *self,
                                  const WayStay           *stay)
{
  guint32 kind = way_stay_kind (stay);
  StayKey key = { .pupil = stay->pupil, .start = stay->start, .sessions = way_stay_sessions (stay) };
  const WayKindFact *fact;
  guint32 end;

  if (self->expected == NULL || kind >= self->kinds->len)
    return WAY_FACT_OPEN;
  fact = &g_array_index (self->kinds, WayKindFact, kind);
  key.provision = fact->provision;
  key.registration = fact->registration;
  end = GPOINTER_TO_UINT (g_hash_table_lookup (self->expected, &key));
  return end != 0 ? end : WAY_FACT_OPEN;
}

/* --- Stays --- */

gboolean
way_occupancy_facts_each (WayOccupancyFacts  *self,
                          gboolean            with_more,
                          WayStaysFunc        func,
                          gpointer            data,
                          GError            **error)
{
  gboolean done;

  g_return_val_if_fail (self->db != NULL, FALSE);
  done = way_stays_read (self->db, &self->from, &self->to, with_more, func, data, error);
  end_moment (self);
  return done;
}

static void
gather (guint32            end,
        const WayStay     *stays,
        const WayStayMore *more,
        guint              n,
        gpointer           data)
{
  WayOccupancyFacts *self = data;

  for (guint i = 0; i < n; i++)
    {
      const WayKindFact *kind = &g_array_index (self->kinds, WayKindFact,
                                                way_stay_kind (&stays[i]));
      guint child = way_occupancy_facts_child (self, stays[i].pupil);
      guint sessions = way_stay_sessions (&stays[i]);
      WayStayFact fact = {
        .from = stays[i].start,
        .to = end,
        .provision = kind->provision,
        .pupil = child,
        .registration = kind->registration,
        .sessions = (gint16) (sessions == WAY_STAY_UNKNOWN ? -1 : (int) sessions),
      };

      if (fact.provision == WAY_FACT_NONE || child == WAY_FACT_NONE ||
          fact.from > way_date_julian (&self->to))
        continue;
      fact.district = self->homes != NULL ? self->homes[child] : WAY_FACT_NONE;
      g_array_append_val (self->stays, fact);
    }
}

gboolean
way_occupancy_facts_gather (WayOccupancyFacts  *self,
                            GError            **error)
{
  self->stays = new_array (sizeof (WayStayFact), NULL);
  return way_occupancy_facts_each (self, FALSE, gather, self, error);
}
