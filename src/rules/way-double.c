/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds double funding.  Between two days on which a fact begins or ends nothing
 * changes, so that each rule is asked once for such a stretch; stretches in a
 * row on which it speaks make one finding. */

#include "way-double.h"

#include <string.h>

#include "way-census.h"
#include "way-field.h"
#include "way-share.h"

static const char *const rule_ids[WAY_N_DOUBLE_RULES] = {
  [WAY_DOUBLE_WHOLE] = "DF1",
  [WAY_DOUBLE_TOP_UP] = "DF2",
  [WAY_DOUBLE_PLACE] = "DF3",
  [WAY_DOUBLE_STALE] = "DF4",
  [WAY_DOUBLE_UNCLAIMED] = "DF5",
  [WAY_DOUBLE_TWICE] = "DF6",
};

const WayCode *
way_double_rule (WayDoubleRule rule)
{
  g_return_val_if_fail ((guint) rule < WAY_N_DOUBLE_RULES, NULL);
  return way_codes_lookup ("double_funding", rule_ids[rule]);
}

static gboolean
covers (guint32 from,
        guint32 to,
        guint32 day)
{
  return from <= day && day <= to;
}

/* --- Who pays on a day --- */

static gboolean
is_council (const char *payer)
{
  return g_strcmp0 (payer, "LA") == 0;
}

static gboolean
is_element (const WayDoubleLine *line,
            const char          *attribute)
{
  const WayCode *element = line->element != NULL
                             ? way_codes_lookup ("funding_element", line->element) : NULL;

  return element != NULL && way_code_is (element, attribute);
}

static gboolean
is_place (const WayDoubleLine *line)
{
  return g_strcmp0 (line->element, "PLACE") == 0;
}

/* What is paid on one day. */
typedef struct
{
  guint    n_lines;          /* that make up the cost */
  guint    n_council;        /* of them, paid by the council */
  gboolean council_top_up;   /* a top-up or fee is the council's */
  gboolean council_place;
  gboolean school_pays;      /* somebody but the council has a line */
  gboolean approved;         /* the council's top-up has an approved reason */
  gboolean recharged;        /* the school pays the council back */
} Paid;

static void
add_line (Paid                *paid,
          const WayDoubleLine *line)
{
  gboolean council = is_council (line->payer);

  paid->n_lines++;
  paid->n_council += council;
  paid->school_pays |= !council && line->payer != NULL;
  if (!council)
    return;
  if (is_place (line))
    paid->council_place = TRUE;
  else
    {
      paid->approved = line->approved && (paid->approved || !paid->council_top_up);
      paid->council_top_up = TRUE;
    }
}

/* What was agreed counts as a line where none of the kind says who pays. */
static void
add_agreed (Paid                     *paid,
            const WayDoublePlacement *self,
            const char               *element,
            const char               *payer)
{
  WayDoubleLine agreed = { .element = element, .payer = payer, .approved = self->approved };

  if (payer != NULL)
    add_line (paid, &agreed);
}

static Paid
find_paid (const WayDoublePlacement *self,
           guint32                   day)
{
  Paid paid = { 0 };
  gboolean has_place = FALSE;
  gboolean has_top_up = FALSE;
  gboolean place_approved = TRUE;

  for (guint i = 0; i < self->n_lines; i++)
    {
      const WayDoubleLine *line = &self->lines[i];

      if (!covers (line->from, line->to, day))
        continue;
      paid.recharged |= is_element (line, "negative");
      if (!is_element (line, "cost"))
        continue;
      add_line (&paid, line);
      has_place |= is_place (line);
      has_top_up |= !is_place (line);
      place_approved &= line->approved || !is_place (line) || !is_council (line->payer);
    }
  if (!has_place)
    {
      add_agreed (&paid, self, "PLACE", self->place_payer);
      place_approved &= self->approved || !is_council (self->place_payer);
    }
  if (!has_top_up)
    add_agreed (&paid, self, "TOP_UP", self->top_up_payer);
  if (!paid.council_top_up)
    paid.approved = paid.council_place && place_approved;
  return paid;
}

/* --- Who keeps the money --- */

gboolean
way_double_is_formula_school (const char *type)
{
  const WayCode *code = type != NULL ? way_codes_lookup ("establishment_type", type) : NULL;

  return code != NULL && way_code_is (code, "mainstream") && way_code_is (code, "state_funded");
}

