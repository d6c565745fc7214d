/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The watched folder: what stands in it, kept beside what became of it. */

#include "way-folder.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "way-copies.h"
#include "way-exchange-private.h"
#include "way-roster.h"

/* More than any folder of ours holds: a bound against one that is filled on purpose. */
#define MOST_FILES 4096
#define MOST_NAME 200

/* A file that is gone and was not acknowledged is sent again after so long. */
#define LOST_AFTER (G_GINT64_CONSTANT (60) * 60 * 1000)

/* A school is told of free places once a day, though nothing else be new to it. */
#define FIGURES_AFTER (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

#define KNOWN_SIZE 32

/* --- Which folder --- */

char *
way_folder_dup_path (WayDb *db)
{
  char *path = way_db_dup_setting (db, "folder");

  if (path != NULL && *path == '\0')
    g_clear_pointer (&path, g_free);
  return path;
}

gboolean
way_folder_choose (WayDb       *db,
                   const char  *path,
                   GError     **error)
{
  return way_db_exec (db, "DELETE FROM folder_file", error) &&
         way_db_exec (db, "DELETE FROM folder_post", error) &&
         way_db_set_setting (db, "folder_seen", "0", error) &&
         way_db_set_setting (db, "folder_paused", "no", error) &&
         way_db_set_setting (db, "folder", path != NULL ? path : "", error);
}

gboolean
way_folder_is_paused (WayDb *db)
{
  g_autofree char *paused = way_db_dup_setting (db, "folder_paused");

  return g_strcmp0 (paused, "yes") == 0;
}

gboolean
way_folder_set_paused (WayDb     *db,
                       gboolean   paused,
                       GError   **error)
{
  return way_db_set_setting (db, "folder_paused", paused ? "yes" : "no", error);
}

gint64
way_folder_seen (WayDb *db)
{
  g_autofree char *seen = way_db_dup_setting (db, "folder_seen");

  return seen != NULL ? g_ascii_strtoll (seen, NULL, 10) : 0;
}

gboolean
way_folder_set_seen (WayDb   *db,
                     gint64   now,
                     GError **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, now);

  return way_db_set_setting (db, "folder_seen", text, error);
}

/* --- What stands in it --- */

void
way_folder_file_free (WayFolderFile *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->detail);
  g_free (self);
}

static void
free_file (gpointer data)
{
  way_folder_file_free (data);
}

