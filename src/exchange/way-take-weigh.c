/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much of what is here a file changes: more than usual must be asked for again. */

#include "way-take-private.h"

#include <string.h>

#include "way-copies.h"

/* So much of what is here, in parts of a hundred, and more than a few. */
#define LARGE_PUPILS 5
#define LARGE_DELETED 1
#define LARGE_LEAST 10

/* The pupil that a row belongs to, as far as it is here. */
static gboolean
find_pupil (WayDb        *db,
            guint         number,
            const WayId  *row,
            guint         depth,
            WayId        *pupil,
            GError      **error)
{
  const WayEntity *entity = way_entity_by_number (number);
  g_autofree const WayField **owners = NULL;

  if (entity == NULL || way_copies_reach (entity) != WAY_REACH_PUPIL || depth > 8)
    return TRUE;
  if (strcmp (entity->name, "pupil") == 0)
    {
      *pupil = *row;
      return TRUE;
    }
  owners = way_copies_owners (entity);
  for (guint i = 0; owners[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM \"%s\" WHERE id = :id",
                                              owners[i]->name, entity->name);
      g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);
      WayStep step;

      if (stmt == NULL)
        return FALSE;
      way_stmt_bind_id (stmt, ":id", row);
      step = way_stmt_step (stmt, error);
      if (step == WAY_STEP_ERROR)
        return FALSE;
      if (step == WAY_STEP_ROW && !way_stmt_is_null (stmt, 0))
        {
          WayId owner = way_stmt_id (stmt, 0);

          return find_pupil (db, way_entity_by_name (owners[i]->set)->number, &owner, depth + 1,
                             pupil, error);
        }
    }
  return TRUE;
}

/* Before the edit is applied: rows that are new here belong to nobody yet. */
gboolean
way_take_weigh (WayTake               *self,
                const WayForeignEdit  *edit,
                GError               **error)
{
  for (guint i = 0; self->judge != NULL && !self->options->sure && i < edit->n_ops; i++)
    {
      WayId pupil = { { 0 } };

      if (edit->ops[i].kind == WAY_OP_INSERT || edit->ops[i].kind == WAY_OP_WITHHELD)
        continue;
      if (!find_pupil (self->db, edit->ops[i].entity, &edit->ops[i].row, 0, &pupil, error))
        return FALSE;
      if (!way_id_is_null (&pupil))
        g_hash_table_add (self->pupils, g_memdup2 (&pupil, sizeof pupil));
      self->deleted += edit->ops[i].kind == WAY_OP_DELETE;
    }
  return TRUE;
}

static gboolean
count_records (WayDb   *db,
               gint64  *pupils,
               gint64  *records,
               GError **error)
{
  const WayEntity *const *entities = way_entities ();

  *records = 0;
  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE dot IS NOT NULL",
                                              entities[i]->name);
      gint64 count;

      if (!way_db_get_int (db, sql, 0, &count, error))
        return FALSE;
      *records += count;
      if (strcmp (entities[i]->name, "pupil") == 0)
        *pupils = count;
    }
  return TRUE;
}

gboolean
way_take_check_large (WayTake  *self,
                      GError  **error)
{
  gint64 touched = self->pupils != NULL ? g_hash_table_size (self->pupils) : 0;
  gint64 pupils = 0;
  gint64 records;

  if (self->judge == NULL || self->options->sure || self->options->preview ||
      MAX (touched, self->deleted) < LARGE_LEAST)
    return TRUE;
  if (!count_records (self->db, &pupils, &records, error))
    return FALSE;
  if (touched * 100 <= pupils * LARGE_PUPILS && self->deleted * 100 <= records * LARGE_DELETED)
    return TRUE;
  g_set_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_LARGE,
               "it changes %" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " pupils and deletes %"
               G_GINT64_FORMAT " of %" G_GINT64_FORMAT " records: look at it first", touched, pupils,
               self->deleted, records);
  return FALSE;
}
