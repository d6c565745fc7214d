/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tables of a release, counted: each is a row of a list with the function
 * that fills it. */

#include "way-release-tables.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-census.h"
#include "way-codes.h"
#include "way-indicators.h"
#include "way-occupancy-facts.h"
#include "way-occupancy-service.h"
#include "way-release-facts.h"
#include "way-service-error.h"
#include "way-text.h"

/* What is not said. */
#define UNKNOWN "unknown"
#define UNKNOWN_LABEL N_("Not said")

typedef struct _Plan Plan;

/* All that tables are counted from. */
typedef struct
{
  WayDb             *db;
  GArray            *days;         /* GDate: census days */
  GDate              from;
  GDate              to;           /* the year's end, or today */
  char              *year;
  WayOccupancyFacts *stays;
  WayReleaseFacts   *facts;
  WayFacts          *file;         /* of the book; NULL where no indicator is asked for */
  WayIndicatorBook  *book;
} Sources;

struct _Plan
{
  const char     *name;
  const char     *title;
  const char     *note;
  gboolean        of_days;         /* a period for each census day */
  WayOccupancyBy  by;
  gboolean      (*fill) (const Plan       *plan,
                         const Sources    *sources,
                         WayReleaseTable  *table,
                         GError          **error);
  const char     *indicator;       /* of the library; NULL: no indicator */
  WayIndicatorBy  indicator_by;
};

/* --- Categories --- */

static void
add_codes (WayReleaseDimension *dimension,
           const char          *set)
{
  g_autoptr(GPtrArray) codes = way_codes_list (set, NULL);

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      way_release_dimension_category (dimension, code->id, code->label);
    }
}

static WayReleaseDimension *
find_dimension (WayReleaseTable *table,
                guint            index)
{
  return &g_array_index (table->dimensions, WayReleaseDimension, index);
}

/* A code that the set has not (from a newer copy) is said as it is. */
static guint
find_category (WayReleaseTable *table,
               guint            dimension,
               const char      *code)
{
  const WayReleaseDimension *it = find_dimension (table, dimension);

  for (guint i = 0; i < it->codes->len; i++)
    if (strcmp (g_ptr_array_index (it->codes, i), code != NULL ? code : UNKNOWN) == 0)
      return i;
  return G_MAXUINT;
}

/* Adds it at the end where it is not there; all are known before counting. */
static void
note_category (WayReleaseDimension *dimension,
               const char          *code)
{
  if (code == NULL)
    way_release_dimension_category (dimension, UNKNOWN, UNKNOWN_LABEL);
  else
    way_release_dimension_category (dimension, code, code);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  g_autofree char *one = way_text_fold (*(const char *const *) a);
  g_autofree char *two = way_text_fold (*(const char *const *) b);

  return strcmp (one, two);
}

static void
add_districts (const Sources       *sources,
               WayReleaseDimension *dimension)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < sources->stays->districts->len; i++)
    g_ptr_array_add (names, g_array_index (sources->stays->districts, WayDistrictFact, i).name);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    way_release_dimension_category (dimension, g_ptr_array_index (names, i),
                                    g_ptr_array_index (names, i));
}

static const WayProvisionFact *
get_provision (const Sources     *sources,
               const WayStayFact *stay)
{
  return &g_array_index (sources->stays->provisions, WayProvisionFact, stay->provision);
}

static const char *
get_district (const Sources     *sources,
              const WayStayFact *stay)
{
  return stay->district == WAY_FACT_NONE ? NULL
         : g_array_index (sources->stays->districts, WayDistrictFact, stay->district).name;
}

/* Phases of provisions that the authority has, in the order of their set. */
static void
add_phases (const Sources       *sources,
            WayReleaseDimension *dimension)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("provision_phase", NULL);
  const GArray *provisions = sources->stays->provisions;

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      for (guint j = 0; j < provisions->len; j++)
        {
          const WayProvisionFact *provision = &g_array_index (provisions, WayProvisionFact, j);

          if (provision->counted && g_strcmp0 (provision->phase, code->id) == 0)
            way_release_dimension_category (dimension, code->id, code->label);
        }
    }
}

