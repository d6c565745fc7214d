/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From cases to figures: grouping by any dimension, and the ways in which
 * numerators and denominators become one value. */

#include "way-indicator-private.h"

#include <math.h>
#include <string.h>

#include "way-summary.h"

/* --- Names --- */

static const char *const by_names[WAY_N_BY] = {
  [WAY_BY_NOTHING] = "nothing",
  [WAY_BY_SETTING] = "setting",
  [WAY_BY_PROVISION] = "provision",
  [WAY_BY_PHASE] = "phase",
  [WAY_BY_KIND] = "kind",
  [WAY_BY_FUNDER] = "funder",
  [WAY_BY_DISTRICT] = "district",
  [WAY_BY_AREA] = "area",
  [WAY_BY_ROUTE] = "route",
  [WAY_BY_COMMISSIONER] = "commissioner",
  [WAY_BY_REGISTRATION] = "registration",
  [WAY_BY_SCHOOL] = "school",
  [WAY_BY_YEAR] = "year",
  [WAY_BY_KEY_STAGE] = "key_stage",
  [WAY_BY_SEX] = "sex",
  [WAY_BY_NEED] = "need",
  [WAY_BY_SEN] = "sen",
  [WAY_BY_TARGET_AREA] = "target_area",
};

static const char *const method_names[] = {
  [WAY_METHOD_RATIO] = "ratio",
  [WAY_METHOD_COUNT] = "count",
  [WAY_METHOD_SHARE] = "share",
  [WAY_METHOD_DIFFERENCE] = "difference",
  [WAY_METHOD_CHANGE] = "change",
  [WAY_METHOD_MEDIAN] = "median",
  [WAY_METHOD_LASTING] = "lasting",
  [WAY_METHOD_NINTH] = "ninth",
  [WAY_METHOD_HEADROOM] = "headroom",
  [WAY_METHOD_PAIRS] = "pairs",
};

const char *
way_indicator_by_name (WayIndicatorBy by)
{
  return by_names[by];
}

gboolean
way_indicator_by_from_name (const char     *name,
                            WayIndicatorBy *by)
{
  for (guint i = 1; i < G_N_ELEMENTS (by_names); i++)
    if (strcmp (by_names[i], name) == 0)
      {
        *by = (WayIndicatorBy) i;
        return TRUE;
      }
  return FALSE;
}

gboolean
way_indicator_method_from_name (const char         *name,
                                WayIndicatorMethod *method)
{
  for (guint i = 0; i < G_N_ELEMENTS (method_names); i++)
    if (strcmp (method_names[i], name) == 0)
      {
        *method = (WayIndicatorMethod) i;
        return TRUE;
      }
  return FALSE;
}

WayIndicatorFunc
way_indicator_func (const char *name)
{
  static const WayIndicatorFuncRow *const families[] = {
    way_indicator_places_funcs, way_indicator_exclusion_funcs, way_indicator_path_funcs,
    way_indicator_attendance_funcs, way_indicator_time_funcs, way_indicator_money_funcs,
    way_indicator_quality_funcs, way_indicator_after_funcs, way_indicator_area_funcs,
  };

  for (guint i = 0; i < G_N_ELEMENTS (families); i++)
    for (const WayIndicatorFuncRow *row = families[i]; row->name != NULL; row++)
      if (strcmp (row->name, name) == 0)
        return row->func;
  return NULL;
}

/* --- Groups --- */

/* What a case is grouped under: a record, or a code. */
typedef struct
{
  const WayId *id;
  const char  *key;
} Key;

static const WayStatProvision *
provision_of (const WayIndicatorFacts *facts,
              const WayCase           *one)
{
  return one->provision != WAY_STAT_NONE
           ? WAY_STAT_AT (facts->provisions, WayStatProvision, one->provision) : NULL;
}

static const WayStatPupil *
pupil_of (const WayIndicatorFacts *facts,
          const WayCase           *one)
{
  return one->pupil != WAY_STAT_NONE ? WAY_STAT_AT (facts->pupils, WayStatPupil, one->pupil) : NULL;
}

static const WayStatStay *
stay_of (const WayIndicatorFacts *facts,
         const WayCase           *one)
{
  return one->stay != WAY_STAT_NONE ? WAY_STAT_AT (facts->stays, WayStatStay, one->stay) : NULL;
}

