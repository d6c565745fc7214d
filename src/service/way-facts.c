/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authority's settings and everybody's school days, read once for a call.
 * Which day is a school day is for the rules to say; this lays the rows of the
 * file before them. */

#include "way-facts.h"

#include "way-area.h"
#include "way-codes.h"

/* The days of one calendar, as the rules take them. */
typedef struct
{
  WayId      id;
  WayId      establishment;
  char      *name;
  GArray    *rows;          /* WayDayRow; NULL until it is asked for */
} Calendar;

struct _WayFacts
{
  WayDb        *db;
  WayAuthority *authority;
  GPtrArray    *calendars;   /* Calendar * */
  GHashTable   *days;        /* WayId * (none: the authority) -> WaySchoolDays * */
  WaySchoolDays *borrowed;   /* the authority's, as whoever has none of its own counts them */
};

static void
calendar_free (Calendar *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  g_free (self->name);
  g_free (self);
}

static WayAuthority *
load_authority (WayDb   *db,
                GError **error)
{
  g_autoptr(GPtrArray) rows = way_records_list (db, &way_authority_entity, NULL, NULL, error);
  WayAuthority *authority;

  if (rows == NULL)
    return NULL;
  authority = rows->len > 0 ? way_authority_copy (g_ptr_array_index (rows, 0))
                            : way_authority_new ();
  way_record_start (&way_authority_entity, authority);
  return authority;
}

static GPtrArray *
load_calendars (WayDb   *db,
                GError **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) calendar_free);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT id, establishment, name FROM calendar ORDER BY id", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      Calendar *calendar = g_new0 (Calendar, 1);

      calendar->id = way_stmt_id (stmt, 0);
      calendar->establishment = way_stmt_id (stmt, 1);
      calendar->name = g_strdup (way_stmt_text (stmt, 2));
      g_ptr_array_add (found, calendar);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&found) : NULL;
}

WayFacts *
way_facts_new (WayDb   *db,
               GError **error)
{
  g_autoptr(WayFacts) self = g_new0 (WayFacts, 1);

  self->db = db;
  self->days = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                      (GDestroyNotify) way_school_days_unref);
  self->authority = load_authority (db, error);
  if (self->authority == NULL)
    return NULL;
  self->calendars = load_calendars (db, error);
  return self->calendars != NULL ? g_steal_pointer (&self) : NULL;
}

void
way_facts_free (WayFacts *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->authority, way_authority_free);
  g_clear_pointer (&self->calendars, g_ptr_array_unref);
  g_hash_table_unref (self->days);
  g_clear_pointer (&self->borrowed, way_school_days_unref);
  g_free (self);
}

WayDb *
way_facts_db (WayFacts *self)
{
  return self->db;
}

const WayAuthority *
way_facts_authority (WayFacts *self)
{
  return self->authority;
}

gboolean
way_facts_sixth_day_is_later (WayFacts *self)
{
  return g_strcmp0 (self->authority->sixth_day, "later") == 0;
}

/* --- School days --- */

/* Whose calendar names no establishment. */
static const WayId authority_id;

/* Whether the rules can read the row: a merge may bring anything. */
static gboolean
is_readable (const WayDayRow *row)
{
  return row->kind != NULL && way_date_is_set (&row->from) && way_date_is_set (&row->to) &&
         way_date_compare (&row->from, &row->to) <= 0 &&
         g_date_get_year (&row->from) >= 1990 && g_date_get_year (&row->to) <= 2069;
}

static gboolean
load_rows (WayFacts  *self,
           Calendar  *calendar,
           GError   **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayDayRow));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT \"from\", \"to\", kind FROM calendar_day"
                         " WHERE calendar = :calendar ORDER BY \"from\", id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":calendar", &calendar->id);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      const char *kind = way_stmt_text (stmt, 2);
      const WayCode *code = kind != NULL ? way_codes_lookup ("calendar_kind", kind) : NULL;
      WayDayRow row = {
        .from = way_stmt_date (stmt, 0),
        .to = way_stmt_date (stmt, way_stmt_is_null (stmt, 1) ? 0 : 1),
        .kind = code != NULL ? code->id : NULL,
      };

      if (is_readable (&row))
        g_array_append_val (rows, row);
    }
  if (step != WAY_STEP_DONE)
    return FALSE;
  calendar->rows = g_steal_pointer (&rows);
  return TRUE;
}