/* --- Occupancy at the census days --- */

static const struct
{
  WayOccupancyBy  by;
  const char     *name;
  const char     *title;
} occupancy_dimensions[] = {
  { WAY_OCCUPANCY_BY_SETTING, "setting", N_("Setting") },
  { WAY_OCCUPANCY_BY_PHASE, "phase", N_("Phase") },
  { WAY_OCCUPANCY_BY_KIND, "kind", N_("Kind of provision") },
  { WAY_OCCUPANCY_BY_DISTRICT, "district", N_("Home district") },
};

static void
add_occupancy_dimension (WayReleaseTable *table,
                         WayOccupancyBy   by)
{
  WayReleaseDimension *dimension;
  guint i = 0;

  while (occupancy_dimensions[i].by != by)
    i++;
  dimension = way_release_table_add_dimension (table, occupancy_dimensions[i].name,
                                               occupancy_dimensions[i].title);
  dimension->is_provider = by == WAY_OCCUPANCY_BY_SETTING;
}

/* Two settings of one name are told apart. */
static void
add_group (WayReleaseDimension     *dimension,
           const WayOccupancyGroup *group)
{
  const char *code = *group->key != '\0' ? group->key : UNKNOWN;
  const char *label = *group->key == '\0' ? UNKNOWN_LABEL
                    : group->set != NULL ? way_codes_label (group->set, group->key) : group->key;
  g_autofree char *other = NULL;
  guint n = dimension->codes->len;

  if (way_release_dimension_category (dimension, code, label) == n)
    return;
  other = g_strdup_printf ("%s (%u)", code, n + 1);
  way_release_dimension_category (dimension, other, other);
}

static void
copy_cells (WayReleaseTable        *table,
            const WayOccupancyCell *cells,
            guint                   category,
            gboolean                has_places)
{
  guint n = way_release_table_n_cells (table);
  WayReleaseColumn *columns = (WayReleaseColumn *) (void *) table->columns->data;

  for (guint period = 0; period < table->periods->len; period++)
    {
      guint at = period * n + category;

      columns[has_places].counts[at] = cells[period].on_roll;
      if (has_places)
        columns[0].counts[at] = cells[period].places;
    }
}

static void
add_occupancy_columns (WayReleaseTable *table,
                       gboolean         has_places)
{
  WayReleaseColumn *column;

  if (has_places)
    way_release_table_make_counts (
      table, way_release_table_add_column (table, "places", N_("Commissioned places"),
                                           WAY_RELEASE_OPEN));
  way_release_table_make_counts (
    table, way_release_table_add_column (table, "on_roll", N_("Pupils on roll"),
                                         WAY_RELEASE_COUNT));
  if (!has_places)
    return;
  column = way_release_table_add_column (table, "empty", N_("Empty places"), WAY_RELEASE_LESS);
  column->of[1] = 1;
  column = way_release_table_add_column (table, "occupancy", N_("Occupancy, %"),
                                         WAY_RELEASE_RATE);
  column->of[0] = 1;
}

/* A child at two settings is in both: then the parts come to more than the
 * total.  Where they do not, readers may count on the sum, and will. */
static gboolean
adds_up (const WayReleaseTable *table)
{
  const WayReleaseColumn *column = way_release_table_find (table, "on_roll");
  guint n = way_release_table_n_cells (table);

  for (guint period = 0; period < table->periods->len; period++)
    {
      const gint32 *counts = column->counts + period * n;
      gint32 sum = 0;

      for (guint i = 0; i + 1 < n; i++)
        sum += counts[i];
      if (sum != counts[n - 1])
        return FALSE;
    }
  return TRUE;
}

