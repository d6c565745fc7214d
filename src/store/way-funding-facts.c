/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Facts for double funding, read in one pass a table: however many children
 * there are, five statements. */

#include "way-funding-facts.h"

typedef struct
{
  WayFundingFacts *facts;
  GHashTable      *children;   /* WayId * -> index + 1 */
  GHashTable      *stays;
} Reading;

/* --- Cells --- */

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

static gint64
read_number (WayStmt *stmt,
             int      column)
{
  return way_stmt_is_null (stmt, column) ? WAY_INTEGER_NONE : way_stmt_int (stmt, column);
}

static void
set_index (GHashTable  *index,
           const WayId *id,
           guint        number)
{
  g_hash_table_insert (index, g_memdup2 (id, sizeof *id), GUINT_TO_POINTER (number + 1));
}

/* The child of a row that stands in a child's order; NULL for one without a
 * placement. */
static WayFundedChild *
find_child (Reading *reading,
            WayStmt *stmt)
{
  WayId pupil = way_stmt_id (stmt, 0);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (reading->children, &pupil));

  return number != 0 ? &g_array_index (reading->facts->children, WayFundedChild, number - 1) : NULL;
}

/* --- Rows --- */

#define STAY_COLUMNS \
  "placement.pupil, placement.id, provision.id, establishment.id, referral.exclusion," \
  " coalesce (placement.route_set, referral.route_set)," \
  " trim (coalesce (pupil.forename, '') || ' ' || coalesce (pupil.surname, '')), pupil.year," \
  " provision.name, establishment.name, establishment.type, placement.route," \
  " placement.registration, referral.place_payer, referral.top_up_payer," \
  " referral.payer_reason IS NOT NULL, placement.sessions," \
  " placement.start, placement.\"end\""

static WayFundedStay
stay_from_row (WayStmt *stmt)
{
  return (WayFundedStay) {
    .pupil = way_stmt_id (stmt, 0),
    .id = way_stmt_id (stmt, 1),
    .provision = way_stmt_id (stmt, 2),
    .setting = way_stmt_id (stmt, 3),
    .exclusion = way_stmt_id (stmt, 4),
    .route_set = way_stmt_id (stmt, 5),
    .pupil_name = g_strdup (way_stmt_text (stmt, 6)),
    .year = read_code (stmt, 7),
    .place_name = g_strdup (way_stmt_text (stmt, 8)),
    .setting_name = g_strdup (way_stmt_text (stmt, 9)),
    .setting_type = read_code (stmt, 10),
    .route = read_code (stmt, 11),
    .registration = read_code (stmt, 12),
    .place_payer = read_code (stmt, 13),
    .top_up_payer = read_code (stmt, 14),
    .payer_reason = way_stmt_int (stmt, 15) != 0,
    .sessions = read_number (stmt, 16),
    .from = read_day (stmt, 17, 0),
    .to = read_day (stmt, 18, WAY_FUNDED_OPEN),
  };
}

static void
read_stay (Reading *reading,
           WayStmt *stmt)
{
  WayFundingFacts *facts = reading->facts;
  WayFundedStay stay = stay_from_row (stmt);
  WayFundedChild *child = find_child (reading, stmt);

  if (child == NULL)
    {
      WayFundedChild another = { .pupil = stay.pupil, .first_stay = facts->stays->len };

      set_index (reading->children, &stay.pupil, facts->children->len);
      g_array_append_val (facts->children, another);
      child = &g_array_index (facts->children, WayFundedChild, facts->children->len - 1);
    }
  set_index (reading->stays, &stay.id, facts->stays->len);
  g_array_append_val (facts->stays, stay);
  child->n_stays++;
}

