/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From records to the arrays of indicators.  Each kind of record has its
 * columns and a function that takes one row; nothing is counted here. */

#include "way-indicator-read.h"

#include <string.h>

#include "way-census.h"
#include "way-codes.h"
#include "way-doubts.h"
#include "way-double-funding.h"
#include "way-duties.h"
#include "way-measure.h"
#include "way-query.h"
#include "way-register.h"
#include "way-setting.h"

/* The indicators whose rows name the clocks that are meant. */
#define SIXTH_DAY "K28"
#define REVIEWS   "K37"

/* Ids to indexes, while reading. */
typedef struct
{
  WayFacts          *source;
  WayIndicatorFacts *facts;
  GDate              since;
  GDate              from;
  GDate              to;
  GHashTable        *settings;
  GHashTable        *provisions;
  GHashTable        *districts;
  GHashTable        *pupils;      /* joined records lead to the one they are read under */
  GHashTable        *stays;
  GHashTable        *referrals;
  GHashTable        *targets;
  GHashTable        *reviews;     /* id -> the day it was held */
  GHashTable        *enrolments;
  GError           **error;
} Reading;

typedef void (*RowFunc) (Reading           *self,
                         const WayQueryRow *row);

/* --- Indexes --- */

static GHashTable *
new_index (void)
{
  return g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
}

static void
set_index (GHashTable  *index,
           const WayId *id,
           guint        number)
{
  g_hash_table_insert (index, g_memdup2 (id, sizeof *id), GUINT_TO_POINTER (number + 1));
}

static guint
get_index (GHashTable  *index,
           const WayId *id)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (index, id));

  return number != 0 ? number - 1 : WAY_STAT_NONE;
}

/* --- Cells --- */

static guint
find (GHashTable        *index,
      const WayQueryRow *row,
      guint              column)
{
  const WayValue *value = &row->values[column];

  return value->type == WAY_VALUE_ID ? get_index (index, &value->id) : WAY_STAT_NONE;
}

static const char *
code (const WayQueryRow *row,
      guint              column)
{
  const WayValue *value = &row->values[column];

  return value->type == WAY_VALUE_TEXT ? g_intern_string (value->text) : NULL;
}

static gint64
number (const WayQueryRow *row,
        guint              column)
{
  const WayValue *value = &row->values[column];

  return value->type == WAY_VALUE_INTEGER ? value->integer : WAY_STAT_UNSAID;
}

static guint32
day (const WayQueryRow *row,
     guint              column)
{
  gint64 julian = number (row, column);

  return julian != WAY_STAT_UNSAID ? (guint32) CLAMP (julian, 0, G_MAXINT32) : 0;
}

/* The last day of what may go on. */
static guint32
last_day (const WayQueryRow *row,
          guint              column)
{
  guint32 julian = day (row, column);

  return julian != 0 ? julian : WAY_STAT_OPEN;
}

static char *
name (const WayQueryRow *row,
      guint              column)
{
  const WayValue *value = &row->values[column];

  return g_strdup (value->type == WAY_VALUE_TEXT ? value->text : "");
}

/* --- Rows --- */

