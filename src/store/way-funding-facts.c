/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts for double funding.  Each table is read once, as it lies in the file, and
 * put in order here: joining and ordering by random ids costs SQLite several
 * times as much. */

#include "way-funding-facts.h"

#include <string.h>

#include "way-seals-sql.h"
#include "way-seals.h"

#define MOST_COLUMNS 16

typedef struct
{
  WayDb           *db;
  WayFundingFacts *facts;
  GHashTable      *children;            /* WayId * -> index + 1 */
  GHashTable      *stays;               /* likewise */
  const char      *codes[MOST_COLUMNS]; /* as read last, interned */
  GError          *error;               /* the first failure of a look-up */
} Reading;

/* --- Cells --- */

/* Rows in a row mostly say the same. */
static const char *
read_code (Reading *reading,
           WayStmt *stmt,
           int      column)
{
  const char *text = way_stmt_text (stmt, column);

  if (g_strcmp0 (reading->codes[column], text) != 0)
    reading->codes[column] = g_intern_string (text);
  return reading->codes[column];
}

static guint32
read_day (WayStmt *stmt,
          int      column,
          guint32  none)
{
  gint64 day = way_stmt_is_null (stmt, column) ? (gint64) none : way_stmt_int (stmt, column);

  return (guint32) CLAMP (day, 0, (gint64) G_MAXUINT32);
}

static gint64
read_number (WayStmt *stmt,
             int      column)
{
  return way_stmt_is_null (stmt, column) ? WAY_INTEGER_NONE : way_stmt_int (stmt, column);
}

/* --- Schools and places: few, so that each is looked up when it is first named --- */

static void
school_free (gpointer data)
{
  g_free (((WayFundedSchool *) data)->name);
  g_free (data);
}

static void
place_free (gpointer data)
{
  g_free (((WayFundedPlace *) data)->name);
  g_free (data);
}

/* A statement that stands on the row of an id; NULL where there is none. */
static WayStmt *
look_up (Reading     *reading,
         const char  *sql,
         const WayId *id)
{
  GError **error = reading->error == NULL ? &reading->error : NULL;
  g_autoptr(WayStmt) stmt = way_db_prepare (reading->db, sql, error);

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":id", id);
  return way_stmt_step (stmt, error) == WAY_STEP_ROW ? g_steal_pointer (&stmt) : NULL;
}

static const WayFundedSchool *
find_school (Reading     *reading,
             const WayId *id)
{
  WayFundedSchool *school = g_hash_table_lookup (reading->facts->schools, id);
  g_autoptr(WayStmt) stmt = NULL;

  if (school != NULL)
    return school;
  stmt = look_up (reading, "SELECT name, type, pupil_amount FROM establishment WHERE id = :id", id);
  if (stmt == NULL)
    return NULL;
  school = g_new0 (WayFundedSchool, 1);
  school->id = *id;
  school->number = g_hash_table_size (reading->facts->schools) + 1;
  school->name = g_strdup (way_stmt_text (stmt, 0));
  school->type = g_intern_string (way_stmt_text (stmt, 1));
  school->pupil_amount = read_number (stmt, 2);
  g_hash_table_insert (reading->facts->schools, &school->id, school);
  return school;
}

/* NULL also where nobody knows who offers it. */
static const WayFundedPlace *
find_place (Reading     *reading,
            const WayId *id)
{
  WayFundedPlace *place = g_hash_table_lookup (reading->facts->places, id);
  const WayFundedSchool *setting;
  g_autoptr(WayStmt) stmt = NULL;
  WayId establishment;

  if (place != NULL)
    return place;
  stmt = look_up (reading, "SELECT name, establishment FROM provision WHERE id = :id", id);
  if (stmt == NULL)
    return NULL;
  establishment = way_stmt_id (stmt, 1);
  setting = find_school (reading, &establishment);
  if (setting == NULL)
    return NULL;
  place = g_new0 (WayFundedPlace, 1);
  place->id = *id;
  place->name = g_strdup (way_stmt_text (stmt, 0));
  place->setting = setting;
  g_hash_table_insert (reading->facts->places, &place->id, place);
  return place;
}

