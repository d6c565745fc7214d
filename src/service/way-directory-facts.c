/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The directory's rows and one provision's page, from a few queries over the
 * settings and the count of who is where. */

#include "way-directory-facts.h"

#include "way-act.h"
#include "way-measure.h"
#include "way-occupancy-service.h"
#include "way-seals-sql.h"
#include "way-today-tasks.h"
#include "way-told-places.h"

/* Offers that stand, of referrals that still look for a place. */
#define LIVE_OFFER                                                              \
  "(SELECT 1 FROM referral WHERE referral.id = offer.referral"                  \
  "  AND referral.closed IS NULL AND NOT EXISTS"                                \
  "  (SELECT 1 FROM placement WHERE placement.referral = referral.id))"         \
  " AND (offer.response = 'accepted' OR (coalesce (offer.response, 'pending') = 'pending'" \
  "  AND coalesce (offer.expires, :today) >= :today))"

void
way_directory_row_free (WayDirectoryRow *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->setting);
  g_free (self->needs);
  g_free (self->routes);
  g_free (self->tiers);
  g_free (self);
}

/* --- Checks of settings --- */

static WayAssuranceState
judge_check (const GDate *expires,
             const GDate *today)
{
  GDate soon = way_date_add_days (today, way_today_rule ("assurance", "days"));

  if (!way_date_is_set (expires) || way_date_compare (expires, &soon) > 0)
    return WAY_ASSURANCE_HOLDS;
  return way_date_compare (expires, today) < 0 ? WAY_ASSURANCE_RAN_OUT : WAY_ASSURANCE_RUNS_OUT;
}

/* The last check of each kind; of one setting, or all with establishment NULL.
 * func is called for each. */
typedef void (*CheckFunc) (WayStmt           *stmt,
                           WayAssuranceState  state,
                           gpointer           data);

static gboolean
each_check (WayDb        *db,
            const WayId  *establishment,
            const GDate  *today,
            CheckFunc     func,
            gpointer      data,
            GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT establishment, kind, checked, expires, checked_by"
                         " FROM assurance WHERE (:one IS NULL OR establishment = :one)"
                         " AND NOT EXISTS (SELECT 1 FROM assurance AS newer"
                         "  WHERE newer.establishment = assurance.establishment"
                         "  AND newer.kind = assurance.kind"
                         "  AND (coalesce (newer.checked, 0), newer.id)"
                         "   > (coalesce (assurance.checked, 0), assurance.id))"
                         " ORDER BY establishment, kind", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":one", establishment);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      GDate expires = way_stmt_date (stmt, 3);

      func (stmt, judge_check (&expires, today), data);
    }
  return step == WAY_STEP_DONE;
}

static void
keep_worst (WayStmt           *stmt,
            WayAssuranceState  state,
            gpointer           data)
{
  GHashTable *worst = data;
  WayId id = way_stmt_id (stmt, 0);
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (worst, &id));

  if ((guint) state > before)
    g_hash_table_insert (worst, g_memdup2 (&id, sizeof id), GUINT_TO_POINTER (state));
}

/* --- Rows --- */

enum
{
  SETTING_ID, SETTING, SETTING_KIND, VERIFIED, PROVISION_ID, NAME, KIND, PHASE, YEAR_LOW,
  YEAR_HIGH, SEX, NEEDS, ROUTES, TIERS, WEEKS_LEAST, WEEKS_MOST, WEEK_KIND, FULL_TIME, COUNTED,
  ELEMENT, BASIS, AMOUNT, PAYER, PROMISED,
};

static const WayCode *
read_code (WayStmt    *stmt,
           int         column,
           const char *set)
{
  const char *id = way_stmt_text (stmt, column);

  return id != NULL ? way_codes_lookup (set, id) : NULL;
}

static gint64
read_number (WayStmt *stmt,
             int      column)
{
  return way_stmt_is_null (stmt, column) ? WAY_INTEGER_NONE : way_stmt_int (stmt, column);
}

