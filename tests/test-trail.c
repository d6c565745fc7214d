/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The trail of views and exports: added to, exchanged, and what is found when
 * somebody changed it. */
#include "way-trail.h"

#include <glib/gstdio.h>
#include <sqlite3.h>
#include <string.h>

#include "way-test-store.h"

typedef struct
{
  char  *folder;
  char  *path;
  WayDb *db;
  WayId  row;
} World;

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  world->folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  world->path = g_build_filename (world->folder, "a.waymark", NULL);
  world->db = way_db_open (world->path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  world->row = way_id_new ();
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  g_clear_pointer (&world->db, way_db_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
  g_free (world->path);
}

static void
add (World      *world,
     const char *action,
     const char *reason)
{
  g_autoptr(GError) error = NULL;
  WayTrailEntry entry = {
    .action = action,
    .who = "Dana Okafor",
    .entity = &way_pupil_entity,
    .row = world->row,
    .count = 1,
    .what = "csv:pupil",
    .reason = reason,
  };

  way_trail_add (world->db, &entry, 1, &error);
  g_assert_no_error (error);
}

static GPtrArray *
list (WayDb             *db,
      const char *const *actions)
{
  g_autoptr(GError) error = NULL;
  WayTrailFilter filter = { .actions = actions };
  GPtrArray *records = way_trail_list (db, &filter, 0, 0, &error);

  g_assert_no_error (error);
  return records;
}

static guint
n_findings (WayDb *db)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;

  way_trail_verify (db, findings, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (findings, i));
  return findings->len;
}