/* --- Rows: the owner's id first, then the row's own and its first day --- */

/* FALSE where nobody knows whose the row is. */
static gboolean
read_key (WayStmt      *stmt,
          GHashTable   *owners,
          WayFundedKey *key)
{
  WayId owner = way_stmt_id (stmt, 0);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (owners, &owner));

  if (number == 0)
    return FALSE;
  key->owner = number - 1;
  key->id = way_stmt_id (stmt, 1);
  key->from = read_day (stmt, 2, 0);
  return TRUE;
}

static void
read_child (Reading *reading,
            WayStmt *stmt)
{
  WayFundedChild child = {
    .id = way_stmt_id (stmt, 0),
    .name = g_strdup (way_stmt_text (stmt, 1)),
    .year = read_code (reading, stmt, 2),
  };

  if (way_seals_hide (reading->db, &child.id))
    child.year = NULL;
  g_array_append_val (reading->facts->children, child);
}

static void
read_stay (Reading *reading,
           WayStmt *stmt)
{
  WayId provision = way_stmt_id (stmt, 4);
  WayFundedStay stay = {
    .to = read_day (stmt, 3, WAY_FUNDED_OPEN),
    .place = find_place (reading, &provision),
    .exclusion = way_stmt_id (stmt, 5),
    .route_set = way_stmt_id (stmt, 6),
    .route = read_code (reading, stmt, 7),
    .registration = read_code (reading, stmt, 8),
    .place_payer = read_code (reading, stmt, 9),
    .top_up_payer = read_code (reading, stmt, 10),
    .payer_reason = way_stmt_int (stmt, 11) != 0,
    .sessions = read_number (stmt, 12),
  };

  if (stay.place != NULL && read_key (stmt, reading->children, &stay.key))
    g_array_append_val (reading->facts->stays, stay);
}

static void
read_line (Reading *reading,
           WayStmt *stmt)
{
  WayFundedLine line = {
    .to = read_day (stmt, 3, WAY_FUNDED_OPEN),
    .element = read_code (reading, stmt, 4),
    .payer = read_code (reading, stmt, 5),
    .basis = read_code (reading, stmt, 6),
    .rate = read_number (stmt, 7),
    .approved = way_stmt_int (stmt, 8) != 0,
  };

  if (read_key (stmt, reading->stays, &line.key))
    g_array_append_val (reading->facts->lines, line);
}

static void
read_roll (Reading *reading,
           WayStmt *stmt)
{
  WayId school = way_stmt_id (stmt, 4);
  WayFundedRoll roll = {
    .to = read_day (stmt, 3, WAY_FUNDED_OPEN),
    .school = find_school (reading, &school),
  };

  if (roll.school != NULL && read_key (stmt, reading->children, &roll.key))
    g_array_append_val (reading->facts->rolls, roll);
}

static void
read_exclusion (Reading *reading,
                WayStmt *stmt)
{
  WayId school = way_stmt_id (stmt, 3);
  WayFundedExclusion exclusion = {
    .school = find_school (reading, &school),
    .result = read_code (reading, stmt, 4),
    .informed = read_day (stmt, 5, 0),
    .decided = read_day (stmt, 6, 0),
    .off_roll = read_day (stmt, 7, 0),
  };

  if (exclusion.school != NULL && read_key (stmt, reading->children, &exclusion.key))
    g_array_append_val (reading->facts->exclusions, exclusion);
}

static void
read_recovery (Reading *reading,
               WayStmt *stmt)
{
  WayFundedRecovery recovery = {
    .to = read_day (stmt, 3, WAY_FUNDED_OPEN),
    .kind = read_code (reading, stmt, 4),
  };

  if (read_key (stmt, reading->children, &recovery.key))
    g_array_append_val (reading->facts->recoveries, recovery);
}