/* The census by which a school of a type was funded on a day; 0 for none. */
static guint32
find_census (const char *type,
             guint32     day)
{
  const WayCode *code = type != NULL ? way_codes_lookup ("establishment_type", type) : NULL;
  const char *body = code != NULL ? way_code_get (code, "body") : NULL;
  const WayCode *year = body != NULL ? way_codes_lookup ("funding_year", body) : NULL;
  const char *kind = year != NULL ? way_code_get (year, "census") : NULL;
  GDate on = way_date_from_julian (day);
  GDate first, last, census;

  if (kind == NULL || !way_share_year (body, &on, &first, &last))
    return 0;
  last = way_date_add_days (&first, -1);
  census = way_census_last (kind, &last);
  return way_date_julian (&census);
}

static gboolean
was_counted (const WayDoubleChild *child,
             guint                 school,
             const char           *type,
             guint32               day)
{
  guint32 census = find_census (type, day);

  for (guint i = 0; i < child->n_rolls; i++)
    if (child->rolls[i].school == school &&
        covers (child->rolls[i].from, child->rolls[i].to, census))
      return census != 0;
  return FALSE;
}

static gboolean
is_recovered (const WayDoubleChild *child,
              guint32               day)
{
  for (guint i = 0; i < child->n_recoveries; i++)
    if (g_strcmp0 (child->recoveries[i].kind, "AWPU") == 0 &&
        covers (child->recoveries[i].from, child->recoveries[i].to, day))
      return TRUE;
  return FALSE;
}

/* dual(p,d) & school_funded(p,d): on the main roll of a school that is funded
 * for the child, and at a setting that is another. */
