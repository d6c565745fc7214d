/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How many duties are due and in breach.  Those of placements and under fair access,
 * of which there are many, are counted from what is packed and kept of them: what
 * their rules say depends on few days, so that each rule is run once for each of
 * them.  The others, and the few about which somebody did something, are listed. */

#include "way-duties-private.h"

#include "way-duty-acts.h"
#include "way-duty-answers.h"
#include "way-seals.h"
#include "way-stay-due.h"
#include "way-stays.h"
#include "way-today-tasks.h"

#define WEEK_AHEAD 14          /* the rest of a week, and at its end the next one */

/* --- Adding up --- */

/* Days are Julian day numbers. */
typedef struct
{
  WayDutyCounts *counts;
  guint          n;
  guint32        days[WAY_DUTY_MOST_DAYS];
  guint32        sundays[WAY_DUTY_MOST_DAYS];
  gint64         ahead[WEEK_AHEAD]; /* due on the last of them, by days from then */
} Tally;

/* What a duty of a placement comes to. */
typedef struct
{
  guint32 from;
  guint32 to;                  /* WAY_STAY_OPEN: goes on */
  guint32 due;
  guint32 met;                 /* 0: not yet */
} Duty;

static void
add_due (Tally   *self,
         guint    i,
         guint32  due,
         int      sign)
{
  self->counts->due[i] += sign;
  if (i + 1 == self->n)
    self->ahead[due - self->days[i]] += sign;
}

static void
add_duty (Tally      *self,
          const Duty *duty)
{
  for (guint i = 0; i < self->n; i++)
    {
      guint32 day = self->days[i];

      if (day < duty->from || day > duty->to || (duty->met != 0 && duty->met <= day))
        continue;
      if (day > duty->due)
        self->counts->breach[i]++;
      else if (duty->due <= self->sundays[i])
        add_due (self, i, duty->due, 1);
    }
}

/* A duty that is listed; sign -1 takes away. */
static void
add_fact (Tally             *self,
          const WayDutyFact *fact,
          guint              amber,
          int                sign)
{
  guint32 due = way_date_julian (&fact->due);

  if (way_duty_fact_is_choice (fact))
    return;
  for (guint i = 0; i < self->n; i++)
    {
      GDate day = way_date_from_julian (self->days[i]);
      WayDuty duty = way_duty_fact_on (fact, &day, amber);

      if (duty.state == WAY_DUTY_BREACHED)
        self->counts->breach[i] += sign;
      if ((duty.state == WAY_DUTY_OPEN || duty.state == WAY_DUTY_DUE) &&
          due >= self->days[i] && due <= self->sundays[i])
        add_due (self, i, due, sign);
    }
}

/* --- Rules, once for each day --- */

/* A provision, as far as duties of its placements depend on it. */
typedef struct
{
  const WaySchoolDays *days;   /* NULL: is at no establishment */
  guint                weeks;
  gboolean             school;
} Place;

typedef struct
{
  WayDutySearch *search;
  Tally         *tally;
  GArray        *ways;         /* WayStayWay, by number */
  GArray        *places;       /* Place, by number of a kind */
  GHashTable    *reviews;      /* way-duty-answers.h */
  GHashTable    *tellings;
  GHashTable    *stays;
  GHashTable    *fair;
  GHashTable    *leavings;     /* due: the last day of compulsory school age */
  GHashTable    *left_out;     /* numbers of children whom who looks may not know of */
  guint32        today;
  GError        *fault;
} Counting;

static void
clear_counting (Counting *self)
{
  g_array_unref (self->ways);
  g_array_unref (self->places);
  g_hash_table_unref (self->reviews);
  g_hash_table_unref (self->tellings);
  g_hash_table_unref (self->stays);
  g_hash_table_unref (self->fair);
  g_hash_table_unref (self->leavings);
  g_clear_pointer (&self->left_out, g_hash_table_unref);
  g_clear_error (&self->fault);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Counting, clear_counting)

static guint32
number_of (const GDate *day)
{
  return way_date_is_set (day) ? way_date_julian (day) : 0;
}

