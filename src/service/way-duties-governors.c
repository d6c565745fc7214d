/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What else exclusions start: notices, governors, review panels, the roll, and
 * the days of suspension in a school year (C03 to C13, C27). */

#include "way-duties-private.h"

#include <string.h>

/* One exclusion with what was written down of its course. */
typedef struct
{
  WayId          id;
  WayId          establishment;
  char          *school;
  char          *type;
  gboolean       permanent;
  gboolean       lunch;
  GDate          from;
  GDate          to;
  int            half_days;
  const WayCode *result;
  GDate          told_parents;
  GDate          told_la;          /* everybody who must be: also the social worker */
  GDate          informed;
  GDate          decided;
  gboolean       exam_missed;
  GDate          notice;
  gboolean       posted;
  GDate          irp_applied;
  GDate          irp_sat;
  GDate          irp_notice;
  GDate          waived;
  GDate          off_roll;
  GDate          cancelled;
} Course;

static void
course_clear (Course *self)
{
  g_free (self->school);
  g_free (self->type);
}

/* All of one child's, by first day, and the row that says who the child is. */
typedef struct
{
  WayDutySearch *search;
  GArray        *courses;    /* Course */
  WayDutyFact   *who;        /* copied for each duty; NULL: nothing read yet */
} Child;

/* --- Reading --- */

#define COURSE_COLUMNS                                                          \
  WAY_DUTY_WHO_COLUMNS ", exclusion.id, establishment.name, establishment.type,"  \
  " exclusion.category, exclusion.\"from\", exclusion.\"to\","                  \
  " coalesce (exclusion.half_days, 0), exclusion.result, exclusion.told_parents,"  \
  " exclusion.told_la, exclusion.told_social_worker,"                           \
  " coalesce (pupil.social_worker, 0) OR coalesce (pupil.looked_after, 0),"     \
  " exclusion.informed, exclusion.decided, coalesce (exclusion.exam_missed, 0),"  \
  " exclusion.notice, exclusion.notice_how, exclusion.irp_applied, exclusion.irp_sat,"  \
  " exclusion.irp_notice, exclusion.waived, exclusion.off_roll, exclusion.cancelled"

/* Not set until everybody was told. */
static GDate
read_told (WayStmt *stmt,
           int      column)
{
  GDate la = way_stmt_date (stmt, column);
  GDate worker = way_stmt_date (stmt, column + 1);

  if (way_stmt_int (stmt, column + 2) == 0 || !way_date_is_set (&la))
    return la;
  return way_date_is_set (&worker) && way_date_compare (&worker, &la) < 0 ? la : worker;
}

static gboolean
is_posted (const char *how)
{
  const WayCode *code = how != NULL ? way_codes_lookup ("notice_how", how) : NULL;

  return code != NULL && way_code_is (code, "posted");
}

static void
read_course (WayStmt *stmt,
             Course  *self)
{
  int column = WAY_DUTY_N_WHO_COLUMNS;
  const char *category, *result;

  self->establishment = way_stmt_id (stmt, 4);
  self->id = way_stmt_id (stmt, column++);
  self->school = g_strdup (way_stmt_text (stmt, column++));
  self->type = g_strdup (way_stmt_text (stmt, column++));
  category = way_stmt_text (stmt, column++);
  self->permanent = g_strcmp0 (category, "PERM") == 0;
  self->lunch = g_strcmp0 (category, "LNCH") == 0;
  self->from = way_stmt_date (stmt, column++);
  self->to = way_stmt_date (stmt, column++);
  self->half_days = (int) way_stmt_int (stmt, column++);
  result = way_stmt_text (stmt, column++);
  self->result = result != NULL ? way_codes_lookup ("exclusion_review_result", result) : NULL;
  self->told_parents = way_stmt_date (stmt, column++);
  self->told_la = read_told (stmt, column);
  column += 3;
  self->informed = way_stmt_date (stmt, column++);
  self->decided = way_stmt_date (stmt, column++);
  self->exam_missed = way_stmt_int (stmt, column++) != 0;
  self->notice = way_stmt_date (stmt, column++);
  self->posted = is_posted (way_stmt_text (stmt, column++));
  self->irp_applied = way_stmt_date (stmt, column++);
  self->irp_sat = way_stmt_date (stmt, column++);
  self->irp_notice = way_stmt_date (stmt, column++);
  self->waived = way_stmt_date (stmt, column++);
  self->off_roll = way_stmt_date (stmt, column++);
  self->cancelled = way_stmt_date (stmt, column);
}