static gboolean
is_stale (const GDate *verified,
          const GDate *today)
{
  GDate before = way_date_add_months (today, -way_today_rule ("entry", "months"));

  return !way_date_is_set (verified) || way_date_compare (verified, &before) < 0;
}

static WayDirectoryRow *
read_row (WayStmt     *stmt,
          const GDate *today)
{
  WayDirectoryRow *row = g_new0 (WayDirectoryRow, 1);

  row->establishment = way_stmt_id (stmt, SETTING_ID);
  row->setting = g_strdup (way_stmt_text (stmt, SETTING));
  row->setting_kind = read_code (stmt, SETTING_KIND, "directory_type");
  row->verified = way_stmt_date (stmt, VERIFIED);
  row->is_stale = is_stale (&row->verified, today);
  row->provision = way_stmt_id (stmt, PROVISION_ID);
  row->name = g_strdup (way_stmt_text (stmt, way_stmt_is_null (stmt, NAME) ? SETTING : NAME));
  row->kind = read_code (stmt, KIND, "provision_kind");
  row->phase = read_code (stmt, PHASE, "provision_phase");
  row->year_low = read_code (stmt, YEAR_LOW, "nc_year");
  row->year_high = read_code (stmt, YEAR_HIGH, "nc_year");
  row->sex = read_code (stmt, SEX, "sex");
  row->needs = g_strdup (way_stmt_text (stmt, NEEDS));
  row->routes = g_strdup (way_stmt_text (stmt, ROUTES));
  row->tiers = g_strdup (way_stmt_text (stmt, TIERS));
  row->weeks_least = read_number (stmt, WEEKS_LEAST);
  row->weeks_most = read_number (stmt, WEEKS_MOST);
  row->week_kind = read_code (stmt, WEEK_KIND, "week_kind");
  row->full_time = way_stmt_int (stmt, FULL_TIME) == 1;
  row->counted = way_stmt_int (stmt, COUNTED) == 1;
  row->top_up.element = read_code (stmt, ELEMENT, "funding_element");
  row->top_up.basis = read_code (stmt, BASIS, "funding_basis");
  row->top_up.amount = read_number (stmt, AMOUNT);
  row->top_up.payer = read_code (stmt, PAYER, "payer");
  row->promised = way_stmt_int (stmt, PROMISED);
  row->places = row->on_roll = row->free = WAY_INTEGER_NONE;
  return row;
}

static GPtrArray *
read_rows (WayDb        *db,
           const WayId  *provision,
           const GDate  *today,
           GError      **error)
{
  g_autoptr(GPtrArray) rows = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT establishment.id, establishment.name,"
                         " establishment.directory_type, establishment.verified, provision.id,"
                         " provision.name, provision.kind, provision.phase, provision.year_low,"
                         " provision.year_high, provision.sex, provision.needs, provision.routes,"
                         " provision.tiers, provision.weeks_least, provision.weeks_most,"
                         " provision.week_kind, provision.full_time, provision.counted,"
                         " price.element, price.basis, price.amount, price.payer,"
                         " (SELECT count (*) FROM offer WHERE offer.provision = provision.id"
                         "   AND EXISTS " LIVE_OFFER ")"
                         " + (SELECT count (*) FROM placement"
                         "   WHERE placement.provision = provision.id"
                         "   AND placement.start > :today)"
                         " FROM establishment LEFT JOIN provision"
                         "  ON provision.establishment = establishment.id"
                         "  AND coalesce (provision.\"from\", :today) <= :today"
                         "  AND coalesce (provision.\"to\", :today) >= :today"
                         " LEFT JOIN price ON price.id = (SELECT id FROM price"
                         "  WHERE price.provision = provision.id"
                         "  AND price.element IN ('TOP_UP', 'FEE') AND price.\"from\" <= :today"
                         "  AND coalesce (price.\"to\", :today) >= :today"
                         "  ORDER BY price.element DESC, price.\"from\" DESC, id LIMIT 1)"
                         " WHERE coalesce (establishment.closed, :today) >= :today"
                         " AND (establishment.directory_type IS NOT NULL"
                         "  OR provision.id IS NOT NULL)"
                         " AND (:one IS NULL OR provision.id = :one)"
                         " ORDER BY establishment.name, establishment.id, provision.name,"
                         " provision.id", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_date (stmt, ":today", today);
  way_stmt_bind_id (stmt, ":one", provision);
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify) way_directory_row_free);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    g_ptr_array_add (rows, read_row (stmt, today));
  return step == WAY_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/* Who takes up a place: children on roll, or, where nobody is registered, as
 * many as the half days of a week come to. */
