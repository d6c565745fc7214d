/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the library become questions of src/stats; the answers are put in
 * order and given their words. */

#include "way-indicators.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-figures.h"
#include "way-indicator-read.h"
#include "way-records.h"
#include "way-text.h"

/* --- Rows --- */

gboolean
way_indicators_allows (const WayCode  *row,
                       WayIndicatorBy  by)
{
  return by == WAY_BY_NOTHING || way_code_allows (row, "by", way_indicator_by_name (by));
}

static const char *
words_of (const char    *set,
          const WayCode *row)
{
  const WayCode *words = way_codes_lookup (set, row->id);

  return words != NULL ? words->label : NULL;
}

const char *
way_indicators_numerator (const WayCode *row)
{
  return words_of ("indicator_numerator", row);
}

const char *
way_indicators_denominator (const WayCode *row)
{
  return words_of ("indicator_denominator", row);
}

guint
way_indicators_decimals (const WayCode *row)
{
  return (guint) way_code_get_int (row, "decimals", 0);
}

const char *
way_indicators_unit (const WayCode *row,
                     gboolean       is_whole)
{
  const char *whole = is_whole ? way_code_get (row, "whole_unit") : NULL;

  return whole != NULL ? whole : way_code_get (row, "unit");
}

/* --- Periods --- */

static GDate
start_of_year (const GDate *on,
               int          month)
{
  int year = g_date_get_year (on) - ((int) g_date_get_month (on) < month);

  return way_date_ymd (year, month, 1);
}

static GDate
end_of (const GDate *from,
        int          months)
{
  GDate next = way_date_add_months (from, months);

  return way_date_add_days (&next, -1);
}

gboolean
way_indicators_whole_period (WayFacts       *facts,
                             const WayCode  *row,
                             const GDate    *on,
                             GDate          *from,
                             GDate          *to,
                             GError        **error)
{
  const char *period = way_code_get (row, "period");
  const WaySchoolDays *days;
  WayTerm term;

  *from = *to = *on;
  if (strcmp (period, "day") == 0)
    return TRUE;
  if (strcmp (period, "term") == 0)
    {
      days = way_facts_days (facts, NULL, error);
      if (days == NULL)
        return FALSE;
      term = way_school_days_term (days, on);
      *from = term.from;
      *to = term.to;
      return TRUE;
    }
  if (strcmp (period, "month") == 0)
    {
      *from = way_date_ymd (g_date_get_year (on), g_date_get_month (on), 1);
      *to = end_of (from, 1);
      return TRUE;
    }
  *from = strcmp (period, "year") == 0
            ? way_date_ymd (way_date_school_year (on), G_DATE_SEPTEMBER, 1)
            : start_of_year (on, way_code_get_int (way_codes_lookup ("funding_year", "council"),
                                                   "month", 1));
  *to = end_of (from, 12);
  return TRUE;
}

gboolean
way_indicators_period (WayFacts       *facts,
                       const WayCode  *row,
                       const GDate    *on,
                       GDate          *from,
                       GDate          *to,
                       GError        **error)
{
  if (!way_indicators_whole_period (facts, row, on, from, to, error))
    return FALSE;
  *to = *on;
  return TRUE;
}

/* --- What a row needs --- */

/* By the records that a row says it is made from. */
static const struct
{
  const char *entity;
  guint       needs;
} needs_of_entities[] = {
  { "exclusion", WAY_READ_EXCLUSIONS },
  { "enrolment", WAY_READ_ROLLS },
  { "attendance_week", WAY_READ_WEEKS },
  { "referral", WAY_READ_REFERRALS | WAY_READ_DAYS },
  { "decision", WAY_READ_REFERRALS | WAY_READ_DAYS },
  { "review", WAY_READ_REVIEWS },
  { "target", WAY_READ_TARGETS | WAY_READ_REVIEWS },
  { "outcome_check", WAY_READ_LASTED },
  { "part_time", WAY_READ_PART_TIME },
  { "assurance", WAY_READ_ASSURANCE },
  { "budget_line", WAY_READ_BUDGET },
  { "given_figure", WAY_READ_GIVEN },
  { "population", WAY_READ_POPULATION },
  { "post16_status", WAY_READ_AFTER },
  { "exam_result", WAY_READ_EXAMS },
  { "need", WAY_READ_NEEDS },
  { "calendar_day", WAY_READ_DAYS },
};

