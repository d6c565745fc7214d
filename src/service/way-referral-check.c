/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a referral form is told while it is filled in: what follows from the
 * route and what it costs, what is wrong or doubtful, what is missing. */

#include "way-referral-flow.h"

#include <string.h>

#include "way-funding.h"
#include "way-referral-private.h"
#include "way-roll.h"
#include "way-route-sets.h"

/* --- What follows from a route --- */

/* Whether a provision that lists its routes takes this one; none listed is any. */
static gboolean
takes_route (const char *routes,
             const char *route)
{
  g_auto(GStrv) codes = routes != NULL ? g_strsplit (routes, "|", -1) : NULL;

  return codes == NULL || g_strv_contains ((const char *const *) codes, route);
}

static void
widen (WayReferralConsequences *self,
       gint64                   per_day)
{
  if (per_day == WAY_INTEGER_NONE)
    return;
  self->n_settings++;
  if (self->top_up_least == WAY_INTEGER_NONE || per_day < self->top_up_least)
    self->top_up_least = per_day;
  if (self->top_up_most == WAY_INTEGER_NONE || per_day > self->top_up_most)
    self->top_up_most = per_day;
}

/* The price lists in force on the day.  A place's price is taken from them when
 * all who have one agree, else the rule's stands. */
static gboolean
read_prices (WayDb                    *db,
             const char               *route,
             const GDate              *on,
             WayReferralConsequences  *self,
             GError                  **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gint64 place = WAY_INTEGER_NONE;
  gboolean differ = FALSE;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT provision.routes, price.element, price.basis, price.amount"
                         " FROM price JOIN provision ON provision.id = price.provision"
                         " WHERE price.element IN ('PLACE', 'TOP_UP')"
                         " AND price.\"from\" <= :on AND coalesce (price.\"to\", :on) >= :on"
                         " AND coalesce (provision.\"from\", :on) <= :on"
                         " AND coalesce (provision.\"to\", :on) >= :on"
                         " ORDER BY price.id", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":on", on);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gint64 amount = way_stmt_is_null (stmt, 3) ? WAY_INTEGER_NONE : way_stmt_int (stmt, 3);

      if (!takes_route (way_stmt_text (stmt, 0), route))
        continue;
      if (g_strcmp0 (way_stmt_text (stmt, 1), "TOP_UP") == 0)
        widen (self, way_funding_per_day (way_stmt_text (stmt, 2), amount));
      else if (g_strcmp0 (way_stmt_text (stmt, 2), "per_year") == 0)
        {
          differ |= place != WAY_INTEGER_NONE && place != amount;
          place = amount;
        }
    }
  if (place != WAY_INTEGER_NONE && !differ)
    self->place_year = place;
  self->place_day = way_funding_per_day ("per_year", self->place_year);
  return step == WAY_STEP_DONE;
}

gboolean
way_referral_consequences (WayDb                    *db,
                           const char               *route,
                           const GDate              *on,
                           WayReferralConsequences  *consequences,
                           GError                  **error)
{
  const WayCode *place = way_codes_lookup_on ("funding_rule", "place_value", on);
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  const WayRouteSet *set;

  if (sets == NULL)
    return FALSE;
  set = way_route_sets_on (sets, on);
  *consequences = (WayReferralConsequences) {
    .rule = way_routes_rule (set, route, on),
    .source = way_route_set_source (set),
    .place_year = place != NULL ? way_code_get_int (place, "pence", 0) : WAY_INTEGER_NONE,
    .top_up_least = WAY_INTEGER_NONE,
    .top_up_most = WAY_INTEGER_NONE,
  };
  if (!way_routes_consequences (set, route, on, consequences->choices))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE, "There is no such route: %s.",
                   route);
      return FALSE;
    }
  return read_prices (db, route, on, consequences, error);
}

static char **
find_choice (WayReferral    *referral,
             WayRouteChoice  choice)
{
  switch (choice)
    {
    case WAY_ROUTE_COMMISSIONER:
      return &referral->commissioner;
    case WAY_ROUTE_LUMP_SUM:
      return &referral->place_payer;
    case WAY_ROUTE_TOP_UP:
      return &referral->top_up_payer;
    case WAY_ROUTE_REGISTRATION:
    default:
      return &referral->registration;
    }
}

void
way_referral_fill_choices (const WayRouteSet *set,
                           WayReferral       *referral,
                           const GDate       *on)
{
  if (referral->route == NULL)
    return;
  for (guint i = 0; i < WAY_N_ROUTE_CHOICES; i++)
    {
      char **member = find_choice (referral, i);
      g_auto(GStrv) allowed = way_routes_allowed (set, referral->route, i, on);

      if (*member == NULL && g_strv_length (allowed) == 1)
        *member = g_strdup (allowed[0]);
    }
}

