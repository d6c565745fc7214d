/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lock file beside a sealed database, which says who has it; and the ballast,
 * room on the disk that is given up when a full disk would keep the file from
 * being opened. */

#include "way-vfs-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "way-file.h"
#include "way-store-error.h"

#define BALLAST_BYTES (4 * 1024 * 1024)
#define BALLAST_ROOM ((guint64) 16 * BALLAST_BYTES)    /* only where so much is free */
#define MOST_LOCK_BYTES 4096

/* --- The lock --- */

static void
say_who (int fd)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *when = g_date_time_format (now, "%Y-%m-%d %H:%M");
  g_autofree char *text = g_strdup_printf ("%s (process %d), %s on %s, since %s\n",
                                           g_get_prgname () != NULL ? g_get_prgname () : "waymark",
                                           (int) getpid (), g_get_user_name (), g_get_host_name (),
                                           when);

  /* It helps people only: the lock itself is the system's. */
  if (ftruncate (fd, 0) != 0 || write (fd, text, strlen (text)) < 0)
    return;
}

static void
refuse (const char *path,
        int         fd,
        GError    **error)
{
  char text[MOST_LOCK_BYTES + 1];
  gssize size = pread (fd, text, MOST_LOCK_BYTES, 0);
  g_autofree char *clean = g_utf8_make_valid (text, MAX (size, 0));

  g_strstrip (clean);
  g_strdelimit (clean, "\n\r\t", ' ');
  g_set_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IN_USE, "%s: is open in %s", path,
               *clean != '\0' ? clean : "another program");
}

/* Whether the name still is that of the file that was locked: who let go last
 * may have taken it away in between. */
static gboolean
is_still_there (const char *name,
                int         fd)
{
  GStatBuf by_name;
  struct stat by_fd;

  return g_stat (name, &by_name) == 0 && fstat (fd, &by_fd) == 0 &&
         by_name.st_ino == by_fd.st_ino && by_name.st_dev == by_fd.st_dev;
}

int
way_vfs_lock_take (const char  *path,
                   GError     **error)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);

  for (;;)
    {
      int fd = g_open (name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
      gboolean writable = fd >= 0;

      if (fd < 0 && errno == ENOSPC && way_vfs_spend_ballast (path))
        continue;
      if (fd < 0 && (errno == EACCES || errno == EROFS || errno == EPERM))
        {
          fd = g_open (name, O_RDONLY | O_CLOEXEC, 0);
          if (fd < 0 && errno == ENOENT)
            return -2;
        }
      if (fd < 0)
        {
          g_set_error (error, WAY_STORE_ERROR,
                       errno == ENOSPC ? WAY_STORE_ERROR_FULL : WAY_STORE_ERROR_READ_ONLY,
                       "%s: %s", name, g_strerror (errno));
          return -1;
        }
      if (flock (fd, LOCK_EX | LOCK_NB) != 0)
        {
          refuse (path, fd, error);
          close (fd);
          return -1;
        }
      if (!is_still_there (name, fd))
        {
          close (fd);
          continue;
        }
      if (writable)
        say_who (fd);
      return fd;
    }
}

void
way_vfs_lock_drop (const char *path,
                   int         fd)
{
  g_autofree char *name = g_strconcat (path, ".lock", NULL);

  if (fd < 0)
    return;
  g_unlink (name);
  close (fd);
}

/* --- The ballast --- */

static char *
ballast_path (const char *path)
{
  return g_strconcat (path, ".ballast", NULL);
}

gboolean
way_vfs_spend_ballast (const char *path)
{
  g_autofree char *name = ballast_path (path);

  return g_unlink (name) == 0;
}

/* Random, so that no file system saves the room; and only a convenience, so
 * that what fails is let be. */
void
way_vfs_keep_ballast (const char *path)
{
  g_autofree char *name = ballast_path (path);
  g_autofree char *folder = g_path_get_dirname (path);
  struct statvfs room;
  g_autoptr(GBytes) bytes = NULL;
  guint8 *noise;

  if (g_file_test (name, G_FILE_TEST_EXISTS) || statvfs (folder, &room) != 0 ||
      (guint64) room.f_bavail * room.f_frsize < BALLAST_ROOM)
    return;
  noise = g_malloc (BALLAST_BYTES);
  randombytes_buf (noise, BALLAST_BYTES);
  bytes = g_bytes_new_take (noise, BALLAST_BYTES);
  way_file_write (name, bytes, NULL);
}