static void
read_line (Reading *reading,
           WayStmt *stmt)
{
  WayId placement = way_stmt_id (stmt, 0);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (reading->stays, &placement));
  WayFundedLine line = {
    .element = read_code (stmt, 1),
    .payer = read_code (stmt, 2),
    .basis = read_code (stmt, 3),
    .rate = read_number (stmt, 4),
    .from = read_day (stmt, 5, 0),
    .to = read_day (stmt, 6, WAY_FUNDED_OPEN),
    .approved = way_stmt_int (stmt, 7) != 0,
  };
  WayFundedStay *stay;

  if (number == 0)
    return;
  stay = &g_array_index (reading->facts->stays, WayFundedStay, number - 1);
  if (stay->n_lines++ == 0)
    stay->first_line = reading->facts->lines->len;
  g_array_append_val (reading->facts->lines, line);
}

static void
read_roll (Reading *reading,
           WayStmt *stmt)
{
  WayFundedChild *child = find_child (reading, stmt);
  WayFundedRoll roll;

  if (child == NULL)
    return;
  roll = (WayFundedRoll) {
    .school = way_stmt_id (stmt, 1),
    .school_name = g_strdup (way_stmt_text (stmt, 2)),
    .type = read_code (stmt, 3),
    .from = read_day (stmt, 4, 0),
    .to = read_day (stmt, 5, WAY_FUNDED_OPEN),
  };
  if (child->n_rolls++ == 0)
    child->first_roll = reading->facts->rolls->len;
  g_array_append_val (reading->facts->rolls, roll);
}

static void
read_exclusion (Reading *reading,
                WayStmt *stmt)
{
  WayFundedChild *child = find_child (reading, stmt);
  WayFundedExclusion exclusion;

  if (child == NULL)
    return;
  exclusion = (WayFundedExclusion) {
    .id = way_stmt_id (stmt, 1),
    .school = way_stmt_id (stmt, 2),
    .school_name = g_strdup (way_stmt_text (stmt, 3)),
    .type = read_code (stmt, 4),
    .pupil_amount = read_number (stmt, 5),
    .result = read_code (stmt, 6),
    .from = read_day (stmt, 7, 0),
    .informed = read_day (stmt, 8, 0),
    .decided = read_day (stmt, 9, 0),
    .off_roll = read_day (stmt, 10, 0),
  };
  if (child->n_exclusions++ == 0)
    child->first_exclusion = reading->facts->exclusions->len;
  g_array_append_val (reading->facts->exclusions, exclusion);
}

static void
read_recovery (Reading *reading,
               WayStmt *stmt)
{
  WayFundedChild *child = find_child (reading, stmt);
  WayFundedRecovery recovery = {
    .kind = read_code (stmt, 1),
    .from = read_day (stmt, 2, 0),
    .to = read_day (stmt, 3, WAY_FUNDED_OPEN),
  };

  if (child == NULL)
    return;
  if (child->n_recoveries++ == 0)
    child->first_recovery = reading->facts->recoveries->len;
  g_array_append_val (reading->facts->recoveries, recovery);
}

/* --- Reading --- */

/* A statement of all rows, and how it is cut to one child. */
typedef struct
{
  const char *sql;
  const char *condition;
  const char *order;
  void      (*read) (Reading *reading, WayStmt *stmt);
} Table;

