/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lays the file's facts before the rules of double funding, child by child, and
 * joins what they find with what people recorded of it. */

#include "way-double-funding.h"

#include <string.h>

#include "way-clocks.h"
#include "way-funding-facts.h"
#include "way-route-sets.h"

/* What became of one finding, as recorded. */
typedef struct
{
  WayFundingCase *record;
  gboolean        is_met;     /* by something that is found now */
} Case;

typedef struct
{
  WayFacts        *facts;
  GDate            today;
  WayFundingFacts *funding;
  WayRouteSets    *sets;
  GArray          *lines;     /* WayDoubleLine, as the file has them */
  GArray          *recoveries; /* WayDoubleRecovery, likewise */
  GHashTable      *cases;     /* WayId * of a placement -> GPtrArray of Case * */
  GPtrArray       *found;     /* WayDoubleFunding * */
} Search;

void
way_double_funding_free (WayDoubleFunding *self)
{
  if (self == NULL)
    return;
  g_free (self->pupil_name);
  g_free (self->place_name);
  g_free (self->setting_name);
  g_free (self->school_name);
  g_free (self->by);
  g_free (self->reason);
  g_free (self);
}

gboolean
way_double_funding_is_open (const WayDoubleFunding *self)
{
  return self->is_found && g_str_equal (self->state, "open");
}

gint64
way_double_funding_sum_open (GPtrArray *list)
{
  gint64 sum = 0;

  for (guint i = 0; i < list->len; i++)
    {
      const WayDoubleFunding *one = g_ptr_array_index (list, i);

      if (way_double_funding_is_open (one) && one->amount != WAY_INTEGER_NONE)
        sum += one->amount;
    }
  return sum;
}

/* --- Facts for the rules --- */

/* Lines and recoveries as the rules take them. */
static void
fill_money (Search *search)
{
  for (guint i = 0; i < search->funding->lines->len; i++)
    {
      const WayFundedLine *one = &g_array_index (search->funding->lines, WayFundedLine, i);
      WayDoubleLine line = {
        one->key.from, one->to, one->element, one->payer, one->basis, one->rate, one->approved,
      };

      g_array_append_val (search->lines, line);
    }
  for (guint i = 0; i < search->funding->recoveries->len; i++)
    {
      const WayFundedRecovery *one = &g_array_index (search->funding->recoveries,
                                                     WayFundedRecovery, i);
      WayDoubleRecovery recovery = { one->key.from, one->to, one->kind };

      g_array_append_val (search->recoveries, recovery);
    }
}

static gboolean
route_allows (const WayRouteSet *set,
              const char        *route,
              WayRouteChoice     choice,
              const char        *payer,
              const GDate       *on)
{
  return route != NULL && way_routes_allows (set, route, choice, payer, on);
}

/* What the table of the case says of who pays. */
static WayDoubleRoute
find_route (Search              *search,
            const WayFundedStay *stay)
{
  GDate on = way_date_from_julian (stay->key.from);
  const WayRouteSet *set = way_id_is_null (&stay->route_set)
                             ? NULL : way_route_sets_get (search->sets, &stay->route_set);
  const char *route = stay->route;
  gboolean council, school;

  if (set == NULL)
    set = way_route_sets_on (search->sets, &on);
  council = route_allows (set, route, WAY_ROUTE_TOP_UP, "LA", &on);
  school = route_allows (set, route, WAY_ROUTE_TOP_UP, "SCHOOL", &on);
  return (WayDoubleRoute) {
    .council_pays = council && !school,
    .council_may_pay = council && school,
    .school_place = route_allows (set, route, WAY_ROUTE_LUMP_SUM, "SCHOOL", &on) &&
                    !route_allows (set, route, WAY_ROUTE_LUMP_SUM, "LA", &on),
    .after_exclusion = way_routes_is (route, "dual_until_deleted"),
  };
}

/* A place is paid by the year only at a setting that the state funds. */
static gboolean
has_place_funding (const WayFundedStay *stay)
{
  const char *id = stay->place->setting->type;
  const WayCode *type = id != NULL ? way_codes_lookup ("establishment_type", id) : NULL;

  return type != NULL && way_code_is (type, "state_funded");
}

static gboolean
is_single (const WayFundedStay *stay)
{
  const WayCode *code = stay->registration != NULL
                          ? way_codes_lookup ("registration", stay->registration) : NULL;

  return code != NULL && way_code_get (code, "school_status") == NULL;
}

/* --- Exclusions --- */

