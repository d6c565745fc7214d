/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Referrals of a sample that lead nowhere or wait, and what is on the desk on
 * the life's last day: duties that fall due, places that begin and end soon. */

#include "way-sample-desk.h"

#include <stdlib.h>
#include <string.h>

#include "way-sample-journey.h"
#include "way-sample-panel.h"
#include "way-sample-record.h"

static GDate
date_of (guint32 julian)
{
  return way_date_from_julian (julian);
}

static guint32
today_of (const WaySampleLife *life)
{
  return way_date_julian (&life->plan->today);
}

static WayRandom *
random_of (WaySampleLife *life)
{
  return &life->sampler->random;
}

static guint32
after (const WaySampleLife *life,
       guint32              day,
       guint                school_days)
{
  GDate date = date_of (day);

  date = way_school_days_nth_after (life->plan->days, &date, school_days);
  return way_date_julian (&date);
}

/* --- Before the life is written --- */

/* Permanently excluded so many school days ago, with no place yet. */
static void
add_exclusions (WaySampleLife *life)
{
  g_auto(GStrv) items = way_sample_plan_list (life->plan, "life", "recent-exclusions");

  for (guint i = 0; items[i] != NULL; i++)
    {
      guint32 day = way_sample_journey_before (life, today_of (life), (guint) atoi (items[i]));

      way_sample_life_add_exclusion (life, day, FALSE)->open = TRUE;
    }
}

/* "3:8": suspended three school days ago for eight. */
static void
add_suspensions (WaySampleLife *life)
{
  g_auto(GStrv) items = way_sample_plan_list (life->plan, "life", "recent-suspensions");

  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (items[i], ":", 2);
      guint32 day = way_sample_journey_before (life, today_of (life), (guint) atoi (parts[0]));
      WaySampleChild *child = way_sample_life_add_child (life, 8 + (int) i % 3, day, -1);

      child->suspended = day;
      child->suspended_days = parts[1] != NULL ? (guint) atoi (parts[1]) : 6;
    }
}

static void
add_endings (WaySampleLife *life)
{
  int wanted = way_sample_plan_number (life->plan, "life", "ending", 0);

  for (guint i = 0; i < life->stays->len && wanted > 0; i++)
    {
      WaySampleStay *stay = g_ptr_array_index (life->stays, i);
      guint32 soon = after (life, today_of (life), 1 + (guint) wanted * 2);

      if (stay->end != 0 || stay->start + 60 > today_of (life) || stay->latest < soon ||
          !stay->venue->counted)
        continue;
      stay->expected = stay->planned = soon;
      wanted--;
    }
}

/* --- Published shares --- */

/* Draws without putting back. */
static void
shuffle (WaySampleLife *life,
         GPtrArray     *items)
{
  for (guint i = items->len; i > 1; i--)
    {
      guint j = way_random_below (random_of (life), i);
      gpointer held = items->pdata[i - 1];

      items->pdata[i - 1] = items->pdata[j];
      items->pdata[j] = held;
    }
}

static gboolean
lives_in_area (const WaySampleLife  *life,
               const WaySampleChild *child,
               const char           *area)
{
  const WaySampleDistrict *district = &g_array_index (life->plan->districts, WaySampleDistrict,
                                                      child->district);
  g_autofree char *group = g_strconcat ("district ", district->key, NULL);
  g_autofree char *found = way_sample_plan_text (life->plan, group, "area");

  return g_strcmp0 (found, area) == 0;
}

static void
give_plans (WaySampleLife *life,
            guint32        day,
            const char    *area,
            int            inside,
            int            outside)
{
  g_autoptr(GPtrArray) stays = g_ptr_array_new ();

  for (guint i = 0; i < life->stays->len; i++)
    g_ptr_array_add (stays, g_ptr_array_index (life->stays, i));
  shuffle (life, stays);
  for (guint i = 0; i < stays->len; i++)
    {
      const WaySampleStay *stay = g_ptr_array_index (stays, i);
      int *left = lives_in_area (life, stay->child, area) ? &inside : &outside;

      if (stay->start > day || (stay->end != 0 && stay->end < day) || !stay->venue->counted)
        continue;
      stay->child->plan_settled = TRUE;
      stay->child->has_plan = *left > 0;
      *left -= *left > 0;
    }
}

/* "2020-01-16|South|112|48": of those who were there on the day so many with a
 * plan live in the area and so many elsewhere. */
