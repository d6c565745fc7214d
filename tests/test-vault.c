/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed files: they hold what plain ones hold, tell nothing to who has no key,
 * and notice what was done to them. */
#include "way-vault.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "way-backup.h"
#include "way-db-private.h"
#include "way-info.h"
#include "way-test-store.h"
#include "way-test-vault.h"
#include "way-verify.h"

#define PAGE 4096
#define FRAME (24 + PAGE)
#define CANARY "Quillfeather-Zanzibar"

static const char *self_path;

typedef struct
{
  char *folder;
  char *path;
  char *other;
} World;

static WayDb *
open_db (const char *path,
         WayDbMode   mode)
{
  g_autoptr(GError) error = NULL;
  WayDb *db = way_db_open (path, mode, &error);

  g_assert_no_error (error);
  return db;
}

static void
refuse (const char *path,
        WayDbMode   mode,
        int         code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (path, mode, &error);

  g_assert_null (db);
  g_assert_error (error, WAY_STORE_ERROR, code);
  g_assert_nonnull (strstr (error->message, path));
}

static void
add_pupil (WayDb      *db,
           const char *surname)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", surname);

  way_test_insert (db, &way_pupil_entity, pupil);
}

static gint64
count_pupils (WayDb *db)
{
  gint64 count;

  g_assert_true (way_db_get_int (db, "SELECT count(*) FROM pupil", 0, &count, NULL));
  return count;
}

/* Without the pages of tables that migrations dropped: they hold nothing, and nobody
 * reads them. */
static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(WayDb) db = NULL;

  world->folder = g_dir_make_tmp ("waymark-vault-XXXXXX", NULL);
  world->path = g_build_filename (world->folder, "s.waymark", NULL);
  world->other = g_build_filename (world->folder, "o.waymark", NULL);
  way_test_vault_make (world->path);
  db = open_db (world->path, WAY_DB_CREATE);
  g_assert_true (way_db_exec (db, "VACUUM", NULL));
  add_pupil (db, CANARY);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_vault_lock_all ();
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->path);
  g_free (world->other);
}

/* --- Bytes on disk --- */

static guint8 *
read_bytes (const char *path,
            gsize      *size)
{
  char *contents;

  g_assert_true (g_file_get_contents (path, &contents, size, NULL));
  return (guint8 *) contents;
}

static void
write_bytes (const char   *path,
             const guint8 *bytes,
             gsize         size)
{
  g_assert_true (g_file_set_contents (path, (const char *) bytes, (gssize) size, NULL));
}

static void
copy_file (const char *from,
           const char *to)
{
  gsize size;
  g_autofree guint8 *bytes = read_bytes (from, &size);

  write_bytes (to, bytes, size);
}

static void
for_each_file (World *world,
               void (*func) (const char *path))
{
  g_autoptr(GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);

      g_test_message ("%s", name);
      func (path);
    }
}

static void
assert_tells_nothing (const char *path)
{
  static const char *const needles[] = { CANARY, "SQLite format", "CREATE TABLE", "pupil" };

  for (guint i = 0; i < G_N_ELEMENTS (needles); i++)
    g_assert_false (way_test_file_holds (path, needles[i]));
  g_assert_false (g_str_has_suffix (path, "-shm"));
  g_assert_false (g_str_has_suffix (path, "-journal"));
}

static void
test_nothing_on_disk_tells (World         *world,
                            gconstpointer  data)
{
  g_autoptr(WayDb) db = open_db (world->path, WAY_DB_WRITE);
  g_autofree char *log = g_strconcat (world->path, "-wal", NULL);

  add_pupil (db, CANARY "-2");
  g_assert_true (g_file_test (log, G_FILE_TEST_EXISTS));
  for_each_file (world, assert_tells_nothing);
  g_assert_true (way_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL));
  for_each_file (world, assert_tells_nothing);
  g_clear_pointer (&db, way_db_free);
  for_each_file (world, assert_tells_nothing);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
}