static Key
setting_key (const WayIndicatorFacts *facts,
             guint                    index)
{
  const WayStatSetting *setting = index != WAY_STAT_NONE
    ? WAY_STAT_AT (facts->settings, WayStatSetting, index) : NULL;

  return setting != NULL ? (Key) { &setting->id, setting->name } : (Key) { NULL, NULL };
}

static const WayStatDistrict *
district_of (const WayIndicatorFacts *facts,
             const WayCase           *one)
{
  const WayStatPupil *pupil = pupil_of (facts, one);
  guint index = one->district;

  if (index == WAY_STAT_NONE && pupil != NULL)
    index = pupil->district;
  return index != WAY_STAT_NONE ? WAY_STAT_AT (facts->districts, WayStatDistrict, index) : NULL;
}

/* By age on the day; as taught now where the birth is not known. */
static const char *
year_of (const WayIndicatorFacts *facts,
         const WayCase           *one)
{
  const WayStatPupil *pupil = pupil_of (facts, one);
  int year = pupil != NULL ? way_stat_year_group (pupil, one->day) : -1;
  char text[8];

  if (pupil == NULL)
    return NULL;
  if (year < 0 || year > 15)
    return pupil->year;
  g_snprintf (text, sizeof text, "%d", year);
  return year == 0 ? "R" : g_intern_string (text);
}

static const char *
key_stage_of (const WayIndicatorFacts *facts,
              const WayCase           *one)
{
  const WayStatPupil *pupil = pupil_of (facts, one);
  int year = pupil != NULL ? way_stat_year_group (pupil, one->day) : -1;

  return year >= 0 && year < (int) G_N_ELEMENTS (facts->rules.key_stages)
           ? facts->rules.key_stages[year] : NULL;
}

static const char *
sen_of (const WayIndicatorFacts *facts,
        const WayCase           *one)
{
  const WayStatNeed *need = one->pupil != WAY_STAT_NONE
    ? way_stat_need_on (facts, one->pupil, one->day) : NULL;

  return need != NULL ? need->provision : NULL;
}

/* Of a case that is about no provision, the phase is the child's, by age. */
static const char *
phase_of (const WayIndicatorFacts *facts,
          const WayCase           *one)
{
  const WayStatProvision *provision = provision_of (facts, one);
  const WayStatPupil *pupil = pupil_of (facts, one);
  int year = pupil != NULL ? way_stat_year_group (pupil, one->day) : -1;

  if (one->code != NULL)
    return one->code;
  if (provision != NULL)
    return provision->phase;
  return year < 0 || facts->rules.first_secondary_year == 0 ? NULL
           : year < facts->rules.first_secondary_year ? "primary" : "secondary";
}

static Key
find_key (const WayIndicatorFacts *facts,
          WayIndicatorBy           by,
          const WayCase           *one)
{
  const WayStatProvision *provision = provision_of (facts, one);
  const WayStatPupil *pupil = pupil_of (facts, one);
  const WayStatStay *stay = stay_of (facts, one);
  const WayStatDistrict *district;

  switch (by)
    {
    case WAY_BY_SETTING:
      return setting_key (facts, provision != NULL ? provision->setting : one->school);
    case WAY_BY_SCHOOL:
      return setting_key (facts, one->school);
    case WAY_BY_PROVISION:
      return provision != NULL ? (Key) { &provision->id, provision->name } : (Key) { NULL, NULL };
    case WAY_BY_DISTRICT:
      district = district_of (facts, one);
      return district != NULL ? (Key) { &district->id, district->name } : (Key) { NULL, NULL };
    case WAY_BY_AREA:
      district = district_of (facts, one);
      return (Key) { NULL, district != NULL ? district->area : NULL };
    case WAY_BY_PHASE:
      return (Key) { NULL, phase_of (facts, one) };
    case WAY_BY_KIND:
      return (Key) { NULL, provision != NULL ? provision->kind : NULL };
    case WAY_BY_FUNDER:
      return (Key) { NULL, provision != NULL ? provision->funder : NULL };
    case WAY_BY_ROUTE:
      return (Key) { NULL, stay != NULL ? stay->route : one->code };
    case WAY_BY_COMMISSIONER:
      return (Key) { NULL, stay != NULL ? stay->commissioner : NULL };
    case WAY_BY_REGISTRATION:
      return (Key) { NULL, stay != NULL ? stay->registration : NULL };
    case WAY_BY_YEAR:
      return (Key) { NULL, year_of (facts, one) };
    case WAY_BY_KEY_STAGE:
      return (Key) { NULL, key_stage_of (facts, one) };
    case WAY_BY_SEX:
      return (Key) { NULL, pupil != NULL ? pupil->sex : NULL };
    case WAY_BY_NEED:
      return (Key) { NULL, pupil != NULL ? pupil->need : NULL };
    case WAY_BY_SEN:
      return (Key) { NULL, sen_of (facts, one) };
    case WAY_BY_TARGET_AREA:
      return (Key) { NULL, one->code };
    case WAY_BY_NOTHING:
    default:
      return (Key) { NULL, NULL };
    }
}

