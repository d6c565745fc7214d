/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a child and all provisions, in one pass a table. */

#include "way-match-facts.h"

#include <string.h>

#include "way-act.h"
#include "way-area.h"
#include "way-background.h"
#include "way-children.h"
#include "way-codes.h"
#include "way-roll.h"
#include "way-route-sets.h"
#include "way-told-places.h"

/* "B91 3QY" gives "B91"; NULL where there is none. */
static char *
dup_outward (const char *postcode)
{
  const char *space = postcode != NULL ? strchr (postcode, ' ') : NULL;

  return space != NULL ? g_strndup (postcode, (gsize) (space - postcode)) : NULL;
}

/* --- The child --- */

/* A child's facts in the making. */
typedef struct
{
  WayDb                  *db;
  const WayMatchQuestion *question;
  WayPupil               *pupil;
  WayReferral            *referral;   /* may be NULL */
  WayChildFacts          *facts;
  GError                **error;
} Reading;

/* The referral that is named, else the child's last open one by the route. */
static gboolean
read_referral (Reading *self)
{
  const WayMatchQuestion *question = self->question;
  g_autoptr(GPtrArray) rows = NULL;
  const WayReferral *last = NULL;

  if (!way_id_is_null (&question->referral))
    {
      self->referral = way_act_get (self->db, &way_referral_entity, &question->referral,
                                    self->error);
      return self->referral != NULL;
    }
  rows = way_records_of (self->db, &way_referral_entity, "pupil", &question->pupil, self->error);
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const WayReferral *row = g_ptr_array_index (rows, i);

      if (!way_date_is_set (&row->closed) && g_strcmp0 (row->route, question->route) == 0 &&
          (last == NULL || way_date_compare (&row->received, &last->received) >= 0))
        last = row;
    }
  if (last != NULL)
    self->referral = way_referral_copy (last);
  return TRUE;
}

static void
set_pupil (Reading *self)
{
  const WayPupil *pupil = self->pupil;

  way_child_facts_set_codes (self->facts, WAY_CHILD_YEAR, pupil->year);
  if (g_strcmp0 (pupil->sex, "U") != 0)
    way_child_facts_set_codes (self->facts, WAY_CHILD_SEX, pupil->sex);
  way_child_facts_set_codes (self->facts, WAY_CHILD_AREA, pupil->home_la);
  if (!way_date_is_set (&pupil->birth) ||
      way_date_compare (&pupil->birth, &self->question->on) > 0)
    return;
  self->facts->birth = pupil->birth;
  way_child_facts_set_number (self->facts, WAY_CHILD_AGE,
                              way_date_age (&pupil->birth, &self->question->on));
}

/* A criterion may name a district by its id or its name. */
static gboolean
read_district (Reading *self)
{
  g_autoptr(WayDistrict) district = NULL;
  g_autofree char *id = NULL;
  g_autofree char *codes = NULL;

  if (way_id_is_null (&self->pupil->home_district))
    return TRUE;
  district = way_act_get (self->db, &way_district_entity, &self->pupil->home_district, self->error);
  if (district == NULL)
    return FALSE;
  id = way_id_to_string (&district->id);
  codes = g_strconcat (district->name, "|", id, NULL);
  way_child_facts_set_codes (self->facts, WAY_CHILD_DISTRICT, codes);
  return TRUE;
}

/* The primary need first; of those without a rank, the one recorded first. */
static int
compare_needs (gconstpointer a,
               gconstpointer b)
{
  const WayNeed *one = *(const WayNeed *const *) a;
  const WayNeed *other = *(const WayNeed *const *) b;
  gint64 rank = one->rank != WAY_INTEGER_NONE ? one->rank : G_MAXINT64;
  gint64 other_rank = other->rank != WAY_INTEGER_NONE ? other->rank : G_MAXINT64;

  if (rank != other_rank)
    return rank < other_rank ? -1 : 1;
  return way_id_compare (&one->id, &other->id);
}