static gboolean
is_whole (WayDb *db)
{
  gint64 whole;

  return way_db_get_int (db, "SELECT integrity_check = 'ok' FROM pragma_integrity_check", 0, &whole,
                         NULL) && whole;
}

/* Sorting, a statement that is undone by half, a temporary table: all of it
 * larger than what SQLite would keep in memory by itself. */
static void
test_large_work_leaves_no_file (World         *world,
                                gconstpointer  data)
{
  static const char *const work =
    "PRAGMA cache_size = 20;"
    "CREATE TABLE big (a TEXT UNIQUE, b TEXT);"
    "BEGIN;"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    " INSERT INTO big SELECT i || '" CANARY "', hex (randomblob (100)) FROM n;"
    "UPDATE OR IGNORE big SET a = '" CANARY "' WHERE rowid > 10000;"
    "CREATE TEMP TABLE t AS SELECT * FROM big ORDER BY b;"
    "CREATE INDEX by_b ON big (b, a);";
  g_autoptr(WayDb) db = open_db (world->path, WAY_DB_WRITE);
  g_autoptr(GError) error = NULL;

  way_db_exec (db, work, &error);
  g_assert_no_error (error);
  for_each_file (world, assert_tells_nothing);
  g_assert_false (way_db_exec (db, "INSERT INTO big SELECT a, b FROM big", NULL));
  for_each_file (world, assert_tells_nothing);
  g_assert_true (way_db_exec (db, "COMMIT", NULL));
  g_assert_true (is_whole (db));
}

/* When it is opened, or when it is looked over. */
static void
assert_damage_is_noticed (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_READ, &error);

  if (db == NULL)
    g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED);
  else
    g_assert_false (is_whole (db));
}

static void
test_every_flipped_page_is_refused (World         *world,
                                    gconstpointer  data)
{
  gsize size;
  g_autofree guint8 *good = read_bytes (world->path, &size);

  g_assert_cmpuint (size % PAGE, ==, 0);
  for (gsize page = 0; page < size / PAGE; page++)
    {
      gsize at = page * PAGE + (gsize) g_test_rand_int_range (0, PAGE);

      good[at] ^= 0x10;
      write_bytes (world->path, good, size);
      assert_damage_is_noticed (world->path);
      good[at] ^= 0x10;
    }
}

/* Every page is bound to its place and to its file. */
static void
test_a_page_elsewhere_is_refused (World         *world,
                                  gconstpointer  data)
{
  gsize size;
  g_autofree guint8 *good = read_bytes (world->path, &size);
  guint8 *moved = g_memdup2 (good, size);
  g_autoptr(WayDb) db = NULL;
  g_autoptr(GError) error = NULL;

  memcpy (moved, good + PAGE, PAGE);
  memcpy (moved + PAGE, good, PAGE);
  write_bytes (world->path, moved, size);
  refuse (world->path, WAY_DB_READ, WAY_STORE_ERROR_DAMAGED);
  g_free (moved);
  write_bytes (world->path, good, size);

  db = open_db (world->path, WAY_DB_READ);
  way_backup_write (db, world->other, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, way_db_free);
  copy_file (world->other, world->path);
  refuse (world->path, WAY_DB_READ, WAY_STORE_ERROR_DAMAGED);
}

static void
test_a_cut_file_is_refused (World         *world,
                            gconstpointer  data)
{
  gsize size;
  g_autofree guint8 *good = read_bytes (world->path, &size);

  for (gsize cut = PAGE; cut < size; cut += PAGE * 3 + 17)
    {
      write_bytes (world->path, good, cut);
      assert_damage_is_noticed (world->path);
    }
}

/* --- The log --- */

/* What a process leaves that is killed: the database, its log, its key. */
static void
copy_alive (World *world)
{
  static const char *const endings[] = { "", "-wal", ".key" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *from = g_strconcat (world->path, endings[i], NULL);
      g_autofree char *to = g_strconcat (world->other, endings[i], NULL);

      copy_file (from, to);
    }
}

/* A log that was altered reads as what was true at some commit, or is refused:
 * its torn end cannot be told from one that was cut. */