/* C19. */
static void
count_review (Counting          *self,
              const Place       *place,
              const WayStay     *stay,
              const WayStayMore *more,
              guint32            end)
{
  guint weeks = (guint) way_facts_authority (self->search->facts)->review_weeks;
  guint32 due = way_duty_answers_review (self->reviews, place->days, stay->start, more->reviewed,
                                         weeks);

  if (due != 0)
    add_duty (self->tally, &(Duty) { MAX (stay->start, more->reviewed), end, due, 0 });
}

/* C24. */
static void
count_stay (Counting          *self,
            const Place       *place,
            const WayStay     *stay,
            const WayStayMore *more,
            gboolean           has_plan,
            guint32            end)
{
  WayDutyKey key = { place->days, stay->start, place->weeks << 1 | (place->school ? 1 : 0) };
  gboolean is_new;
  WayDutyAnswer *answer = way_duty_answers_find (self->stays, &key, &is_new);
  guint32 due;

  if (is_new)
    {
      GDate start = way_date_from_julian (stay->start);
      GDate last, decide;

      way_duty_stay_days (place->days, &start, place->weeks, place->school, &last, &decide);
      answer->due = number_of (&last);
      answer->decide = number_of (&decide);
    }
  due = !has_plan && self->today <= answer->decide ? answer->decide
                                                   : MAX (answer->due, more->expected);
  if (due != 0)
    add_duty (self->tally, &(Duty) { stay->start, end, due, 0 });
}

/* The due day of a rule that starts with one event; 0 where it asks for nothing that
 * could be broken. */
static guint32
run_clock (Counting             *self,
           const char           *rule,
           const char           *kind,
           const WaySchoolDays  *days,
           const GDate          *day)
{
  WayClockEvent event = { .kind = kind, .from = *day };
  WayClockFacts facts = { .events = &event, .n_events = 1 };
  g_autoptr(WayClock) clock = way_clocks_run (rule, &facts, days,
                                              self->fault == NULL ? &self->fault : NULL);

  if (clock == NULL || clock->verdict == WAY_CLOCK_NOT_DUE ||
      g_strcmp0 (clock->actor, "PARENT") == 0)
    return 0;
  return number_of (&clock->due);
}

static void
count_telling (Counting          *self,
               const Place       *place,
               const WayStay     *stay,
               const WayStayMore *more,
               guint32            end)
{
  guint32 met = more->told != 0 ? more->told : more->received;
  GDate start = way_date_from_julian (stay->start);
  WayDutyKey key = { place->days, stay->start, 0 };
  gboolean is_new;
  WayDutyAnswer *answer;

  if (met == 0 && !way_duty_search_looks_back (self->search, "notices", &start))
    return;
  answer = way_duty_answers_find (self->tellings, &key, &is_new);
  if (is_new)
    answer->due = run_clock (self, "C20", "placement", place->days, &start);
  if (answer->due != 0)
    add_duty (self->tally, &(Duty) { stay->start, end, answer->due, met });
}

static void
count_stays (guint32            end,
             const WayStay     *stays,
             const WayStayMore *more,
             guint              n,
             gpointer           data)
{
  Counting *self = data;

  for (guint i = 0; i < n; i++)
    {
      const Place *place = &g_array_index (self->places, Place, way_stay_kind (&stays[i]));
      const WayStayWay *way = &g_array_index (self->ways, WayStayWay, more[i].way);

      /* What another program wrote meanwhile has numbers that are not known yet. */
      if (way_stay_kind (&stays[i]) >= self->places->len || more[i].way >= self->ways->len ||
          place->days == NULL || stays[i].start > self->today ||
          g_hash_table_contains (self->left_out, GUINT_TO_POINTER (stays[i].pupil)))
        continue;
      count_review (self, place, &stays[i], &more[i], end);
      if (place->weeks > 0)
        count_stay (self, place, &stays[i], &more[i], way->has_plan, end);
      if (g_strcmp0 (way->commissioner, "SCHOOL") == 0)
        count_telling (self, place, &stays[i], &more[i], end);
    }
}

/* --- Reading --- */