/* No row says nothing; a row of none says that there is no need. */
static gboolean
read_needs (Reading  *self,
            gboolean *has_plan)
{
  g_autoptr(GPtrArray) rows = way_records_of (self->db, &way_need_entity, "pupil",
                                              &self->question->pupil, self->error);
  g_autoptr(GString) types = g_string_new (NULL);
  gboolean known = FALSE;

  if (rows == NULL)
    return FALSE;
  g_ptr_array_sort (rows, compare_needs);
  for (guint i = 0; i < rows->len; i++)
    {
      const WayNeed *row = g_ptr_array_index (rows, i);
      const WayCode *provision = row->provision != NULL
                                   ? way_codes_lookup ("sen_provision", row->provision) : NULL;

      if (!way_date_within (&self->question->on, &row->from, &row->to))
        continue;
      known = TRUE;
      *has_plan |= provision != NULL && way_code_is (provision, "plan");
      if (row->type != NULL && !way_criteria_has_code (types->str, row->type))
        g_string_append_printf (types, "%s%s", types->len > 0 ? "|" : "", row->type);
    }
  if (!known)
    return TRUE;
  way_child_facts_set_codes (self->facts, WAY_CHILD_NEEDS, types->str);
  way_child_facts_set_codes (self->facts, WAY_CHILD_PLAN, *has_plan ? "yes" : "no");
  return TRUE;
}

/* Those begun by the day.  None recorded says nothing, as with needs. */
static gboolean
read_rounds (Reading *self)
{
  g_autoptr(GPtrArray) rows = way_records_of (self->db, &way_support_round_entity, "pupil",
                                              &self->question->pupil, self->error);
  int n_rounds = 0;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const WaySupportRound *row = g_ptr_array_index (rows, i);

      if (!way_date_is_set (&row->from) ||
          way_date_compare (&row->from, &self->question->on) <= 0)
        n_rounds++;
    }
  if (n_rounds > 0)
    way_child_facts_set_number (self->facts, WAY_CHILD_ROUNDS, n_rounds);
  return TRUE;
}

static gboolean
read_school (Reading *self)
{
  g_autoptr(WayEnrolment) roll = NULL;

  if (!way_roll_find_main (self->db, &self->question->pupil, &self->question->on, &roll,
                           self->error))
    return FALSE;
  way_child_facts_set_codes (self->facts, WAY_CHILD_HAS_SCHOOL, roll != NULL ? "yes" : "no");
  return TRUE;
}

/* The one registration that the route leaves on the day, where it leaves one. */
static gboolean
find_registration (Reading     *self,
                   const char  *route,
                   char       **registration)
{
  g_autoptr(WayRouteSets) sets = NULL;
  g_auto(GStrv) allowed = NULL;

  sets = way_route_sets_load (self->db, self->error);
  if (sets == NULL)
    return FALSE;
  allowed = way_routes_allowed (way_route_sets_on (sets, &self->question->on), route,
                                WAY_ROUTE_REGISTRATION, &self->question->on);
  *registration = g_strv_length (allowed) == 1 ? g_strdup (allowed[0]) : NULL;
  return TRUE;
}

/* As it was asked for, else as the referral says, else what the route leaves. */
static gboolean
set_way (Reading *self)
{
  const WayMatchQuestion *question = self->question;
  const char *registration = question->registration;
  const char *route = question->route;
  g_autofree char *left = NULL;

  if (route == NULL && self->referral != NULL)
    route = self->referral->route;
  if (registration == NULL && self->referral != NULL)
    registration = self->referral->registration;
  if (registration == NULL && route != NULL)
    {
      if (!find_registration (self, route, &left))
        return FALSE;
      registration = left;
    }
  way_child_facts_set_codes (self->facts, WAY_CHILD_ROUTE, route);
  way_child_facts_set_codes (self->facts, WAY_CHILD_REGISTRATION, registration);
  return TRUE;
}

static void
set_days (Reading *self)
{
  const char *days = self->question->days;
  g_autofree char *weekdays = NULL;

  if (days == NULL && self->referral != NULL)
    days = self->referral->days;
  weekdays = way_match_weekdays (days != NULL ? way_match_slots (days) : way_match_all_slots ());
  way_child_facts_set_codes (self->facts, WAY_CHILD_DAYS, weekdays);
}

/* What stands in the referral; and a plan is evidence of itself. */
static void
set_evidence (Reading  *self,
              gboolean  has_plan)
{
  g_autoptr(GPtrArray) kinds = way_codes_list ("evidence", NULL);
  g_autoptr(GString) shown = g_string_new (NULL);

  for (guint i = 0; i < kinds->len; i++)
    {
      const WayCode *kind = g_ptr_array_index (kinds, i);
      const char *name = way_code_get (kind, "shown");
      const WayField *field = name != NULL ? way_entity_field (&way_referral_entity, name) : NULL;
      gboolean is_shown = name == NULL && has_plan;

      if (field != NULL && self->referral != NULL)
        is_shown = way_field_get (field, self->referral).type != WAY_VALUE_NONE;
      if (is_shown)
        g_string_append_printf (shown, "%s%s", shown->len > 0 ? "|" : "", kind->id);
    }
  way_child_facts_set_codes (self->facts, WAY_CHILD_EVIDENCE, shown->str);
}