static const Course *
get_course (const Child *self,
            guint        i)
{
  return &g_array_index (self->courses, Course, i);
}

/* --- One rule about one exclusion --- */

static WayClockEvent
event_of (const Course *course)
{
  return (WayClockEvent) {
    .kind = course->permanent ? "permanent" : "suspension",
    .from = course->from,
    .to = course->to,
    .half_days = course->half_days,
  };
}

static WayDutyFact *
new_fact (Child         *self,
          const char    *rule,
          const Course  *course,
          GError       **error)
{
  WayDutyFact *fact = g_new0 (WayDutyFact, 1);

  fact->rule = way_codes_lookup ("clock", rule);
  fact->actor = way_code_get (fact->rule, "actor");
  fact->count = -1;
  fact->pupil = self->who->pupil;
  fact->pupil_name = g_strdup (self->who->pupil_name);
  fact->year = g_strdup (self->who->year);
  fact->establishment = course->establishment;
  fact->place_name = g_strdup (course->school);
  fact->exclusion = course->id;
  fact->started = course->from;
  way_duty_fact_start (fact, "exclusion", &course->id);
  fact->days = way_facts_days (self->search->facts, &course->establishment, error);
  if (fact->days == NULL)
    g_clear_pointer (&fact, way_duty_fact_free);
  return fact;
}

/* The child's exclusions up to and with this one, as the governors' rules want
 * them; a cancelled one is none of theirs. */
static GArray *
gather_events (const Child *self,
               guint        last)
{
  GArray *events = g_array_new (FALSE, TRUE, sizeof (WayClockEvent));
  const Course *course = get_course (self, last);

  for (guint i = 0; i <= last; i++)
    {
      const Course *one = get_course (self, i);
      WayClockEvent event = event_of (one);

      if (i == last || (!course->permanent && !one->permanent && !way_date_is_set (&one->cancelled)))
        g_array_append_val (events, event);
    }
  return events;
}

typedef struct
{
  const char *rule;
  guint       course;      /* which exclusion */
  const char *event;       /* what starts the rule beside the exclusions; NULL: they do */
  GDate       on;
  GDate       met;
  gboolean    posted;
  gboolean    alone;       /* the rule looks at no exclusions */
} Ask;

static gboolean
ask (Child      *self,
     const Ask  *what,
     GError    **error)
{
  const Course *course = get_course (self, what->course);
  WayDutyFact *fact = new_fact (self, what->rule, course, error);
  g_autoptr(GArray) events = NULL;
  WayClockFacts facts = { .school_type = course->type, .exam_missed = course->exam_missed };

  if (fact == NULL)
    return FALSE;
  events = what->alone ? g_array_new (FALSE, TRUE, sizeof (WayClockEvent))
                       : gather_events (self, what->course);
  if (what->event != NULL)
    {
      WayClockEvent event = { .kind = what->event, .from = what->on, .posted = what->posted };

      g_array_append_val (events, event);
      fact->started = what->on;
    }
  facts.events = (const WayClockEvent *) (gpointer) events->data;
  facts.n_events = events->len;
  fact->met = what->met;
  return way_duty_search_run (self->search, fact, &facts, error);
}

/* --- Notices --- */

/* What was written down counts for ever; what was not is looked for so long. */
static gboolean
is_wanted (Child        *self,
           const GDate  *recorded,
           const GDate  *since)
{
  return way_date_is_set (recorded) ||
         way_duty_search_looks_back (self->search, "notices", since);
}

