/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A setting's attendance as a sheet of numbers, from what is recorded and back
 * in one edit. */

#include "way-attendance.h"

#include <string.h>

#include "way-children.h"
#include "way-directory.h"
#include "way-text.h"

#define MOST_SESSIONS 14       /* two for each day of a week */
#define MOST_PASTED   100000   /* characters of a line: far more than a sheet has */

typedef struct
{
  WayAttendanceWeek stored;    /* without id: nothing is recorded */
  WayAttendanceWeek now;
  gint64            expected;  /* sessions that the placement offers */
  gboolean          is_open;
} Cell;

typedef struct
{
  guint  step;                 /* those of one number go together */
  guint  row;
  guint  column;
  gint64 before;
  char  *source;               /* lent: static */
} Change;

struct _WayAttendanceSheet
{
  char      *title;            /* of the setting */
  GPtrArray *rows;             /* WayAttendanceRow * */
  GArray    *weeks;            /* GDate: Mondays */
  Cell      *cells;            /* by row, then by week */
  GArray    *changes;          /* Change */
  guint      step;
};

static void
row_free (gpointer data)
{
  WayAttendanceRow *self = data;

  g_free (self->name);
  g_free (self->year);
  g_free (self->provision);
  g_free (self);
}

void
way_attendance_sheet_free (WayAttendanceSheet *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_array_unref (self->weeks);
  g_array_unref (self->changes);
  g_free (self->cells);
  g_free (self->title);
  g_free (self);
}

static Cell *
cell_at (const WayAttendanceSheet *self,
         guint                     row,
         guint                     column)
{
  return &self->cells[row * self->weeks->len + column / WAY_N_MEASURES];
}

static WayMeasure
measure_at (guint column)
{
  return (WayMeasure) (column % WAY_N_MEASURES);
}

gboolean
way_attendance_is_blank (const WayAttendanceWeek *week)
{
  for (WayMeasure measure = WAY_MEASURE_ATTENDED; measure < WAY_N_MEASURES; measure++)
    if (way_measure_get (week, measure) != WAY_INTEGER_NONE)
      return FALSE;
  return TRUE;
}

/* --- Reading --- */

typedef struct
{
  WayAttendanceRow *row;
  WayPlacement     *placement;
  char             *key;       /* sorts */
} Found;

static void
found_free (gpointer data)
{
  Found *self = data;

  g_clear_pointer (&self->row, row_free);
  way_placement_free (self->placement);
  g_free (self->key);
  g_free (self);
}

static int
compare_found (gconstpointer a,
               gconstpointer b)
{
  const Found *one = *(const Found *const *) a;
  const Found *other = *(const Found *const *) b;
  int order = strcmp (one->key, other->key);

  if (order == 0)
    order = way_date_compare (&one->placement->start, &other->placement->start);
  return order != 0 ? order : memcmp (&one->placement->id, &other->placement->id, sizeof (WayId));
}

static gboolean
add_placement (GPtrArray           *found,
               WayDb               *db,
               const WayProvision  *provision,
               const WayPlacement  *placement,
               GError             **error)
{
  g_autoptr(WayPupil) pupil = way_act_get (db, &way_pupil_entity, &placement->pupil, error);
  g_autofree char *surname = NULL;
  g_autofree char *forename = NULL;
  Found *one;

  if (pupil == NULL)
    return FALSE;
  one = g_new0 (Found, 1);
  one->placement = way_placement_copy (placement);
  one->row = g_new0 (WayAttendanceRow, 1);
  one->row->placement = placement->id;
  one->row->name = way_record_title (&way_pupil_entity, pupil);
  one->row->year = g_strdup (pupil->year);
  one->row->provision = g_strdup (provision->name);
  surname = way_text_fold (pupil->surname);
  forename = way_text_fold (pupil->forename);
  one->key = g_strdup_printf ("%s\t%s", surname, forename);
  g_ptr_array_add (found, one);
  return TRUE;
}

static GPtrArray *
find_placements (WayDb        *db,
                 const WayId  *establishment,
                 const GDate  *from,
                 const GDate  *to,
                 GError      **error)
{
  g_autoptr(GPtrArray) provisions = way_records_of (db, &way_provision_entity, "establishment",
                                                    establishment, error);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (found_free);

  for (guint i = 0; provisions != NULL && i < provisions->len; i++)
    {
      const WayProvision *provision = g_ptr_array_index (provisions, i);
      g_autoptr(GPtrArray) placements = way_records_of (db, &way_placement_entity, "provision",
                                                        &provision->id, error);

      if (placements == NULL)
        return NULL;
      for (guint j = 0; j < placements->len; j++)
        {
          const WayPlacement *placement = g_ptr_array_index (placements, j);

          if (way_date_overlap (from, to, &placement->start, &placement->end) &&
              !add_placement (found, db, provision, placement, error))
            return NULL;
        }
    }
  if (provisions == NULL)
    return NULL;
  g_ptr_array_sort (found, compare_found);
  return g_steal_pointer (&found);
}