static gboolean
fill_occupancy (const Plan       *plan,
                const Sources    *sources,
                WayReleaseTable  *table,
                GError          **error)
{
  g_autoptr(WayOccupancyTable) found = way_occupancy_service_read (sources->db, sources->days,
                                                                   plan->by, FALSE, error);

  if (found == NULL)
    return FALSE;
  add_occupancy_dimension (table, plan->by);
  for (guint i = 0; i < found->groups->len; i++)
    add_group (find_dimension (table, 0), &g_array_index (found->groups, WayOccupancyGroup, i));
  add_occupancy_columns (table, found->has_places);
  for (guint i = 0; i < found->groups->len; i++)
    copy_cells (table,
                way_occupancy_row (found->counts,
                                   g_array_index (found->groups, WayOccupancyGroup, i).row),
                i, found->has_places);
  copy_cells (table, way_occupancy_row (found->counts, found->whole), found->groups->len,
              found->has_places);
  find_dimension (table, 0)->is_loose = !adds_up (table);
  return TRUE;
}

/* --- Placements at the census days --- */

typedef const char *(*StayWord) (const Sources     *sources,
                                 const WayStayFact *stay);

static const char *
get_phase (const Sources     *sources,
           const WayStayFact *stay)
{
  return get_provision (sources, stay)->phase;
}

static const char *
get_registration (const Sources     *sources,
                  const WayStayFact *stay)
{
  return stay->registration;
}

static gboolean
is_there (const Sources     *sources,
          const WayStayFact *stay,
          const GDate       *day)
{
  guint32 on = way_date_julian (day);

  return get_provision (sources, stay)->counted && stay->from <= on && stay->to >= on;
}

static void
count_stays (const Sources   *sources,
             WayReleaseTable *table,
             StayWord         first,
             StayWord         second)
{
  const GArray *stays = sources->stays->stays;
  WayReleaseColumn *column;

  for (guint i = 0; i < stays->len; i++)
    {
      const WayStayFact *stay = &g_array_index (stays, WayStayFact, i);

      if (!get_provision (sources, stay)->counted)
        continue;
      note_category (find_dimension (table, 0), first (sources, stay));
      note_category (find_dimension (table, 1), second (sources, stay));
    }
  column = way_release_table_add_column (table, "placements", N_("Placements"), WAY_RELEASE_COUNT);
  way_release_table_make_counts (table, column);
  for (guint period = 0; period < sources->days->len; period++)
    for (guint i = 0; i < stays->len; i++)
      {
        const WayStayFact *stay = &g_array_index (stays, WayStayFact, i);

        if (is_there (sources, stay, &g_array_index (sources->days, GDate, period)))
          way_release_table_count (table, column, period, (const guint[]) {
            find_category (table, 0, first (sources, stay)),
            find_category (table, 1, second (sources, stay)),
          });
      }
}

static gboolean
fill_placements (const Plan       *plan,
                 const Sources    *sources,
                 WayReleaseTable  *table,
                 GError          **error)
{
  add_districts (sources, way_release_table_add_dimension (table, "district",
                                                           N_("Home district")));
  add_phases (sources, way_release_table_add_dimension (table, "phase", N_("Phase")));
  count_stays (sources, table, get_district, get_phase);
  return TRUE;
}

static gboolean
fill_registration (const Plan       *plan,
                   const Sources    *sources,
                   WayReleaseTable  *table,
                   GError          **error)
{
  add_codes (way_release_table_add_dimension (table, "registration", N_("Registration")),
             "registration");
  add_phases (sources, way_release_table_add_dimension (table, "phase", N_("Phase")));
  count_stays (sources, table, get_registration, get_phase);
  return TRUE;
}

/* --- Referrals --- */