static gboolean
read_child (Reading *self)
{
  gboolean has_plan = FALSE;

  if (!read_referral (self) || !read_district (self) || !read_needs (self, &has_plan) ||
      !read_rounds (self) || !read_school (self) || !set_way (self))
    return FALSE;
  set_pupil (self);
  set_days (self);
  set_evidence (self, has_plan);
  return TRUE;
}

WayChildFacts *
way_match_facts_child (WayDb                  *db,
                       const WayMatchQuestion *question,
                       WayReferral           **referral,
                       char                  **outward,
                       GError                **error)
{
  g_autoptr(WayPupil) pupil = way_act_get (db, &way_pupil_entity, &question->pupil, error);
  g_autoptr(WayChildFacts) facts = way_child_facts_new (&question->on);
  Reading reading = { .db = db, .question = question, .pupil = pupil, .facts = facts,
                      .error = error };

  if (pupil == NULL)
    return NULL;
  if (!read_child (&reading))
    {
      way_referral_free (reading.referral);
      return NULL;
    }
  *referral = reading.referral;
  *outward = pupil->address_hidden == 1 ? NULL : dup_outward (pupil->postcode);
  return g_steal_pointer (&facts);
}

/* --- Provisions --- */

typedef struct
{
  GPtrArray  *provisions;
  GHashTable *by_id;         /* lends from provisions */
  guint32     on;
} Directory;

static WayMatchProvision *
find_provision (Directory *self,
                WayStmt   *stmt)
{
  WayId id = way_stmt_id (stmt, 0);

  return g_hash_table_lookup (self->by_id, &id);
}

static void
add_criterion (WayMatchProvision *self,
               WayCriterion      *criterion)
{
  for (guint i = 0; i < self->criteria->len; i++)
    if (way_criteria_same (g_ptr_array_index (self->criteria, i), criterion))
      {
        way_criterion_free (criterion);
        return;
      }
  g_ptr_array_add (self->criteria, criterion);
}

/* What the entry in the directory says of itself is a criterion too. */
static void
add_own (WayMatchProvision *self,
         const char        *rule,
         gint64             limit,
         const char        *codes)
{
  WayCriterion *criterion;

  if (limit == WAY_INTEGER_NONE && codes == NULL)
    return;
  criterion = way_criterion_new ();
  criterion->provision = self->id;
  criterion->rule = g_strdup (rule);
  criterion->low = limit;
  criterion->codes = g_strdup (codes);
  add_criterion (self, criterion);
}

static gint64
year_order (const char *year)
{
  const WayCode *code = year != NULL ? way_codes_lookup ("nc_year", year) : NULL;

  return code != NULL && way_code_get (code, "order") != NULL ? way_code_get_int (code, "order", 0)
                                                              : WAY_INTEGER_NONE;
}

static void
read_provision (Directory *self,
                WayStmt   *stmt)
{
  WayMatchProvision *provision = way_match_provision_new ();
  const char *setting = way_stmt_text (stmt, 2);

  provision->id = way_stmt_id (stmt, 0);
  provision->name = g_strdup (way_stmt_text (stmt, 1));
  if (g_strcmp0 (setting, provision->name) != 0)
    provision->setting = g_strdup (setting);
  provision->outward = dup_outward (way_stmt_text (stmt, 3));
  provision->opens = way_stmt_is_null (stmt, 4) ? 0 : (guint32) way_stmt_int (stmt, 4);
  add_own (provision, "year_min", year_order (way_stmt_text (stmt, 5)), NULL);
  add_own (provision, "year_max", year_order (way_stmt_text (stmt, 6)), NULL);
  add_own (provision, "sex", WAY_INTEGER_NONE, way_stmt_text (stmt, 7));
  add_own (provision, "route", WAY_INTEGER_NONE, way_stmt_text (stmt, 8));
  if (!way_stmt_int (stmt, 10))
    add_own (provision, "needs", WAY_INTEGER_NONE, way_stmt_text (stmt, 9));
  g_ptr_array_add (self->provisions, provision);
  g_hash_table_insert (self->by_id, &provision->id, provision);
}