static gboolean
is_funded_twice (const WayDoubleChild     *child,
                 const WayDoublePlacement *self,
                 guint32                   day)
{
  if (self->single || is_recovered (child, day))
    return FALSE;
  for (guint i = 0; i < child->n_rolls; i++)
    {
      const WayDoubleRoll *roll = &child->rolls[i];

      if (covers (roll->from, roll->to, day) && roll->school != self->setting &&
          way_double_is_formula_school (roll->type) &&
          was_counted (child, roll->school, roll->type, day))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_on_roll (const WayDoubleChild *child,
            guint                 school,
            guint32               day)
{
  for (guint i = 0; i < child->n_rolls; i++)
    if (child->rolls[i].school == school && covers (child->rolls[i].from, child->rolls[i].to, day))
      return TRUE;
  return FALSE;
}

/* --- The rules on a day --- */

static gboolean
is_allowed (const WayDoublePlacement *self,
            const Paid               *paid)
{
  return self->route.council_pays || (self->route.council_may_pay && paid->approved);
}

static guint
find_payer_rules (const WayDoubleChild     *child,
                  const WayDoublePlacement *self,
                  guint32                   day)
{
  Paid paid = find_paid (self, day);
  guint rules = 0;

  if (paid.n_council == 0 || paid.recharged || self->route.council_pays ||
      !is_funded_twice (child, self, day))
    return 0;
  if (!is_allowed (self, &paid))
    {
      if (paid.n_council == paid.n_lines)
        rules |= 1 << WAY_DOUBLE_WHOLE;
      else if (paid.council_top_up)
        rules |= 1 << WAY_DOUBLE_TOP_UP;
    }
  if (paid.council_place && self->route.school_place && !(rules & 1 << WAY_DOUBLE_WHOLE))
    rules |= 1 << WAY_DOUBLE_PLACE;
  return rules;
}

/* Whether the amount to follow was taken back for the council's financial year
 * of a day. */
static gboolean
is_claimed (const WayDoubleChild *child,
            guint32               day)
{
  GDate on = way_date_from_julian (day);
  GDate first, last;

  if (!way_share_year ("council", &on, &first, &last))
    return FALSE;
  for (guint i = 0; i < child->n_recoveries; i++)
    if (g_strcmp0 (child->recoveries[i].kind, "FOLLOW") == 0 &&
        covers (way_date_julian (&first), way_date_julian (&last), child->recoveries[i].from))
      return TRUE;
  return FALSE;
}

/* In the year of the exclusion the school had the child's money; later only if
 * a census counted the child. */
static gboolean
has_money (const WayDoubleChild     *child,
           const WayDoubleExclusion *exclusion,
           guint32                   day)
{
  GDate on = way_date_from_julian (day);
  GDate first, last;

  return way_double_is_formula_school (exclusion->type) &&
         way_share_year ("council", &on, &first, &last) &&
         (way_date_julian (&first) <= exclusion->from ||
          was_counted (child, exclusion->school, exclusion->type, day));
}

static guint
find_exclusion_rules (const WayDoubleChild     *child,
                      const WayDoublePlacement *self,
                      guint32                   day)
{
  const WayDoubleExclusion *exclusion = self->exclusion;
  guint rules = 0;

  if (!self->route.after_exclusion || exclusion == NULL)
    return 0;
  if (exclusion->due != 0 && day > exclusion->due && exclusion->school != self->setting &&
      is_on_roll (child, exclusion->school, day))
    rules |= 1 << WAY_DOUBLE_STALE;
  if (exclusion->deleted != 0 && day > exclusion->deleted &&
      has_money (child, exclusion, day) && !is_claimed (child, day))
    rules |= 1 << WAY_DOUBLE_UNCLAIMED;
  return rules;
}

/* --- Stretches --- */

static void
add_break (GArray  *breaks,
           guint32  first,
           guint32  last,
           guint32  day)
{
  if (day > first && day <= last)
    g_array_append_val (breaks, day);
}

static void
add_period (GArray  *breaks,
            guint32  first,
            guint32  last,
            guint32  from,
            guint32  to)
{
  add_break (breaks, first, last, from);
  if (to != WAY_DOUBLE_OPEN)
    add_break (breaks, first, last, to + 1);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  guint32 one = *(const guint32 *) a;
  guint32 other = *(const guint32 *) b;

  return one < other ? -1 : one > other;
}

static void
add_lines (GArray                   *breaks,
           guint32                   first,
           guint32                   last,
           const WayDoublePlacement *self)
{
  for (guint i = 0; i < self->n_lines; i++)
    add_period (breaks, first, last, self->lines[i].from, self->lines[i].to);
}

/* Where funding years and place values begin. */
static void
add_years (GArray  *breaks,
           guint32  first,
           guint32  last)
{
  g_autoptr(GPtrArray) years = way_codes_list ("funding_year", NULL);
  g_autoptr(GPtrArray) values = way_codes_list ("funding_rule", NULL);
  GDate from = way_date_from_julian (first);
  GDate to = way_date_from_julian (last);

  for (guint i = 0; i < years->len; i++)
    for (int year = g_date_get_year (&from); year <= g_date_get_year (&to); year++)
      {
        const WayCode *row = g_ptr_array_index (years, i);
        GDate begins = way_date_ymd (year, way_code_get_int (row, "month", 1),
                                     way_code_get_int (row, "day", 1));

        add_break (breaks, first, last, way_date_julian (&begins));
      }
  for (guint i = 0; i < values->len; i++)
    {
      const WayCode *row = g_ptr_array_index (values, i);

      add_break (breaks, first, last, way_date_julian (&row->from));
    }
}

/* The first days of the stretches of [first, last], ascending; the day after the
 * last one ends them. */
static GArray *
find_stretches (const WayDoubleChild     *child,
                const WayDoublePlacement *self,
                const WayDoublePlacement *other,
                guint32                   first,
                guint32                   last)
{
  GArray *breaks = g_array_new (FALSE, FALSE, sizeof (guint32));
  guint32 end = last + 1;

  g_array_append_val (breaks, first);
  g_array_append_val (breaks, end);
  add_lines (breaks, first, last, self);
  if (other != NULL)
    add_lines (breaks, first, last, other);
  for (guint i = 0; i < child->n_rolls; i++)
    add_period (breaks, first, last, child->rolls[i].from, child->rolls[i].to);
  for (guint i = 0; i < child->n_recoveries; i++)
    add_period (breaks, first, last, child->recoveries[i].from, child->recoveries[i].to);
  if (self->exclusion != NULL)
    {
      add_break (breaks, first, last, self->exclusion->due + 1);
      add_break (breaks, first, last, self->exclusion->deleted + 1);
    }
  add_years (breaks, first, last);
  g_array_sort (breaks, compare_days);
  return breaks;
}

/* --- Days and money --- */

static gint64
sessions_of (const WayDoublePlacement *self)
{
  return self->sessions != WAY_INTEGER_NONE ? self->sessions : way_share_full_time ();
}

/* What the council pays as top-up or fee in a stretch, in parts. */
static gint64
sum_lines (const WayDoublePlacement *self,
           guint32                   first,
           guint                     days)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->n_lines; i++)
    {
      const WayDoubleLine *line = &self->lines[i];
      gint64 per_day;

      if (!covers (line->from, line->to, first) || is_place (line) ||
          !is_element (line, "cost") || !is_council (line->payer))
        continue;
      if (way_share_per_day (line->basis, line->rate, sessions_of (self), &per_day))
        sum += per_day * days;
      else if (g_strcmp0 (line->basis, "once") == 0 && line->rate != WAY_INTEGER_NONE &&
               MAX (line->from, self->from) == first)
        sum += line->rate * way_share_unit ();
    }
  return sum;
}