/* --- Sums --- */

typedef struct
{
  gint64   numerator;
  gint64   denominator;
  gboolean has_denominator;    /* some case brought one */
} Sums;

/* A child's cases are one: the most that any of them adds. */
static void
add_once (Sums          *sums,
          GHashTable    *children,
          const WayCase *one)
{
  gpointer key = GUINT_TO_POINTER (one->pupil + 1);
  Sums *child = g_hash_table_lookup (children, key);
  gint64 numerator, denominator;

  if (child == NULL)
    {
      child = g_new0 (Sums, 1);
      g_hash_table_insert (children, key, child);
    }
  numerator = MAX (child->numerator, one->numerator);
  denominator = MAX (child->denominator, one->denominator);
  sums->numerator += numerator - child->numerator;
  sums->denominator += denominator - child->denominator;
  child->numerator = numerator;
  child->denominator = denominator;
}

static const WayCase *
case_at (const WayCases *cases,
         const GArray   *of,
         guint           i)
{
  return WAY_STAT_AT (cases->rows, WayCase, g_array_index (of, guint, i));
}

static Sums
add_up (const WayIndicator *indicator,
        const WayCases     *cases,
        const GArray       *of)
{
  g_autoptr(GHashTable) children = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  Sums sums = { 0 };

  for (guint i = 0; i < of->len; i++)
    {
      const WayCase *one = case_at (cases, of, i);

      sums.has_denominator |= one->denominator != 0;
      if (indicator->once && one->pupil != WAY_STAT_NONE)
        {
          add_once (&sums, children, one);
          continue;
        }
      sums.numerator += one->numerator;
      sums.denominator += one->denominator;
    }
  return sums;
}

static WayResult
make_ratio (const WayIndicator *indicator,
            const Sums         *sums)
{
  WayResult result = way_result_ratio (&indicator->form, sums->numerator, sums->denominator);

  if (!indicator->foreign || sums->has_denominator)
    return result;
  result.kind = WAY_RESULT_NOT_COLLECTED;
  result.has_denominator = FALSE;
  return result;
}

static WayResult
make_change (const WayIndicator *indicator,
             const Sums         *sums)
{
  return way_result_ratio (&indicator->form, sums->numerator - sums->denominator,
                           sums->denominator);
}

/* --- Distributions --- */