static gboolean
is_reinstated (const WayFundedExclusion *exclusion)
{
  const WayCode *result = exclusion->result != NULL
                            ? way_codes_lookup ("exclusion_review_result", exclusion->result) : NULL;

  return result != NULL && way_code_is (result, "reinstated");
}

/* The one that the referral names, else the last before the stay ended. */
static const WayFundedExclusion *
find_exclusion (Search               *search,
                const WayFundedChild *child,
                const WayFundedStay  *stay)
{
  const WayFundedExclusion *last = NULL;

  for (guint i = 0; i < child->exclusions.n; i++)
    {
      const WayFundedExclusion *one = &g_array_index (search->funding->exclusions,
                                                      WayFundedExclusion,
                                                      child->exclusions.first + i);

      if (is_reinstated (one))
        continue;
      if (way_id_equal (&one->key.id, &stay->exclusion))
        return one;
      if (one->key.from <= stay->to)
        last = one;
    }
  return last;
}

/* The day a clock gives, or no day. */
static GDate
run_clock (const char          *rule,
           WayClockFacts       *facts,
           const WaySchoolDays *days)
{
  g_autoptr(WayClock) clock = way_clocks_run (rule, facts, days, NULL);

  if (clock == NULL)
    return way_date_none ();
  return way_date_is_set (&clock->opens) ? clock->opens : clock->due;
}

/* From when the child may be taken off the roll: after the governors' decision
 * and the time to ask for a panel (clock C13).  Where no decision is recorded, as
 * if they took it on their last day (C06).  No day while a review goes on. */
static GDate
find_due (const WayFundedExclusion *exclusion,
          const WaySchoolDays      *days)
{
  WayClockEvent told[] = {
    { .kind = "informed", .from = way_date_from_julian (exclusion->informed != 0
                                                          ? exclusion->informed
                                                          : exclusion->key.from) },
    { .kind = "permanent", .from = way_date_from_julian (exclusion->key.from) },
  };
  WayClockEvent notice = { .kind = "notice" };
  WayClockFacts facts = { .events = told, .n_events = G_N_ELEMENTS (told) };
  const WayCode *result = exclusion->result != NULL
                            ? way_codes_lookup ("exclusion_review_result", exclusion->result) : NULL;

  if (result != NULL && way_code_is (result, "pending"))
    return way_date_none ();
  notice.from = exclusion->decided != 0 ? way_date_from_julian (exclusion->decided)
                                        : run_clock ("C06", &facts, days);
  if (!way_date_is_set (&notice.from))
    return notice.from;
  facts.events = &notice;
  facts.n_events = 1;
  return run_clock ("C13", &facts, days);
}

/* The day on which the roll ended, as the exclusion or the roll itself says. */
static guint32
find_deleted (Search                   *search,
              const WayFundedChild     *child,
              const WayFundedExclusion *exclusion)
{
  guint32 last = 0;

  if (exclusion->off_roll != 0)
    return exclusion->off_roll;
  for (guint i = 0; i < child->rolls.n; i++)
    {
      const WayFundedRoll *roll = &g_array_index (search->funding->rolls, WayFundedRoll,
                                                  child->rolls.first + i);

      if (roll->school != exclusion->school)
        continue;
      if (roll->to == WAY_FUNDED_OPEN)
        return 0;
      if (roll->to >= exclusion->key.from)
        last = MAX (last, roll->to);
    }
  return last;
}

static gboolean
fill_exclusion (Search                   *search,
                const WayFundedChild     *child,
                const WayFundedExclusion *one,
                WayDoubleExclusion       *exclusion,
                GError                  **error)
{
  const WaySchoolDays *days = way_facts_days (search->facts, &one->school->id, error);
  int relevant = way_code_get_int (way_codes_lookup ("funding_rule", "amount_to_follow"), "day", 1);
  GDate from = way_date_from_julian (one->key.from);
  GDate due, follows;

  if (days == NULL)
    return FALSE;
  due = find_due (one, days);
  follows = way_school_days_nth_after (days, &from, (guint) relevant);
  *exclusion = (WayDoubleExclusion) {
    .from = one->key.from, .school = one->school->number, .type = one->school->type,
    .relevant = way_date_julian (&follows), .due = way_date_julian (&due),
    .deleted = find_deleted (search, child, one),
    .year_amount = one->school->pupil_amount != WAY_INTEGER_NONE
                     ? one->school->pupil_amount : way_facts_authority (search->facts)->pupil_amount,
  };
  return TRUE;
}

