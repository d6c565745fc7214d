/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of drafts.  It is no synced table, so writing to it needs no edit
 * and leaves nothing in history. */
#include "way-drafts.h"

#include <string.h>

#define COLUMNS "form, record, saved, body"

void
way_draft_free (WayDraft *self)
{
  if (self == NULL)
    return;
  g_free (self->form);
  g_free (self->body);
  g_free (self);
}

static WayDraft *
draft_from_row (WayStmt *stmt)
{
  WayDraft *self = g_new0 (WayDraft, 1);
  gsize size;
  const char *body = way_stmt_blob (stmt, 3, &size);

  self->form = g_strdup (way_stmt_text (stmt, 0));
  self->record = way_stmt_id (stmt, 1);
  self->saved = way_stmt_int (stmt, 2);
  self->body = g_strndup (body != NULL ? body : "", size);
  return self;
}

gboolean
way_drafts_put (WayDb        *db,
                const char   *form,
                const WayId  *record,
                const char   *body,
                GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  gsize size = strlen (body);

  if (size > WAY_DRAFT_MOST_BYTES)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_RANGE,
                   "draft: %" G_GSIZE_FORMAT " bytes are more than can be kept", size);
      return FALSE;
    }

  stmt = way_db_prepare (db,
                         "INSERT INTO draft (" COLUMNS ") VALUES (:form, :record, :saved, :body)"
                         " ON CONFLICT (form, record)"
                         " DO UPDATE SET saved = excluded.saved, body = excluded.body",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":form", form);
  way_stmt_bind_id (stmt, ":record", record);
  way_stmt_bind_int (stmt, ":saved", g_get_real_time () / 1000);
  way_stmt_bind_blob (stmt, ":body", body, size);
  return way_stmt_run (stmt, error);
}

WayDraft *
way_drafts_get (WayDb        *db,
                const char   *form,
                const WayId  *record,
                GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "SELECT " COLUMNS " FROM draft WHERE form = :form AND record = :record",
                         error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_text (stmt, ":form", form);
  way_stmt_bind_id (stmt, ":record", record);
  return way_stmt_step (stmt, error) == WAY_STEP_ROW ? draft_from_row (stmt) : NULL;
}

gboolean
way_drafts_delete (WayDb        *db,
                   const char   *form,
                   const WayId  *record,
                   GError      **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db, "DELETE FROM draft WHERE form = :form AND record = :record", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":form", form);
  way_stmt_bind_id (stmt, ":record", record);
  return way_stmt_run (stmt, error);
}

GPtrArray *
way_drafts_list (WayDb       *db,
                 const char  *form,
                 GError     **error)
{
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) way_draft_free);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (db,
                         "SELECT " COLUMNS " FROM draft WHERE form = :form"
                         " ORDER BY saved DESC, record",
                         error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_text (stmt, ":form", form);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    g_ptr_array_add (found, draft_from_row (stmt));
  return step == WAY_STEP_DONE ? g_steal_pointer (&found) : NULL;
}