static gint64
power_of_ten (guint exponent)
{
  gint64 power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

static WayResult
make_number (gint64 value,
             guint  n)
{
  return (WayResult) { .kind = WAY_RESULT_NUMBER, .has_denominator = TRUE, .denominator = n,
                       .value = value };
}

static WayResult
make_none_of (guint n)
{
  return (WayResult) { .kind = WAY_RESULT_NOT_APPLICABLE, .has_denominator = TRUE,
                       .denominator = n };
}

static WayResult
make_median (const WayIndicator *indicator,
             const WayCases     *cases,
             const GArray       *of)
{
  g_autofree gint64 *values = g_new (gint64, MAX (of->len, 1));

  for (guint i = 0; i < of->len; i++)
    values[i] = case_at (cases, of, i)->numerator;
  return of->len == 0 ? make_none_of (0)
           : make_number (way_summary_median (values, of->len,
                                              power_of_ten (indicator->form.decimals)), of->len);
}

static WayResult
make_lasting (const WayIndicator *indicator,
              const WayCases     *cases,
              const GArray       *of)
{
  g_autofree WayLasting *stays = g_new (WayLasting, MAX (of->len, 1));
  guint n_open = 0;
  WayResult result;
  guint32 days;

  for (guint i = 0; i < of->len; i++)
    {
      const WayCase *one = case_at (cases, of, i);

      stays[i] = (WayLasting) { (guint32) MAX (one->numerator, 0), one->denominator != 0,
                                one->entered };
      n_open += one->denominator == 0;
    }
  result = way_summary_lasting (stays, of->len, 1, indicator->method == WAY_METHOD_NINTH ? 10 : 2,
                                &days)
             ? make_number (days * power_of_ten (indicator->form.decimals), of->len)
             : make_none_of (of->len);
  result.n_left_out = n_open;
  return result;
}

/* --- Headroom --- */

static void
add_span (gint64        *changes,
          guint          n,
          guint32        first,
          const WayCase *one,
          gint64         amount)
{
  guint32 from = MAX (one->from, first);

  if (one->to < first || from >= first + n)
    return;
  changes[from - first] += amount;
  if (one->to < first + n - 1)
    changes[one->to - first + 1] -= amount;
}

/* Of several days with as many heads, that with the fewest places speaks. */
static WayResult
make_headroom (const WayIndicatorQuestion *question,
               const WayCases             *cases,
               const GArray               *of)
{
  guint n = question->to >= question->from ? question->to - question->from + 1 : 0;
  g_autofree gint64 *heads = g_new0 (gint64, n + 1);
  g_autofree gint64 *places = g_new0 (gint64, n + 1);
  gint64 most = -1, room = 0, live = 0, there = 0;

  for (guint i = 0; i < of->len; i++)
    {
      const WayCase *one = case_at (cases, of, i);

      add_span (heads, n, question->from, one, one->numerator);
      add_span (places, n, question->from, one, one->denominator);
    }
  for (guint i = 0; i < n; i++)
    {
      live += heads[i];
      there += places[i];
      if (live > most || (live == most && MAX (there, 0) < room))
        {
          most = live;
          room = MAX (there, 0);
        }
    }
  if (n == 0 || of->len == 0)
    return way_result_of_kind (WAY_RESULT_NOT_APPLICABLE);
  return (WayResult) { .kind = WAY_RESULT_NUMBER, .has_numerator = TRUE, .has_denominator = TRUE,
                       .numerator = most, .denominator = room, .value = room - most };
}

/* --- Pairs --- */

static WayResult
make_pair (const Sums *sums)
{
  return (WayResult) { .kind = WAY_RESULT_NUMBER, .has_numerator = TRUE, .has_denominator = TRUE,
                       .numerator = sums->numerator, .denominator = sums->denominator,
                       .value = sums->numerator };
}

/* What numbers of one kind have in common with those of another: no ratio. */
static WayResult
make_correlation (const WayIndicator *indicator,
                  const WayCases     *cases,
                  const GArray       *of)
{
  g_autofree double *x = g_new (double, MAX (of->len, 1));
  g_autofree double *y = g_new (double, MAX (of->len, 1));
  double found;

  for (guint i = 0; i < of->len; i++)
    {
      x[i] = (double) case_at (cases, of, i)->denominator;
      y[i] = (double) case_at (cases, of, i)->numerator;
    }
  found = way_summary_correlation (x, y, of->len);
  if (isnan (found))
    return way_result_of_kind (WAY_RESULT_NOT_APPLICABLE);
  return (WayResult) {
    .kind = WAY_RESULT_NUMBER,
    .value = (gint64) lround (found * (double) power_of_ten (indicator->form.decimals)),
  };
}

/* --- Counting --- */

typedef struct
{
  const WayIndicatorFacts    *facts;
  const WayIndicator         *indicator;
  const WayIndicatorQuestion *question;
  gint64                      whole_denominator;
} Counting;

static WayResult
make_difference (const Sums *sums,
                 gboolean    is_whole)
{
  gint64 difference = sums->denominator - sums->numerator;

  return way_result_count (is_whole ? difference : MAX (difference, 0));
}

static WayResult
make_result (const Counting *self,
             const WayCases *cases,
             const GArray   *of,
             gboolean        is_whole)
{
  const WayIndicator *indicator = self->indicator;
  Sums sums = add_up (indicator, cases, of);

  switch (indicator->method)
    {
    case WAY_METHOD_COUNT:
      return way_result_count (sums.numerator);
    case WAY_METHOD_SHARE:
      if (!is_whole)
        sums.denominator = self->whole_denominator;
      return make_ratio (indicator, &sums);
    case WAY_METHOD_DIFFERENCE:
      return make_difference (&sums, is_whole);
    case WAY_METHOD_CHANGE:
      return make_change (indicator, &sums);
    case WAY_METHOD_MEDIAN:
      return make_median (indicator, cases, of);
    case WAY_METHOD_LASTING:
    case WAY_METHOD_NINTH:
      return make_lasting (indicator, cases, of);
    case WAY_METHOD_HEADROOM:
      return make_headroom (self->question, cases, of);
    case WAY_METHOD_PAIRS:
      return is_whole ? make_correlation (indicator, cases, of) : make_pair (&sums);
    case WAY_METHOD_RATIO:
    default:
      return make_ratio (indicator, &sums);
    }
}

static WayResult
count_cases (const Counting *self,
             const WayCases *cases,
             const GArray   *of,
             gboolean        is_whole)
{
  WayResult result;

  if (cases->not_collected)
    return way_result_of_kind (WAY_RESULT_NOT_COLLECTED);
  result = make_result (self, cases, of, is_whole);
  result.n = of->len;
  if (is_whole)
    result.n_left_out += cases->n_left_out;
  return result;
}

static void
group_free (gpointer data)
{
  WayIndicatorGroup *group = data;

  g_array_unref (group->cases);
  g_free (group);
}

static void
cases_clear (WayCases *cases)
{
  g_clear_pointer (&cases->rows, g_array_unref);
}

static WayCases
gather (const Counting *self,
        WayIndicatorBy  by)
{
  WayIndicatorQuestion question = *self->question;
  WayCases cases = { .rows = g_array_new (FALSE, FALSE, sizeof (WayCase)) };

  question.by = by;
  self->indicator->func (self->facts, &question, &cases);
  return cases;
}

static void
group_cases (const Counting    *self,
             WayIndicatorTable *table)
{
  g_autoptr(GHashTable) groups = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < table->cases.rows->len; i++)
    {
      Key key = find_key (self->facts, self->question->by,
                          WAY_STAT_AT (table->cases.rows, WayCase, i));
      gconstpointer is = key.id != NULL ? (gconstpointer) key.id : (gconstpointer) key.key;
      WayIndicatorGroup *group = g_hash_table_lookup (groups, is);

      if (group == NULL)
        {
          group = g_new0 (WayIndicatorGroup, 1);
          group->id = key.id;
          group->key = key.key;
          group->cases = g_array_new (FALSE, FALSE, sizeof (guint));
          g_hash_table_insert (groups, (gpointer) is, group);
          g_ptr_array_add (table->groups, group);
        }
      g_array_append_val (group->cases, i);
    }
}