static GHashTable *
read_places (WayFacts  *facts,
             GError   **error)
{
  g_autoptr(GHashTable) places = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                                        g_free);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (way_facts_db (facts),
                         "SELECT provision.id, " WAY_STAY_WEEKS_SQL ", provision.week_kind,"
                         " establishment.id FROM provision"
                         " JOIN establishment ON establishment.id = provision.establishment",
                         error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId provision = way_stmt_id (stmt, 0);
      WayId establishment = way_stmt_id (stmt, 3);
      Place place = {
        .days = way_facts_days (facts, &establishment, error),
        .weeks = (guint) way_stmt_int (stmt, 1),
        .school = g_strcmp0 (way_stmt_text (stmt, 2), "calendar") != 0,
      };

      if (place.days == NULL)
        return NULL;
      g_hash_table_insert (places, g_memdup2 (&provision, sizeof provision),
                           g_memdup2 (&place, sizeof place));
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&places) : NULL;
}

/* By number of a kind. */
static gboolean
read_kinds (Counting  *self,
            GError   **error)
{
  g_autoptr(GHashTable) places = read_places (self->search->facts, error);
  g_autoptr(GArray) kinds = places != NULL ? way_stays_kinds (self->search->db, error) : NULL;

  if (kinds == NULL)
    return FALSE;
  for (guint i = 0; i < kinds->len; i++)
    {
      const WayStayKind *kind = &g_array_index (kinds, WayStayKind, i);
      const Place *place = g_hash_table_lookup (places, &kind->provision);

      g_array_set_size (self->places, kind->number + 1);
      if (place != NULL)
        g_array_index (self->places, Place, kind->number) = *place;
    }
  return TRUE;
}

static gboolean
read_ways (Counting  *self,
           GError   **error)
{
  g_autoptr(GArray) ways = way_stays_ways (self->search->db, error);

  if (ways == NULL)
    return FALSE;
  for (guint i = 0; i < ways->len; i++)
    {
      const WayStayWay *way = &g_array_index (ways, WayStayWay, i);

      g_array_set_size (self->ways, way->number + 1);
      g_array_index (self->ways, WayStayWay, way->number) = *way;
    }
  return TRUE;
}

static gboolean
count_placements (Counting  *self,
                  GError   **error)
{
  WayDutySearch *search = self->search;

  return way_stays_prepare (search->db, error) && read_kinds (self, error) &&
         read_ways (self, error) &&
         (self->left_out = way_stays_left_out (search->db, error)) != NULL &&
         way_stays_read (search->db, &search->since, &search->today, TRUE, count_stays, self,
                         error);
}

/* --- Under fair access --- */

/* The last day of the duty to a child of a school. */
static gboolean
find_last_day (Counting             *self,
               const WaySchoolDays  *days,
               const GDate          *birth,
               guint32              *last,
               GError              **error)
{
  WayDutyKey key = { days, number_of (birth), 0 };
  gboolean is_new;
  WayDutyAnswer *answer = way_duty_answers_find (self->leavings, &key, &is_new);

  if (is_new)
    {
      GDate ended;

      if (!way_duty_search_find_leaving (self->search, days, birth, &ended, error))
        return FALSE;
      answer->due = way_date_is_set (&ended) ? way_date_julian (&ended) : WAY_STAY_OPEN;
    }
  *last = answer->due;
  return TRUE;
}

/* C23. */
static guint32
find_fair_due (Counting             *self,
               const WaySchoolDays  *days,
               const GDate          *day)
{
  WayDutyKey key = { days, number_of (day), 0 };
  gboolean is_new;
  WayDutyAnswer *answer = way_duty_answers_find (self->fair, &key, &is_new);

  if (is_new)
    answer->due = run_clock (self, "C23", "agreed", days, day);
  return answer->due;
}

static gboolean
count_fair (Counting  *self,
            WayStmt   *stmt,
            GError   **error)
{
  GDate day = way_stmt_date (stmt, 0);
  GDate met = way_stmt_date (stmt, 1);
  GDate birth = way_stmt_date (stmt, 2);
  WayId school = way_stmt_id (stmt, 3);
  const WaySchoolDays *days = way_facts_days (self->search->facts, &school, error);
  Duty duty = { .from = number_of (&day), .met = number_of (&met) };

  if (days == NULL || !find_last_day (self, days, &birth, &duty.to, error))
    return FALSE;
  duty.due = find_fair_due (self, days, &day);
  if (duty.due != 0)
    add_duty (self->tally, &duty);
  return TRUE;
}