/* As another program would do it. */
static void
tamper (const World *world,
        const char  *sql)
{
  sqlite3 *handle;

  g_assert_cmpint (sqlite3_open (world->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (handle);
}

static void
test_a_record_comes_back (World         *world,
                          gconstpointer  data)
{
  g_autoptr(GPtrArray) records = NULL;
  const WayTrailRecord *record;

  add (world, WAY_TRAIL_VIEW, "a call from the school");
  records = list (world->db, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpuint (record->number, ==, 1);
  g_assert_cmpstr (record->action, ==, "view");
  g_assert_cmpstr (record->who, ==, "Dana Okafor");
  g_assert_cmpstr (record->entity, ==, "pupil");
  g_assert_true (way_id_equal (&record->row, &world->row));
  g_assert_cmpstr (record->what, ==, "csv:pupil");
  g_assert_cmpstr (record->reason, ==, "a call from the school");
  g_assert_true (way_trail_record_holds (record));
}

static void
test_a_list_is_of_some_actions (World         *world,
                                gconstpointer  data)
{
  static const char *const actions[] = { WAY_TRAIL_EXPORT, WAY_TRAIL_PRINT, NULL };
  g_autoptr(GPtrArray) records = NULL;

  add (world, WAY_TRAIL_VIEW, NULL);
  add (world, WAY_TRAIL_EXPORT, NULL);
  add (world, WAY_TRAIL_PRINT, NULL);
  records = list (world->db, actions);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_cmpstr (((WayTrailRecord *) g_ptr_array_index (records, 0))->action, ==, "print");
}

static void
test_a_reader_writes_it_too (World         *world,
                             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) reader = way_db_open (world->path, WAY_DB_READ, &error);
  WayTrailEntry entry = { .action = WAY_TRAIL_VIEW, .who = "Kit" };
  g_autoptr(GPtrArray) records = NULL;

  g_assert_no_error (error);
  g_assert_true (way_trail_add (reader, &entry, 1, &error));
  g_assert_no_error (error);
  records = list (world->db, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpuint (n_findings (world->db), ==, 0);
}

static void
test_nothing_is_written_over (World         *world,
                              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  add (world, WAY_TRAIL_VIEW, NULL);
  g_assert_false (way_db_exec (world->db, "UPDATE trail SET at = 0", &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_OUTSIDE);
  g_clear_error (&error);
  g_assert_false (way_db_exec (world->db, "DELETE FROM trail", &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_OUTSIDE);
}

static void
test_tampering_is_found (World         *world,
                         gconstpointer  data)
{
  static const char *const changes[] = {
    "UPDATE trail SET at = at + 1 WHERE id & 0xff = 2",
    "UPDATE trail SET action = 'print' WHERE id & 0xff = 2",
    "UPDATE trail SET row = randomblob (16) WHERE id & 0xff = 2",
    "UPDATE trail SET body = CAST (replace (CAST (body AS TEXT), 'Dana', 'Dora') AS BLOB)"
    " WHERE id & 0xff = 2",
    "UPDATE trail SET body = NULL, salt = NULL WHERE id & 0xff = 2",
    "UPDATE trail SET chain = randomblob (32) WHERE id & 0xff = 2",
    "DELETE FROM trail WHERE id & 0xff = 1",
    "DELETE FROM trail WHERE id & 0xff = 2",
    "UPDATE trail SET id = id + 10 WHERE id & 0xff = 3",
  };

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      World fresh;

      g_test_message ("%s", changes[i]);
      set_up (&fresh, NULL);
      for (guint j = 0; j < 3; j++)
        add (&fresh, WAY_TRAIL_VIEW, NULL);
      g_assert_cmpuint (n_findings (fresh.db), ==, 0);
      tamper (&fresh, changes[i]);
      g_assert_cmpuint (n_findings (fresh.db), >, 0);
      tear_down (&fresh, NULL);
    }
}

/* --- Other copies --- */

static GPtrArray *
since (WayDb   *db,
       guint64  number)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GArray) heads = way_trail_heads (db, &error);
  GPtrArray *records;

  g_assert_cmpuint (heads->len, ==, 1);
  records = way_trail_since (db, &g_array_index (heads, WayTrailHead, 0).copy, number, 0, &error);
  g_assert_no_error (error);
  return records;
}

static void
test_another_copy_takes_it_in (World         *world,
                               gconstpointer  data)
{
  g_autoptr(WayDb) other = way_test_db_new ();
  g_autoptr(GPtrArray) first = NULL;
  g_autoptr(GPtrArray) rest = NULL;
  g_autoptr(GArray) heads = NULL;
  g_autoptr(GError) error = NULL;
  guint taken;

  add (world, WAY_TRAIL_VIEW, NULL);
  first = since (world->db, 0);
  g_assert_true (way_trail_take (other, first, &taken, &error));
  g_assert_cmpuint (taken, ==, 1);
  add (world, WAY_TRAIL_PRINT, NULL);
  add (world, WAY_TRAIL_EXPORT, NULL);
  rest = since (world->db, 0);
  g_assert_true (way_trail_take (other, rest, &taken, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (taken, ==, 2);
  heads = way_trail_heads (other, NULL);
  g_assert_cmpuint (g_array_index (heads, WayTrailHead, 0).last, ==, 3);
  g_assert_cmpuint (n_findings (other), ==, 0);
}

static void
test_a_gap_is_refused (World         *world,
                       gconstpointer  data)
{
  g_autoptr(WayDb) other = way_test_db_new ();
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 3; i++)
    add (world, WAY_TRAIL_VIEW, NULL);
  records = since (world->db, 1);
  g_assert_cmpuint (records->len, ==, 2);
  g_assert_false (way_trail_take (other, records, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED);
}

static void
test_what_was_altered_is_refused (World         *world,
                                  gconstpointer  data)
{
  g_autoptr(WayDb) other = way_test_db_new ();
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GPtrArray) none = NULL;
  g_autoptr(GError) error = NULL;
  WayTrailRecord *record;

  add (world, WAY_TRAIL_VIEW, NULL);
  add (world, WAY_TRAIL_VIEW, "why not");
  records = since (world->db, 0);
  record = g_ptr_array_index (records, 1);
  g_free (record->reason);
  record->reason = g_strdup ("a good reason");
  g_assert_false (way_trail_take (other, records, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED);
  none = list (other, NULL);
  g_assert_cmpuint (none->len, ==, 0);
}

/* Two files go by one name, and each wrote on. */
static void
test_a_clone_is_noticed (World         *world,
                         gconstpointer  data)
{
  g_autoptr(WayDb) other = way_test_db_new ();
  g_autofree char *path = g_build_filename (world->folder, "b.waymark", NULL);
  g_autoptr(GPtrArray) one = NULL;
  g_autoptr(GPtrArray) two = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = g_strdup_printf ("VACUUM INTO '%s'", path);
  WayDb *clone;

  add (world, WAY_TRAIL_VIEW, NULL);
  tamper (world, sql);
  clone = way_db_open (path, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
  add (world, WAY_TRAIL_VIEW, "here");
  one = since (world->db, 0);
  way_db_free (g_steal_pointer (&world->db));
  world->db = clone;
  add (world, WAY_TRAIL_VIEW, "there");
  two = since (world->db, 0);
  g_assert_true (way_trail_take (other, one, NULL, &error));
  g_assert_false (way_trail_take (other, two, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_CLONED);
}

#define ADD(path, test) g_test_add (path, World, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/trail/comes-back", test_a_record_comes_back);
  ADD ("/store/trail/actions", test_a_list_is_of_some_actions);
  ADD ("/store/trail/reader", test_a_reader_writes_it_too);
  ADD ("/store/trail/append-only", test_nothing_is_written_over);
  ADD ("/store/trail/tampering", test_tampering_is_found);
  ADD ("/store/trail/taken", test_another_copy_takes_it_in);
  ADD ("/store/trail/gap", test_a_gap_is_refused);
  ADD ("/store/trail/altered", test_what_was_altered_is_refused);
  ADD ("/store/trail/clone", test_a_clone_is_noticed);

  return g_test_run ();
}