static gboolean
fill_referrals (const Plan       *plan,
                const Sources    *sources,
                WayReleaseTable  *table,
                GError          **error)
{
  const GArray *referrals = sources->facts->referrals;
  guint32 from = way_date_julian (&sources->from);
  WayReleaseColumn *column;

  add_codes (way_release_table_add_dimension (table, "route", N_("Route")), "route");
  add_codes (way_release_table_add_dimension (table, "stage", N_("Stage")), "referral_stage");
  for (guint i = 0; i < referrals->len; i++)
    {
      note_category (find_dimension (table, 0),
                     g_array_index (referrals, WayReferralFact, i).route);
      note_category (find_dimension (table, 1),
                     g_array_index (referrals, WayReferralFact, i).stage);
    }
  column = way_release_table_add_column (table, "referrals_received", N_("Referrals received"),
                                         WAY_RELEASE_COUNT);
  way_release_table_make_counts (table, column);
  for (guint i = 0; i < referrals->len; i++)
    {
      const WayReferralFact *referral = &g_array_index (referrals, WayReferralFact, i);

      if (referral->received >= from)
        way_release_table_count (table, column, 0, (const guint[]) {
          find_category (table, 0, referral->route), find_category (table, 1, referral->stage),
        });
    }
  return TRUE;
}

/* The band whose weeks have passed since a day. */
static guint
find_band (const GPtrArray *bands,
           guint32          received,
           guint32          day)
{
  guint found = 0;

  for (guint i = 0; i < bands->len; i++)
    if ((int) (day - received) / 7 >= way_code_get_int (g_ptr_array_index (bands, i), "weeks", 0))
      found = i;
  return found;
}

static gboolean
fill_waiting (const Plan       *plan,
              const Sources    *sources,
              WayReleaseTable  *table,
              GError          **error)
{
  const GArray *referrals = sources->facts->referrals;
  g_autoptr(GPtrArray) bands = way_codes_list ("waiting_band", NULL);
  WayReleaseColumn *column;

  add_codes (way_release_table_add_dimension (table, "route", N_("Route")), "route");
  add_codes (way_release_table_add_dimension (table, "waited", N_("Time waited")),
             "waiting_band");
  for (guint i = 0; i < referrals->len; i++)
    note_category (find_dimension (table, 0),
                   g_array_index (referrals, WayReferralFact, i).route);
  column = way_release_table_add_column (table, "referrals_waiting", N_("Referrals waiting"),
                                         WAY_RELEASE_COUNT);
  way_release_table_make_counts (table, column);
  for (guint period = 0; period < sources->days->len; period++)
    {
      guint32 day = way_date_julian (&g_array_index (sources->days, GDate, period));

      for (guint i = 0; i < referrals->len; i++)
        {
          const WayReferralFact *referral = &g_array_index (referrals, WayReferralFact, i);

          if (referral->received <= day && referral->ended > day)
            way_release_table_count (table, column, period, (const guint[]) {
              find_category (table, 0, referral->route),
              find_band (bands, referral->received, day),
            });
        }
    }
  return TRUE;
}

/* --- Exclusions --- */

static gboolean
fill_exclusions (const Plan       *plan,
                 const Sources    *sources,
                 WayReleaseTable  *table,
                 GError          **error)
{
  const GArray *exclusions = sources->facts->exclusions;
  WayReleaseColumn *column;

  add_districts (sources, way_release_table_add_dimension (table, "district",
                                                           N_("Home district")));
  add_codes (way_release_table_add_dimension (table, "category", N_("Kind of exclusion")),
             "exclusion_category");
  for (guint i = 0; i < exclusions->len; i++)
    {
      const WayExclusionFact *exclusion = &g_array_index (exclusions, WayExclusionFact, i);

      note_category (find_dimension (table, 0), exclusion->district);
      note_category (find_dimension (table, 1), exclusion->category);
    }
  column = way_release_table_add_column (table, "exclusions", N_("Exclusions"),
                                         WAY_RELEASE_COUNT);
  way_release_table_make_counts (table, column);
  for (guint i = 0; i < exclusions->len; i++)
    {
      const WayExclusionFact *exclusion = &g_array_index (exclusions, WayExclusionFact, i);

      way_release_table_count (table, column, 0, (const guint[]) {
        find_category (table, 0, exclusion->district),
        find_category (table, 1, exclusion->category),
      });
    }
  return TRUE;
}

/* --- Indicators --- */

/* A rate of children is counted as those of whom it is true, those of whom it is
 * not, and all: so that few on either side are too few, and all follow from what
 * is shown. */