static const WayAttendanceWeek *
find_week (GPtrArray   *recorded,
           const GDate *monday)
{
  for (guint i = 0; i < recorded->len; i++)
    {
      const WayAttendanceWeek *week = g_ptr_array_index (recorded, i);

      if (way_date_equal (&week->week, monday))
        return week;
    }
  return NULL;
}

static void
clear_week (WayAttendanceWeek *week,
            const WayId       *placement,
            const GDate       *monday)
{
  *week = (WayAttendanceWeek) { .placement = *placement, .week = *monday };
  for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
    way_measure_set (week, measure, WAY_INTEGER_NONE);
}

/* The cells own no text: where a week is from is said when it is saved. */
static void
fill_cell (Cell                    *cell,
           const WayPlacement      *placement,
           const WaySchoolDays     *days,
           const GDate             *monday,
           const WayAttendanceWeek *recorded)
{
  GDate sunday = way_date_add_days (monday, 6);

  clear_week (&cell->stored, &placement->id, monday);
  if (recorded != NULL)
    {
      cell->stored = *recorded;
      cell->stored.source = NULL;
    }
  cell->now = cell->stored;
  cell->is_open = recorded != NULL ||
                  way_date_overlap (monday, &sunday, &placement->start, &placement->end);
  cell->expected = cell->is_open ? (gint64) way_sessions_expected (days, placement, monday)
                                 : WAY_INTEGER_NONE;
  if (recorded == NULL)
    cell->now.possible = cell->expected;
}

static gboolean
fill_rows (WayAttendanceSheet   *self,
           WayDb                *db,
           GPtrArray            *found,
           const WaySchoolDays  *days,
           GError              **error)
{
  self->cells = g_new0 (Cell, found->len * self->weeks->len + 1);
  for (guint row = 0; row < found->len; row++)
    {
      Found *one = g_ptr_array_index (found, row);
      g_autoptr(GPtrArray) recorded = way_records_of (db, &way_attendance_week_entity,
                                                      "placement", &one->placement->id, error);

      if (recorded == NULL)
        return FALSE;
      for (guint week = 0; week < self->weeks->len; week++)
        {
          const GDate *monday = &g_array_index (self->weeks, GDate, week);

          fill_cell (&self->cells[row * self->weeks->len + week], one->placement, days, monday,
                     find_week (recorded, monday));
        }
      g_ptr_array_add (self->rows, g_steal_pointer (&one->row));
    }
  return TRUE;
}

WayAttendanceSheet *
way_attendance_sheet_new (WayFacts     *facts,
                          const WayId  *establishment,
                          const GDate  *from,
                          const GDate  *to,
                          GError      **error)
{
  g_autoptr(WayAttendanceSheet) self = g_new0 (WayAttendanceSheet, 1);
  WayDb *db = way_facts_db (facts);
  const WaySchoolDays *days = way_facts_days (facts, establishment, error);
  g_autoptr(WayEstablishment) setting = NULL;
  g_autoptr(GPtrArray) found = NULL;

  self->rows = g_ptr_array_new_with_free_func (row_free);
  self->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  self->weeks = days != NULL ? way_school_days_first_of_weeks (days, from, to)
                             : g_array_new (FALSE, FALSE, sizeof (GDate));
  for (guint i = 0; i < self->weeks->len; i++)
    {
      GDate *week = &g_array_index (self->weeks, GDate, i);

      *week = way_date_week_start (week);
    }
  setting = days != NULL ? way_act_get (db, &way_establishment_entity, establishment, error) : NULL;
  found = setting != NULL ? find_placements (db, establishment, from, to, error) : NULL;
  if (found == NULL || !fill_rows (self, db, found, days, error))
    return NULL;
  self->title = g_strdup (setting->name);
  return g_steal_pointer (&self);
}

/* --- Looking --- */

guint
way_attendance_sheet_n_rows (const WayAttendanceSheet *self)
{
  return self->rows->len;
}

guint
way_attendance_sheet_n_weeks (const WayAttendanceSheet *self)
{
  return self->weeks->len;
}

