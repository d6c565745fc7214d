/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is coming up: panels, starts, expected ends, the next census. */

#include "way-today-tasks.h"

#include "way-census.h"
#include "way-seals-sql.h"

#define MOST_COMING 50

void
way_coming_free (WayComing *self)
{
  if (self == NULL)
    return;
  g_free (self->who);
  g_free (self->place);
  g_free (self);
}

/* One query gives panels, starts and ends of a day alike; who starts today is there. */
static gboolean
add_coming_on (GPtrArray    *coming,
               WayDb        *db,
               const GDate  *today,
               const GDate  *day,
               GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT 0, panel, count (*), NULL, NULL, NULL, NULL FROM referral"
                         " WHERE panel = :day AND closed IS NULL"
                         " AND " WAY_PUPIL_KNOWN_SQL ("pupil") " GROUP BY panel"
                         " UNION ALL"
                         " SELECT 1, placement.start, 1, pupil.id, placement.id, " WAY_PUPIL_NAME_SQL ","
                         "  provision.name FROM placement"
                         "  JOIN pupil ON pupil.id = placement.pupil"
                         "  JOIN provision ON provision.id = placement.provision"
                         "  WHERE placement.start = :day AND placement.start > :today"
                         "  AND " WAY_PUPIL_KNOWN_SQL ("pupil.id")
                         " UNION ALL"
                         " SELECT 2, placement.expected_end, 1, pupil.id, placement.id, "
                         WAY_PUPIL_NAME_SQL ", provision.name FROM placement"
                         "  JOIN pupil ON pupil.id = placement.pupil"
                         "  JOIN provision ON provision.id = placement.provision"
                         "  WHERE placement.\"end\" IS NULL AND placement.expected_end = :day"
                         "  AND " WAY_PUPIL_KNOWN_SQL ("pupil.id")
                         " ORDER BY 1, 6, 5 LIMIT :most", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":day", day);
  way_stmt_bind_date (stmt, ":today", today);
  way_stmt_bind_int (stmt, ":most", MOST_COMING - (gint64) coming->len);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayComing *one = g_new0 (WayComing, 1);

      one->kind = (WayComingKind) way_stmt_int (stmt, 0);
      one->day = way_stmt_date (stmt, 1);
      one->number = (guint) way_stmt_int (stmt, 2);
      one->pupil = way_stmt_id (stmt, 3);
      one->placement = way_stmt_id (stmt, 4);
      one->who = g_strdup (way_stmt_text (stmt, 5));
      one->place = g_strdup (way_stmt_text (stmt, 6));
      g_ptr_array_add (coming, one);
    }
  return step == WAY_STEP_DONE;
}

/* Day by day, as far as there is room: in a large file one day may fill it. */
static gboolean
add_coming (GPtrArray    *coming,
            WayDb        *db,
            const GDate  *today,
            const GDate  *to,
            GError      **error)
{
  for (GDate day = *today; way_date_compare (&day, to) <= 0 && coming->len < MOST_COMING;
       day = way_date_add_days (&day, 1))
    if (!add_coming_on (coming, db, today, &day, error))
      return FALSE;
  return TRUE;
}

/* The next census, however far. */
static void
add_census (GPtrArray   *coming,
            const GDate *today)
{
  GDate far = way_date_add_months (today, 12);
  g_autoptr(GArray) days = way_census_days (today, &far);
  WayComing *one;

  if (days->len == 0)
    return;
  one = g_new0 (WayComing, 1);
  one->kind = WAY_COMING_CENSUS;
  one->day = g_array_index (days, GDate, 0);
  g_ptr_array_add (coming, one);
}

static int
compare_coming (gconstpointer a,
                gconstpointer b)
{
  const WayComing *one = *(const WayComing *const *) a;
  const WayComing *other = *(const WayComing *const *) b;
  int order = way_date_compare (&one->day, &other->day);

  if (order == 0)
    order = (int) one->kind - (int) other->kind;
  return order != 0 ? order : g_strcmp0 (one->who, other->who);
}

GPtrArray *
way_today_coming (WayFacts     *facts,
                  const GDate  *today,
                  GError      **error)
{
  g_autoptr(GPtrArray) coming = g_ptr_array_new_with_free_func ((GDestroyNotify) way_coming_free);
  const WaySchoolDays *days = way_facts_days (facts, NULL, error);
  GDate to;

  if (days == NULL)
    return NULL;
  to = way_school_days_nth_after (days, today, (guint) way_today_rule ("coming", "school_days"));
  if (!way_date_is_set (&to))
    to = way_date_add_days (today, 14);
  if (!add_coming (coming, way_facts_db (facts), today, &to, error))
    return NULL;
  add_census (coming, today);
  g_ptr_array_sort (coming, compare_coming);
  return g_steal_pointer (&coming);
}
