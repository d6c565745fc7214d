/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-vfs.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "way-test-disk.h"

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;        /* behind this struct, in the same memory */
  char         *path;        /* NULL: a file without a name */
} File;

static sqlite3_vfs vfs;
static sqlite3_vfs *below;

static guint calls;
static guint fail_at;        /* 0: never */
static gboolean failed;
static WayTestVfsFault how;
static char *only;           /* NULL: calls on any file count and fail */
static gboolean read_only;
static goffset room = -1;    /* bytes that files may still grow; -1: without end */

void
way_test_vfs_only (const char *path)
{
  g_free (only);
  only = g_strdup (path);
}

void
way_test_vfs_set_read_only (gboolean set)
{
  read_only = set;
}

void
way_test_vfs_set_room (goffset bytes)
{
  room = bytes;
}

goffset
way_test_vfs_get_room (void)
{
  return room;
}

void
way_test_vfs_fail (guint           n,
                   WayTestVfsFault fault)
{
  calls = 0;
  fail_at = n;
  failed = FALSE;
  how = fault;
}

guint
way_test_vfs_count (void)
{
  return calls;
}

guint
way_test_vfs_heal (void)
{
  guint n = calls;

  calls = 0;
  fail_at = 0;
  return n;
}

gboolean
way_test_vfs_failed (void)
{
  return failed;
}

/* Whether this call fails. */
static gboolean
strikes (const char *path)
{
  gboolean now;

  if (only != NULL && g_strcmp0 (only, path) != 0)
    return FALSE;
  calls++;
  now = fail_at != 0 && (calls == fail_at || (calls > fail_at && how != WAY_TEST_VFS_ONCE));
  if (now && !failed && only != NULL)
    g_unlink (only);
  failed |= now;
  return now;
}

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((File *) (void *) file)->real;
}

static const char *
path_of (sqlite3_file *file)
{
  return ((File *) (void *) file)->path;
}

/* --- One file --- */

static int
close_file (sqlite3_file *file)
{
  File *own = (File *) (void *) file;

  g_clear_pointer (&own->path, g_free);
  return own->real->pMethods->xClose (own->real);
}

static int
read_file (sqlite3_file  *file,
           void          *data,
           int            size,
           sqlite3_int64  at)
{
  return strikes (path_of (file)) ? SQLITE_IOERR_READ
                    : real_of (file)->pMethods->xRead (real_of (file), data, size, at);
}

static int
write_through (sqlite3_file  *file,
               const void    *data,
               int            size,
               sqlite3_int64  at)
{
  int code = real_of (file)->pMethods->xWrite (real_of (file), data, size, at);

  if (code == SQLITE_OK)
    way_test_disk_write (path_of (file), data, (gsize) size, at);
  return code;
}

/* Takes what the file grows by from the room that is left; FALSE, and only what
 * fits is written, where there is too little. */
static gboolean
take_room (sqlite3_file  *file,
           const void    *data,
           int            size,
           sqlite3_int64  at)
{
  sqlite3_int64 before = 0;
  sqlite3_int64 more;

  if (room < 0)
    return TRUE;
  real_of (file)->pMethods->xFileSize (real_of (file), &before);
  more = MAX (at + size - before, 0);
  if (more <= room)
    {
      room -= more;
      return TRUE;
    }
  if (before + room > at)
    write_through (file, data, (int) (before + room - at), at);
  room = 0;
  return FALSE;
}

static int
write_file (sqlite3_file  *file,
            const void    *data,
            int            size,
            sqlite3_int64  at)
{
  gboolean first = !failed;

  if (!strikes (path_of (file)))
    return take_room (file, data, size, at) ? write_through (file, data, size, at) : SQLITE_FULL;
  if (how == WAY_TEST_VFS_TORN && first)
    write_through (file, data, size / 2, at);
  return SQLITE_IOERR_WRITE;
}

static int
truncate_file (sqlite3_file  *file,
               sqlite3_int64  size)
{
  int code;

  if (strikes (path_of (file)))
    return SQLITE_IOERR_TRUNCATE;
  code = real_of (file)->pMethods->xTruncate (real_of (file), size);
  if (code == SQLITE_OK)
    way_test_disk_truncate (path_of (file), (gsize) size);
  return code;
}

/* That the disk has it is only said: nothing here hangs on it, and the real
 * thing takes its time. */
static int
sync_file (sqlite3_file *file,
           int           flags)
{
  if (strikes (path_of (file)))
    return SQLITE_IOERR_FSYNC;
  way_test_disk_sync (path_of (file));
  return SQLITE_OK;
}

