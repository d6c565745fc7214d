/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to sealed files, over another: which reads and writes there are, and
 * what of them is encrypted.  The encryption itself is in way-vfs-seal.c. */

#include "way-vfs-private.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct _WayVfsNode
{
  guint        users;
  char        *path;          /* as realpath() has it */
  WayVfsSeal   seal;
  WayVfsIndex *index;
  int          lock;          /* as way_vfs_lock_take() gives it */
  guint        mapped;        /* connections that have the index */
  guint        connections;
  gboolean     alone;         /* there may be no more of them */
};

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;         /* of the way below; owned */
  WayVfsNode   *node;
  gboolean      is_log;
  gboolean      is_mapped;
  WayVfsHold    hold;

  /* The header of the frame that was written last, plain; SQLite writes it and
   * its page one after the other. */
  gint64        frame;        /* -1: none */
  guint8        header[WAY_VFS_FRAME_HEADER];
  guint8        buffer[WAY_VFS_FRAME];
} File;

static GMutex mutex;          /* of what follows */
static GHashTable *nodes;     /* path -> WayVfsNode */

/* Where a page that does not open hides it, SQLite still learns the page size:
 * after a crash in the middle of a checkpoint the first page may be torn, and
 * stands whole in the log. */
static const guint8 canned_header[100] = {
  'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f', 'o', 'r', 'm', 'a', 't', ' ', '3', 0,
  WAY_VFS_PAGE >> 8, WAY_VFS_PAGE & 0xff, 2, 2, WAY_VFS_TRAILER, 64, 32, 32,
};

static sqlite3_vfs *
below (void)
{
  return sqlite3_vfs_find (NULL);
}

static File *
own_file (sqlite3_file *file)
{
  return (File *) (void *) file;
}

static sqlite3_file *
real_of (sqlite3_file *file)
{
  return own_file (file)->real;
}

/* --- Nodes --- */

static void
node_free (WayVfsNode *self)
{
  way_vfs_lock_drop (self->path, self->lock);
  way_vfs_seal_clear (&self->seal);
  way_vfs_index_free (self->index);
  g_free (self->path);
  g_free (self);
}

static char *
dup_real_path (const char *path)
{
  char *found = realpath (path, NULL);
  char *copy = g_strdup (found != NULL ? found : path);

  free (found);
  return copy;
}

static WayVfsNode *
find_node (const char *path)
{
  g_autofree char *real = dup_real_path (path);
  WayVfsNode *node;

  g_mutex_lock (&mutex);
  node = nodes != NULL ? g_hash_table_lookup (nodes, real) : NULL;
  g_mutex_unlock (&mutex);
  return node;
}

/* Another connection, where there may be. */
static gboolean
add_connection (WayVfsNode *self)
{
  gboolean may;

  g_mutex_lock (&mutex);
  may = !self->alone;
  self->connections += may;
  g_mutex_unlock (&mutex);
  return may;
}

static void
drop_connection (WayVfsNode *self)
{
  g_mutex_lock (&mutex);
  self->connections--;
  g_mutex_unlock (&mutex);
}

/* --- The database's own pages --- */

static gboolean
is_page (int           size,
         sqlite3_int64 at)
{
  return size == WAY_VFS_PAGE && at % WAY_VFS_PAGE == 0;
}

static guint32
page_number (sqlite3_int64 at)
{
  return (guint32) (at / WAY_VFS_PAGE + 1);
}

/* A whole page, or a piece of one: of the first, which SQLite reads before it knows
 * how large a page is, or the beginning of one that a long value runs over to, which
 * it reads past its cache since 3.45. */