/* What other services work out, by what is counted. */
static const struct
{
  const char *func;
  guint       needs;
} needs_of_funcs[] = {
  { "reviews", WAY_READ_DUTIES },
  { "offered_in_time", WAY_READ_DUTIES },
  { "attended_in_time", WAY_READ_DUTIES },
  { "without", WAY_READ_REGISTER },
  { "paid_twice", WAY_READ_TWICE },
  { "paid_twice_amount", WAY_READ_TWICE },
  { "must_register", WAY_READ_MUST },
};

static guint
needs_of (const WayCode *row)
{
  guint needs = 0;

  for (guint i = 0; i < G_N_ELEMENTS (needs_of_entities); i++)
    if (way_code_allows (row, "facts", needs_of_entities[i].entity))
      needs |= needs_of_entities[i].needs;
  for (guint i = 0; i < G_N_ELEMENTS (needs_of_funcs); i++)
    if (strcmp (needs_of_funcs[i].func, way_code_get (row, "func")) == 0)
      needs |= needs_of_funcs[i].needs;
  if (way_indicators_allows (row, WAY_BY_SEN) || way_indicators_allows (row, WAY_BY_NEED))
    needs |= WAY_READ_NEEDS;
  return needs;
}

gboolean
way_indicators_is_of_one_day (const WayCode *row)
{
  return (needs_of (row) & (WAY_READ_REGISTER | WAY_READ_TWICE | WAY_READ_MUST)) != 0;
}

/* --- The book --- */

struct _WayIndicatorBook
{
  WayIndicatorFacts *facts;
};

/* The first day of any of the rows' periods that a day falls in. */
static gboolean
find_start (WayFacts     *facts,
            GPtrArray    *rows,
            const GDate  *on,
            GDate        *start,
            GError      **error)
{
  *start = *on;
  for (guint i = 0; i < rows->len; i++)
    {
      GDate from, to;

      if (!way_indicators_period (facts, g_ptr_array_index (rows, i), on, &from, &to, error))
        return FALSE;
      if (way_date_compare (&from, start) < 0)
        *start = from;
    }
  return TRUE;
}

/* So far back a row may look beyond what is asked: a trend, a former pupil. */
static GDate
look_back (const GDate *from)
{
  g_autoptr(GPtrArray) rows = way_codes_list ("measure", NULL);
  int months = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const WayCode *row = g_ptr_array_index (rows, i);

      if (g_str_has_suffix (row->id, "_years"))
        months = MAX (months, 12 * way_code_get_int (row, "value", 0));
      if (g_str_has_suffix (row->id, "_months"))
        months = MAX (months, way_code_get_int (row, "value", 0));
    }
  return way_date_add_months (from, -months - 12);
}

WayIndicatorBook *
way_indicator_book_new (WayFacts     *facts,
                        GPtrArray    *rows,
                        const GDate  *from,
                        const GDate  *to,
                        const GDate  *today,
                        GError      **error)
{
  g_autoptr(WayIndicatorBook) self = g_new0 (WayIndicatorBook, 1);
  GDate start, since;
  guint needs = 0;

  for (guint i = 0; i < rows->len; i++)
    needs |= needs_of (g_ptr_array_index (rows, i));
  if (!find_start (facts, rows, from, &start, error))
    return NULL;
  since = look_back (&start);
  self->facts = way_indicator_read (facts, needs, &since, &start, to, today, error);
  return self->facts != NULL ? g_steal_pointer (&self) : NULL;
}

void
way_indicator_book_free (WayIndicatorBook *self)
{
  if (self == NULL)
    return;
  way_indicator_facts_free (self->facts);
  g_free (self);
}

const WayIndicatorFacts *
way_indicator_book_facts (WayIndicatorBook *self)
{
  return self->facts;
}

/* --- Counting --- */

static WayIndicator
make_indicator (const WayCode *row)
{
  WayIndicator indicator = {
    .func = way_indicator_func (way_code_get (row, "func")),
    .form = {
      .scale = way_code_get_int (row, "scale", 1),
      .decimals = way_indicators_decimals (row),
      .numerator_decimals = (guint) way_code_get_int (row, "numerator_decimals", 0),
      .denominator_decimals = (guint) way_code_get_int (row, "denominator_decimals", 0),
    },
    .once = way_code_is (row, "once"),
    .foreign = way_code_is (row, "foreign"),
  };

  if (indicator.func == NULL ||
      !way_indicator_method_from_name (way_code_get (row, "method"), &indicator.method))
    g_error ("indicator %s: nothing counts it so", row->id);
  return indicator;
}