guint
way_attendance_sheet_n_columns (const WayAttendanceSheet *self)
{
  return self->weeks->len * WAY_N_MEASURES;
}

const WayAttendanceRow *
way_attendance_sheet_row (const WayAttendanceSheet *self,
                          guint                     row)
{
  return g_ptr_array_index (self->rows, row);
}

const GDate *
way_attendance_sheet_week (const WayAttendanceSheet *self,
                           guint                     week)
{
  return &g_array_index (self->weeks, GDate, week);
}

gboolean
way_attendance_sheet_is_open (const WayAttendanceSheet *self,
                              guint                     row,
                              guint                     column)
{
  return cell_at (self, row, column)->is_open;
}

gboolean
way_attendance_sheet_is_prefilled (const WayAttendanceSheet *self,
                                   guint                     row,
                                   guint                     column)
{
  const Cell *cell = cell_at (self, row, column);

  return measure_at (column) == WAY_MEASURE_POSSIBLE && way_id_is_null (&cell->stored.id) &&
         cell->now.possible != WAY_INTEGER_NONE && cell->now.possible == cell->expected;
}

gint64
way_attendance_sheet_get (const WayAttendanceSheet *self,
                          guint                     row,
                          guint                     column)
{
  return way_measure_get (&cell_at (self, row, column)->now, measure_at (column));
}

/* A week of which only the worked-out number stands says nothing yet. */
static gboolean
is_untouched (const Cell *cell)
{
  return way_id_is_null (&cell->stored.id) && way_attendance_is_blank (&cell->now) &&
         (cell->now.possible == WAY_INTEGER_NONE || cell->now.possible == cell->expected);
}

static gboolean
is_changed (const Cell *cell)
{
  if (!cell->is_open || is_untouched (cell))
    return FALSE;
  for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
    if (way_measure_get (&cell->now, measure) != way_measure_get (&cell->stored, measure))
      return TRUE;
  return FALSE;
}

/* All six emptied takes a recorded week away. */
static gboolean
is_emptied (const Cell *cell)
{
  return way_attendance_is_blank (&cell->now) && cell->now.possible == WAY_INTEGER_NONE;
}

guint
way_attendance_sheet_n_changed (const WayAttendanceSheet *self)
{
  guint count = 0;

  for (guint i = 0; i < self->rows->len * self->weeks->len; i++)
    count += is_changed (&self->cells[i]);
  return count;
}

char *
way_attendance_sheet_problem (const WayAttendanceSheet *self,
                              guint                     row,
                              guint                     column)
{
  const Cell *cell = cell_at (self, row, column);
  g_autoptr(GError) error = NULL;

  if (!is_changed (cell) || is_emptied (cell) ||
      way_record_check (&way_attendance_week_entity, &cell->now, &error))
    return NULL;
  return g_strdup (error->message);
}

/* --- Filling in --- */

static gboolean
check_value (const WayAttendanceSheet  *self,
             guint                      row,
             guint                      column,
             gint64                     value,
             GError                   **error)
{
  const char *sentence = NULL;

  if (row >= self->rows->len || column >= way_attendance_sheet_n_columns (self))
    sentence = "there is no such cell";
  else if (!cell_at (self, row, column)->is_open && value != WAY_INTEGER_NONE)
    sentence = "the placement does not run in that week";
  else if (value != WAY_INTEGER_NONE && (value < 0 || value > MOST_SESSIONS))
    sentence = "a week has no such number of half days";
  if (sentence != NULL)
    g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID, sentence);
  return sentence == NULL;
}

static void
put (WayAttendanceSheet *self,
     guint               row,
     guint               column,
     gint64              value,
     const char         *source)
{
  Cell *cell = cell_at (self, row, column);
  Change change = { self->step, row, column, way_measure_get (&cell->now, measure_at (column)),
                    cell->now.source };

  if (change.before == value)
    return;
  g_array_append_val (self->changes, change);
  way_measure_set (&cell->now, measure_at (column), value);
  cell->now.source = (char *) source;
}

gboolean
way_attendance_sheet_set (WayAttendanceSheet  *self,
                          guint                row,
                          guint                column,
                          gint64               value,
                          GError             **error)
{
  if (!check_value (self, row, column, value, error))
    return FALSE;
  self->step++;
  put (self, row, column, value, "typed");
  return TRUE;
}