static int
read_database (File          *file,
               guint8        *data,
               int            size,
               sqlite3_int64  at)
{
  sqlite3_int64 start = at - at % WAY_VFS_PAGE;
  gboolean is_piece = !is_page (size, at);
  gboolean is_beginning = at == start && size <= WAY_VFS_PAGE;
  sqlite3_int64 end;
  int code;

  if (!is_beginning && at + size > (sqlite3_int64) sizeof canned_header)
    return SQLITE_IOERR_READ;
  code = file->real->pMethods->xRead (file->real, file->buffer, WAY_VFS_PAGE, start);
  if (code == SQLITE_IOERR_SHORT_READ)
    {
      memset (data, 0, (gsize) size);
      code = file->real->pMethods->xFileSize (file->real, &end);
      return code != SQLITE_OK ? code : end == 0 ? SQLITE_IOERR_SHORT_READ
           : is_piece ? SQLITE_IOERR_SHORT_READ : SQLITE_IOERR_DATA;
    }
  if (code != SQLITE_OK)
    return code;
  if (way_vfs_open_page (&file->node->seal, page_number (start), file->buffer, file->buffer))
    memcpy (data, file->buffer + (at - start), (gsize) size);
  else if (is_piece && at + size <= (sqlite3_int64) sizeof canned_header)
    memcpy (data, canned_header + at, (gsize) size);
  else
    return SQLITE_IOERR_DATA;
  return SQLITE_OK;
}

static int
write_database (File          *file,
                const guint8  *data,
                int            size,
                sqlite3_int64  at)
{
  if (!is_page (size, at) ||
      !way_vfs_seal_page (&file->node->seal, page_number (at), data, file->buffer))
    return SQLITE_IOERR_WRITE;
  return file->real->pMethods->xWrite (file->real, file->buffer, size, at);
}

/* --- The log --- */

/* Which frame the offset lies in, and how far in. */
static guint32
frame_of (sqlite3_int64  at,
          int           *within)
{
  *within = (int) ((at - WAY_VFS_WAL_HEADER) % WAY_VFS_FRAME);
  return (guint32) ((at - WAY_VFS_WAL_HEADER) / WAY_VFS_FRAME);
}

static sqlite3_int64
frame_start (guint32 frame)
{
  return WAY_VFS_WAL_HEADER + (sqlite3_int64) frame * WAY_VFS_FRAME;
}

/* Header alone or a piece of it: SQLite reads a checksum inside when it rewrites
 * frames that it had to write early. */
static int
read_header (File    *file,
             guint8  *data,
             int      size,
             guint32  frame,
             int      within)
{
  guint8 header[WAY_VFS_FRAME_HEADER];
  int code = file->real->pMethods->xRead (file->real, header, sizeof header, frame_start (frame));

  if (code != SQLITE_OK)
    {
      memset (data, 0, (gsize) size);
      return code;
    }
  way_vfs_open_header (&file->node->seal, frame, header);
  memcpy (data, header + within, (gsize) size);
  return SQLITE_OK;
}

/* The page with or without its header.  A whole frame is read when the log is
 * looked through after a crash: one that does not open is the torn end of it,
 * and reads as nothing, which SQLite takes for the end.  A page alone is one
 * that stood whole before. */
static int
read_frame (File     *file,
            guint8   *data,
            guint32   frame,
            gboolean  with_header)
{
  guint8 *header = file->buffer;
  guint8 *page = file->buffer + WAY_VFS_FRAME_HEADER;
  gsize size = with_header ? WAY_VFS_FRAME : WAY_VFS_PAGE;
  gboolean opens;
  int code = file->real->pMethods->xRead (file->real, file->buffer, WAY_VFS_FRAME,
                                          frame_start (frame));

  if (code != SQLITE_OK)
    {
      memset (data, 0, size);
      return code;
    }
  way_vfs_open_header (&file->node->seal, frame, header);
  opens = way_vfs_open_frame (&file->node->seal, frame, header, page, page);
  if (!opens)
    memset (header, 0, WAY_VFS_FRAME_HEADER);
  memcpy (data, with_header ? header : page, size);
  return opens || with_header ? SQLITE_OK : SQLITE_IOERR_DATA;
}