#define FAIR_ACCESS                                                             \
  "SELECT day, met, birth, school FROM fair_access"                             \
  " WHERE asks AND (met IS NULL OR met >= :since) AND day <= :today"

static gboolean
count_fair_access (Counting  *self,
                   GError   **error)
{
  WayDb *db = self->search->db;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         way_seals_any (db) ? FAIR_ACCESS " AND " WAY_PUPIL_KNOWN_SQL ("pupil")
                                            : FAIR_ACCESS, error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":since", &self->search->since);
  way_stmt_bind_date (stmt, ":today", &self->search->today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    if (!count_fair (self, stmt, error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

/* --- All of it --- */

static gboolean
count_quickly (WayDutySearch  *search,
               Tally          *tally,
               GError        **error)
{
  g_auto(Counting) self = {
    .search = search, .tally = tally, .today = way_date_julian (&search->today),
    .ways = g_array_new (FALSE, TRUE, sizeof (WayStayWay)),
    .places = g_array_new (FALSE, TRUE, sizeof (Place)),
    .reviews = way_duty_answers_new (), .tellings = way_duty_answers_new (),
    .stays = way_duty_answers_new (), .fair = way_duty_answers_new (),
    .leavings = way_duty_answers_new (),
  };

  if (!count_placements (&self, error) || !count_fair_access (&self, error))
    return FALSE;
  if (self.fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&self.fault));
  return FALSE;
}

static void
add_found (Tally               *tally,
           const WayDutySearch *search,
           int                  sign)
{
  guint amber = (guint) way_facts_authority (search->facts)->amber_days;

  for (guint i = 0; i < search->found->len; i++)
    add_fact (tally, g_ptr_array_index (search->found, i), amber, sign);
  g_ptr_array_set_size (search->found, 0);
}

static gboolean
search_acted (WayDutySearch  *search,
              GError        **error)
{
  return way_duty_search_acted_placements (search, error) &&
         way_duty_search_acted_fair_access (search, error);
}

/* Those about which somebody did something were counted as if nobody had. */
static gboolean
correct_acted (WayDutySearch  *search,
               Tally          *tally,
               GError        **error)
{
  GHashTable *acts = search->acts;
  g_autoptr(GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean done;

  if (g_hash_table_size (acts) == 0)
    return TRUE;
  search->acts = none;
  done = search_acted (search, error);
  add_found (tally, search, -1);
  search->acts = acts;
  done = done && search_acted (search, error);
  add_found (tally, search, 1);
  return done;
}

gboolean
way_duties_count (WayFacts       *facts,
                  const GDate    *days,
                  guint           n,
                  WayDutyCounts  *counts,
                  GError        **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) way_duty_fact_free);
  WayDutySearch search = { .facts = facts, .db = way_facts_db (facts), .today = days[n - 1],
                           .since = days[0], .found = found };
  g_autoptr(GHashTable) acts = way_duty_acts_load (search.db, &search.pupil, error);
  Tally tally = { .counts = counts, .n = n };

  g_return_val_if_fail (n > 0 && n <= WAY_DUTY_MOST_DAYS, FALSE);
  *counts = (WayDutyCounts) { .first = way_date_none () };
  for (guint i = 0; i < n; i++)
    {
      GDate sunday = way_today_week_end (&days[i]);

      tally.days[i] = way_date_julian (&days[i]);
      tally.sundays[i] = way_date_julian (&sunday);
    }
  search.acts = acts;
  if (acts == NULL || !count_quickly (&search, &tally, error) ||
      !correct_acted (&search, &tally, error) || !way_duty_search_exclusions (&search, error) ||
      !way_duty_search_governors (&search, error) || !way_duty_search_absences (&search, error))
    return FALSE;
  add_found (&tally, &search, 1);
  for (guint i = WEEK_AHEAD; i > 0; i--)
    if (tally.ahead[i - 1] > 0)
      counts->first = way_date_add_days (&days[n - 1], (int) i - 1);
  return TRUE;
}
