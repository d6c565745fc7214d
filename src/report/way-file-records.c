/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a chart back to its records.  A stay belongs to a row of the chart's table
 * where it would have been counted there: it is named as the chart names it. */

#include "way-file-records.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-directory.h"
#include "way-figures.h"
#include "way-file-charts-private.h"
#include "way-query.h"
#include "way-records.h"

typedef struct
{
  WayDb                 *db;
  WayFileChartKind       kind;
  const WayFileChartAsk *ask;
  const char            *point;
  GHashTable            *names;        /* of children, by id */
  GHashTable            *provisions;   /* their names, by id */
  GHashTable            *chained;      /* ids of the stays of ways over several settings */
  GPtrArray             *found;
} Search;

static void
record_free (gpointer data)
{
  WayFileRecord *record = data;

  g_free (record->who);
  g_free (record->place);
  g_free (record->after);
  g_free (record);
}

/* What records of an entity are called, by id. */
static GHashTable *
read_titles (WayDb       *db,
             const char  *entity,
             const char  *column,
             GError     **error)
{
  g_autoptr(GHashTable) titles = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                                        g_free);
  g_autoptr(WayQuery) query = way_query_new (way_entity_by_name (entity));
  g_autoptr(GPtrArray) rows = NULL;

  if (!way_query_add_column (query, column, error))
    return NULL;
  rows = way_query_page (query, db, 0, 0, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayQueryRow *row = g_ptr_array_index (rows, i);

      g_hash_table_insert (titles, g_memdup2 (&row->id, sizeof row->id),
                           way_query_row_text (query, row, 0));
    }
  return rows != NULL ? g_steal_pointer (&titles) : NULL;
}

/* --- Which stays --- */

/* It ended in the span, or goes on after it. */
static gboolean
is_stay (const WayFileChartAsk *ask,
         const WayPlacement    *placement)
{
  const GDate *end = way_date_is_set (&placement->end) ? &placement->end : &ask->to;

  return way_date_is_set (&placement->start) &&
         way_date_compare (&placement->start, &ask->to) <= 0 &&
         way_date_compare (end, &ask->from) >= 0 &&
         way_date_compare (end, &placement->start) >= 0;
}