/* --- One child --- */

/* What the rules take, kept together while they look. */
typedef struct
{
  const WayFundedChild      *child;
  WayDoublePlacement        *placements;
  WayDoubleRoll             *rolls;
  WayDoubleExclusion        *exclusions;   /* one a placement */
  const WayFundedExclusion **named;        /* the same as recorded, or NULL */
} Plain;

static const WayFundedStay *
stay_of (Search      *search,
         const Plain *plain,
         guint        index)
{
  return &g_array_index (search->funding->stays, WayFundedStay, plain->child->stays.first + index);
}

static const WayFundedRoll *
roll_of (Search      *search,
         const Plain *plain,
         guint        index)
{
  return &g_array_index (search->funding->rolls, WayFundedRoll, plain->child->rolls.first + index);
}

static gboolean
fill_placement (Search  *search,
                Plain   *plain,
                guint    index,
                GError **error)
{
  const WayFundedStay *stay = stay_of (search, plain, index);
  WayDoublePlacement *placement = &plain->placements[index];
  const WaySchoolDays *days = way_facts_days (search->facts, &stay->place->setting->id, error);

  if (days == NULL)
    return FALSE;
  *placement = (WayDoublePlacement) {
    .from = stay->key.from,
    .to = stay->to != WAY_FUNDED_OPEN ? stay->to : way_date_julian (&search->today),
    .route = find_route (search, stay), .setting = stay->place->setting->number,
    .single = is_single (stay), .sessions = stay->sessions, .days = days,
    .place_payer = has_place_funding (stay) ? stay->place_payer : NULL,
    .top_up_payer = stay->top_up_payer, .approved = stay->payer_reason,
    .lines = &g_array_index (search->lines, WayDoubleLine, stay->lines.first),
    .n_lines = stay->lines.n,
  };
  if (!placement->route.after_exclusion)
    return TRUE;
  plain->named[index] = find_exclusion (search, plain->child, stay);
  if (plain->named[index] == NULL)
    return TRUE;
  placement->exclusion = &plain->exclusions[index];
  return fill_exclusion (search, plain->child, plain->named[index], &plain->exclusions[index],
                         error);
}

static void
fill_rolls (Search *search,
            Plain  *plain)
{
  for (guint i = 0; i < plain->child->rolls.n; i++)
    {
      const WayFundedRoll *roll = roll_of (search, plain, i);

      plain->rolls[i] = (WayDoubleRoll) {
        roll->key.from, roll->to, roll->school->number, roll->school->type,
      };
    }
}

/* --- What was found --- */

/* The school of which a finding speaks, and its name. */
static const char *
find_school (Search                 *search,
             const Plain            *plain,
             const WayDoubleFinding *finding,
             WayId                  *id)
{
  const WayDoublePlacement *placement = &plain->placements[finding->placement];
  const WayFundedExclusion *exclusion = plain->named[finding->placement];

  if (finding->rule == WAY_DOUBLE_TWICE)
    {
      const WayFundedStay *other = stay_of (search, plain, finding->other);

      *id = other->place->setting->id;
      return other->place->name;
    }
  if (finding->rule == WAY_DOUBLE_STALE || finding->rule == WAY_DOUBLE_UNCLAIMED)
    {
      *id = exclusion->school->id;
      return exclusion->school->name;
    }
  for (guint i = 0; i < plain->child->rolls.n; i++)
    {
      const WayFundedRoll *roll = roll_of (search, plain, i);

      if (roll->key.from <= finding->from && finding->from <= roll->to &&
          plain->rolls[i].school != placement->setting &&
          way_double_is_formula_school (roll->school->type))
        {
          *id = roll->school->id;
          return roll->school->name;
        }
    }
  return NULL;
}

static WayDoubleFunding *
new_item (const WayFundedChild *child,
          const WayFundedStay  *stay,
          const WayCode        *rule)
{
  WayDoubleFunding *item = g_new0 (WayDoubleFunding, 1);

  item->rule = rule;
  item->placement = stay->key.id;
  item->pupil = child->id;
  item->pupil_name = g_strdup (child->name);
  item->year = child->year;
  item->place_name = g_strdup (stay->place->name);
  item->setting_name = g_strdup (stay->place->setting->name);
  item->route = stay->route;
  item->state = "open";
  return item;
}

static void
add_state (WayDoubleFunding     *item,
           const WayFundingCase *record)
{
  item->state = g_intern_string (record->state);
  item->day = record->day;
  item->by = g_strdup (record->by);
  item->reason = g_strdup (record->reason);
}