static const Table tables[] = {
  {
    "SELECT " STAY_COLUMNS " FROM placement JOIN pupil ON pupil.id = placement.pupil"
    " JOIN provision ON provision.id = placement.provision"
    " JOIN establishment ON establishment.id = provision.establishment"
    " LEFT JOIN referral ON referral.id = placement.referral"
    " WHERE placement.start IS NOT NULL",
    " AND placement.pupil = :pupil", " ORDER BY placement.pupil, placement.start, placement.id",
    read_stay,
  },
  {
    "SELECT placement, element, payer, basis, rate, \"from\", \"to\","
    " reason IS NOT NULL AND (approved IS NOT NULL OR approved_by IS NOT NULL) FROM funding_line"
    " WHERE TRUE",
    " AND placement IN (SELECT id FROM placement WHERE pupil = :pupil)",
    " ORDER BY placement, id", read_line,
  },
  {
    "SELECT enrolment.pupil, establishment.id, establishment.name, establishment.type,"
    " enrolment.\"from\", enrolment.\"to\""
    " FROM enrolment JOIN establishment ON establishment.id = enrolment.establishment"
    " WHERE enrolment.status IN ('C', 'M')",
    " AND enrolment.pupil = :pupil", " ORDER BY enrolment.pupil, enrolment.\"from\", enrolment.id",
    read_roll,
  },
  {
    "SELECT exclusion.pupil, exclusion.id, establishment.id, establishment.name,"
    " establishment.type, establishment.pupil_amount, exclusion.result, exclusion.\"from\","
    " exclusion.informed, exclusion.decided, exclusion.off_roll"
    " FROM exclusion JOIN establishment ON establishment.id = exclusion.establishment"
    " WHERE exclusion.category = 'PERM' AND exclusion.cancelled IS NULL"
    " AND exclusion.\"from\" IS NOT NULL",
    " AND exclusion.pupil = :pupil", " ORDER BY exclusion.pupil, exclusion.\"from\", exclusion.id",
    read_exclusion,
  },
  {
    "SELECT pupil, kind, \"from\", \"to\" FROM recovery WHERE \"from\" IS NOT NULL",
    " AND pupil = :pupil", " ORDER BY pupil, \"from\", id", read_recovery,
  },
};

static gboolean
read_table (WayDb        *db,
            const Table  *table,
            const WayId  *pupil,
            Reading      *reading,
            GError      **error)
{
  g_autofree char *sql = g_strconcat (table->sql, pupil != NULL ? table->condition : "",
                                      table->order, NULL);
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  if (pupil != NULL)
    way_stmt_bind_id (stmt, ":pupil", pupil);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    table->read (reading, stmt);
  return step == WAY_STEP_DONE;
}

static gboolean
read_all (WayDb        *db,
          const WayId  *pupil,
          Reading      *reading,
          GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!read_table (db, &tables[i], pupil, reading, error))
      return FALSE;
  return TRUE;
}

static void
clear_stay (gpointer data)
{
  WayFundedStay *stay = data;

  g_free (stay->pupil_name);
  g_free (stay->place_name);
  g_free (stay->setting_name);
}

static void
clear_roll (gpointer data)
{
  g_free (((WayFundedRoll *) data)->school_name);
}

static void
clear_exclusion (gpointer data)
{
  g_free (((WayFundedExclusion *) data)->school_name);
}

static GArray *
new_array (gsize          size,
           GDestroyNotify clear)
{
  GArray *array = g_array_new (FALSE, FALSE, (guint) size);

  g_array_set_clear_func (array, clear);
  return array;
}

WayFundingFacts *
way_funding_facts_read (WayDb        *db,
                        const WayId  *pupil,
                        GError      **error)
{
  g_autoptr(WayFundingFacts) self = g_new0 (WayFundingFacts, 1);
  g_autoptr(GHashTable) children = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                                          NULL);
  g_autoptr(GHashTable) stays = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                                       NULL);
  Reading reading = { self, children, stays };
  gboolean done;

  self->children = new_array (sizeof (WayFundedChild), NULL);
  self->stays = new_array (sizeof (WayFundedStay), clear_stay);
  self->lines = new_array (sizeof (WayFundedLine), NULL);
  self->rolls = new_array (sizeof (WayFundedRoll), clear_roll);
  self->exclusions = new_array (sizeof (WayFundedExclusion), clear_exclusion);
  self->recoveries = new_array (sizeof (WayFundedRecovery), NULL);

  /* All of one moment. */
  if (!way_db_exec (db, "SAVEPOINT funding", error))
    return NULL;
  done = read_all (db, pupil, &reading, error);
  way_db_exec (db, "RELEASE funding", NULL);
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
  g_free (self);
}