static gint64
count_taken (const WayOccupancyCell *cell)
{
  int full = way_measure_full_time ();

  return MAX (cell->on_roll, (cell->sessions + full - 1) / full);
}

static gboolean
add_counts (GPtrArray    *rows,
            WayDb        *db,
            const GDate  *today,
            GError      **error)
{
  g_autoptr(GHashTable) by_id = g_hash_table_new (way_id_hash, way_id_equal_func);
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(WayOccupancyTable) table = NULL;

  g_array_append_val (days, *today);
  table = way_occupancy_service_read (db, days, WAY_OCCUPANCY_BY_PROVISION, TRUE, error);
  if (table == NULL)
    return FALSE;
  for (guint i = 0; i < table->groups->len; i++)
    {
      WayOccupancyGroup *group = &g_array_index (table->groups, WayOccupancyGroup, i);

      g_hash_table_insert (by_id, &group->id, group);
    }
  for (guint i = 0; i < rows->len; i++)
    {
      WayDirectoryRow *row = g_ptr_array_index (rows, i);
      const WayOccupancyGroup *group = g_hash_table_lookup (by_id, &row->provision);
      const WayOccupancyCell *cell;

      if (way_id_is_null (&row->provision) || group == NULL)
        continue;
      cell = way_occupancy_row (table->counts, group->row);
      row->on_roll = cell->on_roll;
      if (cell->places == 0)
        continue;
      row->places = cell->places;
      row->free = cell->places - count_taken (cell) - row->promised;
    }
  return TRUE;
}

/* In a school copy, of provisions at other settings. */
static gboolean
take_told (GPtrArray  *rows,
           WayDb      *db,
           GError    **error)
{
  g_autoptr(WayToldPlaces) told = way_told_places_read (db, error);

  for (guint i = 0; told != NULL && i < rows->len; i++)
    {
      WayDirectoryRow *row = g_ptr_array_index (rows, i);
      const WayFreePlaces *places = way_told_places_find (told, &row->provision);

      row->is_elsewhere = way_told_places_is_needed (told, &row->provision);
      if (!row->is_elsewhere)
        continue;
      row->on_roll = WAY_INTEGER_NONE;
      row->promised = 0;
      row->places = places != NULL ? places->places : WAY_INTEGER_NONE;
      row->free = places != NULL ? places->free : WAY_INTEGER_NONE;
      row->told_on = *way_told_places_cut_off (told);
    }
  return told != NULL;
}

static GPtrArray *
list_rows (WayFacts     *facts,
           const WayId  *provision,
           const GDate  *today,
           GError      **error)
{
  WayDb *db = way_facts_db (facts);
  g_autoptr(GPtrArray) rows = read_rows (db, provision, today, error);
  g_autoptr(GHashTable) worst = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                                       NULL);

  if (rows == NULL || !add_counts (rows, db, today, error) || !take_told (rows, db, error) ||
      !each_check (db, NULL, today, keep_worst, worst, error))
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    {
      WayDirectoryRow *row = g_ptr_array_index (rows, i);

      row->assurance = GPOINTER_TO_UINT (g_hash_table_lookup (worst, &row->establishment));
    }
  return g_steal_pointer (&rows);
}