static gboolean
set_errno (GError     **error,
           const char  *path,
           int          code)
{
  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

static gint64
changed_at (const struct stat *info)
{
  return (gint64) info->st_mtim.tv_sec * G_USEC_PER_SEC + info->st_mtim.tv_nsec / 1000;
}

/* Of a bundle's name, and such a name as can be said. */
static gboolean
is_name (const char *name)
{
  if (*name == '.' || strlen (name) > MOST_NAME || !g_str_has_suffix (name, WAY_BUNDLE_SUFFIX) ||
      !g_utf8_validate (name, -1, NULL))
    return FALSE;
  for (const char *c = name; *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isprint (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

/* Regular files alone: a link may lead anywhere. */
static gboolean
stat_file (const char  *path,
           const char  *name,
           struct stat *info)
{
  g_autofree char *whole = g_build_filename (path, name, NULL);

  return lstat (whole, info) == 0 && S_ISREG (info->st_mode);
}

static GPtrArray *
list_names (const char  *path,
            GError     **error)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (path, 0, error);
  const char *name;

  if (dir == NULL)
    return NULL;
  while (names->len < MOST_FILES && (name = g_dir_read_name (dir)) != NULL)
    if (is_name (name))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort_with_data (names, (GCompareDataFunc) (void *) g_strcmp0, NULL);
  return g_steal_pointer (&names);
}

static WayFolderFile *
read_file (WayStmt *stmt)
{
  WayFolderFile *file = g_new0 (WayFolderFile, 1);

  file->name = g_strdup (way_stmt_text (stmt, 0));
  file->size = way_stmt_int (stmt, 1);
  file->changed = way_stmt_int (stmt, 2);
  file->state = (WayFolderState) way_stmt_int (stmt, 3);
  file->basis = way_stmt_int (stmt, 4);
  file->detail = g_strdup (way_stmt_text (stmt, 5));
  file->at = way_stmt_int (stmt, 6);
  return file;
}

static GPtrArray *
query_files (WayDb       *db,
             const char  *where,
             GError     **error)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (free_file);
  g_autofree char *sql = g_strdup_printf ("SELECT name, size, changed, state, basis, detail, at"
                                          " FROM folder_file%s ORDER BY name", where);
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, error);
  WayStep step;

  if (stmt == NULL)
    return NULL;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    g_ptr_array_add (files, read_file (stmt));
  return step == WAY_STEP_DONE ? g_steal_pointer (&files) : NULL;
}

GPtrArray *
way_folder_remembered (WayDb   *db,
                       GError **error)
{
  return query_files (db, " WHERE state IN (1, 4, 5)", error);
}

gboolean
way_folder_note (WayDb                *db,
                 const WayFolderFile  *file,
                 GError              **error)
{
  g_autoptr(WayStmt) stmt =
    way_db_prepare (db,
                    "INSERT OR REPLACE INTO folder_file"
                    " (name, size, changed, state, basis, detail, at)"
                    " VALUES (:name, :size, :changed, :state, :basis, :detail, :at)", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":name", file->name);
  way_stmt_bind_int (stmt, ":size", file->size);
  way_stmt_bind_int (stmt, ":changed", file->changed);
  way_stmt_bind_int (stmt, ":state", file->state);
  way_stmt_bind_int (stmt, ":basis", file->basis);
  way_stmt_bind_text (stmt, ":detail", file->detail);
  way_stmt_bind_int (stmt, ":at", file->at);
  return way_stmt_run (stmt, error);
}

static gboolean
forget_file (WayDb       *db,
             const char  *name,
             GError     **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "DELETE FROM folder_file WHERE name = :name", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_text (stmt, ":name", name);
  return way_stmt_run (stmt, error);
}

/* What is known of the file, as long as it is the same. */
static WayFolderFile *
recognise (GPtrArray         *known,
           const char        *name,
           const struct stat *info,
           gint64             now)
{
  WayFolderFile *file = g_new0 (WayFolderFile, 1);

  file->name = g_strdup (name);
  file->size = info->st_size;
  file->changed = changed_at (info);
  file->at = now;
  for (guint i = 0; i < known->len; i++)
    {
      const WayFolderFile *before = g_ptr_array_index (known, i);

      if (strcmp (before->name, name) != 0 || before->size != file->size ||
          before->changed != file->changed)
        continue;
      file->state = before->state;
      file->basis = before->basis;
      file->detail = g_strdup (before->detail);
      file->at = before->at;
    }
  return file;
}

GPtrArray *
way_folder_list (WayDb       *db,
                 const char  *path,
                 gint64       now,
                 GError     **error)
{
  g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func (free_file);
  g_autoptr(GPtrArray) names = list_names (path, error);
  g_autoptr(GPtrArray) known = names != NULL ? query_files (db, "", error) : NULL;

  if (known == NULL)
    return NULL;
  for (guint i = 0; i < known->len; i++)
    {
      const WayFolderFile *file = g_ptr_array_index (known, i);

      if (!g_ptr_array_find_with_equal_func (names, file->name, g_str_equal, NULL) &&
          !forget_file (db, file->name, error))
        return NULL;
    }
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      struct stat info;

      if (stat_file (path, name, &info))
        g_ptr_array_add (files, recognise (known, name, &info, now));
    }
  return g_steal_pointer (&files);
}