/* Lays the calendars of one establishment (none: the authority's) after those
 * that are laid already. */
static gboolean
add_layers (WayFacts     *self,
            const WayId  *establishment,
            WayDayLayer   layers[WAY_SCHOOL_DAYS_MAX_LAYERS],
            guint        *n_layers,
            GError      **error)
{
  for (guint i = 0; i < self->calendars->len && *n_layers < WAY_SCHOOL_DAYS_MAX_LAYERS; i++)
    {
      Calendar *calendar = g_ptr_array_index (self->calendars, i);

      if (!way_id_equal (&calendar->establishment, establishment))
        continue;
      if (calendar->rows == NULL && !load_rows (self, calendar, error))
        return FALSE;
      layers[(*n_layers)++] = (WayDayLayer) {
        .name = calendar->name,
        .rows = (const WayDayRow *) (gpointer) calendar->rows->data,
        .n_rows = calendar->rows->len,
      };
    }
  return TRUE;
}

/* The authority's days below a layer without a name, so that each says that it
 * is not the asker's own. */
static WaySchoolDays *
borrow_days (WayFacts  *self,
             GError   **error)
{
  WayDayLayer layers[WAY_SCHOOL_DAYS_MAX_LAYERS] = { { .name = NULL } };
  guint n_layers = 1;

  if (self->borrowed == NULL && add_layers (self, &authority_id, layers, &n_layers, error))
    self->borrowed = way_school_days_new (layers, n_layers, error);
  return self->borrowed != NULL ? way_school_days_ref (self->borrowed) : NULL;
}

static WaySchoolDays *
lay_days (WayFacts     *self,
          const WayId  *whose,
          GError      **error)
{
  WayDayLayer layers[WAY_SCHOOL_DAYS_MAX_LAYERS];
  guint n_layers = 0;

  if (!way_id_is_null (whose) && !add_layers (self, whose, layers, &n_layers, error))
    return NULL;
  if (n_layers == 0 && !way_id_is_null (whose))
    return borrow_days (self, error);
  if (!add_layers (self, &authority_id, layers, &n_layers, error))
    return NULL;
  return way_school_days_new (layers, n_layers, error);
}

const WaySchoolDays *
way_facts_days (WayFacts     *self,
                const WayId  *establishment,
                GError      **error)
{
  const WayId *whose = establishment != NULL ? establishment : &authority_id;
  WaySchoolDays *days = g_hash_table_lookup (self->days, whose);

  if (days != NULL)
    return days;
  days = lay_days (self, whose, error);
  if (days != NULL)
    g_hash_table_insert (self->days, g_memdup2 (whose, sizeof *whose), days);
  return days;
}

guint
way_facts_count_calendars (WayFacts    *self,
                           const WayId *establishment)
{
  const WayId *whose = establishment != NULL ? establishment : &authority_id;
  guint count = 0;

  for (guint i = 0; i < self->calendars->len; i++)
    {
      const Calendar *calendar = g_ptr_array_index (self->calendars, i);

      count += way_id_equal (&calendar->establishment, whose);
    }
  return MIN (count, WAY_SCHOOL_DAYS_MAX_LAYERS);
}

/* --- Where a day stands --- */

gboolean
way_service_today_term (WayFacts      *self,
                        const GDate   *today,
                        WayTodayTerm  *term,
                        GError       **error)
{
  const WaySchoolDays *days = way_facts_days (self, NULL, error);

  if (days == NULL)
    return FALSE;
  *term = (WayTodayTerm) {
    .term = way_school_days_term (days, today),
    .is_school_day = way_school_days_is_open (days, today),
    .next = way_school_days_nth (days, today, 1),
  };
  if (way_date_is_set (&term->term.first))
    {
      term->week = way_school_days_count_weeks (days, &term->term.first, today);
      term->weeks = way_school_days_count_weeks (days, &term->term.first, &term->term.last);
    }
  return TRUE;
}