static void
read_criterion (Directory *self,
                WayStmt   *stmt)
{
  WayMatchProvision *provision = find_provision (self, stmt);
  WayCriterion *criterion;

  if (provision == NULL)
    return;
  criterion = way_criterion_new ();
  criterion->provision = provision->id;
  criterion->id = way_stmt_id (stmt, 1);
  criterion->rule = g_strdup (way_stmt_text (stmt, 2));
  criterion->low = way_stmt_is_null (stmt, 3) ? WAY_INTEGER_NONE : way_stmt_int (stmt, 3);
  criterion->high = way_stmt_is_null (stmt, 4) ? WAY_INTEGER_NONE : way_stmt_int (stmt, 4);
  criterion->codes = g_strdup (way_stmt_text (stmt, 5));
  criterion->wording = g_strdup (way_stmt_text (stmt, 6));
  /* Of two that ask the same, the one with words stays. */
  for (guint i = 0; i < provision->criteria->len; i++)
    if (way_criteria_same (g_ptr_array_index (provision->criteria, i), criterion) &&
        criterion->rule != NULL)
      {
        way_criterion_free (provision->criteria->pdata[i]);
        provision->criteria->pdata[i] = criterion;
        return;
      }
  g_ptr_array_add (provision->criteria, criterion);
}

/* The oldest hold that stands speaks. */
static void
read_hold (Directory *self,
           WayStmt   *stmt)
{
  WayMatchProvision *provision = find_provision (self, stmt);

  if (provision == NULL || provision->held != 0)
    return;
  provision->held = (guint32) way_stmt_int (stmt, 1);
  provision->hold = g_strdup (way_stmt_text (stmt, 2));
}

static guint32
read_last (WayStmt *stmt,
           int      column)
{
  return way_stmt_is_null (stmt, column) ? WAY_MATCH_OPEN : (guint32) way_stmt_int (stmt, column);
}

static void
read_places (Directory *self,
             WayStmt   *stmt)
{
  WayMatchProvision *provision = find_provision (self, stmt);
  const char *kind = way_stmt_text (stmt, 4);
  WayMatchPlaces places = {
    .from = way_stmt_is_null (stmt, 1) ? 0 : (guint32) way_stmt_int (stmt, 1),
    .to = read_last (stmt, 2),
    .number = (int) way_stmt_int (stmt, 3),
    .half_days = g_strcmp0 (way_stmt_text (stmt, 5), "half_days") == 0,
  };

  if (kind != NULL && way_code_is (way_codes_lookup ("capacity_kind", kind), "takes_away"))
    places.number = -places.number;
  if (provision != NULL)
    g_array_append_val (provision->places, places);
}

/* A part-time stay whose half days are not said may take any of them. */
static void
read_stay (Directory *self,
           WayStmt   *stmt)
{
  WayMatchProvision *provision = find_provision (self, stmt);
  const char *timetable = way_stmt_text (stmt, 4);
  guint slots = timetable != NULL ? way_match_slots (timetable) : way_match_all_slots ();
  WayMatchStay stay = {
    .from = way_stmt_is_null (stmt, 1) ? 0 : (guint32) way_stmt_int (stmt, 1),
    .to = read_last (stmt, 2),
    .leaves = read_last (stmt, 3),
    .slots = slots,
    .sessions = way_stmt_is_null (stmt, 5) ? way_match_count_slots (slots)
                                           : (guint) way_stmt_int (stmt, 5),
  };

  /* An expected day that went by says nothing of when. */
  if (stay.to != WAY_MATCH_OPEN)
    stay.leaves = stay.to;
  else if (stay.leaves < self->on)
    stay.leaves = WAY_MATCH_OPEN;
  if (provision != NULL)
    g_array_append_val (provision->stays, stay);
}

/* --- Reading --- */

typedef void (*RowFunc) (Directory *self,
                         WayStmt   *stmt);