static void
test_a_flipped_frame_never_alters (World         *world,
                                   gconstpointer  data)
{
  g_autofree char *log = g_strconcat (world->other, "-wal", NULL);
  g_autofree guint8 *base = NULL;
  g_autofree guint8 *good = NULL;
  gsize base_size, size;
  g_autoptr(WayDb) db = open_db (world->path, WAY_DB_WRITE);
  gint64 most;

  for (guint i = 0; i < 4; i++)
    add_pupil (db, "Ashdown");
  most = count_pupils (db);
  copy_alive (world);
  g_clear_pointer (&db, way_db_free);
  base = read_bytes (world->other, &base_size);
  good = read_bytes (log, &size);
  g_assert_cmpuint ((size - 32) % FRAME, ==, 0);
  for (gsize frame = 0; frame <= (size - 32) / FRAME; frame++)
    {
      gsize start = frame == 0 ? 0 : 32 + (frame - 1) * FRAME;
      gsize at = start + (gsize) g_test_rand_int_range (0, frame == 0 ? 32 : FRAME);
      g_autoptr(WayDb) found = NULL;
      g_autoptr(GError) error = NULL;

      write_bytes (world->other, base, base_size);
      good[at] ^= 0x20;
      write_bytes (log, good, size);
      good[at] ^= 0x20;
      found = way_db_open (world->other, WAY_DB_WRITE, &error);
      if (found == NULL)
        {
          g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED);
          continue;
        }
      g_assert_cmpint (count_pupils (found), <=, most);
      g_assert_true (is_whole (found));
    }
}

static void
test_a_log_of_a_killed_process_is_taken_up (World         *world,
                                            gconstpointer  data)
{
  g_autoptr(WayDb) db = open_db (world->path, WAY_DB_WRITE);
  g_autoptr(WayDb) found = NULL;

  add_pupil (db, "Ashdown");
  copy_alive (world);
  found = open_db (world->other, WAY_DB_WRITE);
  g_assert_cmpint (count_pupils (found), ==, 2);
}

/* --- The same as plain --- */

static void
fill_values (GString *sql)
{
  g_string_append_printf (sql, "(%d, %d, hex (zeroblob (%d)) || %d)", g_test_rand_int_range (0, 400),
                          g_test_rand_int_range (0, 50), g_test_rand_int_range (0, 3000),
                          g_test_rand_int_range (0, 1000));
}

static char *
random_statement (void)
{
  GString *sql = g_string_new (NULL);

  switch (g_test_rand_int_range (0, 8))
    {
    case 0:
    case 1:
    case 2:
      g_string_append (sql, "INSERT OR REPLACE INTO w (k, n, t) VALUES ");
      fill_values (sql);
      break;
    case 3:
      g_string_append_printf (sql, "UPDATE w SET n = n + 1, t = t || 'x' WHERE k %% 7 = %d",
                              g_test_rand_int_range (0, 7));
      break;
    case 4:
      g_string_append_printf (sql, "DELETE FROM w WHERE n = %d", g_test_rand_int_range (0, 50));
      break;
    case 5:
      g_string_append (sql, "SAVEPOINT s; UPDATE w SET t = 'gone'; ROLLBACK TO s; RELEASE s");
      break;
    case 6:
      g_string_append (sql, "PRAGMA wal_checkpoint");
      break;
    default:
      g_string_append (sql, "BEGIN; INSERT INTO w (k, n, t) SELECT k + 1000, n, t FROM w"
                            " WHERE k < 40; DELETE FROM w WHERE k >= 1000 AND k % 3; COMMIT");
    }
  return g_string_free (sql, FALSE);
}

static char *
show (WayDb *db)
{
  g_autoptr(WayStmt) stmt =
    way_db_prepare (db, "SELECT count(*) || ' ' || total(k) || ' ' || total(n) || ' ' ||"
                        " total(length(t)) || ' ' || group_concat(k || ':' || n || ':' ||"
                        " substr(t, -3)) FROM (SELECT * FROM w ORDER BY k)", NULL);

  g_assert_cmpint (way_stmt_step (stmt, NULL), ==, WAY_STEP_ROW);
  return g_strdup (way_stmt_text (stmt, 0));
}