static gboolean
ask_notices (Child   *self,
             guint    i,
             GError **error)
{
  const Course *course = get_course (self, i);
  const Ask asks[] = {
    { .rule = "C03", .course = i, .met = course->told_parents },
    { .rule = "C04", .course = i, .met = course->told_la },
    { .rule = "C05", .course = i, .met = course->informed },
  };

  if (course->lunch)
    return TRUE;
  for (guint a = 0; a < G_N_ELEMENTS (asks); a++)
    if (is_wanted (self, &asks[a].met, &course->from) && !ask (self, &asks[a], error))
      return FALSE;
  return TRUE;
}

static gboolean
ask_cancelled (Child   *self,
               guint    i,
               GError **error)
{
  const Course *course = get_course (self, i);
  const Ask told = { .rule = "C27", .course = i, .event = "cancelled", .on = course->cancelled,
                     .alone = TRUE };

  return !way_duty_search_looks_back (self->search, "notices", &course->cancelled) ||
         ask (self, &told, error);
}

/* --- Governors and panels --- */

static gboolean
has_asked (Child        *self,
           const Course *course)
{
  GPtrArray *acts = way_duty_search_acts (self->search, "C07", &course->id);

  for (guint i = 0; acts != NULL && i < acts->len; i++)
    if (g_strcmp0 (((const WayDutyAct *) g_ptr_array_index (acts, i))->kind, "asked") == 0)
      return TRUE;
  return FALSE;
}

static gboolean
ask_governors (Child   *self,
               guint    i,
               GError **error)
{
  const Course *course = get_course (self, i);
  const Ask long_one = { .rule = "C06", .course = i, .event = "informed", .on = course->informed,
                         .met = course->decided };
  const Ask short_one = { .rule = "C07", .course = i, .event = "informed", .on = course->informed,
                          .met = course->decided };

  if (!way_date_is_set (&course->informed) ||
      (!way_date_is_set (&course->decided) &&
       !way_duty_search_looks_back (self->search, "governors", &course->from)))
    return TRUE;
  return ask (self, &long_one, error) &&
         (course->permanent || !has_asked (self, course) || ask (self, &short_one, error));
}

static gboolean
is_not_reinstated (const Course *course)
{
  return course->result != NULL && g_strcmp0 (way_code_get (course->result, "reinstated"), "no") == 0;
}

static gboolean
is_final (const Course *course)
{
  return course->result != NULL && way_code_is (course->result, "final");
}

static gboolean
ask_parents (Child   *self,
             guint    i,
             GError **error)
{
  const Course *course = get_course (self, i);
  const Ask what = { .rule = "C09", .course = i, .event = "notice", .on = course->notice,
                     .posted = course->posted, .alone = TRUE,
                     .met = way_duty_earlier (course->irp_applied, course->waived) };

  return !way_date_is_set (&course->notice) || !is_not_reinstated (course) ||
         ask (self, &what, error);
}

static gboolean
ask_panel (Child   *self,
           guint    i,
           GError **error)
{
  const Course *course = get_course (self, i);
  const Ask meets = { .rule = "C10", .course = i, .event = "application",
                      .on = course->irp_applied, .met = course->irp_sat, .alone = TRUE };
  const Ask again = { .rule = "C11", .course = i, .event = "notice", .on = course->irp_notice,
                      .alone = TRUE };

  if (way_date_is_set (&course->irp_applied) && !ask (self, &meets, error))
    return FALSE;
  return !way_date_is_set (&course->irp_notice) || is_final (course) || ask (self, &again, error);
}

/* --- The roll --- */