/* --- What is wrong or doubtful --- */

static gboolean
find_off_roll (WayDb              *db,
               const WayReferral  *referral,
               const GDate        *today,
               gboolean           *off_roll,
               GError            **error)
{
  g_autoptr(WayExclusion) exclusion = NULL;

  *off_roll = FALSE;
  if (way_id_is_null (&referral->exclusion))
    return TRUE;
  exclusion = way_act_get (db, &way_exclusion_entity, &referral->exclusion, error);
  if (exclusion == NULL)
    return FALSE;
  *off_roll = way_date_is_set (&exclusion->off_roll) &&
              way_date_compare (&exclusion->off_roll, today) <= 0;
  return TRUE;
}

/* What the form says of route and payers; with_reasons: and why, where the table
 * leaves a gap. */
static GArray *
check_route (WayDb              *db,
             const WayReferral  *referral,
             gboolean            with_reasons,
             const GDate        *today,
             GError            **error)
{
  g_autoptr(WayEnrolment) main_roll = NULL;
  g_autoptr(WayRouteSets) sets = way_route_sets_load (db, error);
  const WayRouteSet *set;
  GDate on;
  WayRouteFacts facts = {
    .route = referral->route != NULL ? referral->route : "",
    .values = { referral->commissioner, referral->place_payer, referral->top_up_payer,
                referral->registration },
    .has_reason = with_reasons && referral->payer_reason != NULL,
    .has_exception = with_reasons && referral->exception_reason != NULL,
  };

  if (sets == NULL)
    return NULL;
  set = way_route_sets_for_referral (sets, referral, today, &on);
  if (!way_roll_find_main (db, &referral->pupil, &on, &main_roll, error) ||
      !find_off_roll (db, referral, &on, &facts.off_roll, error))
    return NULL;
  facts.has_school = main_roll != NULL;
  return way_routes_check (set, &facts, &on);
}

GArray *
way_referral_check (WayDb              *db,
                    const WayReferral  *referral,
                    const GDate        *today,
                    GError            **error)
{
  return check_route (db, referral, TRUE, today, error);
}

/* Whoever signs the act, else whoever filled in the form. */
static gboolean
sign_exception (WayReferral  *referral,
                const WayAct *act,
                GError      **error)
{
  const char *by = act->who != NULL ? act->who : referral->referrer_name;

  if (by == NULL)
    {
      g_set_error_literal (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE,
                           "Say who makes an exception from the table of routes.");
      return FALSE;
    }
  g_free (referral->exception_by);
  referral->exception_by = g_strdup (by);
  referral->exception_on = act->today;
  return TRUE;
}

gboolean
way_referral_settle (WayDb         *db,
                     WayReferral   *referral,
                     const WayAct  *act,
                     GError       **error)
{
  g_autoptr(GArray) left = check_route (db, referral, TRUE, &act->today, error);
  g_autoptr(GArray) all = NULL;
  const WayRouteFinding *first;

  if (left == NULL)
    return FALSE;
  if (left->len > 0)
    {
      first = &g_array_index (left, WayRouteFinding, 0);
      g_set_error (error, WAY_SERVICE_ERROR,
                   first->is_error ? WAY_SERVICE_ERROR_RULE : WAY_SERVICE_ERROR_INCOMPLETE,
                   first->is_error ? "%s." : "%s Or say on the referral why the route is taken all the same.",
                   first->text);
      return FALSE;
    }
  all = check_route (db, referral, FALSE, &act->today, error);
  if (all == NULL)
    return FALSE;
  return all->len == 0 || way_date_is_set (&referral->exception_on) ||
         sign_exception (referral, act, error);
}

/* --- What is missing --- */

/* What the form and the file hold of one child. */
typedef struct
{
  WayDb             *db;
  const WayReferral *referral;
  WayPupil          *pupil;
} Filled;

static gboolean
is_field_filled (const WayEntity *entity,
                 gconstpointer    record,
                 const char      *name)
{
  const WayField *field = way_entity_field (entity, name);
  WayValue value;

  g_return_val_if_fail (field != NULL, TRUE);
  value = way_field_get (field, record);
  return value.type != WAY_VALUE_NONE;
}

