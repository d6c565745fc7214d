/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies kept in step by files, as the real program does it: two that edit
 * apart, and a third that hears from only one of them. */

#include "way-test-ctl.h"
#include "way-test-store.h"

#include "way-people.h"

/* Copies a, b and c of one authority with one pupil in it. */
typedef struct
{
  char *folder;
  char *a;
  char *b;
  char *c;
  char  pupil[WAY_ID_TEXT_SIZE];
} World;

static char *
path_in (const World *world,
         const char  *name)
{
  return g_build_filename (world->folder, name, NULL);
}

static void
make_pupil (World *world)
{
  g_autoptr(WayPupil) pupil = way_test_pupil ("Ben", "O’Dell, jr");
  g_autoptr(WayDb) db = NULL;
  g_autoptr(GError) error = NULL;

  db = way_db_open (world->a, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
  way_record_start (&way_pupil_entity, pupil);
  way_test_insert (db, &way_pupil_entity, pupil);
  way_id_format (&pupil->id, world->pupil);
}

static void
set_up (World         *world,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  const char *copies[2];

  world->folder = g_dir_make_tmp ("way-ctl-XXXXXX", &error);
  g_assert_no_error (error);
  world->a = path_in (world, "a.waymark");
  copies[0] = world->b = path_in (world, "b.waymark");
  copies[1] = world->c = path_in (world, "c.waymark");
  g_free (way_test_ctl_out ("init --name Ardenshire --la 334 --out %s", world->a));
  make_pupil (world);
  for (guint i = 0; i < G_N_ELEMENTS (copies); i++)
    g_free (way_test_ctl_out ("--file %s exchange clone --out %s", world->a, copies[i]));
}

static void
tear_down (World         *world,
           gconstpointer  unused)
{
  way_test_remove_folder (world->folder);
  g_free (world->folder);
  g_free (world->a);
  g_free (world->b);
  g_free (world->c);
}

static void
put (const World *world,
     const char  *file,
     const char  *pair)
{
  g_free (way_test_ctl_out ("--file %s put pupil --id %s --set %s --reason test", file,
                            world->pupil, pair));
}

static WayTestRun
take_in (const char *file,
         const char *bundle)
{
  return way_test_ctl_format ("--file %s exchange import %s --csv", file, bundle);
}

/* Everything that one copy knows goes to the other; gives the exit status. */
static int
hear (const World *world,
      const char  *to,
      const char  *from)
{
  g_autofree char *bundle = path_in (world, "all.waybundle");
  g_auto(WayTestRun) run = { 0 };

  g_free (way_test_ctl_out ("--file %s exchange export --all --out %s", from, bundle));
  run = take_in (to, bundle);
  g_assert_cmpint (run.status, <, 2);
  g_unlink (bundle);
  return run.status;
}

static char *
conflicts_of (const char *file)
{
  return way_test_ctl_out ("--file %s exchange conflicts --csv", file);
}

static guint
count_conflict_values (const char *file)
{
  g_autofree char *csv = conflicts_of (file);
  g_auto(GStrv) lines = g_strsplit (csv, "\n", -1);

  return g_strv_length (lines) - 2;
}

static char *
rows_of (const char *file)
{
  return way_test_ctl_out ("--file %s list pupil --csv", file);
}

/* The pupil's year, as the list shows it. */
static void
assert_year (const World *world,
             const char  *file,
             const char  *year)
{
  g_autofree char *rows = way_test_ctl_out ("--file %s list pupil --where year=%s --csv", file,
                                            year);

  g_assert_nonnull (strstr (rows, world->pupil));
}

static void
assert_same (const char *file,
             const char *other)
{
  g_autofree char *rows = rows_of (file);
  g_autofree char *other_rows = rows_of (other);
  g_autofree char *conflicts = conflicts_of (file);
  g_autofree char *other_conflicts = conflicts_of (other);

  g_assert_cmpstr (rows, ==, other_rows);
  g_assert_cmpstr (conflicts, ==, other_conflicts);
}

/* a and b tell each other in either order and twice; c hears only from b. */
static void
meet (const World *world,
      gboolean     a_first)
{
  const char *first = a_first ? world->a : world->b;
  const char *second = a_first ? world->b : world->a;

  for (guint i = 0; i < 2; i++)
    {
      hear (world, second, first);
      hear (world, first, second);
    }
  hear (world, world->c, world->b);
  assert_same (world->a, world->b);
  assert_same (world->a, world->c);
}

static void
test_different_fields_come_together (World         *world,
                                     gconstpointer  data)
{
  put (world, world->a, "year=9");
  put (world, world->b, "known_as=Benny");
  meet (world, GPOINTER_TO_INT (data));
  assert_year (world, world->c, "9");
  g_assert_cmpuint (count_conflict_values (world->c), ==, 0);
}

static void
test_two_values_are_a_conflict_in_all (World         *world,
                                       gconstpointer  data)
{
  g_autofree char *conflicts = NULL;

  put (world, world->a, "year=9");
  put (world, world->b, "year=10");
  meet (world, GPOINTER_TO_INT (data));
  conflicts = conflicts_of (world->c);
  g_assert_true (g_str_has_prefix (conflicts, "conflict,entity,id,field,value,who,when,copy,shown"));
  g_assert_cmpuint (count_conflict_values (world->c), ==, 2);
  g_assert_nonnull (strstr (conflicts, "year,9,"));
  g_assert_nonnull (strstr (conflicts, "year,10,"));
}

static void
test_the_same_value_is_no_conflict (World         *world,
                                    gconstpointer  data)
{
  put (world, world->a, "year=9");
  put (world, world->b, "year=9");
  meet (world, GPOINTER_TO_INT (data));
  g_assert_cmpuint (count_conflict_values (world->a), ==, 0);
}

static void
test_an_import_that_leaves_conflicts_exits_with_1 (World         *world,
                                                   gconstpointer  unused)
{
  put (world, world->a, "year=9");
  g_assert_cmpint (hear (world, world->b, world->a), ==, 0);
  put (world, world->a, "year=10");
  put (world, world->b, "year=11");
  g_assert_cmpint (hear (world, world->b, world->a), ==, 1);
  g_assert_cmpint (hear (world, world->b, world->a), ==, 1);
}

static void
settle (const World *world,
        const char  *file,
        const char  *field,
        guint        keep)
{
  g_free (way_test_ctl_out ("--file %s exchange settle %s.%s --keep %u", file, world->pupil, field,
                            keep));
}

static void
test_settled_in_one_is_settled_in_all (World         *world,
                                       gconstpointer  unused)
{
  g_autofree char *rows = NULL;
  g_autofree char *history = NULL;

  put (world, world->a, "year=9");
  put (world, world->b, "year=10");
  meet (world, TRUE);
  settle (world, world->c, "year", 2);
  hear (world, world->a, world->c);
  hear (world, world->b, world->a);
  assert_same (world->a, world->c);
  assert_same (world->b, world->c);
  g_assert_cmpuint (count_conflict_values (world->a), ==, 0);

  history = way_test_ctl_out ("--file %s history --entity pupil --id %s --csv", world->b,
                              world->pupil);
  g_assert_nonnull (strstr (history, "year,,9\n"));
  g_assert_nonnull (strstr (history, "year,,10\n"));
}

static void
test_the_other_value_can_be_kept (World         *world,
                                  gconstpointer  unused)
{
  g_autofree char *before = NULL;
  gboolean nine_shown;

  put (world, world->a, "year=9");
  put (world, world->b, "year=10");
  meet (world, TRUE);
  before = rows_of (world->a);
  nine_shown = strstr (before, ",9,") != NULL;
  settle (world, world->a, "year", 2);
  assert_year (world, world->a, nine_shown ? "10" : "9");
}

static void
test_settle_can_be_taken_back (World         *world,
                               gconstpointer  unused)
{
  g_autofree char *edit = NULL;

  put (world, world->a, "year=9");
  put (world, world->b, "year=10");
  meet (world, TRUE);
  edit = way_test_ctl_out ("--file %s exchange settle %s.year --keep 1", world->a, world->pupil);
  g_strstrip (edit);
  g_free (way_test_ctl_out ("--file %s undo %s", world->a, edit));
  g_assert_cmpuint (count_conflict_values (world->a), ==, 2);
}

/* All of the record in one edit. */
static void
test_a_record_is_settled_at_once (World         *world,
                                  gconstpointer  unused)
{
  g_autofree char *edit = NULL;

  put (world, world->a, "year=9");
  put (world, world->a, "town=Ardenford");
  put (world, world->b, "year=10");
  put (world, world->b, "town=Beckton");
  meet (world, TRUE);
  edit = way_test_ctl_out ("--file %s exchange settle %s --keep newest", world->a, world->pupil);
  g_strstrip (edit);
  g_assert_cmpuint (count_conflict_values (world->a), ==, 0);
  assert_year (world, world->a, "10");
  g_free (way_test_ctl_out ("--file %s undo %s", world->a, edit));
  g_assert_cmpuint (count_conflict_values (world->a), ==, 4);
}

/* What the rule says of one field, at the end of an import and when it is asked. */
static void
test_a_rule_settles (World         *world,
                     gconstpointer  unused)
{
  g_autofree char *id = NULL;
  g_autofree char *settled = NULL;

  id = way_test_ctl_out ("--file %s put establishment --set name=Saturn --set status=1 --reason New",
                         world->a);
  g_strstrip (id);
  hear (world, world->b, world->a);
  g_free (way_test_ctl_out ("--file %s put establishment --id %s --set telephone=01214960001 --reason x",
                            world->a, id));
  g_free (way_test_ctl_out ("--file %s put establishment --id %s --set telephone=01214960002 --reason x",
                            world->b, id));
  g_assert_cmpint (hear (world, world->a, world->b), ==, 1);
  g_free (way_test_ctl_out ("--file %s put conflict_rule --set entity=establishment --set"
                            " field=telephone --set keep=newest --reason x", world->a));
  settled = way_test_ctl_out ("--file %s exchange settle --by-rule", world->a);
  g_assert_cmpstr (g_strstrip (settled), ==, "1");
  g_free (way_test_ctl_out ("--file %s put establishment --id %s --set telephone=01214960003 --reason x",
                            world->a, id));
  g_free (way_test_ctl_out ("--file %s put establishment --id %s --set telephone=01214960004 --reason x",
                            world->b, id));
  g_assert_cmpint (hear (world, world->a, world->b), ==, 0);
}

static void
test_a_delete_against_an_edit_is_asked (World         *world,
                                        gconstpointer  data)
{
  g_autofree char *conflicts = NULL;
  g_autofree char *name = g_strconcat (world->pupil, ".-,", NULL);

  put (world, world->a, "year=9");
  g_free (way_test_ctl_out ("--file %s delete pupil --id %s --reason test", world->b,
                            world->pupil));
  meet (world, GPOINTER_TO_INT (data));
  conflicts = conflicts_of (world->c);
  g_assert_nonnull (strstr (conflicts, name));
  g_assert_nonnull (strstr (conflicts, ",deleted,"));
  g_assert_nonnull (strstr (conflicts, ",kept,"));
  assert_year (world, world->c, "9");
}

static void
test_a_deleted_record_can_stay_so (World         *world,
                                   gconstpointer  unused)
{
  g_autofree char *rows = NULL;

  put (world, world->a, "year=9");
  g_free (way_test_ctl_out ("--file %s delete pupil --id %s --reason test", world->b,
                            world->pupil));
  meet (world, TRUE);
  settle (world, world->a, "-", 2);
  hear (world, world->b, world->a);
  assert_same (world->a, world->b);
  rows = rows_of (world->b);
  g_assert_null (strstr (rows, world->pupil));
}

static void
test_a_copy_is_sent_only_what_it_lacks (World         *world,
                                        gconstpointer  unused)
{
  g_autofree char *bundle = path_in (world, "to-b.waybundle");
  g_autofree char *info = NULL;
  g_autofree char *sent = NULL;
  g_auto(GStrv) lines = NULL;
  const char *replica;

  hear (world, world->a, world->b);
  put (world, world->a, "year=9");
  info = way_test_ctl_out ("--file %s info --csv", world->b);
  replica = strstr (info, "replica,") + strlen ("replica,");
  sent = way_test_ctl_out ("--file %s exchange export --to %.8s --out %s --csv", world->a, replica,
                           bundle);
  lines = g_strsplit (sent, "\n", -1);
  g_assert_cmpstr (lines[0], ==, "bundle,edits,changes");
  g_assert_true (g_str_has_suffix (lines[1], ",1,1"));
}

static void
test_a_preview_changes_nothing (World         *world,
                                gconstpointer  unused)
{
  g_autofree char *bundle = path_in (world, "a.waybundle");
  g_autofree char *before = rows_of (world->b);
  g_autofree char *after = NULL;
  g_autofree char *told = NULL;

  put (world, world->a, "year=9");
  g_free (way_test_ctl_out ("--file %s exchange export --all --out %s", world->a, bundle));
  told = way_test_ctl_out ("--file %s exchange import %s --preview --csv", world->b, bundle);
  after = rows_of (world->b);
  g_assert_cmpstr (before, ==, after);
  g_assert_true (g_str_has_prefix (told, "bundle,edits_new,edits_known,rows_new,rows_changed,"));
  g_assert_nonnull (strstr (told, ",1,2,0,1,0,0,0,0,0,0\n"));
}

static void
test_what_went_and_came_is_listed (World         *world,
                                   gconstpointer  unused)
{
  g_autofree char *sent = NULL;
  g_autofree char *received = NULL;

  hear (world, world->b, world->a);
  sent = way_test_ctl_out ("--file %s exchange list --csv", world->a);
  received = way_test_ctl_out ("--file %s exchange list --csv", world->b);
  g_assert_true (g_str_has_prefix (sent, "bundle,direction,copy,name,when,edits,changes\n"));
  g_assert_nonnull (strstr (sent, ",sent,"));
  g_assert_nonnull (strstr (received, ",received,"));
}

/* --- What is refused --- */

static void
assert_refused (const World *world,
                const char  *bundle)
{
  g_autofree char *before = way_test_ctl_out ("--file %s history --csv", world->b);
  g_autofree char *after = NULL;
  g_auto(WayTestRun) run = take_in (world->b, bundle);

  g_assert_cmpint (run.status, ==, 2);
  g_assert_cmpstr (run.out, ==, "");
  g_assert_true (g_str_has_prefix (run.err, "waymarkctl: "));
  g_assert_true (strchr (run.err, '\n') == run.err + strlen (run.err) - 1);
  after = way_test_ctl_out ("--file %s history --csv", world->b);
  g_assert_cmpstr (before, ==, after);
}

/* Cut at many places, and one bit altered at many. */
static void
test_damaged_bundles_are_refused (World         *world,
                                  gconstpointer  unused)
{
  g_autofree char *bundle = path_in (world, "a.waybundle");
  g_autofree char *spoilt = path_in (world, "spoilt.waybundle");
  g_autofree char *whole = NULL;
  gsize size;

  put (world, world->a, "year=9");
  g_free (way_test_ctl_out ("--file %s exchange export --all --out %s", world->a, bundle));
  g_assert_true (g_file_get_contents (bundle, &whole, &size, NULL));
  for (guint i = 0; i < 8; i++)
    {
      gsize at = size * i / 8;

      g_assert_true (g_file_set_contents (spoilt, whole, (gssize) at, NULL));
      assert_refused (world, spoilt);
      whole[at] ^= 4;
      g_assert_true (g_file_set_contents (spoilt, whole, (gssize) size, NULL));
      assert_refused (world, spoilt);
      whole[at] ^= 4;
    }
}

static void
test_bundles_of_others_are_refused (World         *world,
                                    gconstpointer  unused)
{
  g_autofree char *other = path_in (world, "other.waymark");
  g_autofree char *bundle = path_in (world, "other.waybundle");

  g_free (way_test_ctl_out ("init --name Ardenshire --la 334 --out %s", other));
  g_free (way_test_ctl_out ("--file %s exchange export --all --out %s", other, bundle));
  assert_refused (world, bundle);
}

static void
test_its_own_bundle_is_refused (World         *world,
                                gconstpointer  unused)
{
  g_autofree char *bundle = path_in (world, "b.waybundle");

  put (world, world->b, "year=9");
  g_free (way_test_ctl_out ("--file %s exchange export --all --out %s", world->b, bundle));
  assert_refused (world, bundle);
}

static void
test_words_that_are_refused (World         *world,
                             gconstpointer  unused)
{
  const struct
  {
    const char *words;
    const char *says;
  } cases[] = {
    { "exchange export --out x", "--all or --to must be given" },
    { "exchange export --all", "--out: must be given" },
    { "exchange export --to 123 --out x", "there is no other copy" },
    { "exchange export --to 00000000 --out x", "there is no other copy" },
    { "exchange clone", "--out: must be given" },
    { "exchange import", "usage: waymarkctl exchange import" },
    { "exchange import nowhere.waybundle", "nowhere.waybundle" },
    { "exchange settle nonsense --keep 1", "is no conflict’s name" },
    { "exchange settle 00000000-0000-4000-8000-000000000000.year --keep 1", "no such conflict" },
    { "exchange settle x.year", "--keep: must be given" },
    { "exchange settle x.year --keep 0", "--keep" },
    { "exchange settle", "--by-rule must be given" },
    { "exchange settle 00000000-0000-4000-8000-000000000000 --keep newest", "no conflict" },
    { "put conflict_rule --set entity=placement --set field=end --set keep=newest --reason x",
      "field: conflicts of this field are settled by people" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(WayTestRun) run = way_test_ctl_format ("--file %s %s", world->a, cases[i].words);

      g_test_message ("%s", cases[i].words);
      g_assert_cmpint (run.status, ==, 2);
      g_assert_nonnull (strstr (run.err, cases[i].says));
    }
}

static void
test_a_value_that_is_not_there_is_refused (World         *world,
                                           gconstpointer  unused)
{
  g_auto(WayTestRun) run = { 0 };

  put (world, world->a, "year=9");
  put (world, world->b, "year=10");
  meet (world, TRUE);
  run = way_test_ctl_format ("--file %s exchange settle %s.year --keep 3", world->a, world->pupil);
  g_assert_cmpint (run.status, ==, 2);
  g_assert_cmpuint (count_conflict_values (world->a), ==, 2);
}

#define add(path, func) \
  g_test_add ("/ctl/exchange/" path, World, NULL, set_up, func, tear_down)
#define add_both(path, func) \
  g_test_add ("/ctl/exchange/" path "/a-first", World, GINT_TO_POINTER (TRUE), set_up, func, \
              tear_down); \
  g_test_add ("/ctl/exchange/" path "/b-first", World, GINT_TO_POINTER (FALSE), set_up, func, \
              tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_both ("different-fields", test_different_fields_come_together);
  add_both ("two-values", test_two_values_are_a_conflict_in_all);
  add_both ("same-value", test_the_same_value_is_no_conflict);
  add_both ("delete-against-edit", test_a_delete_against_an_edit_is_asked);
  add ("exit-status", test_an_import_that_leaves_conflicts_exits_with_1);
  add ("settled-in-all", test_settled_in_one_is_settled_in_all);
  add ("other-value", test_the_other_value_can_be_kept);
  add ("settle-taken-back", test_settle_can_be_taken_back);
  add ("settle-record", test_a_record_is_settled_at_once);
  add ("settle-by-rule", test_a_rule_settles);
  add ("stays-deleted", test_a_deleted_record_can_stay_so);
  add ("only-what-it-lacks", test_a_copy_is_sent_only_what_it_lacks);
  add ("preview", test_a_preview_changes_nothing);
  add ("listed", test_what_went_and_came_is_listed);
  add ("refused/damaged", test_damaged_bundles_are_refused);
  add ("refused/foreign", test_bundles_of_others_are_refused);
  add ("refused/own", test_its_own_bundle_is_refused);
  add ("refused/words", test_words_that_are_refused);
  add ("refused/value", test_a_value_that_is_not_there_is_refused);
  return g_test_run ();
}