GPtrArray *
way_directory_list (WayFacts     *facts,
                    const GDate  *today,
                    GError      **error)
{
  return list_rows (facts, NULL, today, error);
}

/* --- One provision --- */

static void
clear_check (gpointer data)
{
  g_free (((WayDirectoryCheck *) data)->checked_by);
}

static void
keep_check (WayStmt           *stmt,
            WayAssuranceState  state,
            gpointer           data)
{
  WayDirectoryCheck check = {
    .kind = read_code (stmt, 1, "assurance_kind"),
    .state = state,
    .checked = way_stmt_date (stmt, 2),
    .expires = way_stmt_date (stmt, 3),
    .checked_by = g_strdup (way_stmt_text (stmt, 4)),
  };

  if (check.kind != NULL)
    g_array_append_val ((GArray *) data, check);
  else
    g_free (check.checked_by);
}

static int
compare_checks (gconstpointer a,
                gconstpointer b)
{
  return (int) ((const WayDirectoryCheck *) a)->kind->order -
         (int) ((const WayDirectoryCheck *) b)->kind->order;
}

static int
compare_criteria (gconstpointer a,
                  gconstpointer b)
{
  const WayCriterion *one = *(const WayCriterion *const *) a;
  const WayCriterion *other = *(const WayCriterion *const *) b;

  if (one->position != other->position)
    return one->position < other->position ? -1 : 1;
  return way_id_compare (&one->id, &other->id);
}

/* Takes the criteria of one kind that are in force out of all. */
static GPtrArray *
pick_criteria (GPtrArray   *all,
               const char  *kind,
               const GDate *today)
{
  GPtrArray *picked = g_ptr_array_new_with_free_func ((GDestroyNotify) way_criterion_free);

  for (guint i = 0; i < all->len; i++)
    {
      const WayCriterion *one = g_ptr_array_index (all, i);

      if (g_strcmp0 (one->kind, kind) == 0 && way_date_within (today, &one->from, &one->to))
        g_ptr_array_add (picked, way_criterion_copy (one));
    }
  g_ptr_array_sort (picked, compare_criteria);
  return picked;
}