/* The last case that speaks of the days on which a finding begins. */
static void
join_case (Search           *search,
           WayDoubleFunding *item)
{
  GPtrArray *cases = g_hash_table_lookup (search->cases, &item->placement);
  const WayFundingCase *last = NULL;

  for (guint i = 0; cases != NULL && i < cases->len; i++)
    {
      Case *one = g_ptr_array_index (cases, i);

      if (g_strcmp0 (one->record->rule, item->rule->id) != 0 ||
          !way_date_within (&item->from, &one->record->from, &one->record->to))
        continue;
      one->is_met = TRUE;
      last = one->record;
    }
  if (last != NULL && way_codes_has ("funding_state", last->state))
    add_state (item, last);
}

static void
add_found (Search                 *search,
           const Plain            *plain,
           const WayDoubleFinding *finding)
{
  const WayFundedExclusion *exclusion = plain->named[finding->placement];
  WayDoubleFunding *item = new_item (plain->child, stay_of (search, plain, finding->placement),
                                     way_double_rule (finding->rule));

  item->is_found = TRUE;
  item->council_may_pay = plain->placements[finding->placement].route.council_may_pay;
  item->from = way_date_from_julian (finding->from);
  item->to = way_date_from_julian (finding->to);
  item->days = finding->days;
  item->amount = finding->amount;
  item->school_name = g_strdup (find_school (search, plain, finding, &item->school));
  if (finding->rule == WAY_DOUBLE_TWICE)
    item->other = stay_of (search, plain, finding->other)->key.id;
  else if (exclusion != NULL)
    {
      item->exclusion = exclusion->key.id;
      item->relevant = way_date_from_julian (plain->exclusions[finding->placement].relevant);
    }
  join_case (search, item);
  g_ptr_array_add (search->found, item);
}

static gboolean
is_settled (const WayFundingCase *record)
{
  return g_strcmp0 (record->state, "recharged") == 0 || g_strcmp0 (record->state, "corrected") == 0;
}

/* A finding of a rule that was there once, as far as its school goes. */
static gboolean
remember_finding (const Plain          *plain,
                  guint                 index,
                  const WayFundingCase *record,
                  WayDoubleFinding     *finding)
{
  *finding = (WayDoubleFinding) { .placement = index, .from = way_date_julian (&record->from) };
  while (!g_str_equal (way_double_rule (finding->rule)->id, record->rule))
    finding->rule++;
  return finding->rule < WAY_DOUBLE_STALE ||
         (finding->rule != WAY_DOUBLE_TWICE && plain->named[index] != NULL);
}

/* What was put right, so that the rules find it no more. */
static void
add_settled (Search      *search,
             const Plain *plain,
             guint        index)
{
  const WayFundedStay *stay = stay_of (search, plain, index);
  GPtrArray *cases = g_hash_table_lookup (search->cases, &stay->key.id);

  for (guint i = 0; cases != NULL && i < cases->len; i++)
    {
      const Case *one = g_ptr_array_index (cases, i);
      const WayFundingCase *record = one->record;
      const WayCode *rule = record->rule != NULL
                              ? way_codes_lookup ("double_funding", record->rule) : NULL;
      WayDoubleFinding like;
      WayDoubleFunding *item;

      if (one->is_met || rule == NULL || !is_settled (record))
        continue;
      item = new_item (plain->child, stay, rule);
      item->from = record->from;
      item->to = record->to;
      item->days = record->days != WAY_INTEGER_NONE ? (guint) record->days : 0;
      item->amount = record->amount;
      if (remember_finding (plain, index, record, &like))
        item->school_name = g_strdup (find_school (search, plain, &like, &item->school));
      add_state (item, record);
      g_ptr_array_add (search->found, item);
    }
}

