/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of a row.  A delete names the live dots that its author saw, a
 * restore of the row names the deletes that it answers.  A delete stands until
 * a restore that stands answers it; a restore stands until a delete that
 * stands names it.  So each can be taken back, and that again. */

#include "way-fate-private.h"

#include "way-bug-private.h"
#include "way-journal-private.h"
#include "way-merge-private.h"

typedef struct
{
  gint64    dot;
  gboolean  is_delete;
  GArray   *names;       /* local dots */
  guint     waits;       /* for so many that name it */
  gboolean  fallen;
} Verdict;

static void
free_verdict (gpointer data)
{
  Verdict *verdict = data;

  g_array_unref (verdict->names);
  g_free (verdict);
}

static Verdict *
add_verdict (GHashTable *verdicts,
             gint64      dot,
             gboolean    is_delete)
{
  Verdict *verdict = g_new0 (Verdict, 1);

  verdict->dot = dot;
  verdict->is_delete = is_delete;
  verdict->names = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_insert (verdicts, &verdict->dot, verdict);
  return verdict;
}

static gboolean
read_deletes (WayDb        *db,
              const WayId  *row,
              GHashTable   *verdicts,
              GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT by, dot FROM buried WHERE row = :row", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gint64 by = way_stmt_int (stmt, 0);
      gint64 dot = way_stmt_int (stmt, 1);
      Verdict *verdict = g_hash_table_lookup (verdicts, &by);

      if (verdict == NULL)
        verdict = add_verdict (verdicts, by, TRUE);
      g_array_append_val (verdict->names, dot);
    }
  return step == WAY_STEP_DONE;
}

static gboolean
add_answers (WayDb             *db,
             const WayOpEntry  *entry,
             Verdict           *verdict,
             GError           **error)
{
  for (guint i = 0; entry->restored != NULL && i < entry->restored->len; i++)
    {
      gint64 local;

      if (!way_journal_local (db, &g_array_index (entry->restored, WayDot, i), &local, error))
        return FALSE;
      g_array_append_val (verdict->names, local);
    }
  return TRUE;
}

/* Restores of the row; those of cells name fields. */
static gboolean
read_restores (WayDb        *db,
               const WayId  *row,
               GHashTable   *verdicts,
               GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT dot, parts FROM op WHERE row = :row AND kind = 4", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gsize size;
      const void *parts = way_stmt_blob (stmt, 1, &size);
      g_autoptr(GPtrArray) entries = way_op_read (parts, size);
      const WayOpEntry *entry = entries != NULL && entries->len > 0
                                  ? g_ptr_array_index (entries, 0) : NULL;

      if (entry != NULL && entry->field == 0 &&
          !add_answers (db, entry, add_verdict (verdicts, way_stmt_int (stmt, 0), FALSE), error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

/* The one that is named, where it is of the other kind. */
static Verdict *
find_named (GHashTable    *verdicts,
            const Verdict *by,
            guint          index)
{
  Verdict *named = g_hash_table_lookup (verdicts, &g_array_index (by->names, gint64, index));

  return named != NULL && named->is_delete != by->is_delete ? named : NULL;
}

/* From those that nobody names back to the first.  What names itself in a
 * circle was written by no honest copy, and stands. */
static void
judge (GHashTable *verdicts)
{
  g_autoptr(GPtrArray) ready = g_ptr_array_new ();
  GHashTableIter iter;
  Verdict *verdict, *named;

  g_hash_table_iter_init (&iter, verdicts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &verdict))
    for (guint i = 0; i < verdict->names->len; i++)
      if ((named = find_named (verdicts, verdict, i)) != NULL)
        named->waits++;
  g_hash_table_iter_init (&iter, verdicts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &verdict))
    if (verdict->waits == 0 || way_bug (65))
      g_ptr_array_add (ready, verdict);

  while (ready->len > 0)
    {
      verdict = g_ptr_array_remove_index_fast (ready, ready->len - 1);
      for (guint i = 0; i < verdict->names->len; i++)
        if ((named = find_named (verdicts, verdict, i)) != NULL)
          {
            named->fallen |= !verdict->fallen && !way_bug (64);
            if (--named->waits == 0)
              g_ptr_array_add (ready, named);
          }
    }
}

/* Dots of the row that no standing delete saw. */
static gboolean
read_kept (WayDb        *db,
           const WayId  *row,
           GHashTable   *verdicts,
           WayFate      *fate,
           GError      **error)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_autoptr(WayStmt) stmt = NULL;
  GHashTableIter iter;
  Verdict *verdict;
  WayStep step;

  g_hash_table_iter_init (&iter, verdicts);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &verdict))
    if (verdict->is_delete && !verdict->fallen)
      {
        g_array_append_val (fate->deletes, verdict->dot);
        for (guint i = 0; i < verdict->names->len; i++)
          g_hash_table_add (seen, &g_array_index (verdict->names, gint64, i));
      }
    else if (!verdict->is_delete && !verdict->fallen)
      g_array_append_val (fate->kept, verdict->dot);

  stmt = way_db_prepare (db,
                         "SELECT :insert WHERE :insert > 0"
                         " UNION SELECT dot FROM cell WHERE row = :row", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  way_stmt_bind_int (stmt, ":insert", fate->insert);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gint64 dot = way_stmt_int (stmt, 0);

      if (!g_hash_table_contains (seen, &dot) || way_bug (66))
        g_array_append_val (fate->kept, dot);
    }
  return step == WAY_STEP_DONE;
}

gboolean
way_fate_read (WayDb        *db,
               const WayId  *row,
               WayFate      *fate,
               GError      **error)
{
  g_autoptr(GHashTable) verdicts = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                                          free_verdict);

  fate->deletes = g_array_new (FALSE, FALSE, sizeof (gint64));
  fate->kept = g_array_new (FALSE, FALSE, sizeof (gint64));
  if (!way_merge_find_insert (db, NULL, row, &fate->insert, error) ||
      !read_deletes (db, row, verdicts, error) ||
      (g_hash_table_size (verdicts) > 0 && !way_bug (21) && !read_restores (db, row, verdicts, error)))
    return FALSE;
  judge (verdicts);
  if (!read_kept (db, row, verdicts, fate, error))
    return FALSE;
  fate->alive = fate->insert != 0 && fate->kept->len > 0 &&
                (fate->deletes->len == 0 || !way_bug (3));
  return TRUE;
}

void
way_fate_clear (WayFate *fate)
{
  g_clear_pointer (&fate->deletes, g_array_unref);
  g_clear_pointer (&fate->kept, g_array_unref);
}

static gboolean
has_dot (const GArray *dots,
         gint64        dot)
{
  for (guint i = 0; i < dots->len; i++)
    if (g_array_index (dots, gint64, i) == dot)
      return TRUE;
  return FALSE;
}

gboolean
way_fate_stands (WayDb        *db,
                 const WayId  *row,
                 gint64        dot,
                 gboolean     *stands,
                 GError      **error)
{
  g_auto(WayFate) fate = { 0 };

  *stands = FALSE;
  if (!way_fate_read (db, row, &fate, error))
    return FALSE;
  *stands = has_dot (fate.deletes, dot) || has_dot (fate.kept, dot);
  return TRUE;
}

gboolean
way_merge_is_alive (WayDb        *db,
                    const WayId  *row,
                    gint64       *insert,
                    gboolean     *alive,
                    GError      **error)
{
  g_auto(WayFate) fate = { 0 };

  *alive = FALSE;
  if (!way_fate_read (db, row, &fate, error))
    return FALSE;
  *insert = fate.insert;
  *alive = fate.alive;
  return TRUE;
}
