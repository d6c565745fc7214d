/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of bodies.  It is no synced table, so writing to it needs no edit and
 * leaves nothing in history. */

#include "way-bodies.h"

#include "way-store-error.h"

char *
way_bodies_put (WayDb   *db,
                GBytes  *bytes,
                GError **error)
{
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autoptr(WayStmt) stmt = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  stmt = way_db_prepare (db,
                         "INSERT INTO attachment_body (digest, body) VALUES (:digest, :body)"
                         " ON CONFLICT (digest) DO NOTHING",
                         error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_text (stmt, ":digest", digest);
  way_stmt_bind_blob (stmt, ":body", data, size);
  return way_stmt_run (stmt, error) ? g_steal_pointer (&digest) : NULL;
}

GBytes *
way_bodies_get (WayDb       *db,
                const char  *digest,
                GError     **error)
{
  g_autoptr(WayStmt) stmt = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autofree char *found = NULL;
  gconstpointer data;
  gsize size;

  stmt = way_db_prepare (db, "SELECT body FROM attachment_body WHERE digest = :digest", error);
  if (stmt == NULL)
    return NULL;
  way_stmt_bind_text (stmt, ":digest", digest);
  if (way_stmt_step (stmt, error) != WAY_STEP_ROW)
    return NULL;
  data = way_stmt_blob (stmt, 0, &size);
  bytes = g_bytes_new (data, size);
  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (g_str_equal (found, digest))
    return g_steal_pointer (&bytes);
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED,
               "attachment_body: the bytes of %s are others", digest);
  return NULL;
}

gboolean
way_bodies_drop (WayDb       *db,
                 const char  *digest,
                 GError     **error)
{
  g_autoptr(WayStmt) stmt = NULL;

  stmt = way_db_prepare (db,
                         "DELETE FROM attachment_body WHERE digest = :digest"
                         " AND NOT EXISTS (SELECT 1 FROM attachment"
                         "  WHERE attachment.digest = :digest)"
                         " AND NOT EXISTS (SELECT 1 FROM visit_evidence"
                         "  WHERE visit_evidence.digest = :digest)"
                         " AND NOT EXISTS (SELECT 1 FROM board_pack"
                         "  WHERE board_pack.digest = :digest)"
                         " AND NOT EXISTS (SELECT 1 FROM draft"
                         "  WHERE instr (CAST (draft.body AS TEXT), :digest) > 0)",
                         error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":digest", digest);
  return way_stmt_run (stmt, error);
}