/* From when the school may take the child off its roll; not set: not yet known. */
static gboolean
find_off_roll (Child         *self,
               const Course  *course,
               GDate         *opens,
               GError       **error)
{
  WayClockEvent event = { .kind = "notice", .from = course->notice, .posted = course->posted };
  WayClockFacts facts = { .events = &event, .n_events = 1, .school_type = course->type };
  const WaySchoolDays *days = way_facts_days (self->search->facts, &course->establishment, error);
  g_autoptr(WayClock) clock = days != NULL ? way_clocks_run ("C13", &facts, days, error) : NULL;

  if (clock == NULL)
    return FALSE;
  *opens = way_date_is_set (&course->irp_applied) ? course->irp_notice : clock->opens;
  *opens = way_duty_earlier (*opens, course->waived);
  return TRUE;
}

/* Too early off the roll: there is nothing to do by a day, only not to. */
static gboolean
check_roll (Child   *self,
            guint    i,
            GError **error)
{
  const Course *course = get_course (self, i);
  WayDutyFact *fact;
  GDate opens;

  if (!way_date_is_set (&course->notice) || !way_date_is_set (&course->off_roll))
    return TRUE;
  if (!find_off_roll (self, course, &opens, error))
    return FALSE;
  if (!way_date_is_set (&opens) || way_date_compare (&course->off_roll, &opens) >= 0)
    return TRUE;
  fact = new_fact (self, "C13", course, error);
  if (fact == NULL)
    return FALSE;
  way_duty_fact_add_event (fact, "notice", &course->notice);
  fact->started = course->notice;
  fact->broken = course->off_roll;
  fact->due = opens;
  way_duty_search_keep (self->search, fact);
  return TRUE;
}

/* --- Days in a school year --- */

/* Suspensions of the school year that the clock sums up; a cancelled one keeps
 * its days (SI 2012/1033 reg 17A). */
static GArray *
gather_year (const Child *self,
             int          year)
{
  GArray *events = g_array_new (FALSE, TRUE, sizeof (WayClockEvent));

  for (guint i = 0; i < self->courses->len; i++)
    {
      const Course *one = get_course (self, i);
      WayClockEvent event = event_of (one);

      if (!one->permanent && way_date_school_year (&one->from) == year)
        g_array_append_val (events, event);
    }
  return events;
}

/* The exclusion with which the total came to the alert. */
static const Course *
find_alert (const Child    *self,
            const WayClock *clock)
{
  int alert = way_code_get_int (clock->rule, "alert", 0);

  for (guint s = 0; s < clock->steps->len; s++)
    {
      const WayClockStep *step = &g_array_index (clock->steps, WayClockStep, s);

      if (step->number < alert)
        continue;
      for (guint i = 0; i < self->courses->len; i++)
        if (!get_course (self, i)->permanent &&
            way_date_within (&step->date, &get_course (self, i)->from, &get_course (self, i)->to))
          return get_course (self, i);
    }
  return NULL;
}

static GDate
find_year_end (const GDate *day)
{
  GDate last = way_date_ymd (way_date_school_year (day) + 1, 8, 31);

  return last;
}

static gboolean
check_cap (Child   *self,
           GError **error)
{
  const Course *last = get_course (self, self->courses->len - 1);
  g_autoptr(GArray) events = gather_year (self, way_date_school_year (&self->search->today));
  WayClockFacts facts = { .events = (const WayClockEvent *) (gpointer) events->data,
                          .n_events = events->len, .school_type = last->type };
  const WaySchoolDays *days = way_facts_days (self->search->facts, &last->establishment, error);
  g_autoptr(WayClock) clock = NULL;
  const Course *alert;
  WayDutyFact *fact;

  if (days == NULL)
    return FALSE;
  if (events->len == 0)
    return TRUE;
  clock = way_clocks_run ("C12", &facts, days, error);
  if (clock == NULL)
    return FALSE;
  alert = find_alert (self, clock);
  if (alert == NULL)
    return TRUE;
  fact = new_fact (self, "C12", alert, error);
  if (fact == NULL)
    return FALSE;
  fact->events = g_array_ref (events);
  fact->school_type = g_strdup (last->type);
  fact->exclusion = last->id;
  fact->count = clock->count;
  fact->due = find_year_end (&self->search->today);
  way_duty_search_keep (self->search, fact);
  return TRUE;
}

/* --- One child --- */

