/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-vfs.h"

#include <sqlite3.h>
#include <string.h>

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;        /* behind this struct, in the same memory */
} File;

static sqlite3_vfs vfs;
static sqlite3_vfs *below;

static guint calls;
static guint fail_at;        /* 0: never */
static gboolean failed;
static WayTestVfsFault how;

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
strikes (void)
{
  gboolean now;

  calls++;
  now = fail_at != 0 && (calls == fail_at || (calls > fail_at && how != WAY_TEST_VFS_ONCE));
  failed |= now;
  return now;
}

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return ((File *) (void *) file)->real;
}

/* --- One file --- */

static int
close_file (sqlite3_file *file)
{
  return real_of (file)->pMethods->xClose (real_of (file));
}

static int
read_file (sqlite3_file  *file,
           void          *data,
           int            size,
           sqlite3_int64  at)
{
  return strikes () ? SQLITE_IOERR_READ
                    : real_of (file)->pMethods->xRead (real_of (file), data, size, at);
}

static int
write_file (sqlite3_file  *file,
            const void    *data,
            int            size,
            sqlite3_int64  at)
{
  gboolean first = !failed;

  if (!strikes ())
    return real_of (file)->pMethods->xWrite (real_of (file), data, size, at);
  if (how == WAY_TEST_VFS_TORN && first)
    real_of (file)->pMethods->xWrite (real_of (file), data, size / 2, at);
  return SQLITE_IOERR_WRITE;
}

static int
truncate_file (sqlite3_file  *file,
               sqlite3_int64  size)
{
  return strikes () ? SQLITE_IOERR_TRUNCATE
                    : real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
sync_file (sqlite3_file *file,
           int           flags)
{
  return strikes () ? SQLITE_IOERR_FSYNC : real_of (file)->pMethods->xSync (real_of (file), flags);
}

static int
size_file (sqlite3_file  *file,
           sqlite3_int64 *size)
{
  return strikes () ? SQLITE_IOERR_FSTAT
                    : real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
lock_file (sqlite3_file *file,
           int           lock)
{
  return strikes () ? SQLITE_IOERR_LOCK : real_of (file)->pMethods->xLock (real_of (file), lock);
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
  if ((flags & SQLITE_SHM_LOCK) && strikes ())
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
  int code;

  own->real = (sqlite3_file *) (void *) (own + 1);
  own->base.pMethods = NULL;
  code = below->xOpen (below, path, own->real, flags, flags_out);
  if (own->real->pMethods != NULL)
    own->base.pMethods = &methods;
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
  sqlite3_vfs_register (&vfs, 1);
}