static void
add_answers (WayReleaseTable *table)
{
  WayReleaseDimension *answer = way_release_table_add_dimension (table, "answer", N_("Counted"));

  answer->is_sensitive = TRUE;
  way_release_dimension_category (answer, "yes", N_("Yes"));
  way_release_dimension_category (answer, "no", N_("No"));
}

static void
fill_answers (const WayReleaseTable  *table,
              const WayReleaseColumn *column,
              guint                   group,
              const WayResult        *result)
{
  const gint64 counts[] = { result->numerator, result->denominator - result->numerator,
                            result->denominator };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    column->counts[way_release_table_cell (table, (const guint[]) { group, i })] =
      (gint32) CLAMP (counts[i], 0, G_MAXINT32);
}

static void
add_indicator_groups (const Plan              *plan,
                      const WayIndicatorTable *found,
                      WayReleaseTable         *table)
{
  gboolean is_code = plan->indicator_by == WAY_BY_PHASE;
  WayReleaseDimension *dimension = way_release_table_add_dimension (
    table, way_indicator_by_name (plan->indicator_by),
    is_code ? N_("Phase") : N_("Home district"));
  gint64 sum = 0;

  for (guint i = 0; i < found->groups->len; i++)
    {
      const WayIndicatorGroup *group = g_ptr_array_index (found->groups, i);

      if (is_code && group->key != NULL)
        way_release_dimension_category (dimension, group->key,
                                        way_codes_label ("provision_phase", group->key));
      else
        note_category (dimension, group->key);
      sum += group->result.denominator;
    }
  dimension->is_loose = sum != found->whole.denominator;
}

/* What nobody has collected has no table. */
static gboolean
fill_indicator (const Plan       *plan,
                const Sources    *sources,
                WayReleaseTable  *table,
                GError          **error)
{
  const WayCode *row = way_codes_lookup ("indicator", plan->indicator);
  g_autoptr(WayIndicatorTable) found = way_indicator_book_count (
    sources->book, row, &sources->from, &sources->to, plan->indicator_by);
  g_autofree char *name = g_ascii_strdown (plan->indicator, -1);
  g_autofree char *share = g_strconcat (name, "_percent", NULL);
  WayReleaseColumn *column;

  if (!found->whole.has_denominator || found->whole.denominator == 0)
    return TRUE;
  add_indicator_groups (plan, found, table);
  add_answers (table);
  column = way_release_table_add_column (table, name, N_("Pupils"), WAY_RELEASE_COUNT);
  way_release_table_make_counts (table, column);
  for (guint i = 0; i < found->groups->len; i++)
    {
      const WayIndicatorGroup *group = g_ptr_array_index (found->groups, i);

      fill_answers (table, column, find_category (table, 0, group->key), &group->result);
    }
  fill_answers (table, column, find_dimension (table, 0)->codes->len, &found->whole);
  column = way_release_table_add_column (table, share, N_("Per cent"), WAY_RELEASE_SHARE);
  column->is_sensitive = TRUE;
  return TRUE;
}

/* --- The list --- */

