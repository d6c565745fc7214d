/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole files, read with a bound and written by way of a new file beside the
 * old one, so that a full disk or a crash never leaves half of one. */

#include "way-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK (64 * 1024)

struct _WayFileWriter
{
  char     *path;       /* the name that it will have */
  char     *temporary;  /* the name that it has; NULL once committed */
  int       fd;
};

static void
set_error (GError     **error,
           const char  *path,
           int          code)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
}

GBytes *
way_file_read (const char  *path,
               gsize        most,
               GError     **error)
{
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize count = 0;

  if (fd < 0)
    {
      set_error (error, path, errno);
      return NULL;
    }
  while (bytes->len <= most)
    {
      count = read (fd, chunk, CHUNK);
      if (count < 0 && errno == EINTR)
        continue;
      if (count <= 0)
        break;
      g_byte_array_append (bytes, chunk, (guint) count);
    }
  if (count < 0)
    set_error (error, path, errno);
  else if (bytes->len > most)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                 "%s: is larger than %" G_GSIZE_FORMAT " bytes", path, most);
  close (fd);
  if (count < 0 || bytes->len > most)
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

WayFileWriter *
way_file_writer_new (const char  *path,
                     GError     **error)
{
  g_autoptr(WayFileWriter) self = g_new0 (WayFileWriter, 1);

  self->fd = -1;
  self->path = g_strdup (path);
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      set_error (error, path, EISDIR);
      return NULL;
    }
  self->temporary = g_strconcat (path, ".XXXXXX", NULL);
  self->fd = g_mkstemp_full (self->temporary, O_WRONLY | O_CLOEXEC, 0600);
  if (self->fd >= 0)
    return g_steal_pointer (&self);
  set_error (error, path, errno);
  g_clear_pointer (&self->temporary, g_free);
  return NULL;
}

gboolean
way_file_writer_write (WayFileWriter  *self,
                       gconstpointer   data,
                       gsize           size,
                       GError        **error)
{
  const guint8 *at = data;

  g_return_val_if_fail (self->fd >= 0, FALSE);
  while (size > 0)
    {
      gssize count = write (self->fd, at, size);

      if (count < 0 && errno == EINTR)
        continue;
      if (count < 0)
        {
          set_error (error, self->path, errno);
          return FALSE;
        }
      at += count;
      size -= (gsize) count;
    }
  return TRUE;
}

/* The rename itself must reach the disk.  Some file systems cannot sync a
 * folder: then there is nothing more to be done. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

  if (fd < 0)
    return;
  fsync (fd);
  close (fd);
}

/* The permissions of the file that is replaced; a new one is the owner's only,
 * since it may tell of children. */
static mode_t
wanted_mode (const char *path)
{
  GStatBuf before;

  if (g_stat (path, &before) == 0)
    return before.st_mode & 0777;
  return 0600;
}

static gboolean
move (const char  *temporary,
      const char  *path,
      GError     **error)
{
  if (g_rename (temporary, path) != 0)
    {
      set_error (error, path, errno);
      return FALSE;
    }
  sync_folder (path);
  return TRUE;
}

gboolean
way_file_writer_commit (WayFileWriter  *self,
                        GError        **error)
{
  int fd = self->fd;
  gboolean synced;

  g_return_val_if_fail (fd >= 0, FALSE);
  self->fd = -1;
  synced = fchmod (fd, wanted_mode (self->path)) == 0 && fsync (fd) == 0;
  if (!synced)
    set_error (error, self->path, errno);
  if (close (fd) != 0 && synced)
    {
      set_error (error, self->path, errno);
      synced = FALSE;
    }
  if (!synced || !move (self->temporary, self->path, error))
    return FALSE;
  g_clear_pointer (&self->temporary, g_free);
  return TRUE;
}

gboolean
way_file_settle (const char  *temporary,
                 const char  *path,
                 GError     **error)
{
  int fd = g_open (temporary, O_RDONLY | O_CLOEXEC, 0);
  gboolean synced = fd >= 0 && fsync (fd) == 0;

  if (!synced)
    set_error (error, path, errno);
  if (fd >= 0)
    close (fd);
  return synced && move (temporary, path, error);
}

void
way_file_writer_free (WayFileWriter *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0)
    close (self->fd);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->path);
  g_free (self);
}

gboolean
way_file_write (const char  *path,
                GBytes      *bytes,
                GError     **error)
{
  g_autoptr(WayFileWriter) writer = way_file_writer_new (path, error);
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  return writer != NULL &&
         way_file_writer_write (writer, data, size, error) &&
         way_file_writer_commit (writer, error);
}
