/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a referral to a place and out again, written backwards from the day on
 * which somebody came: the answer, the offer, the decision and the referral lie
 * before it, in this order. */

#include "way-sample-journey.h"

#include <string.h>

#include "way-finance.h"
#include "way-review.h"
#include "way-routes.h"
#include "way-share.h"

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

static char *
words (WaySampleLife *life,
       const char    *group,
       const char    *key)
{
  return life->plan->texts ? g_strdup (way_sample_life_choice (life, group, key)) : NULL;
}

guint32
way_sample_journey_before (const WaySampleLife *life,
                           guint32              day,
                           guint                school_days)
{
  GDate date = date_of (day);

  date = way_school_days_nth_before (life->plan->days, &date, school_days);
  return way_date_is_set (&date) ? way_date_julian (&date) : day - school_days;
}

/* --- Rules of the route --- */

/* Mostly what the route offers first, now and then another that it allows. */
static char *
choose (WaySampleLife  *life,
        const char     *route,
        WayRouteChoice  choice)
{
  g_auto(GStrv) allowed = way_routes_allowed (NULL, route, choice, &life->plan->today);
  guint count = g_strv_length (allowed);

  if (count == 0)
    return NULL;
  return g_strdup (count > 1 && way_random_chance (random_of (life), 250) ? allowed[1]
                                                                          : allowed[0]);
}

static gboolean
allows (const char   *route,
        WayRouteChoice choice,
        const char   *value,
        const GDate  *on)
{
  return way_routes_allows (NULL, route, choice, value, on);
}

/* Without a school somebody else must pay, and it is written down why. */
static void
set_payers (WaySampleLife *life,
            WayReferral   *referral,
            gboolean       single)
{
  const char *route = referral->route;

  referral->commissioner = choose (life, route, WAY_ROUTE_COMMISSIONER);
  referral->place_payer = choose (life, route, WAY_ROUTE_LUMP_SUM);
  referral->top_up_payer = choose (life, route, WAY_ROUTE_TOP_UP);
  referral->registration = g_strdup (single ? "SINGLE_AP" : "DUAL_SCHOOL_MAIN");
  if (single && allows (route, WAY_ROUTE_TOP_UP, "LA", &life->plan->today))
    {
      g_free (referral->place_payer);
      g_free (referral->top_up_payer);
      referral->place_payer = g_strdup ("LA");
      referral->top_up_payer = g_strdup ("LA");
    }
  if (strcmp (route, "S19_OTHER") == 0 && g_strcmp0 (referral->top_up_payer, "LA") == 0)
    referral->payer_reason = g_strdup ("The council met its duty itself; agreed by the high needs lead");
  else if (single && strcmp (route, "LONG_TERM") == 0)
    referral->payer_reason = g_strdup ("The last school pays to the end of the year, as agreed");
}

static gboolean
has_school (const char *route)
{
  return strcmp (route, "INTERIM") != 0;
}

static void
set_texts (WaySampleLife *life,
           WayReferral   *referral)
{
  if (!life->plan->texts)
    return;
  referral->referrer_name = g_strdup_printf ("%s %s",
                                             way_sampler_line (life->sampler, "forenames-f"),
                                             way_sampler_line (life->sampler, "surnames"));
  referral->referrer_role = words (life, "weights", "referrer-role");
  referral->reasons = words (life, "reasons", referral->route);
  referral->outcomes = words (life, "outcomes", "any");
  referral->tried = words (life, "tried", "any");
  referral->child_view = words (life, "child", "any");
  referral->parent_view = words (life, "parent", "any");
  referral->risk = words (life, "risk", "any");
  referral->health = words (life, "health", referral->route);
}

