/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What verify finds: nothing in a file that only this program wrote, and each
 * kind of thing that another program did to it. */

#include "way-test-store.h"

#include <glib/gstdio.h>
#include <sqlite3.h>

#include "way-verify.h"

typedef struct
{
  char *folder;
  char *path;
} World;

static gboolean
fill_baseline (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  static const char *const names[] = { "Ash", "Birch", "Cedar", "Dogwood", "Elder" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil ("Sam", names[i]);

      if (!way_records_insert (db, &way_pupil_entity, pupil, error))
        return FALSE;
    }
  return TRUE;
}

static WayPupil *
find_pupil (WayDb      *db,
            const char *surname)
{
  g_autoptr(GError) error = NULL;
  WayValue value = { .type = WAY_VALUE_TEXT, .text = surname };
  g_autoptr(GPtrArray) found = way_records_list (db, &way_pupil_entity, "surname", &value, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, 1);
  return way_pupil_copy (g_ptr_array_index (found, 0));
}

/* A baseline of five, of whom Ash was renamed and renamed back by undo, Birch
 * moved up a year, Cedar was deleted and Dogwood was deleted and came back; and
 * Fir, who came later. */
static void
make_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (path, WAY_DB_CREATE, &error);
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  g_autoptr(WayPupil) ash = NULL;
  g_autoptr(WayPupil) birch = NULL;
  g_autoptr(WayPupil) cedar = NULL;
  g_autoptr(WayPupil) dogwood = NULL;
  g_autoptr(WayPupil) fir = way_test_pupil ("Jo", "Fir");
  WayEditId edit;

  g_assert_no_error (error);
  way_edit_run_baseline (db, &info, fill_baseline, NULL, NULL, &error);
  g_assert_no_error (error);

  ash = find_pupil (db, "Ash");
  ash->known_as = g_strdup ("Sammy");
  edit = way_test_update (db, &way_pupil_entity, ash);
  way_edit_undo (db, edit, &info, NULL, &error);
  g_assert_no_error (error);

  birch = find_pupil (db, "Birch");
  birch->year = g_strdup ("9");
  way_test_update (db, &way_pupil_entity, birch);

  cedar = find_pupil (db, "Cedar");
  way_test_delete (db, &way_pupil_entity, cedar);
  dogwood = find_pupil (db, "Dogwood");
  edit = way_test_delete (db, &way_pupil_entity, dogwood);
  way_edit_undo (db, edit, &info, NULL, &error);
  g_assert_no_error (error);
  way_test_insert (db, &way_pupil_entity, fir);
}

static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  world->folder = g_dir_make_tmp ("way-verify-XXXXXX", &error);
  g_assert_no_error (error);
  world->path = g_build_filename (world->folder, "v.waymark", NULL);
  make_file (world->path);
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  g_unlink (world->path);
  g_rmdir (world->folder);
  g_free (world->folder);
  g_free (world->path);
}

/* As another program does it. */
static void
tamper (World      *world,
        const char *sql)
{
  sqlite3 *handle;
  char *fault = NULL;

  g_assert_cmpint (sqlite3_open (world->path, &handle), ==, SQLITE_OK);
  sqlite3_exec (handle, sql, NULL, NULL, &fault);
  g_assert_cmpstr (fault, ==, NULL);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
}

static GPtrArray *
verify (World *world)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = way_db_open (world->path, WAY_DB_READ, &error);
  GPtrArray *findings;

  g_assert_no_error (error);
  findings = way_verify_run (db, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (findings, i));
  return findings;
}

static gboolean
has_finding (GPtrArray  *findings,
             const char *text)
{
  for (guint i = 0; i < findings->len; i++)
    if (strstr (g_ptr_array_index (findings, i), text) != NULL)
      return TRUE;
  return FALSE;
}