static gboolean
find_of_child (Search                *search,
               const WayFundedChild  *child,
               GArray                *findings,
               GError               **error)
{
  g_autofree WayDoublePlacement *placements = g_new0 (WayDoublePlacement, child->stays.n);
  g_autofree WayDoubleExclusion *exclusions = g_new0 (WayDoubleExclusion, child->stays.n);
  g_autofree const WayFundedExclusion **named = g_new0 (const WayFundedExclusion *, child->stays.n);
  g_autofree WayDoubleRoll *rolls = g_new0 (WayDoubleRoll, child->rolls.n + 1);
  Plain plain = { child, placements, rolls, exclusions, named };
  WayDoubleChild facts = {
    .placements = placements, .n_placements = child->stays.n,
    .rolls = rolls, .n_rolls = child->rolls.n, .n_recoveries = child->recoveries.n,
    .recoveries = &g_array_index (search->recoveries, WayDoubleRecovery,
                                  child->recoveries.first),
  };

  for (guint i = 0; i < child->stays.n; i++)
    if (!fill_placement (search, &plain, i, error))
      return FALSE;
  fill_rolls (search, &plain);
  g_array_set_size (findings, 0);
  way_double_find (&facts, findings);
  for (guint i = 0; i < findings->len; i++)
    add_found (search, &plain, &g_array_index (findings, WayDoubleFinding, i));
  for (guint i = 0; i < child->stays.n; i++)
    add_settled (search, &plain, i);
  return TRUE;
}

/* --- Cases --- */

static void
case_free (Case *self)
{
  way_funding_case_free (self->record);
  g_free (self);
}

static int
compare_cases (gconstpointer a,
               gconstpointer b)
{
  const WayFundingCase *one = (*(const Case *const *) a)->record;
  const WayFundingCase *other = (*(const Case *const *) b)->record;
  int order = way_date_compare (&one->day, &other->day);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

/* All of them: they are few, since a person made each. */
static gboolean
load_cases (Search  *search,
            GError **error)
{
  g_autoptr(GPtrArray) records = way_records_list (way_facts_db (search->facts),
                                                   &way_funding_case_entity, NULL, NULL, error);
  GHashTableIter iter;
  gpointer cases;

  if (records == NULL)
    return FALSE;
  for (guint i = 0; i < records->len; i++)
    {
      const WayFundingCase *record = g_ptr_array_index (records, i);
      Case *one = g_new0 (Case, 1);

      one->record = way_funding_case_copy (record);
      cases = g_hash_table_lookup (search->cases, &record->placement);
      if (cases == NULL)
        {
          cases = g_ptr_array_new_with_free_func ((GDestroyNotify) case_free);
          g_hash_table_insert (search->cases, &one->record->placement, cases);
        }
      g_ptr_array_add (cases, one);
    }
  g_hash_table_iter_init (&iter, search->cases);
  while (g_hash_table_iter_next (&iter, NULL, &cases))
    g_ptr_array_sort (cases, compare_cases);
  return TRUE;
}

/* --- The list --- */

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const WayDoubleFunding *one = *(const WayDoubleFunding *const *) a;
  const WayDoubleFunding *other = *(const WayDoubleFunding *const *) b;
  int order = way_date_compare (&one->from, &other->from);

  if (order == 0)
    order = strcmp (one->rule->id, other->rule->id);
  if (order == 0)
    order = way_id_compare (&one->placement, &other->placement);
  return order != 0 ? order : way_date_compare (&one->day, &other->day);
}

static gboolean
find_all (Search  *search,
          GError **error)
{
  g_autoptr(GArray) findings = g_array_new (FALSE, FALSE, sizeof (WayDoubleFinding));

  if (!load_cases (search, error))
    return FALSE;
  fill_money (search);
  for (guint i = 0; i < search->funding->children->len; i++)
    if (!find_of_child (search, &g_array_index (search->funding->children, WayFundedChild, i),
                        findings, error))
      return FALSE;
  g_ptr_array_sort (search->found, compare_items);
  return TRUE;
}

GPtrArray *
way_double_funding_list (WayFacts     *facts,
                         const WayId  *pupil,
                         const GDate  *today,
                         GError      **error)
{
  WayDb *db = way_facts_db (facts);
  g_autoptr(WayFundingFacts) funding = way_funding_facts_read (db, pupil, error);
  g_autoptr(WayRouteSets) sets = funding != NULL ? way_route_sets_load (db, error) : NULL;
  g_autoptr(GHashTable) cases = g_hash_table_new_full (way_id_hash, way_id_equal_func, NULL,
                                                       (GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GArray) lines = g_array_new (FALSE, FALSE, sizeof (WayDoubleLine));
  g_autoptr(GArray) recoveries = g_array_new (FALSE, FALSE, sizeof (WayDoubleRecovery));
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                               way_double_funding_free);
  Search search = {
    .facts = facts, .today = *today, .funding = funding, .sets = sets,
    .lines = lines, .recoveries = recoveries, .cases = cases, .found = found,
  };

  if (sets == NULL || !find_all (&search, error))
    return NULL;
  return g_steal_pointer (&found);
}