gboolean
way_attendance_sheet_undo (WayAttendanceSheet *self)
{
  guint step;

  if (self->changes->len == 0)
    return FALSE;
  step = g_array_index (self->changes, Change, self->changes->len - 1).step;
  while (self->changes->len > 0)
    {
      const Change *last = &g_array_index (self->changes, Change, self->changes->len - 1);
      Cell *cell = cell_at (self, last->row, last->column);

      if (last->step != step)
        break;
      way_measure_set (&cell->now, measure_at (last->column), last->before);
      cell->now.source = last->source;
      g_array_set_size (self->changes, self->changes->len - 1);
    }
  return TRUE;
}

/* --- To and from a spreadsheet --- */

char *
way_attendance_sheet_copy (const WayAttendanceSheet *self,
                           guint                     row,
                           guint                     column,
                           guint                     last_row,
                           guint                     last_column)
{
  GString *text = g_string_new (NULL);

  for (guint i = row; i <= last_row; i++)
    for (guint j = column; j <= last_column; j++)
      {
        gint64 value = way_attendance_sheet_get (self, i, j);

        if (value != WAY_INTEGER_NONE)
          g_string_append_printf (text, "%" G_GINT64_FORMAT, value);
        g_string_append_c (text, j < last_column ? '\t' : '\n');
      }
  return g_string_free (text, FALSE);
}

static gboolean
read_value (const char  *text,
            gint64      *value,
            GError     **error)
{
  g_autofree char *bare = g_strstrip (g_strdup (text));
  g_autofree char *clipped = NULL;

  *value = WAY_INTEGER_NONE;
  if (*bare == '\0' || way_text_parse_int (bare, 0, MOST_SESSIONS, value))
    return TRUE;
  clipped = way_text_clip (bare, 20);
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
               "“%s” is no number of half days of a week", clipped);
  return FALSE;
}

typedef struct
{
  guint  row;
  guint  column;
  gint64 value;
} Pasted;

static gboolean
read_line (const WayAttendanceSheet  *self,
           guint                      row,
           guint                      column,
           const char                *line,
           guint                      number,
           GArray                    *pasted,
           GError                   **error)
{
  g_auto(GStrv) values = g_strsplit (line, "\t", -1);

  for (guint i = 0; values[i] != NULL; i++)
    {
      Pasted one = { row, column + i, WAY_INTEGER_NONE };

      if (!read_value (values[i], &one.value, error) ||
          !check_value (self, one.row, one.column, one.value, error))
        {
          g_prefix_error (error, "Line %u, place %u: ", number, i + 1);
          return FALSE;
        }
      g_array_append_val (pasted, one);
    }
  return TRUE;
}

gboolean
way_attendance_sheet_paste (WayAttendanceSheet  *self,
                            guint                row,
                            guint                column,
                            const char          *text,
                            GError             **error)
{
  g_autoptr(GArray) pasted = g_array_new (FALSE, FALSE, sizeof (Pasted));
  g_auto(GStrv) lines = NULL;
  gsize most = (gsize) (self->rows->len + 1) * MOST_PASTED;
  guint n_lines;

  if (!g_utf8_validate (text, -1, NULL) || strlen (text) > most)
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                           "This is no part of a table.");
      return FALSE;
    }
  lines = g_strsplit (text, "\n", -1);
  n_lines = g_strv_length (lines);
  while (n_lines > 0 && *g_strchomp (lines[n_lines - 1]) == '\0' && n_lines > 1)
    n_lines--;
  for (guint i = 0; i < n_lines; i++)
    if (!read_line (self, row + i, column, lines[i], i + 1, pasted, error))
      return FALSE;
  self->step++;
  for (guint i = 0; i < pasted->len; i++)
    {
      const Pasted *one = &g_array_index (pasted, Pasted, i);

      put (self, one->row, one->column, one->value, "pasted");
    }
  return TRUE;
}

/* --- Recording --- */

gboolean
way_attendance_check_week (WayDb                    *db,
                           const WayAttendanceWeek  *week,
                           GError                  **error)
{
  gboolean at_setting = !way_id_is_null (&week->placement);
  g_autoptr(WayStmt) stmt =
    way_db_prepare (db,
                    at_setting
                      ? "SELECT 1 FROM attendance_week WHERE placement = :register"
                        " AND week = :week AND id IS NOT :id LIMIT 1"
                      : "SELECT 1 FROM attendance_week WHERE enrolment = :register"
                        " AND week = :week AND id IS NOT :id LIMIT 1", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":week", &week->week);
  way_stmt_bind_id (stmt, ":id", &week->id);
  way_stmt_bind_id (stmt, ":register", at_setting ? &week->placement : &week->enrolment);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                 "week: the attendance of this week is recorded already");
  return step == WAY_STEP_DONE;
}

