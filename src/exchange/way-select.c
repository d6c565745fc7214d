/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The part of the journal that a limited copy is told of. */

#include "way-select.h"

#include <string.h>

#include "way-bug-private.h"
#include "way-copies.h"
#include "way-exchange-private.h"
#include "way-op.h"
#include "way-scope.h"

/* A row that goes. */
typedef struct
{
  WayId    id;
  gboolean fresh;            /* the copy has not said to have it */
} Row;

struct _WaySelection
{
  WayDb      *db;
  WayId       device;
  guint       role;
  gint64      acked;         /* -1 where it has nothing as it should be */
  WayRanges  *heard;
  WayTold     told;          /* with the last file of this office that it took in */
  GHashTable *lives;         /* WayId * of the replicas that the device writes as */
  GHashTable *rows;          /* WayId * in the Row -> Row * */
  gboolean    any_fresh;
  GArray     *retired;       /* of WayRetiredRow */
};

void
way_selection_free (WaySelection *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->heard, way_ranges_free);
  way_told_clear (&self->told);
  g_hash_table_unref (self->lives);
  g_hash_table_unref (self->rows);
  g_array_unref (self->retired);
  g_free (self);
}

/* --- Rows --- */

/* Whether a giving of `held` means that the copy has the row, all of it: it made it, or
 * had it from this office and said so.  What another office gave may be less. */
#define IS_THERE                                                                      \
  "(held.giver IN ((SELECT id FROM device_key), :device) AND held.sequence <= :acked" \
  " AND held.retired IS NULL AND held.gone IS NULL)"

static gboolean
make_table (WayDb   *db,
            GError **error)
{
  return way_db_exec (db,
                      "CREATE TEMP TABLE IF NOT EXISTS send (row BLOB PRIMARY KEY NOT NULL,"
                      " entity INTEGER NOT NULL, fresh INTEGER NOT NULL) WITHOUT ROWID", error) &&
         way_db_run (db, "DELETE FROM temp.send", error);
}

static gboolean
run (WaySelection  *self,
     const char    *sql,
     GError       **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &self->device);
  if (strstr (sql, ":acked") != NULL)
    way_stmt_bind_int (stmt, ":acked", self->acked);
  return way_stmt_run (stmt, error);
}

/* Whether one of the entries names an owner that the copy has. */
static gboolean
names_owner (WaySelection     *self,
             const WayEntity  *entity,
             GPtrArray        *entries,
             gboolean         *named,
             GError          **error)
{
  g_autofree const WayField **owners = way_copies_owners (entity);
  gboolean (*ask) (WayDb *, const WayId *, gboolean *, GError **) =
    way_copies_reach (entity) == WAY_REACH_PUPIL ? way_scope_has : way_scope_owns;

  for (guint i = 0; i < entries->len && !*named; i++)
    {
      const WayOpEntry *entry = g_ptr_array_index (entries, i);

      for (guint j = 0; owners[j] != NULL && !*named; j++)
        if (entry->field == owners[j]->number && entry->value.type == WAY_VALUE_ID &&
            !ask (self->db, &entry->value.id, named, error))
          return FALSE;
    }
  return TRUE;
}

/* Whether a row that was deleted was of a child or setting which the copy still has:
 * the journal says so, there is no row to ask.  A child that was deleted it drops. */
static gboolean
was_in_scope (WaySelection     *self,
              const WayEntity  *entity,
              const WayId      *row,
              gboolean         *was,
              GError          **error)
{
  g_autofree const WayField **owners = way_copies_owners (entity);
  WayReach reach = way_copies_reach (entity);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step = WAY_STEP_DONE;

  *was = (owners[0] == NULL && (reach != WAY_REACH_PUPIL || way_bug (132))) || way_bug (114) ||
         (reach != WAY_REACH_PUPIL && reach != WAY_REACH_SETTING);
  stmt = way_db_prepare (self->db, "SELECT parts FROM op WHERE row = :row ORDER BY dot", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", row);
  while (!*was && (step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      gsize size;
      const void *parts = way_stmt_blob (stmt, 0, &size);
      g_autoptr(GPtrArray) entries = way_op_read (parts, size);

      if (entries != NULL && !names_owner (self, entity, entries, was, error))
        return FALSE;
    }
  return step != WAY_STEP_ERROR;
}

static gboolean
add_row (WaySelection     *self,
         const WayEntity  *entity,
         const Row        *row,
         GError          **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db,
                                            "INSERT OR IGNORE INTO temp.send (row, entity, fresh)"
                                            " VALUES (:row, :entity, :fresh)", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":row", &row->id);
  way_stmt_bind_int (stmt, ":entity", entity->number);
  way_stmt_bind_int (stmt, ":fresh", row->fresh);
  return way_stmt_run (stmt, error);
}

static GArray *
list_deleted (WaySelection     *self,
              const WayEntity  *entity,
              GError          **error)
{
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (Row));
  g_autofree char *sql = NULL;
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  sql = g_strdup_printf ("SELECT held.row, max (" IS_THERE ") = 0 FROM held"
                         " WHERE held.device = :device AND held.gone IS NULL"
                         " AND held.entity = :entity AND NOT EXISTS (SELECT 1 FROM \"%s\" AS own"
                         "  WHERE own.id = held.row AND own.dot IS NOT NULL) GROUP BY held.row",
                         entity->name);
  stmt = way_db_prepare (self->db, sql, error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_id (stmt, ":device", &self->device);
  way_stmt_bind_int (stmt, ":acked", self->acked);
  way_stmt_bind_int (stmt, ":entity", entity->number);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      Row row = { way_stmt_id (stmt, 0), way_stmt_int (stmt, 1) != 0 };

      g_array_append_val (rows, row);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&rows) : NULL;
}