static gboolean
is_same (int                  fd,
         const WayFolderFile *file)
{
  struct stat info;

  return fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_size == file->size &&
         changed_at (&info) == file->changed;
}

/* As many bytes as it said that it has; fewer where it ends before. */
static GBytes *
read_all (int     fd,
          gint64  size)
{
  g_autofree guint8 *data = g_try_malloc ((gsize) size + 1);
  gsize length = 0;
  gssize count = 1;

  while (data != NULL && count > 0 && length <= (gsize) size)
    {
      count = read (fd, data + length, (gsize) size + 1 - length);
      if (count < 0 && errno == EINTR)
        count = 1;
      else if (count > 0)
        length += (gsize) count;
    }
  return data != NULL && count == 0 && length == (gsize) size
           ? g_bytes_new_take (g_steal_pointer (&data), length) : NULL;
}

GBytes *
way_folder_read (const char           *path,
                 const WayFolderFile  *file,
                 GError              **error)
{
  g_autofree char *whole = g_build_filename (path, file->name, NULL);
  int fd = open (whole, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
  g_autoptr(GBytes) bytes = NULL;

  if (fd < 0 && (errno == ENOENT || errno == ELOOP || errno == EACCES))
    return NULL;
  if (fd < 0)
    {
      set_errno (error, whole, errno);
      return NULL;
    }
  if (is_same (fd, file))
    bytes = read_all (fd, file->size);
  if (bytes != NULL && !is_same (fd, file))
    g_clear_pointer (&bytes, g_bytes_unref);
  close (fd);
  return g_steal_pointer (&bytes);
}

gboolean
way_folder_basis (WayDb           *db,
                  WayFolderState   state,
                  gint64          *basis,
                  GError         **error)
{
  const char *sql = state == WAY_FOLDER_ASKS
    ? "SELECT count (*) FROM bundle WHERE NOT sent"
    : "SELECT coalesce (max (number), 0) * 100000 FROM roster";
  gint64 schema;

  if (!way_db_get_int (db, sql, 0, basis, error) ||
      !way_db_get_int (db, "PRAGMA user_version", 0, &schema, error))
    return FALSE;
  if (state != WAY_FOLDER_ASKS)
    *basis += schema;
  return TRUE;
}

/* --- What is to be put there --- */

/* What stands in folder_post. */
typedef struct
{
  char    *name;             /* NULL: nothing was put there yet */
  gint64   size;
  gint64   sequence;
  guint8   known[KNOWN_SIZE];
  gint64   told;
  gint64   at;
} Post;

static void
post_clear (Post *self)
{
  g_free (self->name);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Post, post_clear)

void
way_folder_due_free (WayFolderDue *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

static void
free_due (gpointer data)
{
  way_folder_due_free (data);
}

static gboolean
read_post (WayDb        *db,
           const WayId  *device,
           Post         *post,
           GError      **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db,
                                            "SELECT name, size, sequence, known, told, at"
                                            " FROM folder_post WHERE device = :device", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  step = way_stmt_step (stmt, error);
  if (step == WAY_STEP_ROW)
    {
      gsize size;
      const void *known = way_stmt_blob (stmt, 3, &size);

      post->name = g_strdup (way_stmt_text (stmt, 0));
      post->size = way_stmt_int (stmt, 1);
      post->sequence = way_stmt_int (stmt, 2);
      if (known != NULL && size == KNOWN_SIZE)
        memcpy (post->known, known, KNOWN_SIZE);
      post->told = way_stmt_int (stmt, 4);
      post->at = way_stmt_int (stmt, 5);
    }
  return step != WAY_STEP_ERROR;
}

/* A digest of all that may be said to others. */
static gboolean
read_known (WayDb   *db,
            guint8  *known,
            GError **error)
{
  g_autoptr(WayRanges) kept = way_exchange_read_kept (db, error);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  gint64 roster;

  if (kept == NULL ||
      !way_db_get_int (db, "SELECT coalesce (max (number), 0) FROM roster", 0, &roster, error))
    return FALSE;
  way_ranges_write (kept, bytes);
  way_bytes_put_uint (bytes, (guint64) roster);
  crypto_generichash (known, KNOWN_SIZE, bytes->data, bytes->len, NULL, 0);
  return TRUE;
}

/* The last file of the device that said anything. */
static gboolean
read_heard_from (WayDb        *db,
                 const WayId  *device,
                 gint64       *sequence,
                 GError      **error)
{
  g_autoptr(WayStmt) stmt =
    way_db_prepare (db,
                    "SELECT coalesce (max (post.sequence), 0) FROM post"
                    " JOIN bundle ON bundle.id = post.bundle AND bundle.edits > 0"
                    " WHERE post.device = :device AND NOT post.sent", error);

  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", device);
  if (way_stmt_step (stmt, error) != WAY_STEP_ROW)
    return FALSE;
  *sequence = way_stmt_int (stmt, 0);
  return TRUE;
}

static gboolean
is_there (const char *path,
          const Post *post)
{
  struct stat info;

  return post->name != NULL && *post->name != '\0' && stat_file (path, post->name, &info) &&
         info.st_size == post->size;
}

/* By digits, and a number that nobody can guess: it was never there before. */
static char *
make_name (const WayId *from,
           const WayId *to,
           guint64      sequence)
{
  char from_text[WAY_ID_TEXT_SIZE], to_text[WAY_ID_TEXT_SIZE];
  guint64 number;

  way_id_format (from, from_text);
  way_id_format (to, to_text);
  randombytes_buf (&number, sizeof number);
  return g_strdup_printf ("waymark-%.8s-%.8s-%06" G_GUINT64_FORMAT "-%016" G_GINT64_MODIFIER "x"
                          WAY_BUNDLE_SUFFIX, from_text, to_text, sequence, number);
}

/* Whether anything is due for the device; *due stays NULL else. */
static gboolean
find_due (WayDb                 *db,
          const char            *path,
          const WayId           *own,
          const WayRosterEntry  *entry,
          const guint8          *known,
          gint64                 now,
          WayFolderDue         **due,
          GError               **error)
{
  g_auto(Post) post = { 0 };
  g_autoptr(WayRanges) heard = NULL;
  gint64 last;
  guint64 acked, sent;
  gboolean same, owes;

  if (!read_post (db, &entry->device->id, &post, error) ||
      !read_heard_from (db, &entry->device->id, &last, error) ||
      !way_exchange_read_mate (db, &entry->device->id, &acked, &heard, error) ||
      !way_exchange_read_post (db, &entry->device->id, TRUE, &sent, NULL, error))
    return FALSE;
  same = post.name != NULL && memcmp (post.known, known, KNOWN_SIZE) == 0;
  owes = last > post.told;
  if (same && !owes &&
      (*post.name == '\0' || (gint64) acked >= post.sequence || is_there (path, &post) ||
       now - post.at < LOST_AFTER))
    return TRUE;
  *due = g_new0 (WayFolderDue, 1);
  (*due)->device = entry->device->id;
  (*due)->owes = owes || same ||
                 (entry->role == WAY_COPY_SCHOOL && now - post.at >= FIGURES_AFTER);
  (*due)->news = !same;
  (*due)->name = make_name (own, &entry->device->id, sent + 1);
  return TRUE;
}

static gboolean
may_send_to (const WayRosterEntry *own,
             const WayRosterEntry *entry,
             gint64                now)
{
  return entry != own && entry->revoked == 0 && way_roster_entry_holds (entry, now) &&
         entry->role != WAY_COPY_GOVERNANCE &&
         (own->role == WAY_COPY_OFFICE || entry->role == WAY_COPY_OFFICE);
}

static gboolean
read_parties (WayDb      *db,
              WayDevice **device,
              WayRoster **roster,
              GError    **error)
{
  g_autoptr(GError) fault = NULL;

  *device = way_device_read (db, &fault);
  *roster = fault == NULL ? way_roster_read (db, NULL, &fault) : NULL;
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

GPtrArray *
way_folder_list_due (WayDb       *db,
                     const char  *path,
                     gint64       now,
                     GError     **error)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (free_due);
  g_autoptr(WayDevice) device = NULL;
  g_autoptr(WayRoster) roster = NULL;
  const WayRosterEntry *own;
  guint8 known[KNOWN_SIZE];

  if (!read_parties (db, &device, &roster, error) || !read_known (db, known, error))
    return NULL;
  own = device != NULL && roster != NULL ? way_roster_find (roster, &device->id) : NULL;
  if (own == NULL || own->revoked != 0 || !way_roster_entry_holds (own, now))
    return g_steal_pointer (&all);
  for (guint i = 0; i < roster->entries->len; i++)
    {
      const WayRosterEntry *entry = g_ptr_array_index (roster->entries, i);
      WayFolderDue *due = NULL;

      if (!may_send_to (own, entry, now))
        continue;
      if (!find_due (db, path, &device->id, entry, known, now, &due, error))
        return NULL;
      if (due != NULL)
        g_ptr_array_add (all, due);
    }
  return g_steal_pointer (&all);
}

/* Only what is still as it was put there. */
static void
remove_post (const char *path,
             const Post *post)
{
  g_autofree char *whole = NULL;

  if (!is_there (path, post))
    return;
  whole = g_build_filename (path, post->name, NULL);
  g_unlink (whole);
}

gboolean
way_folder_note_post (WayDb               *db,
                      const char          *path,
                      const WayFolderDue  *due,
                      gboolean             put,
                      gint64               now,
                      GError             **error)
{
  g_auto(Post) before = { 0 };
  g_autoptr(WayStmt) stmt = NULL;
  guint8 known[KNOWN_SIZE];
  struct stat info = { 0 };
  guint64 sequence;
  gint64 told;

  if (!read_post (db, &due->device, &before, error) || !read_known (db, known, error) ||
      !read_heard_from (db, &due->device, &told, error) ||
      !way_exchange_read_post (db, &due->device, TRUE, &sequence, NULL, error))
    return FALSE;
  if (put)
    stat_file (path, due->name, &info);
  stmt = way_db_prepare (db,
                         "INSERT OR REPLACE INTO folder_post"
                         " (device, name, size, sequence, known, told, at)"
                         " VALUES (:device, :name, :size, :sequence, :known, :told, :at)", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_id (stmt, ":device", &due->device);
  way_stmt_bind_text (stmt, ":name", put ? due->name : before.name != NULL ? before.name : "");
  way_stmt_bind_int (stmt, ":size", put ? info.st_size : before.size);
  way_stmt_bind_int (stmt, ":sequence", put ? (gint64) sequence : before.sequence);
  way_stmt_bind_blob (stmt, ":known", known, sizeof known);
  way_stmt_bind_int (stmt, ":told", told);
  way_stmt_bind_int (stmt, ":at", put ? now : before.at);
  if (!way_stmt_run (stmt, error))
    return FALSE;
  if (put)
    remove_post (path, &before);
  return TRUE;
}

gboolean
way_folder_tidy (WayDb       *db,
                 const char  *path,
                 GError     **error)
{
  g_autoptr(WayStmt) stmt =
    way_db_prepare (db,
                    "SELECT folder_post.name, folder_post.size FROM folder_post"
                    " JOIN mate ON mate.device = folder_post.device"
                    " WHERE mate.acked >= folder_post.sequence", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      g_auto(Post) post = { .name = g_strdup (way_stmt_text (stmt, 0)),
                            .size = way_stmt_int (stmt, 1) };

      remove_post (path, &post);
    }
  return step == WAY_STEP_DONE;
}