/* --- Reading --- */

/* A statement of all rows, and how it is cut to one child. */
typedef struct
{
  const char *sql;
  const char *condition;
  void      (*read) (Reading *reading, WayStmt *stmt);
} Table;

static const Table child_table = {
  "SELECT pupil.id, " WAY_PUPIL_NAME_SQL ", year FROM pupil WHERE " WAY_PUPIL_KNOWN_SQL ("pupil.id"),
  " AND pupil.id = :pupil", read_child,
};

static const Table stay_table = {
  "SELECT placement.pupil, placement.id, placement.start, placement.\"end\", placement.provision,"
  " referral.exclusion, coalesce (placement.route_set, referral.route_set), placement.route,"
  " placement.registration, referral.place_payer, referral.top_up_payer,"
  " referral.payer_reason IS NOT NULL, placement.sessions"
  " FROM placement LEFT JOIN referral ON referral.id = placement.referral"
  " WHERE placement.start IS NOT NULL",
  " AND placement.pupil = :pupil", read_stay,
};

static const Table line_table = {
  "SELECT placement, id, \"from\", \"to\", element, payer, basis, rate,"
  " reason IS NOT NULL AND (approved IS NOT NULL OR approved_by IS NOT NULL) FROM funding_line",
  " WHERE placement IN (SELECT id FROM placement WHERE pupil = :pupil)", read_line,
};

static const Table roll_table = {
  "SELECT pupil, id, \"from\", \"to\", establishment FROM enrolment WHERE status IN ('C', 'M')",
  " AND pupil = :pupil", read_roll,
};

static const Table exclusion_table = {
  "SELECT pupil, id, \"from\", establishment, result, informed, decided, off_roll FROM exclusion"
  " WHERE category = 'PERM' AND cancelled IS NULL AND \"from\" IS NOT NULL",
  " AND pupil = :pupil", read_exclusion,
};

static const Table recovery_table = {
  "SELECT pupil, id, \"from\", \"to\", kind FROM recovery WHERE \"from\" IS NOT NULL",
  " AND pupil = :pupil", read_recovery,
};

static gboolean
read_table (Reading      *reading,
            const Table  *table,
            const WayId  *pupil,
            GError      **error)
{
  g_autofree char *sql = g_strconcat (table->sql, pupil != NULL ? table->condition : NULL, NULL);
  g_autoptr(WayStmt) stmt = way_db_prepare (reading->db, sql, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  if (pupil != NULL)
    way_stmt_bind_id (stmt, ":pupil", pupil);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    table->read (reading, stmt);
  if (reading->error == NULL || step == WAY_STEP_ERROR)
    return step == WAY_STEP_DONE;
  g_propagate_error (error, g_steal_pointer (&reading->error));
  return FALSE;
}

static int
compare_children (gconstpointer a,
                  gconstpointer b)
{
  return way_id_compare (&((const WayFundedChild *) a)->id, &((const WayFundedChild *) b)->id);
}

static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  const WayFundedKey *one = a;
  const WayFundedKey *other = b;

  if (one->owner != other->owner)
    return one->owner < other->owner ? -1 : 1;
  if (one->from != other->from)
    return one->from < other->from ? -1 : 1;
  return way_id_compare (&one->id, &other->id);
}

/* The element at a place of an array of whatever. */
static gpointer
element_at (GArray *array,
            guint   index)
{
  return array->data + (gsize) index * g_array_get_element_size (array);
}

static GHashTable *
index_rows (GArray *rows,
            gsize   id_offset)
{
  GHashTable *index = g_hash_table_new (way_id_hash, way_id_equal_func);

  for (guint i = 0; i < rows->len; i++)
    g_hash_table_insert (index, G_STRUCT_MEMBER_P (element_at (rows, i), id_offset),
                         GUINT_TO_POINTER (i + 1));
  return index;
}