static gboolean
ask_all (Child   *self,
         guint    i,
         GError **error)
{
  if (way_date_is_set (&get_course (self, i)->cancelled))
    return ask_cancelled (self, i, error);
  if (!ask_notices (self, i, error) || !ask_governors (self, i, error))
    return FALSE;
  return !get_course (self, i)->permanent ||
         (ask_parents (self, i, error) && ask_panel (self, i, error) &&
          check_roll (self, i, error));
}

static gboolean
end_child (Child   *self,
           GError **error)
{
  gboolean done = TRUE;

  if (self->who == NULL)
    return TRUE;
  for (guint i = 0; done && i < self->courses->len; i++)
    done = ask_all (self, i, error);
  done = done && check_cap (self, error);
  g_array_set_size (self->courses, 0);
  g_clear_pointer (&self->who, way_duty_fact_free);
  return done;
}

static gboolean
add_course (Child    *self,
            WayStmt  *stmt,
            GError  **error)
{
  WayId pupil = way_stmt_id (stmt, 0);
  Course course = { .school = NULL };

  if (self->who != NULL && !way_id_equal (&self->who->pupil, &pupil) && !end_child (self, error))
    return FALSE;
  if (self->who == NULL)
    self->who = way_duty_search_read_who (self->search, stmt, "C03", error);
  if (self->who == NULL)
    return FALSE;
  read_course (stmt, &course);
  g_array_append_val (self->courses, course);
  return TRUE;
}

/* How far back there can be something left to do, or asked for. */
static GDate
find_start (WayDutySearch *search)
{
  int days = way_code_get_int (way_codes_lookup ("work_rule", "governors"), "days", 0);

  return way_duty_earlier (way_date_add_days (&search->today, -days), search->since);
}

/* Nearly all were settled long ago: everybody was told, the governors decided, no
 * panel was asked for.  Such a one alone leaves nothing to do, and is not read. */
#define SETTLED                                                                 \
  "exclusion.category = 'PERM' AND exclusion.cancelled IS NULL"                 \
  " AND exclusion.told_parents < :since AND exclusion.told_la < :since"         \
  " AND exclusion.told_social_worker < :since AND exclusion.informed < :since"  \
  " AND exclusion.decided < :since AND exclusion.notice IS NULL"                \
  " AND exclusion.irp_applied IS NULL AND exclusion.irp_notice IS NULL"         \
  " AND NOT EXISTS (SELECT 1 FROM exclusion AS other"                           \
  "  WHERE other.pupil = exclusion.pupil AND other.id <> exclusion.id)"

gboolean
way_duty_search_governors (WayDutySearch  *search,
                           GError        **error)
{
  g_autoptr(GArray) courses = g_array_new (FALSE, TRUE, sizeof (Course));
  Child self = { .search = search, .courses = courses };
  GDate from = find_start (search);
  g_autoptr(WayStmt) stmt = NULL;
  gboolean done = TRUE;
  WayStep step;

  g_array_set_clear_func (courses, (GDestroyNotify) course_clear);
  stmt = way_duty_search_prepare (search,
                                  "SELECT " COURSE_COLUMNS
                                  " FROM exclusion CROSS JOIN pupil ON pupil.id = exclusion.pupil"
                                  " CROSS JOIN establishment"
                                  "  ON establishment.id = exclusion.establishment"
                                  " WHERE exclusion.\"from\" >= :from AND exclusion.\"from\" <= :today"
                                  " AND NOT coalesce (" SETTLED ", 0)"
                                  WAY_DUTY_ONE_PUPIL
                                  " ORDER BY pupil.id, exclusion.\"from\", exclusion.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":from", &from);
  way_stmt_bind_date (stmt, ":since", &search->since);
  way_stmt_bind_date (stmt, ":today", &search->today);
  while (done && (step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    done = add_course (&self, stmt, error);
  done = done && step == WAY_STEP_DONE && end_child (&self, error);
  way_duty_fact_free (self.who);
  return done;
}