static const struct
{
  const char *sql;
  RowFunc     func;
  const char *asks;      /* names of what is bound */
} tables[] = {
  { "SELECT provision.id, provision.name, establishment.name,"
    " coalesce (site.postcode, establishment.postcode), provision.\"from\","
    " provision.year_low, provision.year_high, provision.sex, provision.routes, provision.needs,"
    " EXISTS (SELECT 1 FROM criterion WHERE criterion.provision = provision.id"
    "  AND criterion.rule = 'needs' AND criterion.kind = 'entry'"
    "  AND coalesce (criterion.\"from\", :on) <= :on AND coalesce (criterion.\"to\", :on) >= :on)"
    " FROM provision JOIN establishment ON establishment.id = provision.establishment"
    " LEFT JOIN site ON site.id = provision.site"
    " WHERE coalesce (provision.\"to\", :on) >= :on AND coalesce (establishment.closed, :on) >= :on"
    " ORDER BY provision.id", read_provision, "on" },
  { "SELECT provision.id, placement_hold.\"from\", placement_hold.reason FROM placement_hold"
    " JOIN provision ON provision.establishment = placement_hold.establishment"
    " WHERE placement_hold.\"from\" <= :on AND placement_hold.cleared IS NULL"
    " ORDER BY placement_hold.\"from\", placement_hold.id", read_hold, "on" },
  { "SELECT provision, id, rule, low, high, codes, wording FROM criterion"
    " WHERE kind = 'entry' AND coalesce (\"from\", :on) <= :on AND coalesce (\"to\", :on) >= :on"
    " ORDER BY provision, position, id", read_criterion, "on" },
  { "SELECT provision, \"from\", \"to\", places, kind, unit FROM capacity"
    " WHERE places IS NOT NULL AND coalesce (kind, 'commissioned') <> 'planned'"
    " AND coalesce (\"to\", :on) >= :on", read_places, "on" },
  { "SELECT provision, start, \"end\", expected_end, timetable, sessions FROM placement"
    " WHERE (\"end\" IS NULL OR \"end\" >= :on) AND pupil IS NOT :pupil",
    read_stay, "on pupil" },
  { "SELECT offer.provision, offer.start, NULL, NULL, referral.days, NULL"
    /* From the waiting referrals, which are few, to their offers. */
    " FROM referral_waiting JOIN referral ON referral.id = referral_waiting.referral"
    " CROSS JOIN offer ON offer.referral = referral.id"
    " WHERE referral.pupil IS NOT :pupil"
    " AND (offer.response = 'accepted' OR (offer.response = 'pending'"
    "  AND coalesce (offer.expires, :today) >= :today))",
    read_stay, "pupil today" },
};

static gboolean
read_table (Directory    *self,
            WayDb        *db,
            guint         table,
            const WayId  *pupil,
            const GDate  *on,
            const GDate  *today,
            GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, tables[table].sql, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  if (strstr (tables[table].asks, "on") != NULL)
    way_stmt_bind_date (stmt, ":on", on);
  if (strstr (tables[table].asks, "pupil") != NULL)
    way_stmt_bind_id (stmt, ":pupil", pupil);
  if (strstr (tables[table].asks, "today") != NULL)
    way_stmt_bind_date (stmt, ":today", today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    tables[table].func (self, stmt);
  return step == WAY_STEP_DONE;
}

/* Of a provision at another setting than this copy's own the file has not who is
 * there: the places that an office told are free are all that there are. */
static gboolean
take_told (GPtrArray  *provisions,
           WayDb      *db,
           GError    **error)
{
  g_autoptr(WayToldPlaces) told = way_told_places_read (db, error);

  for (guint i = 0; told != NULL && i < provisions->len; i++)
    {
      WayMatchProvision *provision = g_ptr_array_index (provisions, i);
      const WayFreePlaces *places = way_told_places_find (told, &provision->id);
      WayMatchPlaces room = { .from = 0, .to = WAY_MATCH_OPEN };

      if (!way_told_places_is_needed (told, &provision->id))
        continue;
      g_array_set_size (provision->stays, 0);
      g_array_set_size (provision->places, 0);
      if (places == NULL)
        continue;
      room.number = (int) MAX (places->free, 0);
      g_array_append_val (provision->places, room);
    }
  return told != NULL;
}

GPtrArray *
way_match_facts_provisions (WayDb        *db,
                            const WayId  *pupil,
                            const GDate  *on,
                            const GDate  *today,
                            GError      **error)
{
  g_autoptr(GPtrArray) provisions =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_match_provision_free);
  g_autoptr(GHashTable) by_id = g_hash_table_new (way_id_hash, way_id_equal_func);
  Directory directory = { provisions, by_id, way_date_julian (on) };

  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!read_table (&directory, db, i, pupil, on, today, error))
      return NULL;
  return take_told (provisions, db, error) ? g_steal_pointer (&provisions) : NULL;
}