/* It began in the span, and the referral that it came of is known. */
static gboolean
is_wait (const Search        *self,
         const WayPlacement  *placement,
         gboolean            *is_in,
         GError             **error)
{
  g_autoptr(GError) fault = NULL;
  g_autoptr(WayReferral) referral = NULL;

  *is_in = FALSE;
  if (way_id_is_null (&placement->referral) ||
      way_date_compare (&placement->start, &self->ask->from) < 0 ||
      way_date_compare (&placement->start, &self->ask->to) > 0)
    return TRUE;
  referral = way_records_get (self->db, &way_referral_entity, &placement->referral, &fault);
  *is_in = referral != NULL && way_date_is_set (&referral->received) &&
           way_date_compare (&referral->received, &placement->start) <= 0;
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
counts (const Search        *self,
        const WayPlacement  *placement,
        gboolean            *is_in,
        GError             **error)
{
  if (self->kind == WAY_FILE_CHART_WAITS)
    return is_wait (self, placement, is_in, error);
  if (self->kind == WAY_FILE_CHART_CHAINS)
    {
      *is_in = g_hash_table_contains (self->chained, &placement->id);
      return TRUE;
    }
  *is_in = self->kind == WAY_FILE_CHART_STAYS ? is_stay (self->ask, placement)
                                              : way_file_flow_counts (self->ask, placement);
  return TRUE;
}

static const char *
say (const Search *self,
     const char   *msgid) G_GNUC_FORMAT (2);

static const char *
say (const Search *self,
     const char   *msgid)
{
  return way_chart_say (self->ask->translate, msgid);
}

static const char *
say_code (const Search *self,
          const char   *set,
          const char   *code)
{
  return code != NULL ? way_chart_say (self->ask->translate, way_codes_label (set, code))
                      : say (self, N_("Not said"));
}

static gboolean
is_stop (const Search *self,
         const char   *column,
         const char   *name)
{
  g_autofree char *whole = g_strdup_printf ("%s: %s", column, name);

  return g_str_equal (whole, self->point);
}

static gboolean
is_way (const Search *self,
        const char   *from,
        const char   *to)
{
  g_autofree char *whole = g_strdup_printf (say (self, N_("From %s to %s")), from, to);

  return g_str_equal (whole, self->point);
}

/* Whether it is counted in the row that was asked for. */
static gboolean
is_of_point (const Search       *self,
             const WayPlacement *placement,
             const char         *place)
{
  const char *route = say_code (self, "route", placement->route);
  const char *after = say_code (self, "destination", placement->destination);

  if (self->point == NULL || self->kind == WAY_FILE_CHART_CHAINS)
    return TRUE;
  if (self->kind != WAY_FILE_CHART_FLOW)
    return g_str_equal (self->point, place);
  return is_stop (self, say (self, N_("Route")), route) ||
         is_stop (self, say (self, N_("Setting")), place) ||
         is_stop (self, say (self, N_("After")), after) || is_way (self, route, place) ||
         is_way (self, place, after);
}

static void
add_stay (Search             *self,
          const WayPlacement *placement)
{
  const char *place = g_hash_table_lookup (self->provisions, &placement->provision);
  WayFileRecord *record;

  if (place == NULL)
    place = say (self, N_("Not said"));
  if (!is_of_point (self, placement, place))
    return;
  record = g_new0 (WayFileRecord, 1);
  record->entity = "placement";
  record->id = placement->id;
  record->who = g_strdup (g_hash_table_lookup (self->names, &placement->pupil));
  record->place = g_strdup (place);
  record->from = placement->start;
  record->to = placement->end;
  if (placement->destination != NULL)
    record->after = g_strdup (say_code (self, "destination", placement->destination));
  g_ptr_array_add (self->found, record);
}

static gboolean
find_chained (Search   *self,
              GError  **error)
{
  g_autoptr(GArray) ids = way_file_chain_stays (self->db, self->ask, error);

  if (ids == NULL)
    return FALSE;
  self->chained = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (self->chained, g_memdup2 (&g_array_index (ids, WayId, i), sizeof (WayId)));
  return TRUE;
}

/* What provisions are called in the chart. */
static GHashTable *
read_places (const Search  *self,
             GError       **error)
{
  switch (self->kind)
    {
    case WAY_FILE_CHART_FLOW:
      return way_file_flow_places (self->db, self->ask, error);
    case WAY_FILE_CHART_STAYS:
    case WAY_FILE_CHART_WAITS:
      return way_file_lasting_places (self->db, self->ask, self->kind == WAY_FILE_CHART_STAYS,
                                      error);
    default:
      return read_titles (self->db, "provision", "name", error);
    }
}

static gboolean
find_stays (Search   *self,
            GError  **error)
{
  g_autoptr(GPtrArray) placements = NULL;

  if (self->kind == WAY_FILE_CHART_CHAINS && !find_chained (self, error))
    return FALSE;
  self->names = read_titles (self->db, "pupil", "title", error);
  if (self->names == NULL)
    return FALSE;
  self->provisions = read_places (self, error);
  if (self->provisions == NULL)
    return FALSE;
  placements = way_records_list (self->db, &way_placement_entity, NULL, NULL, error);
  for (guint i = 0; placements != NULL && i < placements->len; i++)
    {
      const WayPlacement *placement = g_ptr_array_index (placements, i);
      gboolean is_in;

      if (!counts (self, placement, &is_in, error))
        return FALSE;
      if (is_in)
        add_stay (self, placement);
    }
  return placements != NULL;
}

/* --- Money --- */

static gboolean
find_lines (Search   *self,
            GError  **error)
{
  g_autoptr(GPtrArray) lines =
    way_records_list (self->db, &way_budget_line_entity, NULL, NULL, error);

  for (guint i = 0; lines != NULL && i < lines->len; i++)
    {
      const WayBudgetLine *line = g_ptr_array_index (lines, i);
      WayFileRecord *record;

      if (line->year < g_date_get_year (&self->ask->from) ||
          line->year > g_date_get_year (&self->ask->to))
        continue;
      record = g_new0 (WayFileRecord, 1);
      record->entity = "budget_line";
      record->id = line->id;
      record->place = g_strdup (say_code (self, "budget_block", line->block));
      record->after = g_strdup_printf ("%d/%02d", (int) line->year, (int) (line->year + 1) % 100);
      g_ptr_array_add (self->found, record);
    }
  return lines != NULL;
}

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  const WayFileRecord *one = *(const WayFileRecord *const *) a;
  const WayFileRecord *other = *(const WayFileRecord *const *) b;
  int order = way_date_compare (&other->from, &one->from);

  return order != 0 ? order : way_id_compare (&one->id, &other->id);
}

GPtrArray *
way_file_chart_records (WayDb                  *db,
                        WayFileChartKind        kind,
                        const WayFileChartAsk  *ask,
                        const char             *point,
                        GError                **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (record_free);
  Search search = { .db = db, .kind = kind, .ask = ask, .point = point, .found = found };
  gboolean done = TRUE;

  switch (kind)
    {
    case WAY_FILE_CHART_FLOW:
    case WAY_FILE_CHART_CHAINS:
    case WAY_FILE_CHART_STAYS:
    case WAY_FILE_CHART_WAITS:
      done = find_stays (&search, error);
      break;
    case WAY_FILE_CHART_COSTS:
    case WAY_FILE_CHART_WATERFALL:
      done = find_lines (&search, error);
      break;
    default:
      break;
    }
  g_clear_pointer (&search.chained, g_hash_table_unref);
  g_clear_pointer (&search.names, g_hash_table_unref);
  g_clear_pointer (&search.provisions, g_hash_table_unref);
  g_ptr_array_sort (found, compare_records);
  return done ? g_steal_pointer (&found) : NULL;
}