static void
test_our_own_file_is_whole (World         *world,
                            gconstpointer  unused)
{
  g_autoptr(GPtrArray) findings = verify (world);

  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_finds_what_another_program_did (World         *world,
                                     gconstpointer  unused)
{
  static const struct
  {
    const char *what;
    const char *sql;
    const char *finds;
  } cases[] = {
    { "a value of a baseline's row",
      "UPDATE pupil SET forename = 'Max' WHERE surname = 'Elder'",
      "-1: is not what was written" },
    { "a value that an edit gave",
      "UPDATE pupil SET year = '10' WHERE surname = 'Birch'",
      "year is not what the journal says" },
    { "another value of a row that was edited",
      "UPDATE pupil SET forename = 'Max' WHERE surname = 'Birch'",
      "forename is not what the journal says" },
    { "a value of a row that an edit brought",
      "UPDATE pupil SET birth = birth + 1 WHERE surname = 'Fir'",
      "birth is not what the journal says" },
    { "a row of the baseline is gone",
      "DELETE FROM pupil WHERE surname = 'Elder'",
      "-1: part of what it did is missing" },
    { "a row that an edit brought is gone",
      "DELETE FROM pupil WHERE surname = 'Fir'",
      "is gone, but the journal has it" },
    { "a row more",
      "INSERT INTO pupil (id, surname, dot) SELECT randomblob (16), 'Gorse', dot + 500 FROM pupil"
      " WHERE surname = 'Fir'",
      "was written by another program" },
    { "a row more, with a number that is taken",
      "INSERT INTO pupil (id, surname, dot) SELECT randomblob (16), 'Gorse', dot FROM pupil"
      " WHERE surname = 'Elder'",
      "two records say that they are operation" },
    { "a deleted row is back",
      "INSERT INTO pupil (id, surname, dot) SELECT row, 'Cedar', dot FROM op WHERE kind = 1"
      " AND row IN (SELECT row FROM op WHERE kind = 3)"
      " AND row NOT IN (SELECT id FROM pupil)",
      "is there, but the journal has deleted it" },
    { "an edit's reason",
      "UPDATE edit SET reason = 'Because' WHERE id = (SELECT max (id) FROM edit)",
      "is not what was written" },
    { "an edit's author",
      "UPDATE edit SET who = 'Nobody' WHERE kind = 2",
      "-1: is not what was written" },
    { "an edit's time",
      "UPDATE edit SET clock = clock - 65536 WHERE id = (SELECT max (id) FROM edit)",
      "is not what was written" },
    { "an edit in the middle is gone",
      "DELETE FROM edit WHERE id = (SELECT min (id) + 2 FROM edit)",
      "the edit before it is missing" },
    { "an operation is gone",
      "DELETE FROM op WHERE dot = (SELECT max (dot) FROM op)",
      "part of what it did is missing" },
    { "an operation's bytes",
      "UPDATE op SET parts = CAST (substr (parts, 1, length (parts) - 1) || x'7a' AS BLOB)"
      " WHERE dot = (SELECT max (dot) FROM op)",
      "edit" },
    { "an operation is said to be of another edit",
      "UPDATE op SET edit = edit - 1 WHERE dot = (SELECT max (dot) FROM op)",
      "part of what it did is missing" },
    { "an operation more",
      "INSERT INTO op (dot, edit, entity, row, kind, parts)"
      " SELECT dot + 500, edit, entity, row, kind, parts FROM op ORDER BY dot DESC LIMIT 1",
      "1 operations belong to no edit" },
    { "a reference to nothing",
      "UPDATE pupil SET carer = randomblob (16) WHERE surname = 'Fir'",
      "pupil: 1 refer to a person that is not there" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GPtrArray) findings = NULL;

      g_test_message ("%s", cases[i].what);
      g_unlink (world->path);
      make_file (world->path);
      tamper (world, cases[i].sql);
      findings = verify (world);
      g_assert_true (has_finding (findings, cases[i].finds));
    }
}

/* The same rows in another order of pages are no finding. */
static void
test_vacuum_is_no_finding (World         *world,
                           gconstpointer  unused)
{
  g_autoptr(GPtrArray) findings = NULL;

  tamper (world, "VACUUM");
  findings = verify (world);
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
test_changes_nothing (World         *world,
                      gconstpointer  unused)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  gsize size_before, size_after;

  g_assert_true (g_file_get_contents (world->path, &before, &size_before, NULL));
  findings = verify (world);
  g_assert_true (g_file_get_contents (world->path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
}

/* A page of the table in the middle of the file is overwritten. */
static void
test_broken_page_is_found (World         *world,
                           gconstpointer  unused)
{
  g_autofree char *bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDb) db = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  sqlite3 *handle;
  sqlite3_stmt *stmt;
  gsize size;
  gint64 page;

  g_assert_cmpint (sqlite3_open (world->path, &handle), ==, SQLITE_OK);
  sqlite3_prepare_v2 (handle, "SELECT rootpage FROM sqlite_schema WHERE name = 'pupil'", -1, &stmt,
                      NULL);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  page = sqlite3_column_int64 (stmt, 0);
  sqlite3_finalize (stmt);
  sqlite3_close (handle);

  g_assert_true (g_file_get_contents (world->path, &bytes, &size, NULL));
  memset (bytes + (page - 1) * 4096, 0x5a, 4096);
  g_assert_true (g_file_set_contents (world->path, bytes, (gssize) size, NULL));
  db = way_db_open (world->path, WAY_DB_READ, &error);
  g_assert_no_error (error);
  findings = way_verify_run (db, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (has_finding (findings, "pages: "));
}

static void
cancel_cb (double      fraction,
           const char *phase,
           gpointer    data)
{
  g_assert_cmpfloat (fraction, >=, 0.0);
  g_assert_cmpfloat (fraction, <=, 1.0);
  g_assert_nonnull (phase);
  if (fraction > 0.5)
    g_cancellable_cancel (data);
}

static void
test_can_be_cancelled (World         *world,
                       gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(WayDb) db = way_db_open (world->path, WAY_DB_READ, &error);
  g_autoptr(GPtrArray) findings = NULL;

  g_assert_no_error (error);
  findings = way_verify_run (db, cancel_cb, cancellable, cancellable, &error);
  g_assert_null (findings);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define add(path, func) g_test_add ("/store/verify/" path, World, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("our-own-file-is-whole", test_our_own_file_is_whole);
  add ("finds-what-another-program-did", test_finds_what_another_program_did);
  add ("vacuum-is-no-finding", test_vacuum_is_no_finding);
  add ("changes-nothing", test_changes_nothing);
  add ("broken-page-is-found", test_broken_page_is_found);
  add ("can-be-cancelled", test_can_be_cancelled);
  return g_test_run ();
}