WayReferral *
way_sample_journey_referral (WaySampleLife        *life,
                             const WaySampleChild *child,
                             const char           *route,
                             gboolean              single,
                             const WaySampleVenue *wanted,
                             guint32               received)
{
  WayReferral *referral = way_referral_new ();

  referral->pupil = child->id;
  referral->route = g_strdup (route);
  if (has_school (route) && life->plan->schools->len > 0)
    referral->referrer = g_array_index (life->plan->schools, WaySampleSchool, child->school).id;
  if (received != 0)
    referral->received = date_of (received);
  if (wanted != NULL)
    referral->wanted = wanted->id;
  if (child->exclusion != NULL && strcmp (route, "PEX_DAY6") == 0)
    referral->exclusion = child->exclusion->id;
  referral->sessions = 10;
  referral->urgency = g_strdup (strcmp (route, "PEX_DAY6") == 0 ? "urgent"
                                : way_random_chance (random_of (life), 250) ? "soon" : "routine");
  referral->consent = strcmp (route, "PEX_DAY6") == 0 ? WAY_INTEGER_NONE : 1;
  set_payers (life, referral, single);
  set_texts (life, referral);
  return referral;
}

/* --- Decisions and offers --- */

gboolean
way_sample_journey_decide (WaySampleLife         *life,
                           const WayReferral     *referral,
                           const char            *outcome,
                           const WaySampleVenue  *venue,
                           guint32                day,
                           GError               **error)
{
  g_autoptr(WayDecision) decision = way_decision_new ();

  decision->referral = referral->id;
  decision->date = date_of (day);
  decision->outcome = g_strdup (outcome);
  decision->made_by = way_date_is_set (&referral->panel)
                        ? way_sample_plan_text (life->plan, "life", "panel")
                        : g_strdup ("AP officer");
  if (venue != NULL)
    decision->provision = venue->id;
  if (life->held_day == day && way_date_equal (&referral->panel, &decision->date))
    {
      decision->meeting = life->held;
      decision->body = g_strdup ("panel");
    }
  if (strcmp (outcome, "AGREED_CONDITIONAL") == 0)
    decision->conditions = words (life, "conditions", "any");
  return way_sampler_insert (life->sampler, &way_decision_entity, decision, error);
}

gboolean
way_sample_journey_offer (WaySampleLife         *life,
                          const WayReferral     *referral,
                          const WaySampleVenue  *venue,
                          guint32                made,
                          guint32                start,
                          const char            *response,
                          guint32                responded,
                          GError               **error)
{
  g_autoptr(WayOffer) offer = way_offer_new ();

  offer->referral = referral->id;
  offer->provision = venue->id;
  offer->made = date_of (made);
  if (start != 0)
    offer->start = date_of (start);
  offer->expires = way_date_add_days (&offer->made, 14);
  offer->response = g_strdup (response);
  if (responded != 0)
    offer->responded = date_of (responded);
  return way_sampler_insert (life->sampler, &way_offer_entity, offer, error);
}

/* --- The placement --- */

static char *
make_timetable (WaySampleLife *life,
                int            sessions)
{
  static const char *const slots[] = { "mon_am", "mon_pm", "tue_am", "tue_pm", "wed_am", "wed_pm",
                                       "thu_am", "thu_pm", "fri_am", "fri_pm" };
  GString *timetable = g_string_new (NULL);
  int left = sessions;

  for (guint i = 0; i < G_N_ELEMENTS (slots) && left > 0; i++)
    if (way_random_below (random_of (life), G_N_ELEMENTS (slots) - i) < (guint) left)
      {
        g_string_append_printf (timetable, "%s%s", timetable->len > 0 ? "|" : "", slots[i]);
        left--;
      }
  return g_string_free (timetable, FALSE);
}

/* Reviews are held shortly before they are due; of those due lately a few have
 * been missed. */
static GDate
last_review (WaySampleLife       *life,
             const WaySampleStay *stay)
{
  guint32 until = stay->end != 0 ? MIN (stay->end, today_of (life)) : today_of (life);
  GDate start = date_of (stay->start);
  GDate last = way_date_none ();

  for (guint i = 0; i < 60; i++)
    {
      GDate due = way_review_due (life->plan->days, &start, &last, 0);
      guint32 held = way_date_is_set (&due) ? way_date_julian (&due) : G_MAXUINT32;
      guint early = way_random_below (random_of (life), 7);

      if (held > until + 14)
        break;
      held = MAX (way_sample_journey_before (life, held, early + 1), MIN (held, stay->start + 1));
      if (held > until ||
          (stay->end == 0 && held + 35 > until && way_random_chance (random_of (life), 8)))
        break;
      last = date_of (held);
    }
  return last;
}