static int
compare_capacity (gconstpointer a,
                  gconstpointer b)
{
  const WayCapacity *one = *(const WayCapacity *const *) a;
  const WayCapacity *other = *(const WayCapacity *const *) b;
  int order = way_date_compare (&one->from, &other->from);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

static void
drop_ended_prices (GPtrArray   *prices,
                   const GDate *today)
{
  for (guint i = prices->len; i-- > 0;)
    {
      const WayPrice *price = g_ptr_array_index (prices, i);

      if (!way_date_within (today, &price->from, &price->to))
        g_ptr_array_remove_index (prices, i);
    }
}

static gboolean
load_setting (WayDirectoryRecord  *self,
              WayDb               *db,
              GError             **error)
{
  self->setting = way_records_get (db, &way_establishment_entity, &self->provision->establishment,
                                   error);
  if (self->setting == NULL)
    return FALSE;
  if (!way_id_is_null (&self->setting->parent))
    self->parent = way_records_get (db, &way_establishment_entity, &self->setting->parent, error);
  if (!way_id_is_null (&self->provision->site))
    self->site = way_records_get (db, &way_site_entity, &self->provision->site, error);
  return (self->parent != NULL || way_id_is_null (&self->setting->parent)) &&
         (self->site != NULL || way_id_is_null (&self->provision->site));
}

static gboolean
load_parts (WayDirectoryRecord  *self,
            WayDb               *db,
            const GDate         *today,
            GError             **error)
{
  const WayId *id = &self->provision->id;
  g_autoptr(GPtrArray) criteria = way_records_of (db, &way_criterion_entity, "provision", id,
                                                  error);

  if (criteria == NULL)
    return FALSE;
  self->entry = pick_criteria (criteria, "entry", today);
  self->leaving = pick_criteria (criteria, "exit", today);
  self->prices = way_records_of (db, &way_price_entity, "provision", id, error);
  if (self->prices == NULL)
    return FALSE;
  drop_ended_prices (self->prices, today);
  self->capacity = way_records_of (db, &way_capacity_entity, "provision", id, error);
  if (self->capacity == NULL)
    return FALSE;
  g_ptr_array_sort (self->capacity, compare_capacity);
  self->checks = g_array_new (FALSE, FALSE, sizeof (WayDirectoryCheck));
  g_array_set_clear_func (self->checks, clear_check);
  if (!each_check (db, &self->setting->id, today, keep_check, self->checks, error))
    return FALSE;
  g_array_sort (self->checks, compare_checks);
  return TRUE;
}

/* --- Places to come --- */

static WayDirectoryMonth *
find_month (WayDirectoryRecord *self,
            const GDate        *day)
{
  for (guint i = WAY_DIRECTORY_MONTHS; i-- > 0;)
    if (way_date_compare (day, &self->months[i].month) >= 0)
      {
        GDate end = way_date_add_months (&self->months[i].month, 1);

        return way_date_compare (day, &end) < 0 ? &self->months[i] : NULL;
      }
  return NULL;
}

/* Rows of a day and what it does: stays that end (0), children promised who
 * start (1), places that open (2). */
static gboolean
count_months (WayDirectoryRecord  *self,
              WayDb               *db,
              const GDate         *today,
              GError             **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT 0, coalesce (placement.\"end\", placement.expected_end), 1"
                         " FROM placement WHERE placement.provision = :one"
                         " AND placement.start <= :today"
                         " AND coalesce (placement.\"end\", placement.expected_end) >= :today"
                         " UNION ALL SELECT 1, placement.start, 1 FROM placement"
                         " WHERE placement.provision = :one AND placement.start > :today"
                         " UNION ALL SELECT 1, max (coalesce (offer.start, :today), :today), 1"
                         " FROM offer WHERE offer.provision = :one AND EXISTS " LIVE_OFFER
                         " UNION ALL SELECT 2, capacity.\"from\", capacity.places FROM capacity"
                         " WHERE capacity.provision = :one AND capacity.\"from\" > :today"
                         " AND coalesce (capacity.kind, 'commissioned') = 'commissioned'"
                         " AND NOT EXISTS (SELECT 1 FROM capacity AS before"
                         "  WHERE before.provision = :one"
                         "  AND before.\"to\" = capacity.\"from\" - 1)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":one", &self->provision->id);
  way_stmt_bind_date (stmt, ":today", today);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      GDate day = way_stmt_date (stmt, 1);
      WayDirectoryMonth *month = find_month (self, &day);

      if (month == NULL)
        continue;
      if (way_stmt_int (stmt, 0) == 1)
        month->promised++;
      else
        month->free += (guint) MAX (way_stmt_int (stmt, 2), 0);
    }
  return step == WAY_STEP_DONE;
}

/* The first month by the end of which a place is free and promised to nobody. */
static void
find_next_free (WayDirectoryRecord *self)
{
  gint64 free;

  if (self->row->places == WAY_INTEGER_NONE || self->row->is_elsewhere)
    return;
  free = self->row->free + self->row->promised;
  for (guint i = 0; i < WAY_DIRECTORY_MONTHS; i++)
    {
      free += (gint64) self->months[i].free - (gint64) self->months[i].promised;
      if (free > 0)
        {
          self->next_free = self->months[i].month;
          return;
        }
    }
}

/* --- Who waits --- */

static gboolean
count_waiting (WayDirectoryRecord   *self,
               WayDb                *db,
               const WaySchoolDays  *days,
               const GDate          *today,
               GError              **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  GDate first;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT count (DISTINCT referral.pupil), min (referral.received)"
                         " FROM referral LEFT JOIN decision ON decision.id ="
                         "  (SELECT id FROM decision WHERE decision.referral = referral.id"
                         "   ORDER BY date DESC, id DESC LIMIT 1)"
                         " WHERE referral.closed IS NULL AND referral.received <= :today"
                         " AND " WAY_PUPIL_KNOWN_SQL ("referral.pupil")
                         " AND coalesce (decision.provision, referral.wanted) = :one"
                         " AND coalesce (decision.outcome, 'AGREED') IN"
                         "  ('AGREED', 'AGREED_CONDITIONAL', 'WAITING_LIST')"
                         " AND NOT EXISTS (SELECT 1 FROM placement"
                         "  WHERE placement.referral = referral.id)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":one", &self->provision->id);
  way_stmt_bind_date (stmt, ":today", today);
  step = way_stmt_step (stmt, error);
  if (step != WAY_STEP_ROW)
    return step == WAY_STEP_DONE;
  self->waiting = (guint) way_stmt_int (stmt, 0);
  first = way_stmt_date (stmt, 1);
  if (way_date_is_set (&first))
    {
      first = way_date_add_days (&first, 1);
      self->longest = way_school_days_count (days, &first, today);
    }
  return TRUE;
}

static gboolean
load_row (WayDirectoryRecord  *self,
          WayFacts            *facts,
          const GDate         *today,
          GError             **error)
{
  g_autoptr(GPtrArray) rows = list_rows (facts, &self->provision->id, today, error);

  if (rows == NULL)
    return FALSE;
  if (rows->len > 0)
    self->row = g_ptr_array_steal_index (rows, 0);
  else
    {
      /* Closed, or not open yet: it has a page still, but no places. */
      self->row = g_new0 (WayDirectoryRow, 1);
      self->row->establishment = self->setting->id;
      self->row->provision = self->provision->id;
      self->row->name = g_strdup (self->provision->name);
      self->row->setting = g_strdup (self->setting->name);
      self->row->places = self->row->on_roll = self->row->free = WAY_INTEGER_NONE;
      self->row->weeks_least = self->row->weeks_most = WAY_INTEGER_NONE;
    }
  return TRUE;
}

WayDirectoryRecord *
way_directory_record_load (WayFacts     *facts,
                           const WayId  *provision,
                           const GDate  *today,
                           GError      **error)
{
  g_autoptr(WayDirectoryRecord) self = g_new0 (WayDirectoryRecord, 1);
  WayDb *db = way_facts_db (facts);
  const WaySchoolDays *days;

  self->provision = way_act_get (db, &way_provision_entity, provision, error);
  if (self->provision == NULL || !load_setting (self, db, error) ||
      !load_parts (self, db, today, error) || !load_row (self, facts, today, error))
    return NULL;
  days = way_facts_days (facts, &self->setting->id, error);
  for (guint i = 0; i < WAY_DIRECTORY_MONTHS; i++)
    {
      GDate first = way_date_ymd (g_date_get_year (today), (int) g_date_get_month (today), 1);

      self->months[i].month = way_date_add_months (&first, (int) i);
    }
  if (days == NULL || !count_months (self, db, today, error) ||
      !count_waiting (self, db, days, today, error))
    return NULL;
  find_next_free (self);
  return g_steal_pointer (&self);
}

void
way_directory_record_free (WayDirectoryRecord *self)
{
  if (self == NULL)
    return;
  way_directory_row_free (self->row);
  g_clear_pointer (&self->setting, way_establishment_free);
  g_clear_pointer (&self->parent, way_establishment_free);
  g_clear_pointer (&self->provision, way_provision_free);
  g_clear_pointer (&self->site, way_site_free);
  g_clear_pointer (&self->entry, g_ptr_array_unref);
  g_clear_pointer (&self->leaving, g_ptr_array_unref);
  g_clear_pointer (&self->prices, g_ptr_array_unref);
  g_clear_pointer (&self->capacity, g_ptr_array_unref);
  g_clear_pointer (&self->checks, g_array_unref);
  g_free (self);
}
