/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-test-disk.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 512

typedef enum
{
  DO_WRITE,
  DO_TRUNCATE,
  DO_MAKE,
  DO_DELETE,
} What;

typedef struct
{
  What    what;
  goffset at;                /* or the size */
  GBytes *data;              /* of a write */
} Change;

typedef struct
{
  char       *path;
  GByteArray *synced;        /* NULL: there is no such file */
  GPtrArray  *changes;       /* of Change *, since then */
  gboolean    there;
} Watched;

/* A name given that the disk may not have yet. */
typedef struct
{
  char    *from;
  char    *to;
  Watched *before;           /* what went by it; NULL: nothing that was watched */
} Renamed;

static GHashTable *watched;  /* path -> Watched *; NULL while nothing is watched */
static GPtrArray *renamed;   /* of Renamed *, since their folder was synced */

/* --- Files --- */

static Change *
change_new (What    what,
            goffset at,
            GBytes *data)
{
  Change *change = g_new0 (Change, 1);

  change->what = what;
  change->at = at;
  change->data = data;
  return change;
}

static void
change_free (gpointer data)
{
  Change *change = data;

  g_clear_pointer (&change->data, g_bytes_unref);
  g_free (change);
}

static void
watched_free (gpointer data)
{
  Watched *file = data;

  g_clear_pointer (&file->synced, g_byte_array_unref);
  g_ptr_array_unref (file->changes);
  g_free (file->path);
  g_free (file);
}

static void
renamed_free (gpointer data)
{
  Renamed *rename = data;

  g_clear_pointer (&rename->before, watched_free);
  g_free (rename->from);
  g_free (rename->to);
  g_free (rename);
}

static void
unwatch (void)
{
  g_clear_pointer (&watched, g_hash_table_unref);
  g_clear_pointer (&renamed, g_ptr_array_unref);
}

void
way_test_disk_watch (void)
{
  unwatch ();
  watched = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, watched_free);
  renamed = g_ptr_array_new_with_free_func (renamed_free);
}

static Watched *
find (const char *path)
{
  return watched != NULL && path != NULL ? g_hash_table_lookup (watched, path) : NULL;
}

/* What was there before it was watched is safe. */
static Watched *
add (const char *path,
     gboolean    there)
{
  Watched *file = g_new0 (Watched, 1);
  char *contents;
  gsize size;

  file->path = g_strdup (path);
  file->changes = g_ptr_array_new_with_free_func (change_free);
  if (there && g_file_get_contents (path, &contents, &size, NULL))
    {
      file->synced = g_byte_array_new_take ((guint8 *) contents, size);
      file->there = TRUE;
    }
  g_hash_table_insert (watched, file->path, file);
  return file;
}

void
way_test_disk_open (const char *path,
                    gboolean    there)
{
  Watched *file = find (path);

  if (watched == NULL || path == NULL)
    return;
  if (file == NULL)
    file = add (path, there);
  if (!file->there)
    g_ptr_array_add (file->changes, change_new (DO_MAKE, 0, NULL));
  file->there = TRUE;
}

void
way_test_disk_write (const char    *path,
                     gconstpointer  data,
                     gsize          size,
                     goffset        at)
{
  Watched *file = find (path);

  if (file != NULL)
    g_ptr_array_add (file->changes, change_new (DO_WRITE, at, g_bytes_new (data, size)));
}

void
way_test_disk_truncate (const char *path,
                        gsize       size)
{
  Watched *file = find (path);

  if (file != NULL)
    g_ptr_array_add (file->changes, change_new (DO_TRUNCATE, (goffset) size, NULL));
}

/* --- What the disk has --- */

static void
put (GByteArray    *bytes,
     gconstpointer  data,
     gsize          size,
     goffset        at)
{
  guint end = (guint) (at + (goffset) size);
  guint before = bytes->len;

  if (end > before)
    {
      g_byte_array_set_size (bytes, end);
      memset (bytes->data + before, 0, end - before);
    }
  memcpy (bytes->data + at, data, size);
}