static const Plan plans[] = {
  { "occupancy-by-setting", N_("Places and pupils on roll by setting"),
    N_("Pupils whose placement puts them on the setting's roll on the census day. A pupil at two "
       "settings counts at each, and once in the total."),
    TRUE, WAY_OCCUPANCY_BY_SETTING, fill_occupancy },
  { "occupancy-by-phase", N_("Places and pupils on roll by phase"),
    N_("Pupils on roll on the census day by the phase of their provision."),
    TRUE, WAY_OCCUPANCY_BY_PHASE, fill_occupancy },
  { "occupancy-by-kind", N_("Places and pupils on roll by kind of provision"),
    N_("Pupils on roll on the census day by what the provision is for."),
    TRUE, WAY_OCCUPANCY_BY_KIND, fill_occupancy },
  { "on-roll-by-district", N_("Pupils on roll by home district"),
    N_("Pupils on roll on the census day by the district in which they live. A district has no "
       "places of its own."),
    TRUE, WAY_OCCUPANCY_BY_DISTRICT, fill_occupancy },
  { "placements-by-district-and-phase", N_("Placements by home district and phase"),
    N_("Placements that were live on the census day, on roll or not."),
    TRUE, 0, fill_placements },
  { "placements-by-registration", N_("Placements by registration"),
    N_("Placements that were live on the census day by whose roll the pupil was on."),
    TRUE, 0, fill_registration },
  { "referrals-by-route-and-stage", N_("Referrals by route and stage"),
    N_("Referrals received in the school year, by the stage that they have reached."),
    FALSE, 0, fill_referrals },
  { "waiting-by-route", N_("Referrals waiting by route"),
    N_("Referrals received and neither placed, closed nor turned down on the census day."),
    TRUE, 0, fill_waiting },
  { "exclusions-by-district", N_("Exclusions by home district and kind"),
    N_("Exclusions begun in the school year and not cancelled: events, not pupils."),
    FALSE, 0, fill_exclusions },
  { "reintegration-by-phase", N_("Pupils who left for a mainstream school, by phase"),
    N_("Of those who left in the school year and neither died nor moved out of the area, those "
       "whose destination was a mainstream school; by the phase of the provision."),
    FALSE, 0, fill_indicator, "K11", WAY_BY_PHASE },
  { "reintegration-by-district", N_("Pupils who left for a mainstream school, by home district"),
    N_("Of those who left in the school year and neither died nor moved out of the area, those "
       "whose destination was a mainstream school; by the district in which they live."),
    FALSE, 0, fill_indicator, "K11", WAY_BY_DISTRICT },
  { "sustained-by-phase", N_("Pupils who stayed in mainstream, by phase"),
    N_("Of those who moved to a mainstream school at least 26 weeks before the records end, those "
       "who were on its roll and not back 26 weeks later; by the phase of the provision."),
    FALSE, 0, fill_indicator, "K12", WAY_BY_PHASE },
  { "destinations-by-district", N_("Leavers in education or work, by home district"),
    N_("Of those who left after Year 11, at least six months before the records end, those who "
       "were in education, an apprenticeship or employment six months later; by the district in "
       "which they live."),
    FALSE, 0, fill_indicator, "K19", WAY_BY_DISTRICT },
  { "part-time-by-phase", N_("Pupils on a part-time timetable, by phase"),
    N_("Of the pupils in alternative provision on the last day, those with less than full time "
       "over all their sites, or an agreed short week; by the phase of the provision."),
    FALSE, 0, fill_indicator, "K30", WAY_BY_PHASE },
  { "plans-by-phase", N_("Pupils with an education, health and care plan, by phase"),
    N_("Of the pupils in alternative provision on the last day, those who have a plan; by the "
       "phase of the provision."),
    FALSE, 0, fill_indicator, "K35B", WAY_BY_PHASE },
};