/* What it holds and is there no more was deleted: it must hear of that, unless it has
 * to drop what that belonged to. */
static gboolean
add_deleted (WaySelection     *self,
             const WayEntity  *entity,
             GError          **error)
{
  g_autoptr(GArray) rows = list_deleted (self, entity, error);

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const Row *row = &g_array_index (rows, Row, i);
      gboolean was;

      if (!was_in_scope (self, entity, &row->id, &was, error) ||
          (was && !add_row (self, entity, row, error)))
        return FALSE;
    }
  return rows != NULL;
}

/* Only of the entities of which the copy was ever given anything. */
static gboolean
add_all_deleted (WaySelection  *self,
                 GError       **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  g_autoptr(GPtrArray) entities = g_ptr_array_new ();
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT DISTINCT entity FROM held WHERE device = :device AND gone IS NULL",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &self->device);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      const WayEntity *entity = way_entity_by_number ((guint) way_stmt_int (stmt, 0));

      if (entity != NULL)
        g_ptr_array_add (entities, (gpointer) entity);
    }
  for (guint i = 0; step == WAY_STEP_DONE && i < entities->len; i++)
    if (!add_deleted (self, g_ptr_array_index (entities, i), error))
      return FALSE;
  return step == WAY_STEP_DONE;
}

static gboolean
fill_table (WaySelection  *self,
            GError       **error)
{
  if (!make_table (self->db, error))
    return FALSE;
  if (self->role == WAY_COPY_GOVERNANCE)
    return TRUE;
  return run (self,
              "INSERT INTO temp.send (row, entity, fresh) SELECT row, entity, NOT EXISTS"
              " (SELECT 1 FROM held WHERE held.device = :device AND held.row = temp.scope.row"
              "  AND " IS_THERE ") FROM temp.scope", error) &&
         add_all_deleted (self, error);
}

static gboolean
read_rows (WaySelection  *self,
           GError       **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db, "SELECT row, fresh FROM temp.send", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      Row *row = g_new (Row, 1);

      row->id = way_stmt_id (stmt, 0);
      row->fresh = way_stmt_int (stmt, 1) != 0;
      self->any_fresh |= row->fresh;
      g_hash_table_insert (self->rows, &row->id, row);
    }
  return step == WAY_STEP_DONE;
}

static gboolean
read_retired (WaySelection  *self,
              GError       **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT DISTINCT row, entity FROM held WHERE device = :device"
                         " AND gone IS NULL AND row NOT IN (SELECT row FROM temp.send)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &self->device);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayRetiredRow retired = { way_stmt_id (stmt, 0), (guint) way_stmt_int (stmt, 1) };

      /* Of what this program does not know it cannot say who may hold it. */
      if (way_entity_by_number (retired.entity) != NULL || way_bug (126))
        g_array_append_val (self->retired, retired);
    }
  return step == WAY_STEP_DONE;
}

static gboolean
read_lives (WaySelection  *self,
            GError       **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (self->db,
                                            "SELECT replica FROM life WHERE device = :device", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &self->device);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId replica = way_stmt_id (stmt, 0);

      g_hash_table_add (self->lives, g_memdup2 (&replica, sizeof replica));
    }
  return step == WAY_STEP_DONE;
}

/* What the copy has said: all that it took in is nothing where it was cut for another
 * role. */
static gboolean
read_mate (WaySelection  *self,
           GError       **error)
{
  guint64 acked;

  if (!way_exchange_read_mate (self->db, &self->device, &acked, &self->heard, error) ||
      !way_exchange_read_told (self->db, &self->device, self->role, acked, &self->told, error))
    return FALSE;
  self->acked = self->told.turned && !way_bug (120) ? -1 : (gint64) acked;
  return read_lives (self, error);
}