static int
size_file (sqlite3_file  *file,
           sqlite3_int64 *size)
{
  return strikes (path_of (file)) ? SQLITE_IOERR_FSTAT
                    : real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
lock_file (sqlite3_file *file,
           int           lock)
{
  return strikes (path_of (file)) ? SQLITE_IOERR_LOCK : real_of (file)->pMethods->xLock (real_of (file), lock);
}

static int
unlock_file (sqlite3_file *file,
             int           lock)
{
  return real_of (file)->pMethods->xUnlock (real_of (file), lock);
}

static int
check_lock (sqlite3_file *file,
            int          *result)
{
  return real_of (file)->pMethods->xCheckReservedLock (real_of (file), result);
}

static int
control_file (sqlite3_file *file,
              int           what,
              void         *argument)
{
  return real_of (file)->pMethods->xFileControl (real_of (file), what, argument);
}

static int
sector_size (sqlite3_file *file)
{
  return real_of (file)->pMethods->xSectorSize (real_of (file));
}

static int
device_traits (sqlite3_file *file)
{
  return real_of (file)->pMethods->xDeviceCharacteristics (real_of (file));
}

static int
map_shared (sqlite3_file   *file,
            int             page,
            int             size,
            int             extend,
            void volatile **memory)
{
  return real_of (file)->pMethods->xShmMap (real_of (file), page, size, extend, memory);
}

static int
lock_shared (sqlite3_file *file,
             int           offset,
             int           n,
             int           flags)
{
  /* To let go always works. */
  if ((flags & SQLITE_SHM_LOCK) && strikes (path_of (file)))
    return SQLITE_IOERR_SHMLOCK;
  return real_of (file)->pMethods->xShmLock (real_of (file), offset, n, flags);
}

static void
shared_barrier (sqlite3_file *file)
{
  real_of (file)->pMethods->xShmBarrier (real_of (file));
}

static int
unmap_shared (sqlite3_file *file,
              int           delete)
{
  return real_of (file)->pMethods->xShmUnmap (real_of (file), delete);
}

static const sqlite3_io_methods methods = {
  .iVersion = 2,
  .xClose = close_file,
  .xRead = read_file,
  .xWrite = write_file,
  .xTruncate = truncate_file,
  .xSync = sync_file,
  .xFileSize = size_file,
  .xLock = lock_file,
  .xUnlock = unlock_file,
  .xCheckReservedLock = check_lock,
  .xFileControl = control_file,
  .xSectorSize = sector_size,
  .xDeviceCharacteristics = device_traits,
  .xShmMap = map_shared,
  .xShmLock = lock_shared,
  .xShmBarrier = shared_barrier,
  .xShmUnmap = unmap_shared,
};

/* --- The way to files --- */

static int
open_file (sqlite3_vfs   *self,
           const char    *path,
           sqlite3_file  *file,
           int            flags,
           int           *flags_out)
{
  File *own = (File *) (void *) file;
  gboolean there = path != NULL && g_file_test (path, G_FILE_TEST_EXISTS);
  int code;

  own->real = (sqlite3_file *) (void *) (own + 1);
  own->base.pMethods = NULL;
  own->path = NULL;
  if (strikes (path))
    return SQLITE_CANTOPEN;
  if (read_only && path != NULL && (flags & SQLITE_OPEN_READWRITE))
    flags = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  code = below->xOpen (below, path, own->real, flags, flags_out);
  if (own->real->pMethods == NULL)
    return code;
  if (code == SQLITE_OK)
    way_test_disk_open (path, there);
  own->base.pMethods = &methods;
  own->path = g_strdup (path);
  return code;
}

static int
delete_file (sqlite3_vfs *self,
             const char  *path,
             int          synced)
{
  int code;

  if (strikes (path))
    return SQLITE_IOERR_DELETE;
  code = below->xDelete (below, path, synced);
  if (code == SQLITE_OK)
    way_test_disk_delete (path, synced != 0);
  return code;
}

void
way_test_vfs_register (void)
{
  if (below != NULL)
    return;
  below = sqlite3_vfs_find (NULL);
  vfs = *below;
  vfs.zName = "way-test";
  vfs.szOsFile = (int) sizeof (File) + below->szOsFile;
  vfs.xOpen = open_file;
  vfs.xDelete = delete_file;
  sqlite3_vfs_register (&vfs, 1);
}