/* The finding that is being put together, with its money in parts. */
typedef struct
{
  const WayDoublePlacement *self;
  GArray                   *findings;
  WayDoubleFinding          finding;
  gint64                    parts;
} Run;

static void
add_stretch (Run     *run,
             guint32  first,
             guint32  last)
{
  GDate from = way_date_from_julian (first);
  GDate to = way_date_from_julian (last);
  guint days = way_school_days_count (run->self->days, &from, &to);

  if (run->finding.from == 0)
    run->finding.from = first;
  run->finding.to = last;
  run->finding.days += days;
  if (run->finding.rule == WAY_DOUBLE_PLACE)
    run->parts += way_share_place (&from, sessions_of (run->self)) * days;
  else if (run->finding.rule != WAY_DOUBLE_UNCLAIMED)
    run->parts += sum_lines (run->self, first, days);
}

/* What follows the child in the financial year of a finding. */
static gint64
find_follow (const WayDoubleExclusion *exclusion,
             guint32                   day)
{
  GDate on = way_date_from_julian (day);
  GDate relevant = way_date_from_julian (exclusion->relevant);
  GDate first, last;

  if (exclusion->year_amount == WAY_INTEGER_NONE || exclusion->relevant == 0 ||
      !way_share_year ("council", &on, &first, &last))
    return WAY_INTEGER_NONE;
  if (way_date_compare (&relevant, &first) < 0)
    relevant = first;
  return way_share_follow (exclusion->year_amount, &relevant, &last);
}

static void
end_run (Run *run)
{
  WayDoubleFinding *finding = &run->finding;

  if (finding->rule == WAY_DOUBLE_UNCLAIMED && finding->from != 0)
    finding->amount = find_follow (run->self->exclusion, finding->from);
  else if (finding->rule == WAY_DOUBLE_STALE || finding->rule == WAY_DOUBLE_TWICE)
    finding->amount = WAY_INTEGER_NONE;
  else
    finding->amount = way_share_round (run->parts);
  if (finding->days > 0)
    g_array_append_val (run->findings, *finding);
  finding->from = 0;
  finding->days = 0;
  run->parts = 0;
}

/* A recovery is for one financial year, and so is what it would take back. */
static gboolean
is_new_year (WayDoubleRule rule,
             guint32       day)
{
  GDate on = way_date_from_julian (day);
  GDate first, last;

  return rule == WAY_DOUBLE_UNCLAIMED && way_share_year ("council", &on, &first, &last) &&
         way_date_equal (&first, &on);
}

static void
gather_rule (const WayDoublePlacement *self,
             guint                     index,
             guint                     other,
             WayDoubleRule             rule,
             GArray                   *breaks,
             const guint              *spoken,
             GArray                   *findings)
{
  Run run = { self, findings, { .rule = rule, .placement = index, .other = other }, 0 };

  for (guint i = 0; i + 1 < breaks->len; i++)
    {
      guint32 first = g_array_index (breaks, guint32, i);
      guint32 next = g_array_index (breaks, guint32, i + 1);

      if (first == next)
        continue;
      if (!(spoken[i] & 1 << rule) || is_new_year (rule, first))
        end_run (&run);
      if (spoken[i] & 1 << rule)
        add_stretch (&run, first, next - 1);
    }
  end_run (&run);
}

