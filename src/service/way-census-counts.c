/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was on roll on a census day, as it was known then. */

#include "way-census-counts.h"

#include <string.h>

#include "way-directory.h"
#include "way-figures.h"
#include "way-occupancy-service.h"
#include "way-service-error.h"
#include "way-text.h"

static WayOccupancyTable *
count_day (WayDb        *db,
           const GDate  *day,
           GError      **error)
{
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));

  g_array_append_val (days, *day);
  return way_occupancy_service_read (db, days, WAY_OCCUPANCY_BY_PROVISION, TRUE, error);
}

/* --- Counting --- */

typedef struct
{
  const char        *who;
  WayOccupancyTable *table;
  GDate              day;
  GDate              today;
} Taking;

static gboolean
write_count (WayDb                    *db,
             const Taking             *taking,
             const WayOccupancyGroup  *group,
             GError                  **error)
{
  const WayOccupancyCell *cell = way_occupancy_row (taking->table->counts, group->row);
  g_autoptr(WayCensusCount) count = way_census_count_new ();

  count->provision = group->id;
  count->day = taking->day;
  count->places = cell->places;
  count->on_roll = cell->on_roll;
  count->sessions = cell->sessions;
  count->counted = taking->today;
  count->by = g_strdup (taking->who);
  return way_records_insert (db, &way_census_count_entity, count, error);
}

static gboolean
write_counts (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  const Taking *taking = data;

  for (guint i = 0; i < taking->table->groups->len; i++)
    if (!write_count (db, taking, &g_array_index (taking->table->groups, WayOccupancyGroup, i),
                      error))
      return FALSE;
  return TRUE;
}

static gboolean
may_count (WayDb        *db,
           const GDate  *day,
           const GDate  *today,
           GError      **error)
{
  WayValue value = { .type = WAY_VALUE_INTEGER, .integer = way_date_julian (day) };
  g_autofree char *iso = way_date_to_iso (day);
  g_autoptr(GPtrArray) before = NULL;

  if (way_date_compare (day, today) > 0)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_DATE,
                   "day: %s is still to come", iso);
      return FALSE;
    }
  before = way_records_list (db, &way_census_count_entity, "day", &value, error);
  if (before == NULL || before->len == 0)
    return before != NULL;
  g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE,
               "day: %s was counted before; a count stays as it was made", iso);
  return FALSE;
}

gboolean
way_census_count_take (WayDb              *db,
                       const WayEditInfo  *info,
                       const GDate        *day,
                       const GDate        *today,
                       GError            **error)
{
  WayEditInfo named = *info;
  g_autoptr(WayOccupancyTable) table = NULL;
  Taking taking = { .who = info->who, .day = *day, .today = *today };

  if (!may_count (db, day, today, error))
    return FALSE;
  table = count_day (db, day, error);
  if (table == NULL)
    return FALSE;
  taking.table = table;
  named.name = "Take the census count";
  return way_edit_run (db, &named, write_counts, &taking, NULL, error);
}

/* --- Then and now --- */

static void
row_free (gpointer data)
{
  WayCensusRow *row = data;

  g_free (row->name);
  g_free (row);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const WayCensusRow *one = *(const WayCensusRow *const *) a;
  const WayCensusRow *other = *(const WayCensusRow *const *) b;
  g_autofree char *name = NULL;
  g_autofree char *other_name = NULL;
  int order = way_date_compare (&one->day, &other->day);

  if (order != 0)
    return order;
  if (one->is_counted != other->is_counted)
    return one->is_counted ? -1 : 1;
  name = way_text_fold (one->name);
  other_name = way_text_fold (other->name);
  order = strcmp (name, other_name);
  return order != 0 ? order : way_id_compare (&one->provision, &other->provision);
}

/* What the records say now of the rows of one day. */
static gboolean
fill_now (WayDb      *db,
          GPtrArray  *rows,
          guint       first,
          guint       end,
          GError    **error)
{
  const GDate *day = &((WayCensusRow *) g_ptr_array_index (rows, first))->day;
  g_autoptr(WayOccupancyTable) table = count_day (db, day, error);

  for (guint i = first; table != NULL && i < end; i++)
    {
      WayCensusRow *row = g_ptr_array_index (rows, i);

      for (guint j = 0; j < table->groups->len; j++)
        {
          const WayOccupancyGroup *group = &g_array_index (table->groups, WayOccupancyGroup, j);
          const WayOccupancyCell *cell = way_occupancy_row (table->counts, group->row);

          if (!way_id_equal (&group->id, &row->provision))
            continue;
          row->places_now = cell->places;
          row->on_roll_now = cell->on_roll;
          row->sessions_now = cell->sessions;
        }
    }
  return table != NULL;
}

static WayCensusRow *
make_row (WayDb                 *db,
          const WayCensusCount  *count,
          GError               **error)
{
  g_autoptr(WayProvision) provision = way_records_get (db, &way_provision_entity,
                                                       &count->provision, error);
  WayCensusRow *row = g_new0 (WayCensusRow, 1);

  row->day = count->day;
  row->provision = count->provision;
  row->name = g_strdup (provision != NULL && provision->name != NULL ? provision->name : "");
  row->is_counted = provision != NULL && provision->counted == 1;
  row->places = count->places;
  row->on_roll = count->on_roll;
  row->sessions = count->sessions;
  return row;
}

GPtrArray *
way_census_count_list (WayDb   *db,
                       GError **error)
{
  g_autoptr(GPtrArray) counts = way_records_list (db, &way_census_count_entity, NULL, NULL, error);
  g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  GError *fault = NULL;

  if (counts == NULL)
    return NULL;
  for (guint i = 0; i < counts->len && fault == NULL; i++)
    g_ptr_array_add (rows, make_row (db, g_ptr_array_index (counts, i), &fault));
  g_ptr_array_sort (rows, compare_rows);
  for (guint first = 0, end; first < rows->len && fault == NULL; first = end)
    {
      const WayCensusRow *row = g_ptr_array_index (rows, first);

      for (end = first + 1; end < rows->len &&
                            way_date_equal (&((WayCensusRow *) g_ptr_array_index (rows, end))->day,
                                            &row->day); end++)
        ;
      fill_now (db, rows, first, end, &fault);
    }
  if (fault == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, fault);
  return NULL;
}