static void
test_random_work_gives_the_same_as_plain (World         *world,
                                          gconstpointer  data)
{
  static const char *const table = "CREATE TABLE w (k INTEGER PRIMARY KEY, n INTEGER, t TEXT);"
                                   "CREATE INDEX w_n ON w (n);"
                                   "PRAGMA cache_size = 10; PRAGMA wal_autocheckpoint = 40";
  WayDb *dbs[2] = { open_db (world->path, WAY_DB_WRITE), open_db (world->other, WAY_DB_CREATE) };

  for (guint i = 0; i < 2; i++)
    g_assert_true (way_db_exec (dbs[i], table, NULL));
  for (guint step = 0; step < 400; step++)
    {
      g_autofree char *sql = random_statement ();
      gboolean done[2];

      for (guint i = 0; i < 2; i++)
        {
          done[i] = way_db_exec (dbs[i], sql, NULL);
          if (!done[i])
            way_db_exec (dbs[i], "ROLLBACK", NULL);
        }
      g_assert_cmpint (done[0], ==, done[1]);
      if (step % 40 == 39)
        {
          g_autofree char *sealed = show (dbs[0]);
          g_autofree char *plain = show (dbs[1]);

          g_assert_cmpstr (sealed, ==, plain);
        }
      if (step % 100 == 99)
        {
          way_db_free (dbs[0]);
          dbs[0] = open_db (world->path, WAY_DB_WRITE);
          g_assert_true (way_db_exec (dbs[0], "PRAGMA cache_size = 10", NULL));
        }
    }
  for (guint i = 0; i < 2; i++)
    way_db_free (dbs[i]);
}

/* Threads of one process, each with its own connection. */
static gpointer
write_some (gpointer path)
{
  g_autoptr(WayDb) db = open_db (path, WAY_DB_WRITE);

  for (guint i = 0; i < 20; i++)
    add_pupil (db, "Fir");
  return NULL;
}

static void
test_threads_share_the_file (World         *world,
                             gconstpointer  data)
{
  g_autoptr(WayDb) db = open_db (world->path, WAY_DB_WRITE);
  GThread *threads[3];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("writer", write_some, world->path);
  for (guint i = 0; i < 50; i++)
    g_assert_cmpint (count_pupils (db), >=, 1);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (count_pupils (db), ==, 61);
}

/* --- Who may open it --- */