WaySelection *
way_selection_new (WayDb                 *db,
                   const WayRosterEntry  *entry,
                   const GDate           *today,
                   GError               **error)
{
  g_autoptr(WaySelection) self = g_new0 (WaySelection, 1);

  self->db = db;
  self->device = entry->device->id;
  self->role = entry->role;
  self->lives = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  self->rows = g_hash_table_new_full (way_id_hash, way_id_equal_func, NULL, g_free);
  self->retired = g_array_new (FALSE, FALSE, sizeof (WayRetiredRow));
  if (!read_mate (self, error) ||
      !way_scope_find (db, entry->role, entry->scope, today, error) ||
      !fill_table (self, error) || !read_rows (self, error) || !read_retired (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

GArray *
way_selection_retired (WaySelection *self)
{
  return self->retired;
}

/* --- Edits --- */

/* Whether the copy has all of the edit that it may have: it heard of it from this
 * office, or wrote it.  From another it may have heard less. */
static gboolean
is_settled (WaySelection *self,
            const WayId  *replica,
            guint64       number)
{
  return g_hash_table_contains (self->lives, replica) || way_bug (117) ||
         way_ranges_has (self->told.heard, replica, number);
}

/* Edits with an operation on a row that goes; of those that are settled, only where
 * the row is new to the copy.  The rows of a baseline say their own operations. */
GArray *
way_selection_edits (WaySelection  *self,
                     GError       **error)
{
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (WayEditId));
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (self->db,
                         "SELECT edit.id, replica.id, edit.id & 1099511627775, max (one.fresh) FROM"
                         " (SELECT op.edit AS id, max (fresh) AS fresh FROM temp.send"
                         "   JOIN op ON op.row = temp.send.row GROUP BY op.edit"
                         "  UNION ALL SELECT id, 2 FROM edit WHERE baseline IS NOT NULL) AS one"
                         " JOIN edit ON edit.id = one.id"
                         " JOIN replica ON replica.number = edit.id >> 40"
                         " GROUP BY edit.id ORDER BY edit.clock, edit.id", error);
  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayEditId id = way_stmt_int (stmt, 0);
      WayId replica = way_stmt_id (stmt, 1);
      guint64 number = (guint64) way_stmt_int (stmt, 2);
      gint64 fresh = way_stmt_int (stmt, 3);

      if (!way_ranges_has (self->heard, &replica, number) ||
          !is_settled (self, &replica, number) || (fresh > 0 && self->any_fresh))
        g_array_append_val (ids, id);
    }
  return step == WAY_STEP_DONE ? g_steal_pointer (&ids) : NULL;
}

static void
withhold (WayForeignOp *op)
{
  static const WayId none = { { 0 } };
  guint8 commitment[WAY_HASH_SIZE];

  way_op_commit (op->sequence, op->entity, &op->row, op->kind, op->parts, op->size, commitment);
  g_free ((gpointer) op->parts);
  op->parts = g_memdup2 (commitment, sizeof commitment);
  op->size = sizeof commitment;
  op->entity = 0;
  op->row = none;
  op->kind = WAY_OP_WITHHELD;
}

/* Leaves of the operation what the copy may hold; FALSE where that is nothing. */
static gboolean
mask (WaySelection *self,
      WayForeignOp *op)
{
  const WayEntity *entity = way_entity_by_number (op->entity);
  g_autoptr(GByteArray) masked = NULL;
  int present;

  if (entity == NULL || op->kind == WAY_OP_WITHHELD)
    return FALSE;
  masked = g_byte_array_sized_new ((guint) op->size + 1);
  present = way_op_mask (op->parts, op->size,
                         way_bug (105) ? ~0u : way_copies_classes (entity, self->role), masked);
  if (present < 0 || (present == 0 && op->kind != WAY_OP_INSERT))
    return FALSE;
  g_free ((gpointer) op->parts);
  op->size = masked->len;
  op->parts = g_memdup2 (masked->data, MAX (masked->len, 1));
  return TRUE;
}

/* An edit that the copy knows: only what is new to it, or may be. */
static void
reduce (WaySelection   *self,
        WayForeignEdit *edit)
{
  gboolean settled = is_settled (self, &edit->replica, edit->number);
  guint n = 0;

  for (guint i = 0; i < edit->n_ops; i++)
    {
      WayForeignOp *op = &edit->ops[i];
      const Row *row = g_hash_table_lookup (self->rows, &op->row);

      if (row != NULL && (row->fresh || !settled) && mask (self, op))
        edit->ops[n++] = *op;
      else
        g_free ((gpointer) op->parts);
    }
  edit->n_ops = way_bug (115) ? 0 : n;
  edit->more = TRUE;
}

/* An edit that is new to it: all of it, with what it may not hold withheld. */
static guint
cover (WaySelection   *self,
       WayForeignEdit *edit)
{
  guint n = 0;

  for (guint i = 0; i < edit->n_ops; i++)
    {
      WayForeignOp *op = &edit->ops[i];

      if ((g_hash_table_contains (self->rows, &op->row) || way_bug (106)) && mask (self, op))
        n++;
      else if (op->kind != WAY_OP_WITHHELD)
        withhold (op);
    }
  return n;
}

WayForeignEdit *
way_selection_get (WaySelection  *self,
                   WayEditId      id,
                   GError       **error)
{
  g_autoptr(WayForeignEdit) edit = way_merge_get_edit (self->db, id, error);

  if (edit == NULL)
    return NULL;
  if (way_ranges_has (self->heard, &edit->replica, edit->number))
    {
      reduce (self, edit);
      return edit->n_ops > 0 ? g_steal_pointer (&edit) : NULL;
    }
  /* The key of a baseline gives the salts of what is withheld. */
  g_clear_pointer ((gpointer *) &edit->baseline, g_free);
  return cover (self, edit) > 0 ? g_steal_pointer (&edit) : NULL;
}