static void
settle_plans (WaySampleLife *life)
{
  g_autofree char *text = way_sample_plan_text (life->plan, "life", "plans");
  g_auto(GStrv) parts = g_strsplit (text != NULL ? text : "", "|", 4);
  GDate day;

  if (g_strv_length (parts) == 4 && way_sample_plan_date (life->plan, parts[0], &day))
    give_plans (life, way_date_julian (&day), parts[1], atoi (parts[2]), atoi (parts[3]));
}

static gboolean
is_in_year (const WaySampleStay *stay,
            guint32              from,
            guint32              to)
{
  return stay->venue->counted && stay->start <= to && (stay->end == 0 || stay->end >= from);
}

static gboolean
went_back (const WaySampleStay *stay)
{
  return stay->destination != NULL && g_str_has_prefix (stay->destination, "MAINSTREAM");
}

static void
set_back (WaySampleStay *stay,
          gboolean       back)
{
  g_free (stay->destination);
  stay->destination = g_strdup (back ? "MAINSTREAM_HOME" : "SPECIAL");
}

/* Of the children who were there in the year so many of a thousand go back to a
 * school in it: those who leave and do not come again are sent there or not. */
static void
settle_returns (WaySampleLife *life,
                int            year,
                guint          per_mille)
{
  GDate first = way_date_ymd (year, 9, 1);
  GDate last = way_date_ymd (year + 1, 8, 31);
  guint32 from = way_date_julian (&first), to = way_date_julian (&last);
  g_autoptr(GHashTable) children = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) returned = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) open = g_ptr_array_new ();
  guint wanted;

  for (guint i = 0; i < life->stays->len; i++)
    {
      WaySampleStay *stay = g_ptr_array_index (life->stays, i);
      gboolean is_last = stay == g_ptr_array_index (stay->child->stays, stay->child->stays->len - 1);
      gboolean ended = stay->end >= from && stay->end <= to;

      way_sample_record_settle (stay->child);
      if (!is_in_year (stay, from, to))
        continue;
      g_hash_table_add (children, stay->child);
      if (ended && is_last && stay->end < stay->latest)
        g_ptr_array_add (open, stay);
      else if (ended && went_back (stay))
        g_hash_table_add (returned, stay->child);
    }
  wanted = (g_hash_table_size (children) * per_mille + 500) / 1000;
  shuffle (life, open);
  for (guint i = 0; i < open->len; i++)
    {
      WaySampleStay *stay = g_ptr_array_index (open, i);
      gboolean back = g_hash_table_size (returned) < wanted;

      if (back || went_back (stay))
        set_back (stay, back);
      if (back)
        g_hash_table_add (returned, stay->child);
    }
}

/* --- Placements of no stated year --- */

static gboolean
may_live_in (WaySampleLife *life,
             guint          district)
{
  g_auto(GStrv) keys = way_sample_plan_list (life->plan, "life", "scattered-not-from");

  return !g_strv_contains ((const char *const *) keys,
                           g_array_index (life->plan->districts, WaySampleDistrict, district).key);
}

static void
add_scattered_stay (WaySampleLife  *life,
                    WaySampleVenue *venue,
                    guint32         from,
                    guint32         to)
{
  guint32 start = way_sample_journey_before (life, from + way_random_below (random_of (life),
                                                                            to - from), 1);
  GDate begins = date_of (start);
  GDate ends = way_school_days_nth_week (life->plan->days, &begins,
                                         10 + way_random_below (random_of (life), 29));
  int year = way_random_between (random_of (life), venue->year_low, venue->year_high);
  WaySampleStay *stay;
  WaySampleChild *child;
  guint32 last;

  /* Nobody begins who would be too old in a few weeks. */
  if (g_date_get_month (&begins) >= 4 && g_date_get_month (&begins) <= 8)
    year = venue->year_low;
  do
    child = way_sample_life_add_child (life, year, start, -1);
  while (!may_live_in (life, child->district) && g_ptr_array_remove (life->children, child));
  last = MIN (way_date_julian (&ends), way_sample_life_latest (life, child, venue));
  stay = way_sample_life_add_stay (life, child, venue, "LONG_TERM", start, last,
                                   last < today_of (life) ? last : 0);
  stay->single = venue->year_low > 11 || stay->single;
  if (stay->end != 0)
    stay->destination = g_strdup (year >= 11 ? way_sample_life_choice (life, "weights", "leaver")
                                             : "MAINSTREAM_HOME");
}

