/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A school year to be looked at.  Which day is a school day is the rules' to say;
 * this asks them of each day and says beside it who decided, by which words. */

#include "way-calendar-year.h"

#include <string.h>

#include "way-act.h"
#include "way-codes.h"
#include "way-directory.h"
#include "way-query.h"
#include "way-service-error.h"

/* Kinds of rows, what decides a day first. */
static const char *const kinds_by_weight[] = {
  "CLOSURE", "INSET", "BANK_HOLIDAY", "HOLIDAY", "SESSION_AM", "SESSION_PM", "TERM",
};

gboolean
way_calendar_year_is_known (int year)
{
  GDate from, to;

  if (year < 1 || year > 9998)
    return FALSE;
  from = way_date_ymd (year, 9, 1);
  to = way_date_ymd (year + 1, 8, 31);
  return way_school_days_is_known (&from) && way_school_days_is_known (&to);
}

void
way_calendar_year_free (WayCalendarYear *self)
{
  if (self == NULL)
    return;
  g_free (self->place);
  g_free (self->authority);
  g_free (self->days);
  g_clear_pointer (&self->terms, g_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->others, g_ptr_array_unref);
  g_free (self);
}

/* --- What was entered --- */

static const GDate *
last_of (const WayCalendarDay *row)
{
  return way_date_is_set (&row->to) ? &row->to : &row->from;
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const WayCalendarDay *row_a = *(const WayCalendarDay *const *) a;
  const WayCalendarDay *row_b = *(const WayCalendarDay *const *) b;
  int order = way_date_compare (&row_a->from, &row_b->from);

  return order != 0 ? order : memcmp (&row_a->id, &row_b->id, sizeof row_a->id);
}

static gboolean
add_rows_of (const WayCalendarYear  *self,
             GPtrArray              *rows,
             WayDb                  *db,
             const WayCalendar      *calendar,
             GError                **error)
{
  g_autoptr(GPtrArray) found =
    way_records_of (db, &way_calendar_day_entity, "calendar", &calendar->id, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const WayCalendarDay *row = g_ptr_array_index (found, i);

      if (row->kind != NULL && way_date_is_set (&row->from) &&
          way_date_overlap (&row->from, last_of (row), &self->from, &self->to))
        g_ptr_array_add (rows, way_calendar_day_copy (row));
    }
  return TRUE;
}

/* The rows of all calendars of an establishment (none: the authority's) that
 * touch the year. */
static GPtrArray *
load_rows (const WayCalendarYear  *self,
           WayDb                  *db,
           const WayId            *establishment,
           GError                **error)
{
  WayValue value = { .type = way_id_is_null (establishment) ? WAY_VALUE_NONE : WAY_VALUE_ID,
                     .id = *establishment };
  g_autoptr(GPtrArray) calendars =
    way_records_list (db, &way_calendar_entity, "establishment", &value, error);
  g_autoptr(GPtrArray) rows =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_calendar_day_free);

  for (guint i = 0; calendars != NULL && i < calendars->len; i++)
    if (!add_rows_of (self, rows, db, g_ptr_array_index (calendars, i), error))
      return NULL;
  g_ptr_array_sort (rows, compare_rows);
  return calendars != NULL ? g_steal_pointer (&rows) : NULL;
}

/* --- Days --- */

static WayDaysOwner
find_owner (const WayCalendarYear *self,
            const WaySchoolDays   *days,
            guint                  n_own,
            const GDate           *day)
{
  guint layer = way_school_days_layer (days, day);

  if (layer == G_MAXUINT)
    return WAY_DAYS_OF_WEEK;
  if (way_id_is_null (&self->establishment) || self->is_borrowed || layer >= n_own)
    return WAY_DAYS_OF_AUTHORITY;
  return WAY_DAYS_OF_PLACE;
}

static void
read_days (WayCalendarYear     *self,
           WayFacts            *facts,
           const WaySchoolDays *days)
{
  guint n_own = way_facts_count_calendars (facts, &self->establishment);

  self->is_borrowed = !way_id_is_null (&self->establishment) &&
                      way_school_days_is_borrowed (days);
  for (guint i = 0; i < self->n_days; i++)
    {
      GDate day = way_date_add_days (&self->from, (int) i);
      WayCalendarCell *cell = &self->days[i];

      cell->kind = way_school_days_kind (days, &day);
      cell->owner = find_owner (self, days, n_own, &day);
      if (cell->kind != WAY_DAY_WEEKEND)
        self->weekdays[cell->owner]++;
    }
  self->school_days = way_school_days_count (days, &self->from, &self->to);
}