static int
read_log (File          *file,
          guint8        *data,
          int            size,
          sqlite3_int64  at)
{
  guint32 frame;
  int within;

  if (at + size <= WAY_VFS_WAL_HEADER)
    return file->real->pMethods->xRead (file->real, data, size, at);
  if (at < WAY_VFS_WAL_HEADER)
    return SQLITE_IOERR_READ;
  frame = frame_of (at, &within);
  if (within + size <= WAY_VFS_FRAME_HEADER)
    return read_header (file, data, size, frame, within);
  if (within == 0 && size == WAY_VFS_FRAME)
    return read_frame (file, data, frame, TRUE);
  if (within == WAY_VFS_FRAME_HEADER && size == WAY_VFS_PAGE)
    return read_frame (file, data, frame, FALSE);
  return SQLITE_IOERR_READ;
}

static int
write_header (File         *file,
              const guint8 *data,
              guint32       frame)
{
  guint8 sealed[WAY_VFS_FRAME_HEADER];
  int code;

  memcpy (sealed, data, sizeof sealed);
  way_vfs_seal_header (&file->node->seal, frame, sealed);
  file->frame = -1;
  code = file->real->pMethods->xWrite (file->real, sealed, sizeof sealed, frame_start (frame));
  if (code == SQLITE_OK)
    {
      file->frame = frame;
      memcpy (file->header, data, sizeof file->header);
    }
  return code;
}

static int
write_frame_page (File         *file,
                  const guint8 *data,
                  guint32       frame)
{
  int code;

  /* A page that changes again in one transaction is written over, alone. */
  if (file->frame != frame)
    {
      code = read_header (file, file->header, WAY_VFS_FRAME_HEADER, frame, 0);
      if (code != SQLITE_OK)
        return SQLITE_IOERR_WRITE;
      file->frame = frame;
    }
  if (!way_vfs_seal_frame (&file->node->seal, frame, file->header, data, file->buffer))
    return SQLITE_IOERR_WRITE;
  return file->real->pMethods->xWrite (file->real, file->buffer, WAY_VFS_PAGE,
                                       frame_start (frame) + WAY_VFS_FRAME_HEADER);
}

static int
write_log (File          *file,
           const guint8  *data,
           int            size,
           sqlite3_int64  at)
{
  guint32 frame;
  int within;

  if (at == 0 && size == WAY_VFS_WAL_HEADER)
    return file->real->pMethods->xWrite (file->real, data, size, at);
  if (at < WAY_VFS_WAL_HEADER)
    return SQLITE_IOERR_WRITE;
  frame = frame_of (at, &within);
  if (within == 0 && size == WAY_VFS_FRAME_HEADER)
    return write_header (file, data, frame);
  if (within == WAY_VFS_FRAME_HEADER && size == WAY_VFS_PAGE)
    return write_frame_page (file, data, frame);
  return SQLITE_IOERR_WRITE;
}

/* --- One file --- */

static int
unmap_index (sqlite3_file *file,
             int           delete)
{
  File *own = own_file (file);

  if (!own->is_mapped)
    return SQLITE_OK;
  way_vfs_index_lock (own->node->index, &own->hold, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK);
  own->is_mapped = FALSE;
  g_mutex_lock (&mutex);
  if (--own->node->mapped == 0)
    way_vfs_index_clear (own->node->index);
  g_mutex_unlock (&mutex);
  return SQLITE_OK;
}

static int
close_file (sqlite3_file *file)
{
  File *own = own_file (file);
  int code;

  unmap_index (file, 0);
  code = own->real->pMethods->xClose (own->real);
  g_free (own->real);
  if (!own->is_log)
    drop_connection (own->node);
  return code;
}

static int
read_file (sqlite3_file  *file,
           void          *data,
           int            size,
           sqlite3_int64  at)
{
  return own_file (file)->is_log ? read_log (own_file (file), data, size, at)
                                 : read_database (own_file (file), data, size, at);
}

static int
write_file (sqlite3_file  *file,
            const void    *data,
            int            size,
            sqlite3_int64  at)
{
  return own_file (file)->is_log ? write_log (own_file (file), data, size, at)
                                 : write_database (own_file (file), data, size, at);
}