static gboolean
save_cell (WayDb       *db,
           const Cell  *cell,
           GError     **error)
{
  WayAttendanceWeek week = cell->now;

  if (is_emptied (cell))
    return way_records_delete (db, &way_attendance_week_entity, &week.id, error);
  if (!way_id_is_null (&week.id))
    return way_records_update (db, &way_attendance_week_entity, &week, error);
  return way_attendance_check_week (db, &week, error) &&
         way_records_insert (db, &way_attendance_week_entity, &week, error);
}

static gboolean
save_in_edit (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  const WayAttendanceSheet *self = data;

  for (guint i = 0; i < self->rows->len * self->weeks->len; i++)
    {
      const WayAttendanceRow *row = g_ptr_array_index (self->rows, i / self->weeks->len);
      g_autofree char *monday = NULL;

      if (!is_changed (&self->cells[i]) || save_cell (db, &self->cells[i], error))
        continue;
      monday = way_date_to_iso (&self->cells[i].now.week);
      g_prefix_error (error, "%s, week of %s: ", row->name, monday);
      return FALSE;
    }
  return TRUE;
}

gboolean
way_attendance_sheet_save (WayAct                    *act,
                           const WayAttendanceSheet  *self,
                           GError                   **error)
{
  g_autofree char *name = g_strdup_printf ("Record attendance at %s", self->title);

  return way_act_write (act, name, save_in_edit, (gpointer) self, error);
}

/* --- Of one pupil --- */

#define SESSION_COLUMNS \
  " week, possible, attended, authorised, unauthorised, not_offered, not_possible" \
  " FROM attendance_week "

/* The pupil, and the records that were joined to this one. */
#define JOINED "SELECT :pupil UNION SELECT pupil FROM pupil_kept WHERE kept = :pupil"

/* Both registers of a week. */
typedef struct
{
  GDate       week;
  WaySessions setting;
  WaySessions school;
} Both;

static void
finish_week (GArray              *weeks,
             const Both          *both,
             const WaySchoolDays *days)
{
  WayPupilSessions week = { .week = both->week };
  GDate sunday;
  gint64 open;

  if (!way_date_is_set (&both->week))
    return;
  sunday = way_date_add_days (&both->week, 6);
  /* A register of its own is never cut: its school may be open when others
   * are not. */
  open = way_school_days_count_half_days (days, &both->week, &sunday);
  open = MAX (open, both->setting.counts[WAY_MEASURE_POSSIBLE]);
  open = MAX (open, both->school.counts[WAY_MEASURE_POSSIBLE]);
  week.sessions = way_sessions_join (&both->setting, &both->school, open);
  g_array_append_val (weeks, week);
}

static void
read_sessions (WayStmt *stmt,
               Both    *both)
{
  gboolean at_school = way_stmt_int (stmt, 0) != 0;
  WaySessions sessions;

  for (WayMeasure measure = 0; measure < WAY_N_MEASURES; measure++)
    sessions.counts[measure] = MAX (way_stmt_int (stmt, 2 + (int) measure), 0);
  way_sessions_add (at_school ? &both->school : &both->setting, &sessions);
}

GArray *
way_attendance_of_pupil (WayDb                *db,
                         const WayId          *pupil,
                         const WaySchoolDays  *days,
                         const GDate          *from,
                         const GDate          *to,
                         GError              **error)
{
  g_autoptr(GArray) weeks = g_array_new (FALSE, FALSE, sizeof (WayPupilSessions));
  g_autoptr(WayStmt) stmt =
    way_db_prepare (db,
                    "SELECT 0," SESSION_COLUMNS
                    " JOIN placement ON placement.id = attendance_week.placement"
                    "  WHERE placement.pupil IN (" JOINED ") AND week >= :from AND week <= :to"
                    " UNION ALL SELECT 1," SESSION_COLUMNS
                    " JOIN enrolment ON enrolment.id = attendance_week.enrolment"
                    "  WHERE enrolment.pupil IN (" JOINED ") AND week >= :from AND week <= :to"
                    " ORDER BY 2, 1", error);
  Both both = { .week = way_date_none () };
  WayStep step;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":pupil", pupil);
  way_stmt_bind_date (stmt, ":from", from);
  way_stmt_bind_date (stmt, ":to", to);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      GDate week = way_stmt_date (stmt, 1);

      if (!way_date_equal (&week, &both.week))
        {
          finish_week (weeks, &both, days);
          both = (Both) { .week = week };
        }
      read_sessions (stmt, &both);
    }
  finish_week (weeks, &both, days);
  return step == WAY_STEP_DONE ? g_steal_pointer (&weeks) : NULL;
}