const char *const *
way_release_table_names (void)
{
  static const char *names[G_N_ELEMENTS (plans) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    names[i] = plans[i].name;
  return names;
}

static const Plan *
find_plan (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (strcmp (plans[i].name, name) == 0)
      return &plans[i];
  return NULL;
}

const char *
way_release_table_title (const char *name)
{
  const Plan *plan = find_plan (name);

  return plan != NULL ? plan->title : NULL;
}

gboolean
way_release_table_is_of_days (const char *name)
{
  const Plan *plan = find_plan (name);

  return plan != NULL && plan->of_days;
}

int
way_release_year_of (const GDate *today)
{
  int year = way_date_school_year (today);
  GDate first = way_date_ymd (year, 9, 1);
  g_autoptr(GArray) days = way_census_days (&first, today);

  return days->len > 0 ? year : year - 1;
}

char *
way_release_year_text (int year)
{
  return g_strdup_printf ("%d/%02d", year, (year + 1) % 100);
}

/* --- Reading --- */

static void
add_periods (const Plan      *plan,
             const Sources   *sources,
             WayReleaseTable *table)
{
  if (!plan->of_days)
    {
      g_ptr_array_add (table->periods, g_strdup (sources->year));
      return;
    }
  for (guint i = 0; i < sources->days->len; i++)
    g_ptr_array_add (table->periods, way_date_to_iso (&g_array_index (sources->days, GDate, i)));
}

static gboolean
add_table (const Plan     *plan,
           const Sources  *sources,
           GPtrArray      *tables,
           GError        **error)
{
  g_autoptr(WayReleaseTable) table = NULL;

  if (plan->of_days && sources->days->len == 0)
    return TRUE;
  table = way_release_table_new (plan->name, plan->title, plan->note,
                                 plan->of_days ? "census_date" : "school_year",
                                 plan->of_days ? N_("Census day") : N_("School year"));
  add_periods (plan, sources, table);
  if (!plan->fill (plan, sources, table, error))
    return FALSE;
  if (table->columns->len > 0)
    g_ptr_array_add (tables, g_steal_pointer (&table));
  return TRUE;
}

static gboolean
open_sources (Sources      *self,
              int           year,
              const GDate  *today,
              GError      **error)
{
  GDate end = way_date_ymd (year + 1, 8, 31);

  self->from = way_date_ymd (year, 9, 1);
  self->to = way_date_compare (today, &end) < 0 ? *today : end;
  self->year = way_release_year_text (year);
  if (way_date_compare (today, &self->from) < 0)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE,
                   "The school year %s has not begun.", self->year);
      return FALSE;
    }
  self->days = way_census_days (&self->from, &self->to);
  self->stays = way_occupancy_facts_read (self->db, &self->from, &self->to,
                                          WAY_OCCUPANCY_WITH_HOMES | WAY_OCCUPANCY_WITH_NAMES,
                                          error);
  if (self->stays == NULL || !way_occupancy_facts_gather (self->stays, error))
    return FALSE;
  self->facts = way_release_facts_read (self->db, &self->from, &self->to, error);
  return self->facts != NULL;
}

/* What the indicators among the tables are counted from. */
static gboolean
open_book (Sources             *self,
           const char *const   *names,
           const GDate         *today,
           GError             **error)
{
  g_autoptr(GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      const Plan *plan = find_plan (names[i]);
      const WayCode *row = plan != NULL && plan->indicator != NULL
                             ? way_codes_lookup ("indicator", plan->indicator) : NULL;

      if (row != NULL && !g_ptr_array_find (rows, row, NULL))
        g_ptr_array_add (rows, (gpointer) row);
    }
  if (rows->len == 0)
    return TRUE;
  self->file = way_facts_new (self->db, error);
  self->book = self->file != NULL ? way_indicator_book_new (self->file, rows, &self->from,
                                                            &self->to, today, error) : NULL;
  return self->book != NULL;
}

static void
close_sources (Sources *self)
{
  g_clear_pointer (&self->book, way_indicator_book_free);
  g_clear_pointer (&self->file, way_facts_free);
  g_free (self->year);
  g_clear_pointer (&self->days, g_array_unref);
  way_occupancy_facts_free (self->stays);
  way_release_facts_free (self->facts);
}

static gboolean
add_tables (const Sources      *sources,
            const char *const  *names,
            GPtrArray          *tables,
            GError            **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      const Plan *plan = find_plan (names[i]);

      if (plan == NULL)
        {
          g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN,
                       "There is no table “%s”.", names[i]);
          return FALSE;
        }
      if (!add_table (plan, sources, tables, error))
        return FALSE;
    }
  return TRUE;
}

GPtrArray *
way_release_tables_read (WayDb              *db,
                         int                 year,
                         const GDate        *today,
                         const char *const  *names,
                         GError            **error)
{
  g_autoptr(GPtrArray) tables = g_ptr_array_new_with_free_func (
    (GDestroyNotify) way_release_table_free);
  Sources sources = { .db = db };
  gboolean done;

  if (names == NULL)
    names = way_release_table_names ();
  done = open_sources (&sources, year, today, error) &&
         open_book (&sources, names, today, error) &&
         add_tables (&sources, names, tables, error);
  close_sources (&sources);
  return done ? g_steal_pointer (&tables) : NULL;
}