static void
mark_edge (WayCalendarYear *self,
           const GDate     *day,
           WayDayEdges      edge)
{
  if (way_date_is_set (day) && way_date_within (day, &self->from, &self->to))
    self->days[way_date_days_between (&self->from, day)].edges |= edge;
}

/* From the first to the last school day of a calendar.  Where none is kept, all
 * weekdays of the year: those of the August before it are in no term. */
static void
count_term (const WayCalendarYear *self,
            const WaySchoolDays   *days,
            WayCalendarTerm       *term)
{
  GDate from = term->term.first;
  GDate to = term->term.last;

  if (!way_date_is_set (&from))
    {
      from = way_date_compare (&term->term.from, &self->from) > 0 ? term->term.from : self->from;
      to = term->term.to;
    }
  term->days = way_school_days_count (days, &from, &to);
  term->halves = 2 * term->days - way_school_days_count_half_days (days, &from, &to);
}

/* The last of the terms is one of the next year, whose first days are in August. */
static void
read_terms (WayCalendarYear     *self,
            const WaySchoolDays *days)
{
  g_autoptr(GArray) terms = way_school_days_terms (days, &self->from, &self->to);

  for (guint i = 0; i < terms->len; i++)
    {
      const WayTerm *term = &g_array_index (terms, WayTerm, i);
      WayCalendarTerm row = { .term = *term };

      mark_edge (self, &term->from, WAY_EDGE_EXCLUSION_TERM);
      mark_edge (self, &term->first, WAY_EDGE_TERM_FIRST);
      mark_edge (self, &term->last, WAY_EDGE_TERM_LAST);
      if (term->year != self->year)
        continue;
      count_term (self, days, &row);
      g_array_append_val (self->terms, row);
    }
}

/* Whether a row says of a day what the day is. */
static gboolean
says_the_same (const WayCalendarDay  *row,
               const WayCalendarCell *cell)
{
  return strcmp (row->kind, way_day_kind_code (cell->kind)) == 0 ||
         (cell->kind == WAY_DAY_SCHOOL && g_str_has_prefix (row->kind, "SESSION_"));
}

static void
name_days_of (WayCalendarYear      *self,
              const WayCalendarDay *row,
              WayDaysOwner          owner)
{
  int first = MAX (way_date_days_between (&self->from, &row->from), 0);
  int last = MIN (way_date_days_between (&self->from, last_of (row)), (int) self->n_days - 1);

  for (int i = first; row->name != NULL && i <= last; i++)
    if (self->days[i].name == NULL && self->days[i].owner == owner &&
        says_the_same (row, &self->days[i]))
      self->days[i].name = row->name;
}

/* A bank holiday that no calendar names has the name by which it was proclaimed. */
static void
name_days (WayCalendarYear *self)
{
  gboolean is_authority = way_id_is_null (&self->establishment);

  for (guint i = 0; i < self->entries->len; i++)
    name_days_of (self, g_ptr_array_index (self->entries, i),
                  is_authority ? WAY_DAYS_OF_AUTHORITY : WAY_DAYS_OF_PLACE);
  for (guint i = 0; i < self->others->len; i++)
    name_days_of (self, g_ptr_array_index (self->others, i), WAY_DAYS_OF_AUTHORITY);
  for (guint i = 0; i < self->n_days; i++)
    if (self->days[i].kind == WAY_DAY_BANK_HOLIDAY && self->days[i].name == NULL)
      {
        GDate day = way_date_add_days (&self->from, (int) i);
        g_autofree char *iso = way_date_to_iso (&day);

        if (way_codes_has ("bank_holiday", iso))
          self->days[i].name = way_codes_label ("bank_holiday", iso);
      }
}

/* --- The year --- */