static gboolean
write_placement (WaySampleLife      *life,
                 WaySampleStay      *stay,
                 const WayReferral  *referral,
                 WayId              *id,
                 GError            **error)
{
  g_autoptr(WayPlacement) placement = way_placement_new ();

  placement->pupil = stay->child->id;
  placement->provision = stay->venue->id;
  placement->referral = referral->id;
  placement->route = g_strdup (stay->route);
  placement->registration = g_strdup (referral->registration);
  placement->start = date_of (stay->start);
  placement->expected_end = date_of (stay->expected);
  if (stay->end != 0)
    placement->end = date_of (stay->end);
  placement->sessions = stay->sessions;
  if (stay->sessions < 10)
    placement->timetable = make_timetable (life, stay->sessions);
  placement->commissioner = g_strdup (referral->commissioner);
  placement->reviewed = last_review (life, stay);
  placement->exit_plan = words (life, "exit", "any");
  placement->destination = g_strdup (stay->destination);
  if (stay->end != 0)
    placement->end_reason = words (life, "end", "any");
  if (!way_sampler_insert (life->sampler, &way_placement_entity, placement, error))
    return FALSE;
  *id = placement->id;
  return TRUE;
}

/* --- Money --- */

static gboolean
write_line (WaySampleLife        *life,
            const WaySampleStay  *stay,
            const WayId          *placement,
            const WaySamplePrice *price,
            const char           *payer,
            const char           *reason,
            GError              **error)
{
  g_autoptr(WayFundingLine) line = way_funding_line_new ();

  line->placement = *placement;
  line->element = g_strdup (price->element);
  line->payer = g_strdup (payer);
  line->basis = g_strdup (price->basis);
  line->rate = price->pence;
  line->from = date_of (stay->start);
  if (stay->end != 0)
    line->to = date_of (stay->end);
  line->reason = g_strdup (reason);
  if (reason != NULL)
    {
      line->approved_by = g_strdup ("High needs lead");
      line->approved = date_of (way_sample_journey_before (life, stay->start, 3));
    }
  return way_sampler_insert (life->sampler, &way_funding_line_entity, line, error);
}

/* The council pays what the school should: once in a while, so that there is
 * double funding to find. */
static const char *
who_pays (WaySampleLife       *life,
          const WaySampleStay *stay,
          const char          *payer)
{
  static const char *const routes[] = { "HEALTH", "SHORT_TERM", "LONG_TERM", "SUSP_OFFSITE" };

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    if (!stay->single && strcmp (stay->route, routes[i]) == 0 &&
        way_random_chance (random_of (life), 25))
      return "LA";
  return payer;
}

static gboolean
write_recovery (WaySampleLife            *life,
                const WaySampleExclusion *exclusion,
                gint64                    year_amount,
                const GDate              *from,
                const GDate              *year_end,
                GError                  **error)
{
  g_autoptr(WayRecovery) recovery = way_recovery_new ();

  recovery->pupil = exclusion->child->id;
  recovery->establishment = g_array_index (life->plan->schools, WaySampleSchool,
                                           exclusion->child->school).id;
  recovery->kind = g_strdup ("FOLLOW");
  recovery->from = *from;
  recovery->to = *year_end;
  recovery->recorded = *year_end;
  if (way_date_compare (&recovery->recorded, &life->plan->today) > 0)
    recovery->recorded = life->plan->today;
  recovery->amount = way_share_follow (year_amount, from, year_end);
  recovery->by = g_strdup ("High needs lead");
  return way_sampler_insert (life->sampler, &way_recovery_entity, recovery, error);
}

/* The school's money for an excluded child is mostly taken back, year by year
 * while the child is at the setting: what is left is there to be found. */