static GArray *
all_of (const WayCases *cases)
{
  GArray *of = g_array_sized_new (FALSE, FALSE, sizeof (guint), cases->rows->len);

  for (guint i = 0; i < cases->rows->len; i++)
    g_array_append_val (of, i);
  return of;
}

/* What a dimension adds (places by district are none, populations are many) may
 * differ from what the whole is made of, so that each is gathered for itself. */
WayIndicatorTable *
way_indicator_count (const WayIndicatorFacts    *facts,
                     const WayIndicator         *indicator,
                     const WayIndicatorQuestion *question)
{
  WayIndicatorTable *table = g_new0 (WayIndicatorTable, 1);
  Counting counting = { .facts = facts, .indicator = indicator, .question = question };
  WayCases whole = gather (&counting, WAY_BY_NOTHING);
  g_autoptr(GArray) all = all_of (&whole);

  table->groups = g_ptr_array_new_with_free_func (group_free);
  table->whole = count_cases (&counting, &whole, all, TRUE);
  counting.whole_denominator = table->whole.denominator;
  if (question->by == WAY_BY_NOTHING)
    {
      table->cases = whole;
      return table;
    }
  cases_clear (&whole);
  table->cases = gather (&counting, question->by);
  group_cases (&counting, table);
  for (guint i = 0; i < table->groups->len; i++)
    {
      WayIndicatorGroup *group = g_ptr_array_index (table->groups, i);

      group->result = count_cases (&counting, &table->cases, group->cases, FALSE);
    }
  return table;
}

void
way_indicator_table_free (WayIndicatorTable *self)
{
  if (self == NULL)
    return;
  cases_clear (&self->cases);
  g_ptr_array_unref (self->groups);
  g_free (self);
}
