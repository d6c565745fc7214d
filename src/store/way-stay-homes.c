/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The home district of every child who was ever placed, by the child's number: a
 * page of the file holds those of a thousand.  Districts have numbers of their own;
 * 0 is none. */

#include "way-stays-private.h"

#include <string.h>

#define IN_PAGE 1000            /* four bytes each */

/* --- Districts --- */

static gboolean
find_district (WayDb        *db,
               const WayId  *district,
               guint32      *number,
               GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT number FROM stay_district"
                                            " WHERE district = :district", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":district", district);
  step = way_stmt_step (stmt, error);
  *number = step == WAY_STEP_ROW ? (guint32) way_stmt_int (stmt, 0) : 0;
  return step != WAY_STEP_ERROR;
}

static gboolean
number_district (WayDb        *db,
                 const WayId  *district,
                 guint32      *number,
                 GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  *number = 0;
  if (way_id_is_null (district))
    return TRUE;
  if (!find_district (db, district, number, error))
    return FALSE;
  if (*number != 0)
    return TRUE;
  stmt = way_db_prepare (db, "INSERT INTO stay_district (district) VALUES (:district)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":district", district);
  return way_stmt_run (stmt, error) && find_district (db, district, number, error);
}

/* --- One page --- */

typedef struct
{
  gint64  number;               /* -1: none is open */
  guint32 homes[IN_PAGE];       /* as bytes stand */
} Page;

static void
take_page (Page    *self,
           WayStmt *stmt,
           int      column)
{
  gsize size;
  const guint8 *bytes = way_stmt_blob (stmt, column, &size);

  memset (self->homes, 0, sizeof self->homes);
  if (size > 0)
    memcpy (self->homes, bytes, MIN (size, sizeof self->homes));
}

static gboolean
open_page (Page     *self,
           WayDb    *db,
           gint64    number,
           GError  **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT homes FROM stay_home WHERE page = :page",
                                            error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":page", number);
  step = way_stmt_step (stmt, error);
  self->number = number;
  memset (self->homes, 0, sizeof self->homes);
  if (step == WAY_STEP_ROW)
    take_page (self, stmt, 0);
  return step != WAY_STEP_ERROR;
}

static gboolean
close_page (Page    *self,
            WayDb   *db,
            GError **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  if (self->number < 0)
    return TRUE;
  stmt = way_db_prepare (db,
                         "INSERT INTO stay_home (page, homes) VALUES (:page, :homes)"
                         " ON CONFLICT (page) DO UPDATE SET homes = excluded.homes", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":page", self->number);
  way_stmt_bind_blob (stmt, ":homes", self->homes, sizeof self->homes);
  return way_stmt_run (stmt, error);
}

/* --- Packing --- */

#define CHANGED \
  "SELECT stay_home_change.number, stay_pupil.home FROM stay_home_change" \
  " LEFT JOIN stay_pupil ON stay_pupil.number = stay_home_change.number" \
  " ORDER BY stay_home_change.number"

gboolean
way_stays_pack_homes (WayDb   *db,
                      GError **error)
{
  Page page = { .number = -1 };
  g_autoptr(WayStmt) stmt = way_db_prepare (db, CHANGED, error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gint64 child = way_stmt_int (stmt, 0);
      WayId district = way_stmt_id (stmt, 1);
      guint32 number;

      if (page.number != child / IN_PAGE &&
          (!close_page (&page, db, error) || !open_page (&page, db, child / IN_PAGE, error)))
        return FALSE;
      if (!number_district (db, &district, &number, error))
        return FALSE;
      page.homes[child % IN_PAGE] = GUINT32_TO_LE (number);
    }
  return step == WAY_STEP_DONE && close_page (&page, db, error) &&
         way_db_exec (db, "DELETE FROM stay_home_change", error);
}

/* --- Reading --- */

GArray *
way_stays_districts (WayDb   *db,
                     GError **error)
{
  g_autoptr(GArray) districts = g_array_new (FALSE, TRUE, sizeof (WayId));
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT number, district FROM stay_district"
                                            " ORDER BY number", error);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId district = way_stmt_id (stmt, 1);

      g_array_set_size (districts, (guint) way_stmt_int (stmt, 0));
      g_array_append_val (districts, district);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&districts) : NULL;
}

guint32 *
way_stays_homes (WayDb    *db,
                 guint     n,
                 GError  **error)
{
  g_autofree guint32 *homes = g_new0 (guint32, MAX (n, 1));
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT page, homes FROM stay_home", error);
  Page page;
  WayStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      guint first = (guint) way_stmt_int (stmt, 0) * IN_PAGE;

      take_page (&page, stmt, 1);
      for (guint i = 0; i < IN_PAGE && first + i < n; i++)
        homes[first + i] = GUINT32_FROM_LE (page.homes[i]);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&homes) : NULL;
}

/* --- Looking over --- */

gboolean
way_stays_verify_homes (WayDb      *db,
                        GPtrArray  *findings,
                        GError    **error)
{
  guint32 last;
  g_autofree guint32 *homes = NULL;
  g_autoptr(GArray) districts = way_stays_districts (db, error);
  g_autoptr(WayStmt) stmt = NULL;
  guint wrong = 0;
  WayStep step;

  if (districts == NULL || !way_stays_last_pupil (db, &last, error))
    return FALSE;
  homes = way_stays_homes (db, last + 1, error);
  stmt = homes != NULL ? way_db_prepare (db, "SELECT number, home FROM stay_pupil", error) : NULL;
  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      guint32 number = homes[way_stmt_int (stmt, 0)];
      WayId home = way_stmt_id (stmt, 1);
      WayId packed = number > 0 && number < districts->len
                       ? g_array_index (districts, WayId, number) : (WayId) { 0 };

      wrong += way_id_equal (&home, &packed) ? 0 : 1;
    }
  if (wrong > 0)
    g_ptr_array_add (findings, g_strdup_printf (
      "pupil: the home districts of %u are not as they are packed for counting", wrong));
  return step == WAY_STEP_DONE;
}