static gboolean
write_recoveries (WaySampleLife        *life,
                  const WaySampleStay  *stay,
                  GError              **error)
{
  const WaySampleExclusion *exclusion = stay->child->exclusion;
  guint32 last = stay->end != 0 ? MIN (stay->end, today_of (life)) : today_of (life);
  gint64 year_amount;
  GDate from, first, year_end;

  if (exclusion == NULL || !stay->single || strcmp (stay->route, "PEX_DAY6") != 0 ||
      life->plan->schools->len == 0 || way_random_chance (random_of (life), 150))
    return TRUE;
  year_amount = way_random_between (random_of (life), 4800, 6400) * 100;
  from = date_of (exclusion->day);
  from = way_school_days_nth_after (life->plan->days, &from, 6);
  while (way_date_is_set (&from) && way_date_julian (&from) <= last &&
         way_share_year ("council", &from, &first, &year_end))
    {
      if (!write_recovery (life, exclusion, year_amount, &from, &year_end, error))
        return FALSE;
      from = way_date_add_days (&year_end, 1);
    }
  return TRUE;
}

static gboolean
write_money (WaySampleLife        *life,
             const WaySampleStay  *stay,
             const WayReferral    *referral,
             const WayId          *placement,
             GError              **error)
{
  GDate start = date_of (stay->start);
  const WaySamplePrice *place = way_sample_venue_price (stay->venue, "PLACE", &start);
  const WaySamplePrice *top_up = way_sample_venue_price (stay->venue, "TOP_UP", &start);
  const WaySamplePrice *fee = way_sample_venue_price (stay->venue, "FEE", &start);
  const char *payer = who_pays (life, stay, referral->top_up_payer);

  if (place != NULL && !life->plan->lean &&
      !write_line (life, stay, placement, place, referral->place_payer, NULL, error))
    return FALSE;
  if (top_up != NULL &&
      !write_line (life, stay, placement, top_up, payer, referral->payer_reason, error))
    return FALSE;
  if (fee != NULL &&
      !write_line (life, stay, placement, fee, payer, referral->payer_reason, error))
    return FALSE;
  return write_recoveries (life, stay, error);
}

/* --- Attendance --- */

static guint
count_attended (WaySampleLife        *life,
                const WaySampleChild *child,
                guint                 possible)
{
  guint week = child->attendance + way_random_below (random_of (life), 300) - 150;
  guint attended = 0;

  for (guint i = 0; i < possible; i++)
    attended += way_random_chance (random_of (life), MIN (week, 1000));
  return attended;
}

static gboolean
write_week (WaySampleLife        *life,
            const WaySampleStay  *stay,
            const WayId          *placement,
            guint32               monday,
            guint32               first,
            guint32               last,
            GError              **error)
{
  WayAttendanceWeek week = { 0 };
  GDate from = date_of (MAX (monday, first));
  GDate to = date_of (MIN (monday + 4, last));
  guint days = way_school_days_count (life->plan->days, &from, &to);
  guint possible = (days * (guint) stay->sessions + 4) / 5;
  guint absent;

  if (possible == 0)
    return TRUE;
  week.placement = *placement;
  week.week = date_of (monday);
  week.possible = possible;
  week.attended = count_attended (life, stay->child, possible);
  absent = possible - (guint) week.attended;
  week.authorised = way_random_below (random_of (life), absent + 1);
  week.unauthorised = absent - week.authorised;
  week.not_offered = 0;
  return way_sampler_insert (life->sampler, &way_attendance_week_entity, &week, error);
}

/* Whole weeks that are over; from the life's first day on. */
static gboolean
write_attendance (WaySampleLife        *life,
                  const WaySampleStay  *stay,
                  const WayId          *placement,
                  GError              **error)
{
  guint32 first = MAX (stay->start, way_date_julian (&life->plan->attendance_from));
  guint32 last = stay->end != 0 ? MIN (stay->end, today_of (life)) : today_of (life);
  GDate from = date_of (first);
  GDate monday = way_date_week_start (&from);

  for (guint32 week = way_date_julian (&monday); week + 4 <= today_of (life) && week <= last;
       week += 7)
    if (!write_week (life, stay, placement, week, first, last, error))
      return FALSE;
  return TRUE;
}