static void
test_it_is_locked_until_its_passphrase_is_given (World         *world,
                                                 gconstpointer  data)
{
  g_autoptr(WayDb) db = NULL;
  g_autoptr(GError) error = NULL;

  way_vault_lock_all ();
  g_assert_true (way_vault_is_sealed (world->path));
  g_assert_false (way_vault_is_unlocked (world->path));
  refuse (world->path, WAY_DB_WRITE, WAY_STORE_ERROR_LOCKED);
  g_assert_false (way_vault_unlock (world->path, WAY_SLOT_PASSPHRASE, "a heron", &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET);
  refuse (world->path, WAY_DB_WRITE, WAY_STORE_ERROR_LOCKED);
  way_test_vault_unlock (world->path);
  db = open_db (world->path, WAY_DB_WRITE);
  g_assert_cmpint (count_pupils (db), ==, 1);
}

static void
test_without_its_key_file_it_is_nothing (World         *world,
                                         gconstpointer  data)
{
  g_autofree char *key = way_vault_key_path (world->path);

  g_unlink (key);
  refuse (world->path, WAY_DB_READ, WAY_STORE_ERROR_NOT_WAYMARK);
  write_bytes (key, (const guint8 *) "nonsense", 8);
  refuse (world->path, WAY_DB_READ, WAY_STORE_ERROR_KEY_FILE);
}

static void
test_ways_in_are_changed (World         *world,
                          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  char *code = way_vault_set_recovery (world->path, &error);

  g_assert_no_error (error);
  way_vault_set_passphrase (world->path, "two herons", &way_test_cost, &error);
  g_assert_no_error (error);
  way_vault_lock_all ();
  g_assert_false (way_vault_unlock (world->path, WAY_SLOT_PASSPHRASE, WAY_TEST_PASSPHRASE, NULL));
  g_assert_true (way_vault_unlock (world->path, WAY_SLOT_PASSPHRASE, "two herons", NULL));
  way_vault_lock_all ();
  g_assert_true (way_vault_unlock (world->path, WAY_SLOT_RECOVERY, code, NULL));
  g_assert_true (way_vault_remove (world->path, WAY_SLOT_RECOVERY, NULL, NULL));
  g_assert_false (way_vault_remove (world->path, WAY_SLOT_PASSPHRASE, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET);
  way_secret_free_text (code);
}

/* The child opens the file and says with its status what came of it. */
static int
open_as_child (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = NULL;

  way_test_vault_unlock (path);
  db = way_db_open (path, WAY_DB_READ, &error);
  if (db != NULL)
    return 0;
  return g_error_matches (error, WAY_STORE_ERROR, WAY_STORE_ERROR_IN_USE) &&
         strstr (error->message, "process") != NULL && strstr (error->message, path) != NULL ? 3 : 4;
}

static int
try_child (const char *path)
{
  const char *const arguments[] = { self_path, "--child", path, NULL };
  int status;

  g_assert_true (g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL,
                               NULL, &status, NULL));
  g_assert_true (WIFEXITED (status));
  return WEXITSTATUS (status);
}

static void
test_a_second_process_is_told_who_has_it (World         *world,
                                          gconstpointer  data)
{
  g_autofree char *lock = g_strconcat (world->path, ".lock", NULL);
  WayDb *db = open_db (world->path, WAY_DB_WRITE);

  g_assert_cmpint (try_child (world->path), ==, 3);
  add_pupil (db, "Ashdown");
  way_db_free (db);
  g_assert_false (g_file_test (lock, G_FILE_TEST_EXISTS));
  g_assert_cmpint (try_child (world->path), ==, 0);

  /* What a killed process left behind holds nothing. */
  write_bytes (lock, (const guint8 *) "gone", 4);
  db = open_db (world->path, WAY_DB_WRITE);
  g_assert_cmpint (count_pupils (db), ==, 2);
  way_db_free (db);
}

/* --- Copies --- */

static void
test_a_backup_opens_by_the_same_passphrase (World         *world,
                                            gconstpointer  data)
{
  g_autofree char *third = g_build_filename (world->folder, "t.waymark", NULL);
  g_autoptr(GError) error = NULL;
  WayDb *db = open_db (world->path, WAY_DB_WRITE);
  g_autoptr(WayInfo) before = way_info_read (db, &error);
  g_autoptr(WayInfo) after = NULL;

  way_backup_write (db, world->other, &error);
  g_assert_no_error (error);
  g_assert_false (way_backup_write (db, world->other, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_EXISTS);
  g_clear_error (&error);
  way_db_free (db);
  for_each_file (world, assert_tells_nothing);

  way_vault_lock_all ();
  refuse (world->other, WAY_DB_READ, WAY_STORE_ERROR_LOCKED);
  way_test_vault_unlock (world->other);
  g_assert_true (way_backup_prove (world->other, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  way_backup_restore (world->other, third, &error);
  g_assert_no_error (error);
  db = open_db (third, WAY_DB_WRITE);
  g_assert_cmpint (count_pupils (db), ==, 1);
  after = way_info_read (db, &error);
  g_assert_false (way_id_equal (&before->replica, &after->replica));
  add_pupil (db, "Ashdown");
  way_db_free (db);
  for_each_file (world, assert_tells_nothing);
}

static void
test_a_damaged_backup_is_not_proved (World         *world,
                                     gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  WayDb *db = open_db (world->path, WAY_DB_READ);
  g_autofree guint8 *bytes = NULL;
  gsize size;

  g_assert_true (way_backup_write (db, world->other, NULL));
  way_db_free (db);
  bytes = read_bytes (world->other, &size);
  bytes[size - PAGE / 2] ^= 1;
  write_bytes (world->other, bytes, size);
  g_assert_false (way_backup_prove (world->other, NULL, NULL, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED);
}

static void
test_rekeying_leaves_the_old_key_without_use (World         *world,
                                              gconstpointer  data)
{
  g_autofree char *key = way_vault_key_path (world->path);
  g_autofree guint8 *old_key = NULL;
  gsize old_size;
  g_autoptr(GError) error = NULL;
  char *code = NULL;
  WayDb *db;

  old_key = read_bytes (key, &old_size);
  db = open_db (world->path, WAY_DB_WRITE);
  g_assert_false (way_backup_rekey (world->path, "three herons", &way_test_cost, NULL, NULL, NULL,
                                    &code, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_BUSY);
  g_clear_error (&error);
  way_db_free (db);
  way_backup_rekey (world->path, "three herons", &way_test_cost, NULL, NULL, NULL, &code, &error);
  g_assert_no_error (error);
  g_assert_nonnull (code);

  way_vault_lock_all ();
  g_assert_false (way_vault_unlock (world->path, WAY_SLOT_PASSPHRASE, WAY_TEST_PASSPHRASE, NULL));
  g_assert_true (way_vault_unlock (world->path, WAY_SLOT_RECOVERY, code, NULL));
  db = open_db (world->path, WAY_DB_WRITE);
  g_assert_cmpint (count_pupils (db), ==, 1);
  add_pupil (db, "Ashdown");
  way_db_free (db);
  for_each_file (world, assert_tells_nothing);
  way_secret_free_text (code);

  write_bytes (key, old_key, old_size);
  way_test_vault_unlock (world->path);
  refuse (world->path, WAY_DB_READ, WAY_STORE_ERROR_DAMAGED);
}

static void
cancel_cb (double      fraction,
           const char *phase,
           gpointer    cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_a_rekeying_that_is_cancelled_leaves_all_as_it_was (World         *world,
                                                        gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *beside = g_strconcat (world->path, ".rekey", NULL);
  g_autoptr(GError) error = NULL;
  char *code = NULL;
  WayDb *db;

  g_assert_false (way_backup_rekey (world->path, "three herons", &way_test_cost, cancel_cb,
                                    cancellable, cancellable, &code, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (code);
  g_assert_false (g_file_test (beside, G_FILE_TEST_EXISTS));
  way_vault_lock_all ();
  way_test_vault_unlock (world->path);
  db = open_db (world->path, WAY_DB_READ);
  g_assert_cmpint (count_pupils (db), ==, 1);
  way_db_free (db);
}

/* A crash on either side of the rename: the key file opens what is there. */
static void
test_a_rekeying_may_stop_half_way (World         *world,
                                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *log = g_strconcat (world->path, ".key", NULL);
  WayDb *db = open_db (world->path, WAY_DB_READ);
  WayDb *fresh;

  way_vault_begin_rekey (world->path, world->other, WAY_TEST_PASSPHRASE, &way_test_cost, NULL,
                         &error);
  g_assert_no_error (error);
  fresh = open_db (world->other, WAY_DB_CREATE);
  add_pupil (fresh, "One");
  add_pupil (fresh, "Two");
  way_db_free (fresh);
  way_vault_join_rekey (world->path, world->other, &error);
  g_assert_no_error (error);
  way_db_free (db);

  way_vault_lock_all ();
  way_test_vault_unlock (world->path);
  db = open_db (world->path, WAY_DB_READ);
  g_assert_cmpint (count_pupils (db), ==, 1);
  way_db_free (db);
  g_assert_cmpint (g_rename (world->other, world->path), ==, 0);
  db = open_db (world->path, WAY_DB_READ);
  g_assert_cmpint (count_pupils (db), ==, 2);
  way_db_free (db);
  way_vault_end_rekey (world->path, world->other, &error);
  g_assert_no_error (error);
  db = open_db (world->path, WAY_DB_WRITE);
  g_assert_cmpint (count_pupils (db), ==, 2);
  way_db_free (db);
}

/* The same, with another passphrase for the new key: each opens the file that is its own,
 * and says so of the other. */
static void
test_only_the_key_of_the_file_opens (World         *world,
                                     gconstpointer  data)
{
  static const char later[] = "an otter below the weir";
  g_autoptr(GError) error = NULL;
  WayDb *db = open_db (world->path, WAY_DB_WRITE);
  WayDb *fresh;

  way_vault_begin_rekey (world->path, world->other, later, &way_test_cost, NULL, &error);
  g_assert_no_error (error);
  fresh = open_db (world->other, WAY_DB_CREATE);
  add_pupil (fresh, "One");
  way_db_free (fresh);
  way_db_free (db);
  way_vault_join_rekey (world->path, world->other, &error);
  g_assert_no_error (error);

  way_vault_lock_all ();
  g_assert_false (way_vault_unlock (world->path, WAY_SLOT_PASSPHRASE, later, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET);
  g_clear_error (&error);
  way_test_vault_unlock (world->path);
  way_db_free (open_db (world->path, WAY_DB_WRITE));
  g_assert_cmpint (g_rename (world->other, world->path), ==, 0);
  way_vault_lock_all ();
  g_assert_false (way_vault_unlock (world->path, WAY_SLOT_PASSPHRASE, WAY_TEST_PASSPHRASE, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_SECRET);
  g_clear_error (&error);
  way_vault_unlock (world->path, WAY_SLOT_PASSPHRASE, later, &error);
  g_assert_no_error (error);
  way_db_free (open_db (world->path, WAY_DB_WRITE));
}

/* --- Reads and writes it does not know --- */

static void
test_unknown_shapes_are_refused (World         *world,
                                 gconstpointer  data)
{
  g_autoptr(WayDb) db = open_db (world->path, WAY_DB_WRITE);
  g_autofree guint8 *page = g_malloc0 (2 * PAGE);
  sqlite3_file *file = NULL;
  sqlite3_vfs *vfs = sqlite3_vfs_find (WAY_VFS_NAME);
  static const struct { int size; gint64 at; gboolean may_read; } shapes[] = {
    { PAGE, 100 }, { PAGE / 2, PAGE, TRUE }, { 2 * PAGE, 0 }, { 1, PAGE - 1 }, { 100, 1 },
    { 512, 0, TRUE }, { PAGE / 2, PAGE + 8 },
  };

  add_pupil (db, "Ashdown");
  sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      if (!shapes[i].may_read)
        g_assert_cmpint (file->pMethods->xRead (file, page, shapes[i].size, shapes[i].at), ==,
                         SQLITE_IOERR_READ);
      g_assert_cmpint (file->pMethods->xWrite (file, page, shapes[i].size, shapes[i].at), ==,
                       SQLITE_IOERR_WRITE);
    }
  page[PAGE - 1] = 1;                  /* where the nonce goes */
  g_assert_cmpint (file->pMethods->xWrite (file, page, PAGE, 0), ==, SQLITE_IOERR_WRITE);

  sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_JOURNAL_POINTER, &file);
  g_assert_nonnull (file->pMethods);
  g_assert_cmpint (file->pMethods->xRead (file, page, 40, 0), ==, SQLITE_IOERR_READ);
  g_assert_cmpint (file->pMethods->xRead (file, page, PAGE, 32), ==, SQLITE_IOERR_READ);
  g_assert_cmpint (file->pMethods->xWrite (file, page, 8, 48), ==, SQLITE_IOERR_WRITE);
  g_assert_cmpint (file->pMethods->xWrite (file, page, PAGE + 24, 32), ==, SQLITE_IOERR_WRITE);
  file = g_malloc0 ((gsize) vfs->szOsFile);
  g_assert_cmpint (vfs->xOpen (vfs, NULL, file, SQLITE_OPEN_TEMP_DB, NULL), ==, SQLITE_CANTOPEN);
  g_assert_cmpint (vfs->xOpen (vfs, "/tmp/x-journal", file, SQLITE_OPEN_MAIN_JOURNAL, NULL), ==,
                   SQLITE_CANTOPEN);
  g_free (file);
}

/* Newer ones read where a long value runs over to past their cache, and no further
 * than it goes. */
static void
test_a_page_can_be_read_in_part (World         *world,
                                 gconstpointer  data)
{
  g_autoptr(WayDb) db = open_db (world->path, WAY_DB_WRITE);
  g_autofree guint8 *whole = g_malloc0 (PAGE);
  g_autofree guint8 *part = g_malloc0 (PAGE);
  sqlite3_file *file = NULL;
  sqlite3_int64 end;

  for (guint i = 0; i < 50; i++)
    add_pupil (db, CANARY);
  g_assert_true (way_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL));
  sqlite3_file_control (db->handle, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  g_assert_cmpint (file->pMethods->xFileSize (file, &end), ==, SQLITE_OK);
  g_assert_cmpint (end, >, 10 * PAGE);
  for (sqlite3_int64 at = 0; at < end; at += PAGE)
    {
      int size = g_test_rand_int_range (1, PAGE);

      g_assert_cmpint (file->pMethods->xRead (file, whole, PAGE, at), ==, SQLITE_OK);
      g_assert_cmpint (file->pMethods->xRead (file, part, size, at), ==, SQLITE_OK);
      g_assert_cmpmem (part, size, whole, size);
    }
}

static void
test_ballast_is_kept_and_spent (World         *world,
                                gconstpointer  data)
{
  g_autofree char *ballast = g_strconcat (world->path, ".ballast", NULL);
  GStatBuf status;

  way_vfs_keep_ballast (world->path);
  g_assert_cmpint (g_stat (ballast, &status), ==, 0);
  g_assert_cmpint (status.st_size, ==, 4 * 1024 * 1024);
  g_assert_true (way_vfs_spend_ballast (world->path));
  g_assert_false (way_vfs_spend_ballast (world->path));
}

#define ADD(path, func) g_test_add ("/store/vault/" path, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--child") == 0)
    return open_as_child (argv[2]);
  self_path = argv[0];
  g_test_init (&argc, &argv, NULL);
  ADD ("tells-nothing", test_nothing_on_disk_tells);
  ADD ("large-work", test_large_work_leaves_no_file);
  ADD ("page/in-part", test_a_page_can_be_read_in_part);
  ADD ("page/flipped", test_every_flipped_page_is_refused);
  ADD ("page/elsewhere", test_a_page_elsewhere_is_refused);
  ADD ("page/cut", test_a_cut_file_is_refused);
  ADD ("log/flipped", test_a_flipped_frame_never_alters);
  ADD ("log/taken-up", test_a_log_of_a_killed_process_is_taken_up);
  ADD ("same-as-plain", test_random_work_gives_the_same_as_plain);
  ADD ("threads", test_threads_share_the_file);
  ADD ("locked", test_it_is_locked_until_its_passphrase_is_given);
  ADD ("no-key-file", test_without_its_key_file_it_is_nothing);
  ADD ("ways-in", test_ways_in_are_changed);
  ADD ("second-process", test_a_second_process_is_told_who_has_it);
  ADD ("backup", test_a_backup_opens_by_the_same_passphrase);
  ADD ("backup/damaged", test_a_damaged_backup_is_not_proved);
  ADD ("rekey", test_rekeying_leaves_the_old_key_without_use);
  ADD ("rekey/cancelled", test_a_rekeying_that_is_cancelled_leaves_all_as_it_was);
  ADD ("rekey/half-way", test_a_rekeying_may_stop_half_way);
  ADD ("rekey/other-key", test_only_the_key_of_the_file_opens);
  ADD ("shapes", test_unknown_shapes_are_refused);
  ADD ("ballast", test_ballast_is_kept_and_spent);
  return g_test_run ();
}