static guint
order_of (const char              *set,
          const WayIndicatorGroup *group)
{
  const WayCode *code = set != NULL && group->key != NULL ? way_codes_lookup (set, group->key)
                                                          : NULL;

  return code != NULL ? code->order : G_MAXUINT;
}

static int
compare_groups (gconstpointer a,
                gconstpointer b,
                gpointer      set)
{
  const WayIndicatorGroup *one = *(const WayIndicatorGroup *const *) a;
  const WayIndicatorGroup *other = *(const WayIndicatorGroup *const *) b;
  g_autofree char *name = NULL;
  g_autofree char *other_name = NULL;
  int order;

  if ((one->key == NULL) != (other->key == NULL))
    return one->key != NULL ? -1 : 1;
  if (order_of (set, one) != order_of (set, other))
    return order_of (set, one) < order_of (set, other) ? -1 : 1;
  name = way_text_fold (one->key);
  other_name = way_text_fold (other->key);
  order = strcmp (name, other_name);
  return order != 0 || one->id == NULL || other->id == NULL ? order
                                                            : way_id_compare (one->id, other->id);
}

WayIndicatorTable *
way_indicator_book_count (WayIndicatorBook *self,
                          const WayCode    *row,
                          const GDate      *from,
                          const GDate      *to,
                          WayIndicatorBy    by)
{
  WayIndicator indicator = make_indicator (row);
  WayIndicatorQuestion question = { way_date_julian (from), way_date_julian (to), by };
  WayIndicatorTable *table = way_indicator_count (self->facts, &indicator, &question);
  const WayCode *dimension = by != WAY_BY_NOTHING
    ? way_codes_lookup ("indicator_dimension", way_indicator_by_name (by)) : NULL;

  if (dimension != NULL)
    g_ptr_array_sort_with_data (table->groups, compare_groups,
                                (gpointer) way_code_get (dimension, "set"));
  return table;
}

/* --- Words --- */

static void
add_sentence (GString    *note,
              const char *sentence)
{
  if (note->len > 0)
    g_string_append (note, "; ");
  g_string_append (note, sentence);
}

static const char *
say_kind (const WayCode       *row,
          const WayResult     *result)
{
  switch (result->kind)
    {
    case WAY_RESULT_NOT_APPLICABLE:
      return result->n_left_out > 0 && g_str_equal (way_code_get (row, "family"), "time")
               ? _("too few have ended to say") : _("not applicable: nothing to divide by");
    case WAY_RESULT_NOT_COLLECTED:
      return result->has_numerator ? _("denominator not collected") : _("not collected");
    case WAY_RESULT_SUPPRESSED:
      return _("not shown, to protect people");
    case WAY_RESULT_LOW:
      return _("rounds to zero and is not");
    case WAY_RESULT_UNRELIABLE:
      return _("too unsure to use");
    case WAY_RESULT_NUMBER:
    default:
      return NULL;
    }
}

/* Stays that go on are counted; of others, what is left out is not. */
static char *
say_left_out (const WayCode   *row,
              const WayResult *result)
{
  const char *method = way_code_get (row, "method");

  if (strcmp (method, "lasting") == 0 || strcmp (method, "ninth") == 0)
    return g_strdup_printf (ngettext ("%u goes on", "%u go on", result->n_left_out),
                            result->n_left_out);
  return g_strdup_printf (ngettext ("%u left out", "%u left out", result->n_left_out),
                          result->n_left_out);
}

static gboolean
is_small (const WayCode   *row,
          const WayResult *result)
{
  gint64 unit = 1;

  for (int i = way_code_get_int (row, "denominator_decimals", 0); i > 0; i--)
    unit *= 10;
  return result->kind == WAY_RESULT_NUMBER && result->has_denominator &&
         result->denominator < way_code_get_int (row, "least", 0) * unit;
}

/* A rate that may be more than the whole, and says so where it is. */
static gboolean
is_over (const WayCode   *row,
         const WayResult *result)
{
  gint64 unit = 1;

  for (guint i = way_indicators_decimals (row); i > 0; i--)
    unit *= 10;
  return way_code_is (row, "marks_over") && result->kind == WAY_RESULT_NUMBER &&
         result->value > way_code_get_int (row, "scale", 1) * unit;
}

