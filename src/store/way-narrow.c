/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that a copy may hold no longer: the parts of operations with their values go,
 * and what stands for them stays, so that the chain holds and they can come again. */

#include "way-merge-private.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-erase-private.h"
#include "way-ops-private.h"
#include "way-withheld-private.h"

/* A row of which fields go. */
typedef struct
{
  WayDb           *db;
  WayId            row;
  const WayEntity *entity;     /* NULL: not known to this program */
  guint            classes;    /* that stay */
  GHashTable      *fields;     /* numbers of those that go */
  GPtrArray       *digests;
} Narrowing;

static GByteArray *
mask (const Narrowing *self,
      gconstpointer    parts,
      gsize            size,
      int             *present)
{
  GByteArray *masked = g_byte_array_new ();

  *present = way_op_mask (parts, size, self->classes, masked);
  return masked;
}

/* --- Whether anything goes --- */

static gboolean
has_more (const Narrowing  *self,
          gboolean         *more,
          GError          **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db, "SELECT parts FROM op WHERE row = :row", error);
  WayStep step = WAY_STEP_DONE;

  *more = FALSE;
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", &self->row);
  while (!*more && (step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gsize size;
      const void *parts = way_stmt_blob (stmt, 0, &size);
      int present;
      g_autoptr(GByteArray) masked = mask (self, parts, size, &present);

      *more = present >= 0 && (masked->len != size || memcmp (masked->data, parts, size) != 0);
    }
  return step != WAY_STEP_ERROR;
}

/* --- What goes --- */

static gboolean
write_masked (Narrowing         *self,
              gint64             dot,
              const GByteArray  *masked,
              gboolean           keep,
              GError           **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (self->db, keep ? "UPDATE op SET parts = :parts WHERE dot = :dot"
                                        : "DELETE FROM op WHERE dot = :dot", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_int (stmt, ":dot", dot);
  if (keep)
    way_stmt_bind_blob (stmt, ":parts", masked->len > 0 ? masked->data : (const guint8 *) "",
                        masked->len);
  return way_stmt_run (stmt, error);
}

/* An operation of which nothing is left is withheld, but for the insert of the row.
 * Which values others replaced stays known (`superseded`): it stays true, and is
 * said again by the same operations when they come again. */
static gboolean
narrow_op (Narrowing      *self,
           gint64          dot,
           guint           kind,
           gconstpointer   parts,
           gsize           size,
           GError        **error)
{
  int present;
  g_autoptr(GByteArray) masked = mask (self, parts, size, &present);
  g_autoptr(GPtrArray) entries = way_op_read (parts, size);

  if (present < 0 || entries == NULL ||
      (masked->len == size && memcmp (masked->data, parts, size) == 0))
    return TRUE;
  for (guint i = 0; i < entries->len; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (entries, i);

      if (entry->class == WAY_CLASS_STRUCTURE ||
          (entry->class < 32 && (self->classes & 1u << entry->class) != 0))
        continue;
      g_hash_table_add (self->fields, GUINT_TO_POINTER (entry->field));
      way_erase_note_digest (self->entity, entry, self->digests);
    }
  return write_masked (self, dot, masked, present > 0 || kind == WAY_OP_INSERT, error);
}

static gboolean
narrow_ops (Narrowing  *self,
            GError    **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db, "SELECT dot, kind, parts FROM op WHERE row = :row ORDER BY dot",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", &self->row);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gsize size;
      const void *parts = way_stmt_blob (stmt, 2, &size);
      g_autofree guint8 *copy = g_memdup2 (parts, size);

      if (!narrow_op (self, way_stmt_int (stmt, 0), (guint) way_stmt_int (stmt, 1), copy, size,
                      error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

/* A restore says of no value what it is, and stays: so does what it says of the cell,
 * as if the values had not come yet. */
static gboolean
clear_cells (Narrowing  *self,
             GError    **error)
{
  gpointer field;
  GHashTableIter iter;

  g_hash_table_iter_init (&iter, self->fields);
  while (g_hash_table_iter_next (&iter, &field, NULL))
    {
      g_autoptr(WayStmt) stmt = NULL;

      stmt = way_db_prepare (self->db, "DELETE FROM cell WHERE row = :row AND field = :field", error);
      if (stmt == NULL)
        return FALSE;
      way_stmt_bind_id (stmt, ":row", &self->row);
      way_stmt_bind_int (stmt, ":field", GPOINTER_TO_UINT (field));
      if (!way_bug (124) && !way_stmt_run (stmt, error))
        return FALSE;
      if (!way_bug (136) &&
          !way_merge_apply_again (self->db, &self->row, GPOINTER_TO_UINT (field), error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
narrow_row (Narrowing  *self,
            GError    **error)
{
  WayMergeReport report = { 0 };

  return way_withheld_keep_row (self->db, &self->row, error) && narrow_ops (self, error) &&
         clear_cells (self, error) && way_erase_drop_drafts (self->db, &self->row, error) &&
         (self->entity == NULL ||
          way_merge_project_row (self->db, self->entity, &self->row, &report, error));
}

/* --- All of it --- */

/* What may stay of a row: nothing where this program cannot tell what it is, until the
 * office says it again. */
static guint
find_classes (const Narrowing *self,
              WayMergeClasses  classes,
              gpointer         data)
{
  if (self->entity != NULL)
    return classes (self->entity, data);
  return way_bug (130) ? ~0u : 0;
}

static GArray *
list_rows (WayDb   *db,
           GError **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (WayRetiredRow));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT row, min (entity) FROM op GROUP BY row", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayRetiredRow row = { way_stmt_id (stmt, 0), (guint) way_stmt_int (stmt, 1) };

      g_array_append_val (rows, row);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

gboolean
way_merge_narrow (WayDb            *db,
                  WayMergeClasses   classes,
                  WayMergeKeep      keep,
                  gpointer          data,
                  guint            *narrowed,
                  guint            *kept,
                  GError          **error)
{
  g_autoptr(GArray) rows = list_rows (db, error);
  g_autoptr(GPtrArray) digests = g_ptr_array_new_with_free_func (g_free);

  *narrowed = *kept = 0;
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayRetiredRow *row = &g_array_index (rows, WayRetiredRow, i);
      g_autoptr(GHashTable) fields = g_hash_table_new (NULL, NULL);
      Narrowing self = { db, row->row, way_entity_by_number (row->entity), 0, fields, digests };
      gboolean more, stays;

      self.classes = find_classes (&self, classes, data);
      if (!has_more (&self, &more, error))
        return FALSE;
      if (!more)
        continue;
      if (!keep (db, &row->row, &stays, data, error) || (!stays && !narrow_row (&self, error)))
        return FALSE;
      *kept += stays;
      *narrowed += !stays;
    }
  return rows != NULL && (*narrowed == 0 || way_erase_settle (db, digests, error));
}