static void
apply (Watched      *file,
       const Change *change)
{
  gsize size;
  gconstpointer data;

  switch (change->what)
    {
    case DO_MAKE:
      if (file->synced == NULL)
        file->synced = g_byte_array_new ();
      break;
    case DO_DELETE:
      g_clear_pointer (&file->synced, g_byte_array_unref);
      break;
    case DO_TRUNCATE:
      if (file->synced != NULL && file->synced->len > change->at)
        g_byte_array_set_size (file->synced, (guint) change->at);
      break;
    case DO_WRITE:
    default:
      data = g_bytes_get_data (change->data, &size);
      if (file->synced != NULL)
        put (file->synced, data, size, change->at);
      break;
    }
}

static void
apply_all (Watched *file)
{
  for (guint i = 0; i < file->changes->len; i++)
    apply (file, g_ptr_array_index (file->changes, i));
  g_ptr_array_set_size (file->changes, 0);
}

void
way_test_disk_sync (const char *path)
{
  Watched *file = find (path);

  if (file != NULL)
    apply_all (file);
}

void
way_test_disk_delete (const char *path,
                      gboolean    synced)
{
  Watched *file = find (path);

  if (file == NULL)
    return;
  g_ptr_array_add (file->changes, change_new (DO_DELETE, 0, NULL));
  file->there = FALSE;
  if (synced)
    apply_all (file);
}

/* --- What the program itself asks of the system --- */

int fsync (int fd);
int rename (const char *from, const char *to);

static void
settle_names (const char *folder)
{
  for (guint i = renamed->len; i > 0; i--)
    {
      const Renamed *one = g_ptr_array_index (renamed, i - 1);
      g_autofree char *its = g_path_get_dirname (one->to);

      if (strcmp (its, folder) == 0)
        g_ptr_array_remove_index (renamed, i - 1);
    }
}

/* In place of the C library's: that the disk has it is only said. */
int
fsync (int fd)
{
  g_autofree char *link = g_strdup_printf ("/proc/self/fd/%d", fd);
  g_autofree char *path = g_file_read_link (link, NULL);

  if (watched == NULL || path == NULL)
    return 0;
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    settle_names (path);
  else
    way_test_disk_sync (path);
  return 0;
}

static void
move_watched (const char *from,
              const char *to)
{
  Renamed *one = g_new0 (Renamed, 1);
  gpointer file = NULL;
  gpointer before = NULL;

  g_hash_table_steal_extended (watched, to, NULL, &before);
  g_hash_table_steal_extended (watched, from, NULL, &file);
  one->from = g_strdup (from);
  one->to = g_strdup (to);
  one->before = before;
  g_free (((Watched *) file)->path);
  ((Watched *) file)->path = g_strdup (to);
  g_hash_table_insert (watched, ((Watched *) file)->path, file);
  g_ptr_array_add (renamed, one);
}

int
rename (const char *from,
        const char *to)
{
  int status = renameat (AT_FDCWD, from, AT_FDCWD, to);

  if (status == 0 && find (from) != NULL)
    move_watched (from, to);
  return status;
}

/* --- When the power goes --- */

/* Sectors of the write, each alone. */
static GPtrArray *
cut_up (const Change *change)
{
  GPtrArray *sectors = g_ptr_array_new_with_free_func (change_free);
  gsize size = g_bytes_get_size (change->data);
  gsize at = 0;

  while (at < size)
    {
      gsize room = SECTOR - (gsize) (change->at + (goffset) at) % SECTOR;
      gsize some = MIN (room, size - at);

      g_ptr_array_add (sectors, change_new (DO_WRITE, change->at + (goffset) at,
                                            g_bytes_new_from_bytes (change->data, at, some)));
      at += some;
    }
  return sectors;
}

static void
apply_torn (Watched *file,
            GRand   *chance)
{
  guint n = (guint) g_rand_int_range (chance, 0, (gint) file->changes->len + 1);
  const Change *last = n < file->changes->len ? g_ptr_array_index (file->changes, n) : NULL;

  for (guint i = 0; i < n; i++)
    apply (file, g_ptr_array_index (file->changes, i));
  if (last != NULL && last->what == DO_WRITE)
    {
      g_autoptr(GPtrArray) sectors = cut_up (last);
      guint some = (guint) g_rand_int_range (chance, 0, (gint) sectors->len + 1);

      for (guint i = 0; i < some; i++)
        apply (file, g_ptr_array_index (sectors, i));
    }
}