static gboolean
read_query (Reading  *self,
            WayQuery *query,
            RowFunc   func)
{
  g_autoptr(GPtrArray) rows = way_query_page (query, way_facts_db (self->source), 0, 0,
                                              self->error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    func (self, g_ptr_array_index (rows, i));
  return TRUE;
}

static gboolean
add_day_filter (Reading     *self,
                WayQuery    *query,
                const char  *path,
                WayFilterOp  op,
                const GDate *on)
{
  g_autofree char *iso = way_date_to_iso (on);

  return path == NULL || way_query_add_filter (query, path, op, iso, self->error);
}

/* Columns are parted by spaces.  from and to name the fields by which rows that
 * do not touch the period are left out; NULL: none are. */
static gboolean
read_rows (Reading    *self,
           const char *entity,
           const char *columns,
           const char *from,
           const char *to,
           RowFunc     func)
{
  g_autoptr(WayQuery) query = way_query_new (way_entity_by_name (entity));
  g_auto(GStrv) paths = g_strsplit (columns, " ", -1);

  for (guint i = 0; paths[i] != NULL; i++)
    if (!way_query_add_column (query, paths[i], self->error))
      return FALSE;
  return add_day_filter (self, query, from, WAY_FILTER_AT_MOST, &self->to) &&
         add_day_filter (self, query, to,
                         g_strcmp0 (from, to) == 0 ? WAY_FILTER_AT_LEAST : WAY_FILTER_NOT_BEFORE,
                         &self->since) &&
         read_query (self, query, func);
}

/* --- The area, its settings and its children --- */

static void
read_district (Reading           *self,
               const WayQueryRow *row)
{
  WayStatDistrict one = {
    .id = row->id,
    .name = name (row, 0),
    .area = code (row, 1),
    .rank = number (row, 2),
  };

  set_index (self->districts, &one.id, self->facts->districts->len);
  g_array_append_val (self->facts->districts, one);
}

static void
read_setting (Reading           *self,
              const WayQueryRow *row)
{
  const char *type = code (row, 1);
  const char *directory_type = code (row, 2);
  gint64 registered = number (row, 3);
  const WayCode *of = type != NULL ? way_codes_lookup ("establishment_type", type) : NULL;
  WayStatSetting one = {
    .id = row->id,
    .name = name (row, 0),
    .district = find (self->districts, row, 4),
    .is_school = way_setting_is_school (type, directory_type, registered),
    .is_registered = registered == 1,
    .is_mainstream = of != NULL && way_code_is (of, "mainstream") && directory_type == NULL,
    .roll = number (row, 5),
  };

  set_index (self->settings, &one.id, self->facts->settings->len);
  g_array_append_val (self->facts->settings, one);
}

static void
read_provision (Reading           *self,
                const WayQueryRow *row)
{
  WayStatProvision one = {
    .id = row->id,
    .name = name (row, 0),
    .setting = find (self->settings, row, 1),
    .kind = code (row, 2),
    .phase = code (row, 3),
    .is_counted = number (row, 4) == 1,
    .cohorts = number (row, 5),
    .weeks = number (row, 6),
    .session_minutes = number (row, 7),
  };

  set_index (self->provisions, &one.id, self->facts->provisions->len);
  g_array_append_val (self->facts->provisions, one);
}

static void
read_pupil (Reading           *self,
            const WayQueryRow *row)
{
  WayStatPupil one = {
    .id = row->id,
    .birth = day (row, 0),
    .year = code (row, 1),
    .sex = code (row, 2),
    .district = find (self->districts, row, 3),
  };

  if (row->values[4].type == WAY_VALUE_ID)
    return;
  set_index (self->pupils, &one.id, self->facts->pupils->len);
  g_array_append_val (self->facts->pupils, one);
}

/* A joined record stands for the one that the child is read under. */
static void
join_pupil (Reading           *self,
            const WayQueryRow *row)
{
  guint kept = find (self->pupils, row, 0);

  if (kept != WAY_STAT_NONE)
    set_index (self->pupils, &row->id, kept);
}

/* Commissioned places less those out of service; planned ones never count. */
static void
read_places (Reading           *self,
             const WayQueryRow *row)
{
  const char *kind = code (row, 4);
  const char *unit = code (row, 5);
  const WayCode *of = way_codes_lookup ("capacity_kind", kind != NULL ? kind : "commissioned");
  WayStatPlaces one = {
    .id = row->id,
    .provision = find (self->provisions, row, 0),
    .from = day (row, 1),
    .to = last_day (row, 2),
    .places = (gint32) CLAMP (number (row, 3), 0, G_MAXINT16),
  };
  WayStatProvision *provision;

  if (of == NULL || one.provision == WAY_STAT_NONE ||
      !(way_code_is (of, "counted") || way_code_is (of, "takes_away")) ||
      (unit != NULL && strcmp (unit, "places") != 0))
    return;
  provision = WAY_STAT_AT (self->facts->provisions, WayStatProvision, one.provision);
  if (way_code_is (of, "takes_away"))
    one.places = -one.places;
  else if (provision->funder == NULL)
    provision->funder = code (row, 6);
  g_array_append_val (self->facts->places, one);
}

static gboolean
read_area (Reading *self)
{
  return read_rows (self, "district", "name area idaci_rank", NULL, NULL, read_district) &&
         read_rows (self, "establishment", "name type directory_type registered district roll",
                    NULL, NULL, read_setting) &&
         read_rows (self, "provision",
                    "name establishment kind phase counted cohorts weeks_most session_minutes",
                    NULL, NULL, read_provision) &&
         read_rows (self, "pupil", "birth year sex home_district kept", NULL, NULL, read_pupil) &&
         read_rows (self, "pupil", "kept", NULL, NULL, join_pupil) &&
         read_rows (self, "capacity", "provision from to places kind unit funder", "from", "to",
                    read_places);
}

/* --- Stays --- */

static void
read_stay (Reading           *self,
           const WayQueryRow *row)
{
  const char *destination = code (row, 8);
  const WayCode *of = destination != NULL ? way_codes_lookup ("destination", destination) : NULL;
  gint64 sessions = number (row, 4);
  WayStatStay one = {
    .id = row->id,
    .pupil = find (self->pupils, row, 0),
    .provision = find (self->provisions, row, 1),
    .from = day (row, 2),
    .to = last_day (row, 3),
    .registration = code (row, 5),
    .route = code (row, 6),
    .commissioner = code (row, 7),
    .destination = destination,
    .to_mainstream = of != NULL && way_code_is (of, "mainstream"),
    .is_leaver = of == NULL || way_code_is (of, "leaver_counted"),
    .received = day (row, 9),
    .offered_from = day (row, 10),
    .attended_from = day (row, 11),
  };
  guint setting;

  if (one.pupil == WAY_STAT_NONE || one.provision == WAY_STAT_NONE || one.from == 0)
    return;
  setting = WAY_STAT_AT (self->facts->provisions, WayStatProvision, one.provision)->setting;
  one.sessions = (gint16) (sessions != WAY_STAT_UNSAID ? sessions
                                                       : self->facts->rules.full_time);
  one.on_roll = setting != WAY_STAT_NONE &&
                WAY_STAT_AT (self->facts->settings, WayStatSetting, setting)->is_school &&
                way_setting_has_on_roll (one.registration);
  set_index (self->stays, &one.id, self->facts->stays->len);
  if (row->values[12].type == WAY_VALUE_ID)
    set_index (self->referrals, &row->values[12].id, self->facts->stays->len);
  g_array_append_val (self->facts->stays, one);
}

static gboolean
read_stays (Reading *self)
{
  return read_rows (self, "placement",
                    "pupil provision start end sessions registration route commissioner"
                    " destination referral.received offered_from attended_from referral",
                    "start", "end", read_stay);
}

/* --- Exclusions, rolls, needs --- */

static void
read_exclusion (Reading           *self,
                const WayQueryRow *row)
{
  const char *category = code (row, 2);
  const char *result = code (row, 4);
  const WayCode *kind = category != NULL ? way_codes_lookup ("exclusion_category", category) : NULL;
  const WayCode *of = result != NULL ? way_codes_lookup ("exclusion_review_result", result) : NULL;
  WayStatExclusion one = {
    .id = row->id,
    .pupil = find (self->pupils, row, 0),
    .school = find (self->settings, row, 1),
    .from = day (row, 3),
    .is_permanent = kind != NULL && way_code_is (kind, "permanent"),
  };

  if (one.pupil == WAY_STAT_NONE || kind == NULL || day (row, 5) != 0 ||
      (of != NULL && way_code_is (of, "reinstated")))
    return;
  g_array_append_val (self->facts->exclusions, one);
}

static void
read_roll (Reading           *self,
           const WayQueryRow *row)
{
  const char *status = code (row, 2);
  const WayCode *of = status != NULL ? way_codes_lookup ("enrolment_status", status) : NULL;
  gint64 sessions = number (row, 5);
  WayStatRoll one = {
    .id = row->id,
    .pupil = find (self->pupils, row, 0),
    .school = find (self->settings, row, 1),
    .from = day (row, 3),
    .to = last_day (row, 4),
    .sessions = (gint16) (sessions != WAY_STAT_UNSAID ? sessions : -1),
  };

  if (one.pupil != WAY_STAT_NONE && of != NULL && way_code_is (of, "on_roll"))
    g_array_append_val (self->facts->rolls, one);
}

static void
read_need (Reading           *self,
           const WayQueryRow *row)
{
  const char *provision = code (row, 1);
  const WayCode *of = provision != NULL ? way_codes_lookup ("sen_provision", provision) : NULL;
  WayStatNeed one = {
    .id = row->id,
    .pupil = find (self->pupils, row, 0),
    .provision = provision,
    .from = day (row, 4),
    .to = last_day (row, 5),
    .has_plan = of != NULL && way_code_is (of, "plan"),
  };

  if (one.pupil == WAY_STAT_NONE)
    return;
  if (number (row, 3) == 1)
    WAY_STAT_AT (self->facts->pupils, WayStatPupil, one.pupil)->need = code (row, 2);
  g_array_append_val (self->facts->needs, one);
}

static int
compare_needs (gconstpointer a,
               gconstpointer b)
{
  const WayStatNeed *one = a;
  const WayStatNeed *other = b;

  if (one->pupil != other->pupil)
    return one->pupil < other->pupil ? -1 : 1;
  return one->from != other->from ? (one->from < other->from ? -1 : 1)
                                  : way_id_compare (&one->id, &other->id);
}

static gboolean
read_needs (Reading *self)
{
  if (!read_rows (self, "need", "pupil provision type rank from to", NULL, NULL, read_need))
    return FALSE;
  g_array_sort (self->facts->needs, compare_needs);
  return TRUE;
}

/* --- Attendance --- */

static void
note_enrolment (Reading           *self,
                const WayQueryRow *row)
{
  guint pupil = find (self->pupils, row, 0);

  if (pupil != WAY_STAT_NONE)
    set_index (self->enrolments, &row->id, pupil);
}

static gint32
sessions (const WayQueryRow *row,
          guint              column)
{
  gint64 found = number (row, column);

  return found != WAY_STAT_UNSAID ? (gint32) CLAMP (found, 0, G_MAXINT16) : 0;
}

static void
read_week (Reading           *self,
           const WayQueryRow *row)
{
  WayStatWeek one = {
    .id = row->id,
    .stay = find (self->stays, row, 0),
    .monday = day (row, 2),
    .possible = sessions (row, 3),
    .attended = sessions (row, 4),
    .authorised = sessions (row, 5),
    .unauthorised = sessions (row, 6),
  };

  one.pupil = one.stay != WAY_STAT_NONE
                ? WAY_STAT_AT (self->facts->stays, WayStatStay, one.stay)->pupil
                : find (self->enrolments, row, 1);
  if (one.pupil != WAY_STAT_NONE)
    g_array_append_val (self->facts->weeks, one);
}

/* There are many: none is read that is not asked for. */
static gboolean
read_weeks (Reading *self)
{
  GDate since = self->since;
  gboolean done;

  self->since = self->from;
  done = read_rows (self, "enrolment", "pupil", NULL, NULL, note_enrolment) &&
         read_rows (self, "attendance_week",
                    "placement enrolment week possible attended authorised unauthorised",
                    "week", "week", read_week);
  self->since = since;
  return done;
}

/* --- Referrals --- */

static void
read_referral (Reading           *self,
               const WayQueryRow *row)
{
  WayStatReferral one = {
    .id = row->id,
    .pupil = find (self->pupils, row, 0),
    .stay = get_index (self->referrals, &row->id),
    .route = code (row, 1),
    .received = day (row, 2),
    .closed = day (row, 3),
  };

  if (one.stay != WAY_STAT_NONE)
    one.started = WAY_STAT_AT (self->facts->stays, WayStatStay, one.stay)->from;
  /* From here on the index leads to the referral. */
  set_index (self->referrals, &row->id, self->facts->referrals->len);
  g_array_append_val (self->facts->referrals, one);
}

/* Decisions come in the order of their days: the first that is more than asking
 * back settles it, the first that agrees is what the start is counted from. */
static void
read_decision (Reading           *self,
               const WayQueryRow *row)
{
  guint index = find (self->referrals, row, 0);
  const char *outcome = code (row, 1);
  const WayCode *of = outcome != NULL ? way_codes_lookup ("decision", outcome) : NULL;
  guint32 on = day (row, 2);
  WayStatReferral *referral;
  WayStatStay *stay;

  if (index == WAY_STAT_NONE || of == NULL || on == 0)
    return;
  referral = WAY_STAT_AT (self->facts->referrals, WayStatReferral, index);
  stay = referral->stay != WAY_STAT_NONE
           ? WAY_STAT_AT (self->facts->stays, WayStatStay, referral->stay) : NULL;
  if (way_code_is (of, "returned"))
    {
      guint32 answered = day (row, 3);

      if (answered > on)
        referral->waited_days += (gint32) way_indicator_facts_school_days (self->facts, on, answered);
      return;
    }
  if (referral->decided == 0)
    referral->decided = on;
  if (way_code_is (of, "closes") && referral->closed == 0)
    referral->closed = on;
  if (stay != NULL && stay->decided == 0 && way_code_is (of, "agreed"))
    stay->decided = on;
}

static gboolean
read_decisions (Reading *self)
{
  g_autoptr(WayQuery) query = way_query_new (way_entity_by_name ("decision"));

  return way_query_add_column (query, "referral", self->error) &&
         way_query_add_column (query, "outcome", self->error) &&
         way_query_add_column (query, "date", self->error) &&
         way_query_add_column (query, "answered", self->error) &&
         way_query_set_sort (query, "date", FALSE, self->error) &&
         read_query (self, query, read_decision);
}

static gboolean
read_referrals (Reading *self)
{
  return read_rows (self, "referral", "pupil route received closed", "received", NULL,
                    read_referral) &&
         read_decisions (self);
}

/* --- Reviews and targets --- */

static void
read_review (Reading           *self,
             const WayQueryRow *row)
{
  WayStatReview one = {
    .id = row->id,
    .stay = find (self->stays, row, 0),
    .due = day (row, 1),
    .held = day (row, 2),
  };

  if (one.stay == WAY_STAT_NONE)
    return;
  set_index (self->reviews, &row->id, one.held);
  if (one.due != 0)
    g_array_append_val (self->facts->reviews, one);
}

static void
read_target (Reading           *self,
             const WayQueryRow *row)
{
  WayStatTarget one = {
    .id = row->id,
    .stay = find (self->stays, row, 0),
    .area = code (row, 1),
    .has_baseline = number (row, 2) != WAY_STAT_UNSAID,
  };

  if (one.stay == WAY_STAT_NONE || day (row, 4) != 0)
    return;
  set_index (self->targets, &row->id, self->facts->targets->len);
  g_array_append_val (self->facts->targets, one);
}

/* Whether a measured number has come to where it should, from whichever side. */
static gboolean
is_reached (gint64 baseline,
            gint64 wanted,
            gint64 value)
{
  return wanted > baseline ? value >= wanted : value <= wanted;
}

static void
read_result (Reading           *self,
             const WayQueryRow *row)
{
  guint index = find (self->targets, row, 0);
  guint held = find (self->reviews, row, 1);
  const char *progress = code (row, 3);
  const WayCode *of = progress != NULL ? way_codes_lookup ("target_progress", progress) : NULL;
  gint64 value = number (row, 2);
  WayStatTarget *target;

  if (index == WAY_STAT_NONE || held == WAY_STAT_NONE)
    return;
  target = WAY_STAT_AT (self->facts->targets, WayStatTarget, index);
  if (held < target->reviewed)
    return;
  target->reviewed = held;
  target->is_met = value != WAY_STAT_UNSAID && number (row, 4) != WAY_STAT_UNSAID &&
                       number (row, 5) != WAY_STAT_UNSAID
                     ? is_reached (number (row, 4), number (row, 5), value)
                     : of != NULL && way_code_is (of, "met");
}

static gboolean
read_targets (Reading *self)
{
  return read_rows (self, "target", "placement area baseline target dropped", NULL, NULL,
                    read_target) &&
         read_rows (self, "target_result",
                    "target review value progress target.baseline target.target", NULL, NULL,
                    read_result);
}

static void
read_lasted (Reading           *self,
             const WayQueryRow *row)
{
  WayStatLasted one = {
    .id = row->id,
    .stay = find (self->stays, row, 0),
    .weeks = number (row, 1),
    .asked = day (row, 2),
    .sustained = number (row, 3) == 1,
  };

  if (one.stay != WAY_STAT_NONE)
    g_array_append_val (self->facts->lasted, one);
}

/* --- What other services work out --- */

/* When the child first came to a place after the duty began; 0: not known. */
static guint32
find_attended (Reading *self,
               guint    pupil,
               guint32  since)
{
  guint32 first = 0;

  for (guint i = 0; i < self->facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (self->facts->stays, WayStatStay, i);

      if (stay->pupil == pupil && stay->attended_from >= since && stay->attended_from != 0 &&
          (first == 0 || stay->attended_from < first))
        first = stay->attended_from;
    }
  return first;
}

static void
add_duty (Reading           *self,
          const WayDutyFact *duty)
{
  WayStatDuty one = {
    .id = duty->subject,
    .pupil = get_index (self->pupils, &duty->pupil),
    .school = get_index (self->settings, &duty->establishment),
    .rule = g_intern_string (duty->rule->id),
    .due = way_date_julian (&duty->due),
    .offered = way_date_julian (&duty->met),
    .left_out = way_date_is_set (&duty->ended) && !way_date_is_set (&duty->met) &&
                way_date_compare (&duty->ended, &duty->due) < 0,
  };

  if (one.pupil == WAY_STAT_NONE || one.due == 0)
    return;
  one.attended = find_attended (self, one.pupil, way_date_julian (&duty->started));
  g_array_append_val (self->facts->duties, one);
}

/* A review that was due and has not been held. */
static void
add_unheld (Reading           *self,
            const WayDutyFact *duty)
{
  WayStatReview one = {
    .id = duty->placement,
    .stay = get_index (self->stays, &duty->placement),
    .due = way_date_julian (&duty->due),
  };

  if (one.stay != WAY_STAT_NONE && one.due != 0 && !way_date_is_set (&duty->met) &&
      !way_date_is_set (&duty->ended))
    g_array_append_val (self->facts->reviews, one);
}

static gboolean
read_duties (Reading *self)
{
  WayDutiesFilter filter = { .since = self->from };
  g_autoptr(GPtrArray) duties = way_duties_list (self->source, &self->to, &filter, self->error);
  const WayCode *sixth_day = way_codes_lookup ("indicator", SIXTH_DAY);
  const WayCode *reviews = way_codes_lookup ("indicator", REVIEWS);

  if (duties == NULL)
    return FALSE;
  for (guint i = 0; i < duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (duties, i);

      if (way_code_allows (sixth_day, "clocks", duty->rule->id))
        add_duty (self, duty);
      if (way_code_allows (reviews, "clocks", duty->rule->id))
        add_unheld (self, duty);
    }
  return TRUE;
}

static gboolean
read_register (Reading *self)
{
  g_autoptr(WayRegister) found = way_register_load (self->source, NULL, &self->to, self->error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->rows->len; i++)
    {
      const WayRegisterRow *row = g_ptr_array_index (found->rows, i);
      WayStatWithout one = {
        .id = row->pupil,
        .pupil = get_index (self->pupils, &row->pupil),
        .since = way_date_julian (&row->since),
      };

      if (row->counted && one.pupil != WAY_STAT_NONE)
        g_array_append_val (self->facts->without, one);
    }
  return TRUE;
}

static gboolean
read_twice (Reading *self)
{
  g_autoptr(GPtrArray) list = way_double_funding_list (self->source, NULL, &self->to, self->error);

  if (list == NULL)
    return FALSE;
  for (guint i = 0; i < list->len; i++)
    {
      const WayDoubleFunding *found = g_ptr_array_index (list, i);
      WayStatTwice one = {
        .id = found->placement,
        .stay = get_index (self->stays, &found->placement),
        .from = way_date_julian (&found->from),
        .to = way_date_is_set (&found->to) ? way_date_julian (&found->to) : WAY_STAT_OPEN,
        .amount = found->amount,
      };

      if (found->is_found && one.stay != WAY_STAT_NONE)
        g_array_append_val (self->facts->twice, one);
    }
  return TRUE;
}

static gboolean
read_must_register (Reading *self)
{
  g_autoptr(GArray) found = way_doubts_settings (way_facts_db (self->source), &self->to,
                                                 self->error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      const WaySettingRegistration *one = &g_array_index (found, WaySettingRegistration, i);
      guint index = get_index (self->settings, &one->establishment);

      if (index != WAY_STAT_NONE)
        WAY_STAT_AT (self->facts->settings, WayStatSetting, index)->must_register =
          one->found.verdict == WAY_REGISTRATION_MUST;
    }
  return TRUE;
}

/* --- The rest --- */

static void
read_part_time (Reading           *self,
                const WayQueryRow *row)
{
  WayStatPartTime one = {
    .id = row->id,
    .pupil = find (self->pupils, row, 0),
    .from = day (row, 1),
    .to = last_day (row, 2),
    .review = day (row, 3),
  };

  if (one.pupil != WAY_STAT_NONE)
    g_array_append_val (self->facts->part_times, one);
}

static void
read_assurance (Reading           *self,
                const WayQueryRow *row)
{
  WayStatAssurance one = {
    .id = row->id,
    .setting = find (self->settings, row, 0),
    .checked = day (row, 1),
    .expires = last_day (row, 2),
  };
  const char *outcome = code (row, 3);

  if (one.setting != WAY_STAT_NONE && g_strcmp0 (outcome, "not_met") != 0)
    g_array_append_val (self->facts->assurances, one);
}

static void
read_budget (Reading           *self,
             const WayQueryRow *row)
{
  WayStatBudget one = {
    .id = row->id,
    .block = code (row, 0),
    .year = (int) number (row, 1),
    .planned = number (row, 2),
    .spent = number (row, 3),
  };

  g_array_append_val (self->facts->budgets, one);
}

static void
read_given (Reading           *self,
            const WayQueryRow *row)
{
  WayStatGiven one = {
    .id = row->id,
    .measure = code (row, 0),
    .day = day (row, 1),
    .value = number (row, 2),
    .district = find (self->districts, row, 3),
    .phase = code (row, 4),
  };

  if (one.value != WAY_STAT_UNSAID)
    g_array_append_val (self->facts->given, one);
}

static void
read_population (Reading           *self,
                 const WayQueryRow *row)
{
  WayStatPopulation one = {
    .id = row->id,
    .district = find (self->districts, row, 0),
    .year = (int) number (row, 1),
    .ages = code (row, 2),
    .count = number (row, 3),
  };

  if (one.count != WAY_STAT_UNSAID)
    g_array_append_val (self->facts->populations, one);
}

static void
read_after (Reading           *self,
            const WayQueryRow *row)
{
  const char *status = code (row, 2);
  const WayCode *of = status != NULL ? way_codes_lookup ("post16_status", status) : NULL;
  WayStatAfter one = {
    .id = row->id,
    .pupil = find (self->pupils, row, 0),
    .month = day (row, 1),
    .is_eet = of != NULL && way_code_is (of, "eet"),
    .is_neet = of != NULL && way_code_is (of, "neet"),
    .is_sustained = of != NULL && way_code_is (of, "sustained"),
  };

  if (one.pupil != WAY_STAT_NONE)
    g_array_append_val (self->facts->after, one);
}

static void
read_exam (Reading           *self,
           const WayQueryRow *row)
{
  WayStatExam one = {
    .id = row->id,
    .pupil = find (self->pupils, row, 0),
    .year = (int) number (row, 1),
    .english = number (row, 2),
    .maths = number (row, 3),
    .attainment_8 = number (row, 4),
    .any = number (row, 5) == 1,
  };

  if (one.pupil != WAY_STAT_NONE)
    g_array_append_val (self->facts->exams, one);
}

/* --- Numbers of law, and school days --- */

static gint64
rule_number (const char *set,
             const char *id,
             const char *attribute)
{
  const WayCode *row = way_codes_lookup (set, id);

  return row != NULL ? way_code_get_int (row, attribute, 0) : 0;
}

static void
fill_key_stages (WayStatRules *rules)
{
  g_autoptr(GPtrArray) stages = way_codes_list ("key_stage", NULL);

  for (guint i = 0; i < stages->len; i++)
    {
      const WayCode *stage = g_ptr_array_index (stages, i);

      for (int year = way_code_get_int (stage, "year_min", 0);
           year <= way_code_get_int (stage, "year_max", -1); year++)
        if (year >= 0 && year < (int) G_N_ELEMENTS (rules->key_stages))
          rules->key_stages[year] = g_intern_string (stage->id);
    }
}

static void
fill_rules (WayStatRules *rules,
            const GDate  *on)
{
  *rules = (WayStatRules) {
    .full_time = way_measure_full_time (),
    .full_time_minutes = rule_number ("hours_rule", "full_time", "minutes"),
    .session_minutes = rule_number ("hours_rule", "session", "minutes"),
    .persistent_percent = 100 - way_measure_on ("good_attendance", on),
    .severe_percent = way_measure_on ("severe_absence", on),
    .sustained_weeks = rule_number ("sustained_check", "half_year", "weeks"),
    .progress_weeks = way_measure_on ("progress_weeks", on),
    .follow_months = way_measure_on ("follow_months", on),
    .trend_years = way_measure_on ("trend_years", on),
    .destination_months = way_measure_on ("destination_months", on),
    .pass_grade = way_measure_on ("pass_grade", on),
    .strong_grade = way_measure_on ("strong_grade", on),
    .leaving_year = (guint) way_measure_on ("leaving_year", on),
    .financial_month = (int) rule_number ("funding_year", "council", "month"),
    .first_secondary_year = (int) rule_number ("provision_phase", "secondary", "year_min"),
    .secondary_ages = g_intern_string ("secondary"),
  };
  fill_key_stages (rules);
}

/* From the first day that is recorded to the day after the last one asked for. */
static gboolean
count_school_days (Reading *self)
{
  const WaySchoolDays *days = way_facts_days (self->source, NULL, self->error);
  guint32 end = way_date_julian (&self->to) + 1;
  guint32 n = 0;

  if (days == NULL)
    return FALSE;
  self->facts->first_day = way_date_julian (&self->since);
  for (guint i = 0; i < self->facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (self->facts->stays, WayStatStay, i);

      self->facts->first_day = MIN (self->facts->first_day,
                                    stay->received != 0 ? MIN (stay->received, stay->from)
                                                        : stay->from);
    }
  for (guint32 at = self->facts->first_day; at <= end; at++)
    {
      GDate date = way_date_from_julian (at);

      g_array_append_val (self->facts->n_open, n);
      n += way_school_days_is_open (days, &date) ? 1 : 0;
    }
  return TRUE;
}

static void
find_known_to (Reading     *self,
               const GDate *today)
{
  guint32 last = way_date_julian (&self->to);

  for (guint i = 0; i < self->facts->stays->len; i++)
    {
      const WayStatStay *stay = WAY_STAT_AT (self->facts->stays, WayStatStay, i);

      last = MAX (last, stay->to != WAY_STAT_OPEN ? stay->to : stay->from);
    }
  self->facts->known_to = MIN (last, way_date_julian (today));
}

/* --- All of it --- */

typedef struct
{
  guint       need;
  const char *entity;
  const char *columns;
  const char *from;
  const char *to;
  RowFunc     func;
} Table;

static const Table tables[] = {
  { WAY_READ_EXCLUSIONS, "exclusion", "pupil establishment category from result cancelled",
    "from", "from", read_exclusion },
  { WAY_READ_ROLLS, "enrolment", "pupil establishment status from to sessions", "from", NULL,
    read_roll },
  { WAY_READ_REVIEWS | WAY_READ_TARGETS, "review", "placement due held", NULL, NULL, read_review },
  { WAY_READ_LASTED, "outcome_check", "placement weeks asked sustained", NULL, NULL, read_lasted },
  { WAY_READ_PART_TIME, "part_time", "pupil from to review", "from", "to", read_part_time },
  { WAY_READ_ASSURANCE, "assurance", "establishment checked expires outcome", NULL, NULL,
    read_assurance },
  { WAY_READ_BUDGET, "budget_line", "block year planned spent", NULL, NULL, read_budget },
  { WAY_READ_GIVEN, "given_figure", "measure day value district phase", NULL, NULL, read_given },
  { WAY_READ_POPULATION, "population", "district year ages count", NULL, NULL, read_population },
  { WAY_READ_AFTER, "post16_status", "pupil month status", NULL, NULL, read_after },
  { WAY_READ_EXAMS, "exam_result", "pupil year english maths attainment_8 any", NULL, NULL,
    read_exam },
};

/* What is read by more than one table or comes from another service. */
static const struct
{
  guint      need;
  gboolean (*read) (Reading *self);
} steps[] = {
  { WAY_READ_DAYS | WAY_READ_REFERRALS, count_school_days },
  { WAY_READ_NEEDS, read_needs },
  { WAY_READ_WEEKS, read_weeks },
  { WAY_READ_REFERRALS, read_referrals },
  { WAY_READ_TARGETS, read_targets },
  { WAY_READ_DUTIES, read_duties },
  { WAY_READ_REGISTER, read_register },
  { WAY_READ_TWICE, read_twice },
  { WAY_READ_MUST, read_must_register },
};

static gboolean
read_all (Reading *self,
          guint    needs)
{
  if (!read_area (self) || !read_stays (self))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if ((needs & tables[i].need) != 0 &&
        !read_rows (self, tables[i].entity, tables[i].columns, tables[i].from, tables[i].to,
                    tables[i].func))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if ((needs & steps[i].need) != 0 && !steps[i].read (self))
      return FALSE;
  return TRUE;
}

WayIndicatorFacts *
way_indicator_read (WayFacts     *facts,
                    guint         needs,
                    const GDate  *since,
                    const GDate  *from,
                    const GDate  *to,
                    const GDate  *today,
                    GError      **error)
{
  g_autoptr(WayIndicatorFacts) self = way_indicator_facts_new ();
  g_autoptr(GHashTable) settings = new_index ();
  g_autoptr(GHashTable) provisions = new_index ();
  g_autoptr(GHashTable) districts = new_index ();
  g_autoptr(GHashTable) pupils = new_index ();
  g_autoptr(GHashTable) stays = new_index ();
  g_autoptr(GHashTable) referrals = new_index ();
  g_autoptr(GHashTable) targets = new_index ();
  g_autoptr(GHashTable) reviews = new_index ();
  g_autoptr(GHashTable) enrolments = new_index ();
  Reading reading = {
    .source = facts, .facts = self, .since = *since, .from = *from, .to = *to, .settings = settings,
    .provisions = provisions, .districts = districts, .pupils = pupils, .stays = stays,
    .referrals = referrals, .targets = targets, .reviews = reviews, .enrolments = enrolments,
    .error = error,
  };
  GDate census = way_census_last ("spring", to);

  fill_rules (&self->rules, to);
  self->census_day = way_date_julian (&census);
  if (!read_all (&reading, needs))
    return NULL;
  find_known_to (&reading, today);
  return g_steal_pointer (&self);
}
