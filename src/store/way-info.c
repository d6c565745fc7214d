/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file says of itself. */

#include "way-info.h"

#include "way-journal-private.h"

void
way_info_free (WayInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->authority);
  g_free (self->la);
  g_free (self->role);
  g_free (self);
}

static gboolean
read_authority (WayInfo  *self,
                WayDb    *db,
                GError  **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db, "SELECT name, la FROM authority ORDER BY id LIMIT 1", error);
  if (stmt == NULL)
    return FALSE;
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      self->authority = g_strdup (way_stmt_text (stmt, 0));
      self->la = g_strdup (way_stmt_text (stmt, 1));
    }
  return step != WAY_STEP_ERROR;
}

WayInfo *
way_info_read (WayDb   *db,
               GError **error)
{
  g_autoptr(WayInfo) self = g_new0 (WayInfo, 1);
  WayDot dot;

  if (!read_authority (self, db, error) ||
      !way_db_get_int (db, "PRAGMA user_version", 0, &self->schema, error) ||
      !way_db_get_int (db, "SELECT count (*) FROM replica", 0, &self->replicas, error) ||
      !way_db_get_int (db, "SELECT count (*) FROM edit", 0, &self->edits, error) ||
      !way_journal_dot (db, WAY_LOCAL (way_journal_replica (db), 0), &dot, error))
    return NULL;
  self->replica = dot.replica;
  self->role = way_db_dup_setting (db, "role");
  if (self->role == NULL)
    self->role = g_strdup ("office");
  return g_steal_pointer (&self);
}