char *
way_indicators_note (const WayCode   *row,
                     const WayResult *result,
                     gboolean         is_whole)
{
  g_autoptr(GString) note = g_string_new (NULL);
  const char *kind = say_kind (row, result);
  const char *group = is_whole ? NULL : words_of ("indicator_group", row);

  if (group != NULL)
    add_sentence (note, _(group));
  if (kind != NULL)
    add_sentence (note, kind);
  if (result->n_left_out > 0)
    {
      g_autofree char *left_out = say_left_out (row, result);

      add_sentence (note, left_out);
    }
  if (is_over (row, result))
    add_sentence (note, _("more than there are places"));
  if (is_small (row, result))
    add_sentence (note, _("small base"));
  return note->len > 0 ? g_string_free (g_steal_pointer (&note), FALSE) : NULL;
}

const char *
way_indicators_entity (WayCaseKind kind)
{
  static const char *const entities[] = {
    [WAY_CASE_SETTING] = "establishment", [WAY_CASE_PROVISION] = "provision",
    [WAY_CASE_DISTRICT] = "district", [WAY_CASE_PUPIL] = "pupil", [WAY_CASE_NEED] = "need",
    [WAY_CASE_STAY] = "placement", [WAY_CASE_PLACES] = "capacity",
    [WAY_CASE_EXCLUSION] = "exclusion", [WAY_CASE_ROLL] = "enrolment",
    [WAY_CASE_WEEK] = "attendance_week", [WAY_CASE_REFERRAL] = "referral",
    [WAY_CASE_REVIEW] = "review", [WAY_CASE_TARGET] = "target", [WAY_CASE_DUTY] = "exclusion",
    [WAY_CASE_PART_TIME] = "part_time", [WAY_CASE_BUDGET] = "budget_line",
    [WAY_CASE_GIVEN] = "given_figure", [WAY_CASE_POPULATION] = "population",
    [WAY_CASE_AFTER] = "post16_status", [WAY_CASE_EXAM] = "exam_result",
  };

  return kind < G_N_ELEMENTS (entities) ? entities[kind] : NULL;
}

/* --- Targets --- */

static WayAim
library_aim (const WayCode *row)
{
  guint decimals = way_indicators_decimals (row);
  gboolean down = g_strcmp0 (way_code_get (row, "direction"), "down") == 0;
  const char *target = way_code_get (row, "target");
  const char *low = way_code_get (row, "low");
  const char *high = way_code_get (row, "high");
  WayAim aim = { WAY_AIM_NONE, 0, 0 };

  if (low != NULL && high != NULL && way_result_parse (low, decimals, &aim.low) &&
      way_result_parse (high, decimals, &aim.high))
    aim.kind = WAY_AIM_BAND;
  else if (target != NULL && way_result_parse (target, decimals, &aim.low))
    {
      aim.kind = down ? WAY_AIM_AT_MOST : WAY_AIM_AT_LEAST;
      aim.high = aim.low;
    }
  return aim;
}

gboolean
way_indicators_aim (WayDb          *db,
                    const WayCode  *row,
                    const GDate    *on,
                    WayAim         *aim,
                    GError        **error)
{
  WayValue id = { .type = WAY_VALUE_TEXT, .text = row->id };
  g_autoptr(GPtrArray) targets = way_records_list (db, &way_indicator_target_entity, "indicator",
                                                   &id, error);
  gboolean down = g_strcmp0 (way_code_get (row, "direction"), "down") == 0;
  const WayIndicatorTarget *last = NULL;

  if (targets == NULL)
    return FALSE;
  *aim = library_aim (row);
  for (guint i = 0; i < targets->len; i++)
    {
      const WayIndicatorTarget *target = g_ptr_array_index (targets, i);

      if (way_date_within (on, &target->from, &target->to) &&
          (last == NULL || way_date_compare (&target->from, &last->from) > 0))
        last = target;
    }
  if (last == NULL || last->value == NULL ||
      !way_result_parse (last->value, way_indicators_decimals (row), &aim->low))
    return TRUE;
  aim->high = aim->low;
  aim->kind = down ? WAY_AIM_AT_MOST : WAY_AIM_AT_LEAST;
  return TRUE;
}

gboolean
way_indicators_is_met (const WayAim    *aim,
                       const WayResult *result)
{
  if (result->kind != WAY_RESULT_NUMBER)
    return TRUE;
  switch (aim->kind)
    {
    case WAY_AIM_AT_LEAST:
      return result->value >= aim->low;
    case WAY_AIM_AT_MOST:
      return result->value <= aim->high;
    case WAY_AIM_BAND:
      return result->value >= aim->low && result->value <= aim->high;
    case WAY_AIM_NONE:
    default:
      return TRUE;
    }
}