static gboolean
read_place (WayCalendarYear  *self,
            WayFacts         *facts,
            GError          **error)
{
  const char *authority = way_facts_authority (facts)->name;
  g_autoptr(WayEstablishment) place = NULL;

  self->authority = g_strdup (authority != NULL ? authority : "");
  if (way_id_is_null (&self->establishment))
    return TRUE;
  place = way_act_get (way_facts_db (facts), &way_establishment_entity, &self->establishment,
                       error);
  if (place == NULL)
    return FALSE;
  self->place = g_strdup (place->name);
  return TRUE;
}

static gboolean
read_rows (WayCalendarYear  *self,
           WayDb            *db,
           GError          **error)
{
  static const WayId none;

  self->entries = load_rows (self, db, &self->establishment, error);
  if (self->entries == NULL)
    return FALSE;
  if (way_id_is_null (&self->establishment))
    self->others = g_ptr_array_new ();
  else
    self->others = load_rows (self, db, &none, error);
  return self->others != NULL;
}

WayCalendarYear *
way_calendar_year_load (WayFacts     *facts,
                        const WayId  *establishment,
                        int           year,
                        GError      **error)
{
  g_autoptr(WayCalendarYear) self = g_new0 (WayCalendarYear, 1);
  const WaySchoolDays *days;

  if (!way_calendar_year_is_known (year))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE,
                   "The school year that begins in %d is not known.", year);
      return NULL;
    }
  if (establishment != NULL)
    self->establishment = *establishment;
  self->year = year;
  self->from = way_date_ymd (year, 9, 1);
  self->to = way_date_ymd (year + 1, 8, 31);
  self->n_days = (guint) way_date_days_between (&self->from, &self->to) + 1;
  self->days = g_new0 (WayCalendarCell, self->n_days);
  self->terms = g_array_new (FALSE, FALSE, sizeof (WayCalendarTerm));

  if (!read_place (self, facts, error) || !read_rows (self, way_facts_db (facts), error))
    return NULL;
  days = way_facts_days (facts, way_id_is_null (&self->establishment) ? NULL
                                                                      : &self->establishment,
                         error);
  if (days == NULL)
    return NULL;
  read_days (self, facts, days);
  read_terms (self, days);
  name_days (self);
  return g_steal_pointer (&self);
}

const WayCalendarCell *
way_calendar_year_cell (const WayCalendarYear *self,
                        const GDate           *day)
{
  if (!way_date_is_set (day) || !way_date_within (day, &self->from, &self->to))
    return NULL;
  return &self->days[way_date_days_between (&self->from, day)];
}

GPtrArray *
way_calendar_year_entries_on (const WayCalendarYear *self,
                              const GDate           *day)
{
  GPtrArray *found = g_ptr_array_new ();

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds_by_weight); kind++)
    for (guint i = 0; i < self->entries->len; i++)
      {
        WayCalendarDay *row = g_ptr_array_index (self->entries, i);

        if (strcmp (row->kind, kinds_by_weight[kind]) == 0 &&
            way_date_within (day, &row->from, last_of (row)))
          g_ptr_array_add (found, row);
      }
  return found;
}

/* --- Whose calendars there are --- */

WayCalendarPlace *
way_calendar_place_new (const WayId *id,
                        const char  *name)
{
  WayCalendarPlace *self = g_new0 (WayCalendarPlace, 1);

  self->id = *id;
  self->name = g_strdup (name);
  return self;
}

void
way_calendar_place_free (WayCalendarPlace *self)
{
  g_free (self->name);
  g_free (self);
}

GPtrArray *
way_calendar_places (WayDb        *db,
                     const GDate  *today,
                     GError      **error)
{
  g_autoptr(WayQuery) query = way_query_new (&way_establishment_entity);
  g_autofree char *day = way_date_to_iso (today);
  g_autoptr(GPtrArray) rows = NULL;
  GPtrArray *places;

  if (!way_query_add_column (query, "name", error) ||
      !way_query_add_filter (query, "closed", WAY_FILTER_NOT_BEFORE, day, error) ||
      !way_query_set_sort (query, "name", FALSE, error))
    return NULL;
  rows = way_query_page (query, db, 0, 0, error);
  if (rows == NULL)
    return NULL;
  places = g_ptr_array_new_with_free_func ((GDestroyNotify) way_calendar_place_free);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayQueryRow *row = g_ptr_array_index (rows, i);
      g_autofree char *name = way_query_row_text (query, row, 0);

      g_ptr_array_add (places, way_calendar_place_new (&row->id, name));
    }
  return places;
}
