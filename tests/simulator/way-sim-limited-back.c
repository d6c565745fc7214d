/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Half of a short history is SQLite's, which compiles statements, and the kernel's,
 * which copies a world for a process.  So one process plays many: each copy is kept in
 * memory as it is before the first, and put back before the next. */

#include <sqlite3.h>

#include "way-db-private.h"
#include "way-sim-limited-private.h"

/* Where the first page of a file counts its changes, and says for which count its own
 * number of pages is true. */
#define CHANGES 24
#define TRUE_FOR 92

/* Most pages of a world this small are nearly empty. */
#define PAGE_SIZE "1024"

static sqlite3_file *
file_of (WayDb *db)
{
  sqlite3_file *file = NULL;

  g_assert_cmpint (sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file),
                   ==, SQLITE_OK);
  return file;
}

void
lim_open_in_memory (gboolean in_memory)
{
  static sqlite3_vfs *usual;

  if (usual == NULL)
    usual = sqlite3_vfs_find (NULL);
  g_assert_cmpint (sqlite3_vfs_register (in_memory ? sqlite3_vfs_find ("memdb") : usual, 1), ==,
                   SQLITE_OK);
}

/* From here on it is of no file, so that no copies are made beside it. */
void
lim_keep (LimCopy *copy)
{
  WayDb *db = copy->db;
  sqlite3_file *file = file_of (db);
  sqlite3_int64 size;
  guint8 *bytes;

  g_free (db->path);
  db->path = g_strdup (":memory:");
  g_hash_table_remove_all (db->idle);
  g_assert_true (way_db_exec (db, "PRAGMA page_size = " PAGE_SIZE "; VACUUM", NULL));
  g_assert_cmpint (file->pMethods->xFileSize (file, &size), ==, SQLITE_OK);
  bytes = g_malloc ((gsize) size);
  g_assert_cmpint (file->pMethods->xRead (file, bytes, (int) size, 0), ==, SQLITE_OK);
  copy->image = g_bytes_new_take (bytes, (gsize) size);
}

static void
write_to (sqlite3_file  *file,
          gconstpointer  bytes,
          gsize          size,
          sqlite3_int64  at)
{
  g_assert_cmpint (file->pMethods->xWrite (file, bytes, (int) size, at), ==, SQLITE_OK);
}

/* As if another program had written it: SQLite reads the pages again, and what it has
 * compiled stays. */
void
lim_put_back (LimCopy *copy)
{
  sqlite3_file *file = file_of (copy->db);
  gsize size;
  const void *bytes = g_bytes_get_data (copy->image, &size);
  guint32 changes;

  g_assert_cmpint (file->pMethods->xRead (file, &changes, sizeof changes, CHANGES), ==, SQLITE_OK);
  changes = GUINT32_FROM_BE (changes) + 1;
  changes = GUINT32_TO_BE (changes);
  g_assert_cmpint (file->pMethods->xTruncate (file, 0), ==, SQLITE_OK);
  write_to (file, bytes, size, 0);
  write_to (file, &changes, sizeof changes, CHANGES);
  write_to (file, &changes, sizeof changes, TRUE_FOR);
  g_clear_pointer (&copy->db->journal, way_journal_free);
  g_assert_nonnull (way_journal_new (copy->db, NULL));
}