static void
apply_some (Watched   *file,
            GPtrArray *sectors,
            GRand     *chance)
{
  for (guint i = sectors->len; i > 0; i--)
    {
      guint j = (guint) g_rand_int_range (chance, 0, (gint) i);
      gpointer swap = sectors->pdata[i - 1];

      sectors->pdata[i - 1] = sectors->pdata[j];
      sectors->pdata[j] = swap;
      if (g_rand_boolean (chance))
        apply (file, sectors->pdata[i - 1]);
    }
  g_ptr_array_set_size (sectors, 0);
}

/* Sectors change places with each other, but not with what makes, cuts or
 * deletes a file: what came after that has no place to be without it. */
static void
apply_shuffled (Watched *file,
                GRand   *chance)
{
  g_autoptr(GPtrArray) some = g_ptr_array_new_with_free_func (change_free);

  for (guint i = 0; i < file->changes->len; i++)
    {
      const Change *change = g_ptr_array_index (file->changes, i);
      g_autoptr(GPtrArray) sectors = change->what == DO_WRITE ? cut_up (change) : NULL;

      if (sectors != NULL)
        {
          g_ptr_array_extend_and_steal (some, g_steal_pointer (&sectors));
          continue;
        }
      apply_some (file, some, chance);
      if (g_rand_boolean (chance))
        return;
      apply (file, change);
    }
  apply_some (file, some, chance);
}

/* Files go by their old names again, the last renamed first. */
static void
take_back_names (void)
{
  for (guint i = renamed->len; i > 0; i--)
    {
      Renamed *one = g_ptr_array_index (renamed, i - 1);
      gpointer file = NULL;

      if (!g_hash_table_steal_extended (watched, one->to, NULL, &file))
        continue;
      g_unlink (one->to);
      g_free (((Watched *) file)->path);
      ((Watched *) file)->path = g_strdup (one->from);
      g_hash_table_insert (watched, ((Watched *) file)->path, file);
      if (one->before != NULL)
        g_hash_table_insert (watched, one->before->path, one->before);
      one->before = NULL;
    }
}

static void
put_back (const Watched *file)
{
  if (file->synced == NULL)
    g_unlink (file->path);
  else
    g_assert_true (g_file_set_contents (file->path, (const char *) file->synced->data,
                                        (gssize) file->synced->len, NULL));
}

/* The memory that connections share was a file by name only. */
static void
spoil_shared (const char *path,
              GRand      *chance)
{
  g_autofree char *shared = g_strconcat (path, "-shm", NULL);
  guint8 noise[4096];

  if (!g_file_test (shared, G_FILE_TEST_EXISTS))
    return;
  for (guint i = 0; i < sizeof noise; i++)
    noise[i] = (guint8) g_rand_int (chance);
  if (g_rand_boolean (chance))
    g_unlink (shared);
  else
    g_file_set_contents (shared, (const char *) noise, sizeof noise, NULL);
}

void
way_test_disk_lose (WayTestLoss loss,
                    guint32     seed)
{
  g_autoptr(GRand) chance = g_rand_new_with_seed (seed);
  g_autoptr(GList) paths = NULL;

  if (loss == WAY_TEST_LOSS_DROPPED || g_rand_boolean (chance))
    take_back_names ();
  paths = g_list_sort (g_hash_table_get_keys (watched), (GCompareFunc) strcmp);
  for (const GList *link = paths; link != NULL; link = link->next)
    {
      Watched *file = g_hash_table_lookup (watched, link->data);

      if (loss == WAY_TEST_LOSS_TORN)
        apply_torn (file, chance);
      else if (loss == WAY_TEST_LOSS_SHUFFLED)
        apply_shuffled (file, chance);
      put_back (file);
      spoil_shared (file->path, chance);
    }
  unwatch ();
}