/* --- The whole --- */

typedef struct
{
  guint32 received;
  guint32 waiting;           /* the panel's first answer, where the list was full; 0 */
  guint32 decided;
  guint32 offered;
  guint32 answered;
} Steps;

static Steps
steps_of_exclusion (WaySampleLife       *life,
                    const WaySampleStay *stay)
{
  WayRandom *random = random_of (life);
  guint32 day = stay->child->exclusion->day;
  Steps steps = { .received = day + way_random_below (random, 2) };
  guint first = 1 + way_random_below (random, 3);
  guint second = way_random_below (random, 2);
  guint third = way_random_below (random, 2);

  guint32 latest = MIN (stay->start, today_of (life));

  steps.decided = MIN (steps.received + first, latest);
  if (stay->start > day + 21)
    {
      /* Four school days before September may lie before a day in July. */
      steps.waiting = steps.decided;
      steps.decided = MAX (steps.waiting, way_sample_journey_before (life, latest, 4));
    }
  steps.offered = MIN (steps.decided + second, latest);
  steps.answered = MIN (steps.offered + third, latest);
  return steps;
}

static Steps
steps_of_panel (WaySampleLife       *life,
                const WaySampleStay *stay)
{
  WayRandom *random = random_of (life);
  Steps steps = { 0 };

  steps.answered = way_sample_journey_before (life, stay->start,
                                              (guint) way_random_between (random, 2, 8));
  steps.answered = MIN (steps.answered, today_of (life));
  steps.offered = way_sample_journey_before (life, steps.answered,
                                             (guint) way_random_between (random, 1, 4));
  steps.decided = way_sample_journey_before (life, steps.offered,
                                             (guint) way_random_between (random, 1, 3));
  steps.received = way_sample_journey_before (life, steps.decided,
                                              (guint) way_random_between (random, 4, 18));
  if (life->held_day > steps.received && steps.decided - life->held_day < 7)
    steps.decided = life->held_day;
  return steps;
}

static gboolean
write_decisions (WaySampleLife        *life,
                 const WaySampleStay  *stay,
                 const WayReferral    *referral,
                 const Steps          *steps,
                 GError              **error)
{
  const char *agreed = way_random_chance (random_of (life), 150) ? "AGREED_CONDITIONAL" : "AGREED";

  if (steps->waiting != 0 &&
      !way_sample_journey_decide (life, referral, "WAITING_LIST", stay->venue, steps->waiting, error))
    return FALSE;
  /* A lean life keeps the steps of its last year only. */
  if (life->plan->lean && stay->start + 365 < today_of (life))
    return TRUE;
  return way_sample_journey_decide (life, referral, agreed, stay->venue, steps->decided, error) &&
         way_sample_journey_offer (life, referral, stay->venue, steps->offered, stay->start,
                                   "accepted", steps->answered, error);
}

gboolean
way_sample_journey_write (WaySampleLife  *life,
                          WaySampleStay  *stay,
                          GError        **error)
{
  gboolean excluded = strcmp (stay->route, "PEX_DAY6") == 0 && stay->child->exclusion != NULL;
  Steps steps = excluded ? steps_of_exclusion (life, stay) : steps_of_panel (life, stay);
  g_autoptr(WayReferral) referral = NULL;
  WayId placement;

  referral = way_sample_journey_referral (life, stay->child, stay->route, stay->single,
                                          stay->venue, steps.received);
  referral->sessions = stay->sessions;
  referral->weeks = MAX (1, (stay->expected - stay->start) / 7);
  if (!excluded)
    referral->panel = date_of (steps.decided);
  return way_sampler_insert (life->sampler, &way_referral_entity, referral, error) &&
         write_decisions (life, stay, referral, &steps, error) &&
         write_placement (life, stay, referral, &placement, error) &&
         write_money (life, stay, referral, &placement, error) &&
         write_attendance (life, stay, &placement, error);
}
