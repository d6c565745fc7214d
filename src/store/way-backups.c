/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Backups as files: where they stand, which are kept, what is in one. */

#include "way-backups.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "way-date.h"

#define ENDING ".waymark"
#define DAYS_KEPT 30
#define MONTHS_KEPT 12

void
way_backup_file_free (WayBackupFile *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self);
}

/* The file's name without its ending. */
static char *
dup_stem (const char *path)
{
  gsize length = strlen (path);

  if (g_str_has_suffix (path, ENDING))
    length -= strlen (ENDING);
  return g_strndup (path, length);
}

static char *
dup_folder (const char *path)
{
  g_autofree char *stem = dup_stem (path);

  return g_strconcat (stem, " backups", NULL);
}

/* "START", or "START (2)" and on where that is taken. */
static char *
find_free (const char *start)
{
  for (guint n = 1;; n++)
    {
      char *found = n == 1 ? g_strconcat (start, ENDING, NULL)
                           : g_strdup_printf ("%s (%u)" ENDING, start, n);

      if (!g_file_test (found, G_FILE_TEST_EXISTS))
        return found;
      g_free (found);
    }
}

static char *
dup_daily_path (const char  *path,
                const GDate *day)
{
  g_autofree char *folder = dup_folder (path);
  g_autofree char *iso = way_date_to_iso (day);
  g_autofree char *start = g_build_filename (folder, iso, NULL);

  return find_free (start);
}

char *
way_backups_restored_path (const char  *path,
                           const GDate *day)
{
  g_autofree char *stem = dup_stem (path);
  g_autofree char *iso = way_date_to_iso (day);
  g_autofree char *start = g_strconcat (stem, " restored ", iso, NULL);

  return find_free (start);
}

/* --- Listing --- */

static void
add_file (GPtrArray     *files,
          WayBackupKind  kind,
          const char    *path)
{
  WayBackupFile *file;
  GStatBuf status;

  if (g_stat (path, &status) != 0 || !S_ISREG (status.st_mode))
    return;
  file = g_new0 (WayBackupFile, 1);
  file->kind = kind;
  file->path = g_strdup (path);
  file->when = (gint64) status.st_mtime * 1000;
  file->size = status.st_size;
  g_ptr_array_add (files, file);
}

/* The day that the name of a daily backup says. */
static gboolean
day_of_name (const char *name,
             GDate      *day)
{
  g_autofree char *iso = g_strndup (name, strlen ("2026-11-26"));

  return g_str_has_suffix (name, ENDING) && way_date_parse (iso, day);
}

static void
add_daily (GPtrArray  *files,
           const char *path)
{
  g_autofree char *folder = dup_folder (path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  GDate day;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *found = g_build_filename (folder, name, NULL);

      if (day_of_name (name, &day))
        add_file (files, WAY_BACKUP_DAILY, found);
    }
}

gboolean
way_backups_has_day (const char  *path,
                     const GDate *day)
{
  g_autofree char *folder = dup_folder (path);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  GDate found;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (day_of_name (name, &found) && way_date_equal (&found, day))
      return TRUE;
  return FALSE;
}

/* Keys, locks and copies that were not finished stand beside them. */
static gboolean
is_companion (const char *name)
{
  static const char *const endings[] = { ".key", ".old", ".part", ".lock", "-wal", "-shm",
                                         "-journal", ".ballast" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i]))
      return TRUE;
  return FALSE;
}

static void
add_before (GPtrArray  *files,
            const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *upgrade = g_strconcat (base, ".before-version-", NULL);
  g_autofree char *import = g_strconcat (base, ".before-import-", NULL);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *found = g_build_filename (folder, name, NULL);

      if (is_companion (name))
        continue;
      if (g_str_has_prefix (name, upgrade))
        add_file (files, WAY_BACKUP_BEFORE_UPGRADE, found);
      else if (g_str_has_prefix (name, import))
        add_file (files, WAY_BACKUP_BEFORE_IMPORT, found);
    }
}

static int
compare_files (gconstpointer a,
               gconstpointer b)
{
  const WayBackupFile *one = *(WayBackupFile *const *) a;
  const WayBackupFile *two = *(WayBackupFile *const *) b;

  if (one->when != two->when)
    return one->when < two->when ? 1 : -1;
  return strcmp (two->path, one->path);
}

GPtrArray *
way_backups_list (const char *path)
{
  GPtrArray *files = g_ptr_array_new_with_free_func ((GDestroyNotify) way_backup_file_free);

  add_daily (files, path);
  add_before (files, path);
  g_ptr_array_sort (files, compare_files);
  return files;
}

/* --- Keeping --- */

gboolean
way_backups_is_kept (const GDate *day,
                     const GDate *today,
                     gboolean     first_of_month)
{
  int age = g_date_days_between (day, today);
  int months = (g_date_get_year (today) - g_date_get_year (day)) * 12 +
               g_date_get_month (today) - g_date_get_month (day);

  return age < DAYS_KEPT || (first_of_month && months <= MONTHS_KEPT);
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* Of daily backups, by day. */
static GPtrArray *
list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  GDate day;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (day_of_name (name, &day))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* What is no longer kept, and what was made of this day before `made`. */
static void
take_away_old (const char  *made,
               const GDate *today)
{
  g_autofree char *folder = g_path_get_dirname (made);
  g_autoptr(GPtrArray) names = list_names (folder);
  int month = -1;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *found = g_build_filename (folder, name, NULL);
      int own_month;
      GDate day;

      day_of_name (name, &day);
      own_month = g_date_get_year (&day) * 12 + g_date_get_month (&day);
      if (way_date_equal (&day, today) ? strcmp (found, made) != 0
                                       : !way_backups_is_kept (&day, today, own_month != month))
        way_db_remove (found);
      month = own_month;
    }
}

gboolean
way_backups_make (WayDb            *db,
                  const GDate      *day,
                  WayProgressFunc   progress,
                  gpointer          data,
                  GCancellable     *cancellable,
                  GError          **error)
{
  g_autofree char *path = dup_daily_path (way_db_path (db), day);
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, WAY_STORE_ERROR,
                   errno == ENOSPC ? WAY_STORE_ERROR_FULL : WAY_STORE_ERROR_READ_ONLY, "%s: %s",
                   folder, g_strerror (errno));
      return FALSE;
    }
  if (!way_backup_write (db, path, error))
    return FALSE;
  if (!way_backup_prove (path, progress, data, cancellable, error))
    {
      way_db_remove (path);
      return FALSE;
    }
  take_away_old (path, day);
  return TRUE;
}

/* --- Looking into one --- */

gboolean
way_backups_look (WayDb          *db,
                  WayBackupView  *view,
                  GError        **error)
{
  const struct { const char *sql; gint64 *value; } counts[] = {
    { "SELECT count (*) FROM edit", &view->edits },
    { "SELECT max (clock >> 16) FROM edit", &view->last_edit },
    { "SELECT count (*) FROM pupil", &view->pupils },
    { "SELECT count (*) FROM placement", &view->placements },
    { "SELECT count (*) FROM referral", &view->referrals },
  };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    if (!way_db_get_int (db, counts[i].sql, 0, counts[i].value, error))
      return FALSE;
  return TRUE;
}