/* Orders the rows, and says in the span of each owner which are its own. */
static void
hand_out (GArray *rows,
          GArray *owners,
          gsize   span_offset)
{
  g_array_sort (rows, compare_keys);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayFundedKey *key = element_at (rows, i);
      WayFundedSpan *span = G_STRUCT_MEMBER_P (element_at (owners, key->owner), span_offset);

      if (span->n++ == 0)
        span->first = i;
    }
}

static gboolean
read_all (Reading      *reading,
          const WayId  *pupil,
          GError      **error)
{
  WayFundingFacts *facts = reading->facts;
  g_autoptr(GHashTable) children = NULL;
  g_autoptr(GHashTable) stays = NULL;

  if (!read_table (reading, &child_table, pupil, error))
    return FALSE;
  g_array_sort (facts->children, compare_children);
  reading->children = children = index_rows (facts->children, offsetof (WayFundedChild, id));
  if (!read_table (reading, &stay_table, pupil, error) ||
      !read_table (reading, &roll_table, pupil, error) ||
      !read_table (reading, &exclusion_table, pupil, error) ||
      !read_table (reading, &recovery_table, pupil, error))
    return FALSE;
  hand_out (facts->stays, facts->children, offsetof (WayFundedChild, stays));
  hand_out (facts->rolls, facts->children, offsetof (WayFundedChild, rolls));
  hand_out (facts->exclusions, facts->children, offsetof (WayFundedChild, exclusions));
  hand_out (facts->recoveries, facts->children, offsetof (WayFundedChild, recoveries));

  reading->stays = stays = index_rows (facts->stays, offsetof (WayFundedStay, key.id));
  if (!read_table (reading, &line_table, pupil, error))
    return FALSE;
  hand_out (facts->lines, facts->stays, offsetof (WayFundedStay, lines));
  return TRUE;
}

static void
clear_child (gpointer data)
{
  g_free (((WayFundedChild *) data)->name);
}

static WayFundingFacts *
new_facts (void)
{
  WayFundingFacts *self = g_new0 (WayFundingFacts, 1);

  self->children = g_array_new (FALSE, FALSE, sizeof (WayFundedChild));
  self->stays = g_array_new (FALSE, FALSE, sizeof (WayFundedStay));
  self->lines = g_array_new (FALSE, FALSE, sizeof (WayFundedLine));
  self->rolls = g_array_new (FALSE, FALSE, sizeof (WayFundedRoll));
  self->exclusions = g_array_new (FALSE, FALSE, sizeof (WayFundedExclusion));
  self->recoveries = g_array_new (FALSE, FALSE, sizeof (WayFundedRecovery));
  self->schools = g_hash_table_new_full (way_id_hash, way_id_equal_func, NULL, school_free);
  self->places = g_hash_table_new_full (way_id_hash, way_id_equal_func, NULL, place_free);
  g_array_set_clear_func (self->children, clear_child);
  return self;
}

WayFundingFacts *
way_funding_facts_read (WayDb        *db,
                        const WayId  *pupil,
                        GError      **error)
{
  g_autoptr(WayFundingFacts) self = new_facts ();
  Reading reading = { .db = db, .facts = self };
  gboolean done;

  /* All of one moment. */
  if (!way_db_exec (db, "SAVEPOINT funding", error))
    return NULL;
  done = read_all (&reading, pupil, error);
  way_db_exec (db, "RELEASE funding", NULL);
  g_clear_error (&reading.error);
  return done ? g_steal_pointer (&self) : NULL;
}

void
way_funding_facts_free (WayFundingFacts *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->children);
  g_array_unref (self->stays);
  g_array_unref (self->lines);
  g_array_unref (self->rolls);
  g_array_unref (self->exclusions);
  g_array_unref (self->recoveries);
  g_hash_table_unref (self->places);
  g_hash_table_unref (self->schools);
  g_free (self);
}