static int
truncate_file (sqlite3_file  *file,
               sqlite3_int64  size)
{
  return real_of (file)->pMethods->xTruncate (real_of (file), size);
}

static int
sync_file (sqlite3_file *file,
           int           flags)
{
  return real_of (file)->pMethods->xSync (real_of (file), flags);
}

static int
size_file (sqlite3_file  *file,
           sqlite3_int64 *size)
{
  return real_of (file)->pMethods->xFileSize (real_of (file), size);
}

static int
lock_file (sqlite3_file *file,
           int           lock)
{
  return real_of (file)->pMethods->xLock (real_of (file), lock);
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

/* What would move bytes past this layer is not passed on. */
static int
control_file (sqlite3_file *file,
              int           what,
              void         *argument)
{
  switch (what)
    {
    case SQLITE_FCNTL_MMAP_SIZE:
    case SQLITE_FCNTL_CHUNK_SIZE:
    case SQLITE_FCNTL_BEGIN_ATOMIC_WRITE:
    case SQLITE_FCNTL_COMMIT_ATOMIC_WRITE:
    case SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE:
      return SQLITE_NOTFOUND;
    default:
      return real_of (file)->pMethods->xFileControl (real_of (file), what, argument);
    }
}

static int
sector_size (sqlite3_file *file)
{
  return WAY_VFS_PAGE;
}

static int
device_traits (sqlite3_file *file)
{
  static const int unsafe = SQLITE_IOCAP_ATOMIC | SQLITE_IOCAP_ATOMIC512 | SQLITE_IOCAP_ATOMIC1K |
                            SQLITE_IOCAP_ATOMIC2K | SQLITE_IOCAP_ATOMIC4K | SQLITE_IOCAP_ATOMIC8K |
                            SQLITE_IOCAP_ATOMIC16K | SQLITE_IOCAP_ATOMIC32K |
                            SQLITE_IOCAP_ATOMIC64K | SQLITE_IOCAP_BATCH_ATOMIC;

  /* A write does not harm what lies beside it; and the log is then not padded. */
  return (real_of (file)->pMethods->xDeviceCharacteristics (real_of (file)) & ~unsafe) |
         SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
map_index (sqlite3_file   *file,
           int             region,
           int             size,
           int             extend,
           void volatile **memory)
{
  File *own = own_file (file);

  if (!own->is_mapped)
    {
      g_mutex_lock (&mutex);
      own->node->mapped++;
      g_mutex_unlock (&mutex);
      own->is_mapped = TRUE;
    }
  return way_vfs_index_map (own->node->index, region, size, extend != 0, memory);
}

static int
lock_index (sqlite3_file *file,
            int           offset,
            int           n,
            int           flags)
{
  return way_vfs_index_lock (own_file (file)->node->index, &own_file (file)->hold, offset, n, flags);
}

static void
index_barrier (sqlite3_file *file)
{
  way_vfs_index_barrier (own_file (file)->node->index);
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
  .xShmMap = map_index,
  .xShmLock = lock_index,
  .xShmBarrier = index_barrier,
  .xShmUnmap = unmap_index,
};

/* --- The way to files --- */

static int
open_file (sqlite3_vfs   *self,
           const char    *path,
           sqlite3_file  *file,
           int            flags,
           int           *flags_out)
{
  File *own = own_file (file);
  sqlite3_vfs *under = below ();
  int code;

  memset (own, 0, sizeof *own);
  if ((flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) == 0)
    return SQLITE_CANTOPEN;
  own->is_log = (flags & SQLITE_OPEN_WAL) != 0;
  own->node = find_node (own->is_log ? sqlite3_filename_database (path) : path);
  own->frame = -1;
  if (own->node == NULL)
    return SQLITE_CANTOPEN;
  if (!own->is_log && !add_connection (own->node))
    return SQLITE_BUSY;
  own->real = g_malloc0 ((gsize) under->szOsFile);
  code = under->xOpen (under, path, own->real, flags, flags_out);
  if (own->real->pMethods != NULL)
    {
      own->base.pMethods = &methods;
      return code;
    }
  g_clear_pointer (&own->real, g_free);
  if (!own->is_log)
    drop_connection (own->node);
  return code;
}

static int
delete_file (sqlite3_vfs *self,
             const char  *path,
             int          sync_folder)
{
  return below ()->xDelete (below (), path, sync_folder);
}

static int
access_file (sqlite3_vfs *self,
             const char  *path,
             int          flags,
             int         *result)
{
  return below ()->xAccess (below (), path, flags, result);
}

static int
full_path (sqlite3_vfs *self,
           const char  *path,
           int          size,
           char        *full)
{
  return below ()->xFullPathname (below (), path, size, full);
}

static int
random_bytes (sqlite3_vfs *self,
              int          size,
              char        *bytes)
{
  return below ()->xRandomness (below (), size, bytes);
}

static int
sleep_some (sqlite3_vfs *self,
            int          microseconds)
{
  return below ()->xSleep (below (), microseconds);
}

static int
current_time (sqlite3_vfs *self,
              double      *days)
{
  return below ()->xCurrentTime (below (), days);
}

static int
last_error (sqlite3_vfs *self,
            int          size,
            char        *text)
{
  return below ()->xGetLastError (below (), size, text);
}

static sqlite3_vfs vfs = {
  .iVersion = 1,
  .szOsFile = sizeof (File),
  .mxPathname = 4096,
  .zName = WAY_VFS_NAME,
  .xOpen = open_file,
  .xDelete = delete_file,
  .xAccess = access_file,
  .xFullPathname = full_path,
  .xRandomness = random_bytes,
  .xSleep = sleep_some,
  .xCurrentTime = current_time,
  .xGetLastError = last_error,
};

WayVfsNode *
way_vfs_enter (const char   *path,
               WaySecret    *master,
               const WayId  *file,
               GError      **error)
{
  g_autofree char *real = dup_real_path (path);
  WayVfsNode *self;
  int lock;

  g_mutex_lock (&mutex);
  if (nodes == NULL)
    {
      nodes = g_hash_table_new (g_str_hash, g_str_equal);
      sqlite3_vfs_register (&vfs, 0);
    }
  self = g_hash_table_lookup (nodes, real);
  if (self == NULL && (lock = way_vfs_lock_take (real, error)) != -1)
    {
      self = g_new0 (WayVfsNode, 1);
      self->lock = lock;
      self->path = g_steal_pointer (&real);
      self->index = way_vfs_index_new ();
      way_vfs_seal_init (&self->seal, master, file);
      g_hash_table_insert (nodes, self->path, self);
    }
  if (self != NULL)
    self->users++;
  g_mutex_unlock (&mutex);
  return self;
}

void
way_vfs_leave (WayVfsNode *self)
{
  if (self == NULL)
    return;
  g_mutex_lock (&mutex);
  if (--self->users == 0)
    {
      g_hash_table_remove (nodes, self->path);
      node_free (self);
    }
  g_mutex_unlock (&mutex);
}

gboolean
way_vfs_keep_alone (WayVfsNode *self)
{
  g_mutex_lock (&mutex);
  self->alone = self->connections == 1;
  g_mutex_unlock (&mutex);
  return self->alone;
}

gboolean
way_vfs_fits (const char  *path,
              WaySecret   *master,
              const WayId *file)
{
  guint8 page[WAY_VFS_PAGE];
  WayVfsSeal seal = { NULL };
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gboolean fits;

  if (fd < 0)
    return FALSE;
  way_vfs_seal_init (&seal, master, file);
  fits = read (fd, page, sizeof page) == (gssize) sizeof page &&
         way_vfs_open_page (&seal, 1, page, page);
  way_vfs_seal_clear (&seal);
  close (fd);
  return fits;
}