/* --- One placement --- */

/* Whether the payers could break a rule on any day at all: most placements need
 * no closer look. */
static gboolean
may_be_paid_twice (const WayDoublePlacement *self)
{
  gboolean council = is_council (self->place_payer) || is_council (self->top_up_payer);
  gboolean top_up = is_council (self->top_up_payer);
  gboolean school_throughout = FALSE;

  if (self->single || self->route.council_pays)
    return FALSE;
  for (guint i = 0; i < self->n_lines; i++)
    {
      const WayDoubleLine *line = &self->lines[i];

      if (!is_element (line, "cost"))
        continue;
      council |= is_council (line->payer);
      top_up |= is_council (line->payer) && !is_place (line);
      school_throughout |= !is_council (line->payer) && line->from <= self->from &&
                           line->to >= self->to;
    }
  return council && (top_up || self->route.school_place || !school_throughout);
}

static void
find_of_placement (const WayDoubleChild *child,
                   guint                 index,
                   GArray               *findings)
{
  const WayDoublePlacement *self = &child->placements[index];
  g_autoptr(GArray) breaks = NULL;
  g_autofree guint *spoken = NULL;
  guint all = 0;

  if (self->to < self->from || (self->exclusion == NULL && !may_be_paid_twice (self)))
    return;
  breaks = find_stretches (child, self, NULL, self->from, self->to);
  spoken = g_new0 (guint, breaks->len);
  for (guint i = 0; i + 1 < breaks->len; i++)
    {
      guint32 day = g_array_index (breaks, guint32, i);

      if (day == g_array_index (breaks, guint32, i + 1))
        continue;
      spoken[i] = find_payer_rules (child, self, day) | find_exclusion_rules (child, self, day);
      all |= spoken[i];
    }
  for (guint rule = 0; rule < WAY_DOUBLE_TWICE; rule++)
    if (all & 1 << rule)
      gather_rule (self, index, WAY_DOUBLE_NONE, rule, breaks, spoken, findings);
}

/* --- Two placements --- */

/* A day that a placement cannot be found fault with for a second one. */
static gboolean
is_exempt (const WayDoublePlacement *self,
           const Paid               *paid)
{
  return self->single || self->route.council_pays || paid->recharged;
}

static gboolean
is_paid_twice (const WayDoublePlacement *self,
               const WayDoublePlacement *other,
               guint32                   day)
{
  Paid one = find_paid (self, day);
  Paid two = find_paid (other, day);

  return !is_exempt (self, &one) && !is_exempt (other, &two) &&
         ((one.n_council > 0 && two.n_council > 0) || (one.school_pays && two.school_pays));
}

static void
find_of_pair (const WayDoubleChild *child,
              guint                 index,
              guint                 before,
              GArray               *findings)
{
  const WayDoublePlacement *self = &child->placements[index];
  const WayDoublePlacement *other = &child->placements[before];
  guint32 first = MAX (self->from, other->from);
  guint32 last = MIN (self->to, other->to);
  g_autoptr(GArray) breaks = NULL;
  g_autofree guint *spoken = NULL;

  if (last < first || sessions_of (self) + sessions_of (other) <= way_share_full_time ())
    return;
  breaks = find_stretches (child, self, other, first, last);
  spoken = g_new0 (guint, breaks->len);
  for (guint i = 0; i + 1 < breaks->len; i++)
    if (is_paid_twice (self, other, g_array_index (breaks, guint32, i)))
      spoken[i] = 1 << WAY_DOUBLE_TWICE;
  gather_rule (self, index, before, WAY_DOUBLE_TWICE, breaks, spoken, findings);
}

static gboolean
began_before (const WayDoubleChild *child,
              guint                 one,
              guint                 other)
{
  guint32 from = child->placements[one].from;
  guint32 other_from = child->placements[other].from;

  return from != other_from ? from < other_from : one < other;
}

void
way_double_find (const WayDoubleChild *child,
                 GArray               *findings)
{
  for (guint i = 0; i < child->n_placements; i++)
    {
      find_of_placement (child, i, findings);
      for (guint j = 0; j < child->n_placements; j++)
        if (j != i && began_before (child, j, i))
          find_of_pair (child, i, j, findings);
    }
}