static gboolean
look (gpointer     data,
      const char  *what,
      guint       *count,
      GError     **error)
{
  Filled *self = data;
  const WayEntity *entity;
  g_autoptr(GPtrArray) rows = NULL;

  if (g_str_has_prefix (what, "referral."))
    *count = is_field_filled (&way_referral_entity, self->referral, what + strlen ("referral."));
  else if (g_str_has_prefix (what, "pupil."))
    *count = self->pupil != NULL &&
              is_field_filled (&way_pupil_entity, self->pupil, what + strlen ("pupil."));
  else
    {
      entity = way_entity_by_name (what);
      rows = way_entity_field (entity, "referral") != NULL
               ? way_records_of (self->db, entity, "referral", &self->referral->id, error)
               : way_records_of (self->db, entity, "pupil", &self->referral->pupil, error);
      if (rows == NULL)
        return FALSE;
      *count = rows->len;
    }
  return TRUE;
}

/* While no route is chosen, the section that asks for it is. */
static gboolean
is_required (const WayCode *section,
             const char    *route)
{
  if (route == NULL && way_code_allows (section, "fields", "referral.route"))
    return TRUE;
  return way_code_allows (section, "routes", "all") ||
         (route != NULL && way_code_allows (section, "routes", route));
}

static WaySectionState
find_state (const WayReferralSection *section,
            guint                     n_fields)
{
  if (section->n_missing == 0)
    return WAY_SECTION_DONE;
  if (section->n_missing < n_fields)
    return WAY_SECTION_STARTED;
  return section->required ? WAY_SECTION_TO_DO : WAY_SECTION_NOT_NEEDED;
}

WayReferralItem
way_referral_missing_item (const char *what)
{
  g_autofree char *first = g_strndup (what, strcspn (what, "|"));
  char *star = strchr (first, '*');
  char *dot;
  WayReferralItem item = { .least = 1 };

  if (star != NULL)
    {
      item.least = (guint) g_ascii_strtoull (star + 1, NULL, 10);
      *star = '\0';
    }
  dot = strchr (first, '.');
  if (dot != NULL)
    *dot = '\0';
  item.entity = way_entity_by_name (first);
  item.field = dot != NULL && item.entity != NULL ? way_entity_field (item.entity, dot + 1) : NULL;
  return item;
}

/* One of the alternatives is there as often as it must. */
static gboolean
is_there (const char            *what,
          WayReferralCountFunc   count,
          gpointer               data,
          gboolean              *there,
          GError               **error)
{
  g_auto(GStrv) alternatives = g_strsplit (what, "|", -1);

  *there = FALSE;
  for (guint i = 0; alternatives[i] != NULL && !*there; i++)
    {
      guint least = way_referral_missing_item (alternatives[i]).least;
      guint found;

      alternatives[i][strcspn (alternatives[i], "*")] = '\0';
      if (!count (data, alternatives[i], &found, error))
        return FALSE;
      *there = found >= least;
    }
  return TRUE;
}

static gboolean
fill_section (WayReferralSection    *section,
              WayReferralCountFunc   count,
              gpointer               data,
              GError               **error)
{
  g_auto(GStrv) fields = g_strsplit (way_code_get (section->section, "fields"), " ", -1);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      gboolean there;

      if (!is_there (fields[i], count, data, &there, error))
        return FALSE;
      if (there)
        continue;
      if (section->n_missing + 1 < G_N_ELEMENTS (section->missing))
        section->missing[section->n_missing] = g_intern_string (fields[i]);
      section->n_missing++;
    }
  section->state = find_state (section, g_strv_length (fields));
  return TRUE;
}

GArray *
way_referral_judge_sections (const char             *route,
                             const GDate            *today,
                             WayReferralCountFunc    count,
                             gpointer                data,
                             GError                **error)
{
  g_autoptr(GArray) sections = g_array_new (FALSE, FALSE, sizeof (WayReferralSection));
  g_autoptr(GPtrArray) codes = way_codes_list ("referral_section", today);

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);
      WayReferralSection section = {
        .section = code,
        .required = is_required (code, route),
      };

      if (!fill_section (&section, count, data, error))
        return NULL;
      g_array_append_val (sections, section);
    }
  return g_steal_pointer (&sections);
}

GArray *
way_referral_missing (WayDb              *db,
                      const WayReferral  *referral,
                      const GDate        *today,
                      GError            **error)
{
  g_autoptr(WayPupil) pupil = NULL;
  Filled filled = { db, referral, NULL };

  if (!way_id_is_null (&referral->pupil))
    {
      pupil = way_act_get (db, &way_pupil_entity, &referral->pupil, error);
      if (pupil == NULL)
        return NULL;
      filled.pupil = pupil;
    }
  return way_referral_judge_sections (referral->route, today, look, &filled, error);
}
