/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is read under which record: the view pupil_kept, asked. */

#include "way-joins.h"

/* Numbers that two rows have in common, under the records that they are read as. */
#define SUSPECTS                                                                \
  "WITH common AS MATERIALIZED ("                                               \
  "  SELECT upn FROM pupil WHERE dot IS NOT NULL AND upn IS NOT NULL"           \
  "  GROUP BY upn HAVING count (*) > 1),"                                       \
  " child AS MATERIALIZED ("                                                    \
  "  SELECT DISTINCT pupil.upn, coalesce (pupil_kept.kept, pupil.id) AS kept"   \
  "  FROM common JOIN pupil ON pupil.upn = common.upn AND pupil.dot IS NOT NULL" \
  "  LEFT JOIN pupil_kept ON pupil_kept.pupil = pupil.id),"                     \
  " first AS (SELECT upn, min (kept) AS kept FROM child GROUP BY upn)"          \
  " SELECT DISTINCT first.kept, child.kept"                                     \
  " FROM first JOIN child ON child.upn = first.upn AND child.kept > first.kept" \
  " ORDER BY 1, 2"

static GArray *
read_pairs (WayDb       *db,
            const char  *sql,
            GError     **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);
  g_autoptr(GArray) pairs = g_array_new (FALSE, FALSE, sizeof (WayJoinPair));
  WayStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayJoinPair pair = { way_stmt_id (stmt, 0), way_stmt_id (stmt, 1) };

      g_array_append_val (pairs, pair);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&pairs) : NULL;
}

GArray *
way_joins_suspects (WayDb   *db,
                    GError **error)
{
  return read_pairs (db, SUSPECTS, error);
}

GArray *
way_joins_list (WayDb   *db,
                GError **error)
{
  return read_pairs (db, "SELECT kept, pupil FROM pupil_kept WHERE kept <> pupil ORDER BY 1, 2",
                     error);
}

gboolean
way_joins_kept (WayDb        *db,
                const WayId  *pupil,
                WayId        *kept,
                GError      **error)
{
  g_autoptr(WayStmt) stmt =
    way_db_prepare (db, "SELECT kept FROM pupil_kept WHERE pupil = :pupil", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":pupil", pupil);
  step = way_stmt_step (stmt, error);
  *kept = step == WAY_STEP_ROW ? way_stmt_id (stmt, 0) : *pupil;
  return step != WAY_STEP_ERROR;
}

GArray *
way_joins_members (WayDb        *db,
                   const WayId  *pupil,
                   GError      **error)
{
  g_autoptr(GArray) members = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autoptr(WayStmt) stmt =
    way_db_prepare (db,
                    "WITH kept AS MATERIALIZED (SELECT pupil, kept FROM pupil_kept)"
                    " SELECT pupil FROM kept WHERE kept ="
                    " (SELECT kept FROM kept WHERE pupil = :pupil) ORDER BY pupil", error);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":pupil", pupil);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId id = way_stmt_id (stmt, 0);

      g_array_append_val (members, id);
    }
  if (step == WAY_STEP_ERROR)
    return NULL;
  if (members->len == 0)
    g_array_append_val (members, *pupil);
  return g_steal_pointer (&members);
}

/* --- Records --- */

static int
compare_records (gconstpointer a,
                 gconstpointer b)
{
  return way_id_compare (way_record_id (*(const gpointer *) a),
                         way_record_id (*(const gpointer *) b));
}

/* Moves all of the second to the end of the first. */
static void
move_all (GPtrArray *to,
          GPtrArray *from)
{
  g_autofree gpointer *records = NULL;
  gsize n;

  records = g_ptr_array_steal (from, &n);
  for (gsize i = 0; i < n; i++)
    g_ptr_array_add (to, records[i]);
}

GPtrArray *
way_joins_records_of (WayDb            *db,
                      const WayEntity  *entity,
                      const WayId      *pupil,
                      GError          **error)
{
  g_autoptr(GArray) members = way_joins_members (db, pupil, error);
  g_autoptr(GPtrArray) all = NULL;

  if (members == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func (entity->destroy);
  for (guint i = 0; i < members->len; i++)
    {
      g_autoptr(GPtrArray) some =
        way_records_of (db, entity, "pupil", &g_array_index (members, WayId, i), error);

      if (some == NULL)
        return NULL;
      move_all (all, some);
    }
  g_ptr_array_sort (all, compare_records);
  return g_steal_pointer (&all);
}

/* --- Joins --- */

static gboolean
add_live (WayDb        *db,
          const char   *field,
          const WayId  *pupil,
          GPtrArray    *found,
          GError      **error)
{
  g_autoptr(GPtrArray) rows = way_records_of (db, &way_pupil_join_entity, field, pupil, error);

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const WayPupilJoin *join = g_ptr_array_index (rows, i);

      if (!way_date_is_set (&join->ended))
        g_ptr_array_add (found, way_pupil_join_copy (join));
    }
  return TRUE;
}

/* Of rows in order, all but the first of each id go. */
static void
drop_repeats (GPtrArray *records)
{
  for (guint i = records->len; i > 1; i--)
    if (compare_records (&records->pdata[i - 1], &records->pdata[i - 2]) == 0)
      g_ptr_array_remove_index (records, i - 1);
}

GPtrArray *
way_joins_live (WayDb         *db,
                const GArray  *pupils,
                GError       **error)
{
  g_autoptr(GPtrArray) found =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_pupil_join_free);

  for (guint i = 0; i < pupils->len; i++)
    {
      const WayId *pupil = &g_array_index (pupils, WayId, i);

      if (!add_live (db, "pupil", pupil, found, error) ||
          !add_live (db, "other", pupil, found, error))
        return NULL;
    }
  g_ptr_array_sort (found, compare_records);
  drop_repeats (found);
  return g_steal_pointer (&found);
}