/* "independent-ks4:58": so many, at any time of a period. */
static void
add_scattered (WaySampleLife *life)
{
  g_auto(GStrv) items = way_sample_plan_list (life->plan, "life", "scattered");
  g_autofree char *text = way_sample_plan_text (life->plan, "life", "scattered-between");
  g_auto(GStrv) ends = g_strsplit (text != NULL ? text : "", "..", 2);
  GDate from, to;

  if (g_strv_length (ends) != 2 || !way_sample_plan_date (life->plan, ends[0], &from) ||
      !way_sample_plan_date (life->plan, ends[1], &to))
    return;
  for (guint i = 0; items[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (items[i], ":", 2);
      WaySampleVenue *venue = way_sample_plan_venue (life->plan, parts[0]);

      for (int n = venue != NULL && parts[1] != NULL ? atoi (parts[1]) : 0; n > 0; n--)
        add_scattered_stay (life, venue, way_date_julian (&from), way_date_julian (&to));
    }
}

void
way_sample_desk_prepare (WaySampleLife *life)
{
  g_autofree char *returned = way_sample_plan_text (life->plan, "life", "reintegrated");
  int starting = way_sample_plan_number (life->plan, "life", "starting", 0);

  if (returned != NULL && strchr (returned, ':') != NULL)
    settle_returns (life, atoi (returned), (guint) atoi (strchr (returned, ':') + 1));
  settle_plans (life);
  add_scattered (life);
  add_exclusions (life);
  add_suspensions (life);
  add_endings (life);
  for (int i = 0; i < starting; i++)
    way_sample_life_add_coming (life, after (life, today_of (life), 2 + 2 * (guint) i));
}

/* --- Referrals without a stay --- */

static WaySampleVenue *
random_venue (WaySampleLife *life)
{
  for (guint i = 0; i < 100; i++)
    {
      WaySampleVenue *venue = g_ptr_array_index (life->plan->venues,
                                                 way_random_below (random_of (life),
                                                                   life->plan->venues->len));

      if (venue->counted && venue->places->len > 0)
        return venue;
    }
  return g_ptr_array_index (life->plan->venues, 0);
}

/* The fair access protocol finds a school within twenty school days (School
 * Admissions Code 2021, 3.22): mostly well before. */
static gboolean
decide_fair_access (WaySampleLife      *life,
                    const WayReferral  *referral,
                    WaySampleChild     *child,
                    guint32             decided,
                    GError            **error)
{
  const WaySampleExclusion *exclusion = child->exclusion;
  guint32 day = after (life, decided, 6 + way_random_below (random_of (life), 12));

  if (!way_sample_journey_decide (life, referral, "REFER_FAP", NULL, decided, error))
    return FALSE;
  if (exclusion == NULL && !child->newcomer)
    return TRUE;
  if (exclusion != NULL)
    day = MAX (day, exclusion->off_roll + 1);
  return way_sample_record_admit (life, child, day, error);
}

/* A child of whom only the referral is known, and the referral, not yet in. */
static WayReferral *
new_case (WaySampleLife    *life,
          WaySampleVenue   *venue,
          guint32           received,
          WaySampleChild  **known,
          GError          **error)
{
  const char *route = way_sample_life_choice (life, "weights", "route-unplaced");
  int year = way_random_between (random_of (life), venue->year_low,
                                 MIN (venue->year_high, venue->year_low + 3));
  WaySampleChild *child = way_sample_life_add_child (life, year, received, -1);
  gboolean single = strcmp (route, "INTERIM") == 0;

  child->medical = strcmp (route, "HEALTH") == 0;
  child->newcomer = single;
  if (known != NULL)
    *known = child;
  if (!way_sample_record_child (life, child, error))
    return NULL;
  return way_sample_journey_referral (life, child, route, single, venue, received);
}

static gboolean
write_unplaced (WaySampleLife  *life,
                guint32         received,
                GError        **error)
{
  static const char *const outcomes[] = { "NOT_AGREED_SIGNPOST", "NOT_AGREED_SIGNPOST", "REFER_FAP",
                                          "REFER_SEND", "WITHDRAWN" };
  WayRandom *random = random_of (life);
  WaySampleVenue *venue = random_venue (life);
  WaySampleChild *child = NULL;
  g_autoptr(WayReferral) referral = new_case (life, venue, received, &child, error);
  const char *outcome;
  guint32 decided;

  if (referral == NULL)
    return FALSE;
  decided = after (life, received, 5 + way_random_below (random, 14));
  referral->panel = date_of (decided);
  if (decided <= today_of (life))
    {
      referral->closed = date_of (decided);
      referral->close_reason = g_strdup (way_sample_life_choice (life, "weights", "closed"));
    }
  if (!way_sampler_insert (life->sampler, &way_referral_entity, referral, error))
    return FALSE;
  if (decided > today_of (life))
    return TRUE;
  outcome = outcomes[way_random_below (random, G_N_ELEMENTS (outcomes))];
  if (strcmp (outcome, "REFER_FAP") == 0)
    return decide_fair_access (life, referral, child, decided, error);
  return way_sample_journey_decide (life, referral, outcome, NULL, decided, error);
}

/* Permanently excluded, and no place yet: on the waiting list, or helped in
 * another way long ago. */
static gboolean
write_waiting (WaySampleLife             *life,
               const WaySampleExclusion  *exclusion,
               GError                   **error)
{
  g_autofree char *key = way_sample_plan_text (life->plan, "life", "waiting-venue");
  WaySampleVenue *venue = key != NULL ? way_sample_plan_venue (life->plan, key) : NULL;
  g_autoptr(WayReferral) referral = NULL;
  guint32 decided = after (life, exclusion->day, 3);
  gboolean old = exclusion->day + 110 < today_of (life);

  referral = way_sample_journey_referral (life, exclusion->child, "PEX_DAY6", FALSE, venue,
                                          exclusion->day);
  if (old)
    {
      referral->closed = date_of (after (life, exclusion->day, 30));
      referral->close_reason = g_strdup ("placed_elsewhere");
    }
  if (!way_sampler_insert (life->sampler, &way_referral_entity, referral, error))
    return FALSE;
  if (decided > today_of (life))
    return TRUE;
  if (old)
    return decide_fair_access (life, referral, exclusion->child, decided, error);
  return way_sample_journey_decide (life, referral, "WAITING_LIST", venue, decided, error);
}

/* One that waits today at a stage. */
static gboolean
write_desk_case (WaySampleLife   *life,
                 const char      *stage,
                 WaySampleVenue  *venue,
                 GError         **error)
{
  WayRandom *random = random_of (life);
  guint32 today = today_of (life);
  gboolean draft = strcmp (stage, "draft") == 0;
  guint32 received = way_sample_journey_before (life, today, 2 + way_random_below (random, 12));
  g_autoptr(WayReferral) referral = new_case (life, venue, received, NULL, error);
  guint32 later;

  if (referral == NULL)
    return FALSE;
  if (draft)
    referral->received = way_date_none ();
  if (strcmp (stage, "panel") == 0)
    referral->panel = way_sample_panel_day (&life->plan->today);
  if (!way_sampler_insert (life->sampler, &way_referral_entity, referral, error))
    return FALSE;
  later = way_sample_journey_before (life, today, 1);
  later = MAX (later, received);
  if (strcmp (stage, "waiting") == 0)
    return way_sample_journey_decide (life, referral, "WAITING_LIST", venue, later, error);
  if (strcmp (stage, "needs_information") == 0)
    return way_sample_journey_decide (life, referral, "RETURNED_MORE_INFO", NULL, later, error);
  if (strcmp (stage, "offered") == 0)
    return way_sample_journey_decide (life, referral, "AGREED", venue, later, error) &&
           way_sample_journey_offer (life, referral, venue, later, after (life, today, 5),
                                     "pending", 0, error);
  return TRUE;
}

/* "panel:6", or "waiting:5:beacon" for a certain place. */
static gboolean
write_desk (WaySampleLife  *life,
            GError        **error)
{
  g_auto(GStrv) stages = way_sample_plan_list (life->plan, "life", "desk");

  for (guint i = 0; stages[i] != NULL; i++)
    {
      g_auto(GStrv) parts = g_strsplit (stages[i], ":", 3);
      guint n_parts = g_strv_length (parts);

      for (int n = n_parts > 1 ? atoi (parts[1]) : 1; n > 0; n--)
        if (!write_desk_case (life, parts[0],
                              n_parts > 2 ? way_sample_plan_venue (life->plan, parts[2])
                                          : random_venue (life), error))
          return FALSE;
    }
  return TRUE;
}

gboolean
way_sample_desk_write (WaySampleLife  *life,
                       GError        **error)
{
  guint unplaced = (guint) way_sample_plan_number (life->plan, "life", "unplaced", 0);
  guint32 from = way_date_julian (&life->plan->from);
  guint32 to = today_of (life) - 30;

  for (guint i = 0; i < unplaced; i++)
    {
      GDate day = date_of (from + (to - from) * i / MAX (unplaced, 1));

      day = way_school_days_last (life->plan->days, &day);
      if (!way_sampler_tick (life->sampler, i, unplaced, error) ||
          !write_unplaced (life, way_date_julian (&day), error))
        return FALSE;
    }
  for (guint i = 0; i < life->exclusions->len; i++)
    {
      const WaySampleExclusion *exclusion = g_ptr_array_index (life->exclusions, i);

      if (exclusion->stay == NULL && !write_waiting (life, exclusion, error))
        return FALSE;
    }
  return write_desk (life, error);
}
