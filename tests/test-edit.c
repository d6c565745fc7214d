/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal under every write, and undo. */
#include "way-edit.h"

#include <string.h>

#include "way-history.h"
#include "way-ops-private.h"
#include "way-test-store.h"

static WayPupil *
get_pupil (WayDb       *db,
           const WayId *id)
{
  g_autoptr(GError) error = NULL;
  WayPupil *pupil = way_records_get (db, &way_pupil_entity, id, &error);

  g_assert_no_error (error);
  return pupil;
}

static gint64
count (WayDb      *db,
       const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 value;

  way_db_get_int (db, sql, 0, &value, &error);
  g_assert_no_error (error);
  return value;
}

static void
undo (WayDb     *db,
      WayEditId  edit)
{
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  g_autoptr(GError) error = NULL;

  way_edit_undo (db, edit, &info, NULL, &error);
  g_assert_no_error (error);
}

static void
test_a_record_comes_back_as_it_went_in (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Zoë", "Tamsworth");
  g_autoptr(WayPupil) stored = NULL;

  g_assert_cmpint (way_test_insert (db, &way_pupil_entity, pupil), !=, 0);
  stored = get_pupil (db, &pupil->id);
  g_assert_true (way_pupil_equal (pupil, stored));
}

static void
test_one_edit_is_one_edit_with_its_ops (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Rafi", "Tamsworth");

  way_test_insert (db, &way_pupil_entity, pupil);
  g_free (pupil->year);
  pupil->year = g_strdup ("8");
  way_test_update (db, &way_pupil_entity, pupil);
  g_assert_cmpint (count (db, "SELECT count (*) FROM edit"), ==, 2);
  g_assert_cmpint (count (db, "SELECT count (*) FROM op"), ==, 2);
  g_assert_cmpint (count (db, "SELECT count (*) FROM cell"), ==, 1);
}

static gboolean
insert_and_change (WayDb     *db,
                   gpointer   data,
                   GError   **error)
{
  WayPupil *pupil = data;

  if (!way_records_insert (db, &way_pupil_entity, pupil, error))
    return FALSE;
  pupil->year = g_strdup ("8");
  g_free (pupil->surname);
  pupil->surname = g_strdup ("Tamsworth-Ellery-Fordingbridge");
  return way_records_update (db, &way_pupil_entity, pupil, error);
}

static void
test_what_changes_in_its_edit_went_in_so (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Rafi", "Tamsworth");
  WayEditInfo info = { .name = "Add", .who = "Tester" };
  const WayField *surname = way_entity_field (&way_pupil_entity, "surname");
  const WayField *year = way_entity_field (&way_pupil_entity, "year");
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) ops = NULL;
  WayEditId edit;

  way_edit_run (db, &info, insert_and_change, pupil, &edit, &error);
  g_assert_no_error (error);
  ops = way_ops_of_edit (db, edit, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ops->len, ==, 1);
  g_assert_cmpstr (way_op_entry (g_ptr_array_index (ops, 0), surname->number)->value.text, ==,
                   "Tamsworth-Ellery-Fordingbridge");
  g_assert_cmpstr (way_op_entry (g_ptr_array_index (ops, 0), year->number)->value.text, ==, "8");
}

static void
test_an_edit_that_changes_nothing_leaves_no_trace (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Rafi", "Tamsworth");

  way_test_insert (db, &way_pupil_entity, pupil);
  g_assert_cmpint (way_test_update (db, &way_pupil_entity, pupil), ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM edit"), ==, 1);
}

static void
test_undo_leaves_later_edits_of_other_fields (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Orla", "Penhallow");
  g_autoptr(WayPupil) stored = NULL;
  WayEditId first;

  way_test_insert (db, &way_pupil_entity, pupil);
  pupil->year = g_strdup ("9");
  first = way_test_update (db, &way_pupil_entity, pupil);
  pupil->town = g_strdup ("Shirley");
  way_test_update (db, &way_pupil_entity, pupil);
  undo (db, first);
  stored = get_pupil (db, &pupil->id);
  g_assert_null (stored->year);
  g_assert_cmpstr (stored->town, ==, "Shirley");
}

static void
test_undo_leaves_what_was_changed_since (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Orla", "Penhallow");
  WayEditInfo info = { .name = "Undo" };
  g_autoptr(GError) error = NULL;
  WayEditId first;

  way_test_insert (db, &way_pupil_entity, pupil);
  pupil->year = g_strdup ("9");
  first = way_test_update (db, &way_pupil_entity, pupil);
  g_free (pupil->year);
  pupil->year = g_strdup ("10");
  way_test_update (db, &way_pupil_entity, pupil);
  g_assert_false (way_edit_undo (db, first, &info, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOTHING);
}

static void
test_undo_of_undo_brings_it_again (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Orla", "Penhallow");
  g_autoptr(WayPupil) stored = NULL;
  WayEditInfo info = { .name = "Undo" };
  g_autoptr(GError) error = NULL;
  WayEditId first, second;

  way_test_insert (db, &way_pupil_entity, pupil);
  pupil->year = g_strdup ("9");
  first = way_test_update (db, &way_pupil_entity, pupil);
  way_edit_undo (db, first, &info, &second, &error);
  g_assert_no_error (error);
  undo (db, second);
  stored = get_pupil (db, &pupil->id);
  g_assert_cmpstr (stored->year, ==, "9");
}

static void
test_a_deleted_row_comes_back_whole_under_its_id (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Idris", "Follows");
  g_autoptr(WayPupil) stored = NULL;
  WayEditId edit;

  way_test_insert (db, &way_pupil_entity, pupil);
  pupil->year = g_strdup ("8");
  way_test_update (db, &way_pupil_entity, pupil);
  edit = way_test_delete (db, &way_pupil_entity, pupil);
  g_assert_null (get_pupil (db, &pupil->id));
  undo (db, edit);
  stored = get_pupil (db, &pupil->id);
  g_assert_true (way_pupil_equal (pupil, stored));
}

static gboolean
insert_two_then_fail (WayDb     *db,
                      gpointer   data,
                      GError   **error)
{
  g_autoptr(WayPupil) one = way_test_pupil ("A", "B");
  g_autoptr(WayPupil) two = way_pupil_new ();

  return way_records_insert (db, &way_pupil_entity, one, error) &&
         way_records_insert (db, &way_pupil_entity, two, error);
}

static void
test_a_failed_edit_leaves_nothing (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  WayEditInfo info = { .name = "Test" };
  g_autoptr(GError) error = NULL;

  g_assert_false (way_edit_run (db, &info, insert_two_then_fail, NULL, NULL, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_MISSING);
  g_assert_cmpint (count (db, "SELECT count (*) FROM pupil"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM op"), ==, 0);
}

static void
test_writing_outside_of_an_edit_is_refused (void)
{
  static const char *rows[] = {
    "INSERT INTO district (id, name) VALUES (randomblob (16), 'X')",
    "UPDATE pupil SET surname = 'X'",
    "DELETE FROM pupil",
    "DELETE FROM op",
    "UPDATE edit SET name = 'X'",
  };
  g_autoptr(WayDb) db = way_test_db_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", rows[i]);
      g_assert_false (way_db_exec (db, rows[i], &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_OUTSIDE);
    }
}

/* A statement prepared inside an edit, stepped after it. */
static gboolean
prepare_for_later (WayDb     *db,
                   gpointer   data,
                   GError   **error)
{
  WayStmt **stmt = data;

  *stmt = way_db_prepare (db, "UPDATE pupil SET surname = 'Changed'", error);
  return *stmt != NULL;
}

static void
test_a_kept_statement_cannot_write_outside (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("A", "Before");
  g_autoptr(WayPupil) stored = NULL;
  WayEditInfo info = { .name = "Test" };
  g_autoptr(GError) error = NULL;
  WayStmt *stmt = NULL;

  way_test_insert (db, &way_pupil_entity, pupil);
  g_assert_true (way_edit_run (db, &info, prepare_for_later, &stmt, NULL, &error));
  g_assert_false (way_stmt_run (stmt, &error));
  way_stmt_free (stmt);
  stored = get_pupil (db, &pupil->id);
  g_assert_cmpstr (stored->surname, ==, "Before");
}

static void
test_deleting_what_is_named_says_by_whom (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("A", "B");
  g_autoptr(WayReferral) referral = way_referral_new ();
  WayTestRecord one = { &way_pupil_entity, pupil };
  WayEditInfo info = { .name = "Test" };
  g_autoptr(GError) error = NULL;

  way_test_insert (db, &way_pupil_entity, pupil);
  referral->pupil = pupil->id;
  way_test_insert (db, &way_referral_entity, referral);
  g_assert_false (way_edit_run (db, &info, way_test_delete_func, &one, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE);
  g_assert_nonnull (strstr (error->message, "referral"));
}

static void
test_a_reference_to_nothing_is_named (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayReferral) referral = way_referral_new ();
  WayTestRecord one = { &way_referral_entity, referral };
  WayEditInfo info = { .name = "Test" };
  g_autoptr(GError) error = NULL;

  referral->pupil = way_id_new ();
  g_assert_false (way_edit_run (db, &info, way_test_insert_func, &one, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE);
  g_assert_true (g_str_has_prefix (error->message, "pupil"));
}

static gboolean
insert_many (WayDb     *db,
             gpointer   data,
             GError   **error)
{
  WayId *id = data;

  for (guint i = 0; i < 2000; i++)
    {
      g_autofree char *name = g_strdup_printf ("Number %u", i);
      g_autoptr(WayPupil) pupil = way_test_pupil (name, "Sample");

      if (!way_records_insert (db, &way_pupil_entity, pupil, error))
        return FALSE;
      if (i == 1500)
        *id = pupil->id;
    }
  return TRUE;
}

/* Only what comes from other copies may refer to what has not come yet. */
static void
test_undo_makes_no_stub (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Nia", "Tamsworth");
  g_autoptr(WayNeed) need = way_need_new ();
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  g_autoptr(GError) error = NULL;
  WayEditId deleted;

  way_test_insert (db, &way_pupil_entity, pupil);
  need->pupil = pupil->id;
  need->rank = 1;
  need->provision = g_strdup ("N");
  way_test_insert (db, &way_need_entity, need);
  deleted = way_test_delete (db, &way_need_entity, need);
  way_test_delete (db, &way_pupil_entity, pupil);

  g_assert_false (way_edit_undo (db, deleted, &info, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE);
  g_assert_cmpstr (error->message, ==, "pupil: there is no such pupil");
  g_assert_cmpint (count (db, "SELECT count (*) FROM pupil"), ==, 0);
  g_assert_cmpint (count (db, "SELECT count (*) FROM need"), ==, 0);
}

typedef struct
{
  WayPupil *pupil;
  WayNeed  *need;
  WayId     other;
} Parting;

/* The pupil is touched first and goes last, when nothing refers to it any more. */
static gboolean
part (WayDb     *db,
      gpointer   data,
      GError   **error)
{
  Parting *self = data;

  self->pupil->town = g_strdup ("Tamsworth");
  if (!way_records_update (db, &way_pupil_entity, self->pupil, error))
    return FALSE;
  self->need->pupil = self->other;
  return way_records_update (db, &way_need_entity, self->need, error) &&
         way_records_delete (db, &way_pupil_entity, &self->pupil->id, error);
}

static void
test_undo_brings_back_what_a_row_referred_to (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Nia", "Tamsworth");
  g_autoptr(WayPupil) other = way_test_pupil ("Ola", "Tamsworth");
  g_autoptr(WayNeed) need = way_need_new ();
  g_autoptr(WayNeed) stored = NULL;
  Parting parting = { pupil, need, { { 0 } } };
  WayEditInfo info = { .name = "Part", .who = "Tester" };
  WayId own = { { 0 } };
  g_autoptr(GError) error = NULL;
  WayEditId edit = 0;

  way_test_insert (db, &way_pupil_entity, pupil);
  way_test_insert (db, &way_pupil_entity, other);
  own = pupil->id;
  parting.other = other->id;
  need->pupil = own;
  need->rank = 1;
  need->provision = g_strdup ("N");
  way_test_insert (db, &way_need_entity, need);
  way_edit_run (db, &info, part, &parting, &edit, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "SELECT count (*) FROM pupil WHERE dot IS NOT NULL"), ==, 1);

  undo (db, edit);
  stored = way_records_get (db, &way_need_entity, &need->id, &error);
  g_assert_no_error (error);
  g_assert_true (way_id_equal (&stored->pupil, &own));
  g_assert_cmpint (count (db, "SELECT count (*) FROM pupil WHERE dot IS NOT NULL"), ==, 2);
}

static void
test_a_baseline_keeps_its_ops_only_once_changed (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  WayEditInfo info = { .name = "Sample" };
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPupil) pupil = NULL;
  g_autoptr(WayPupil) stored = NULL;
  g_autoptr(GPtrArray) changes = NULL;
  WayHistoryChange *change;
  WayEditId baseline, edit;
  WayId id;

  way_edit_run_baseline (db, &info, insert_many, &id, &baseline, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (db, "SELECT count (*) FROM op"), ==, 0);
  g_assert_cmpint (count (db, "SELECT ops FROM edit"), ==, 2000);

  pupil = get_pupil (db, &id);
  g_free (pupil->forename);
  pupil->forename = g_strdup ("Changed");
  edit = way_test_update (db, &way_pupil_entity, pupil);
  g_assert_cmpint (count (db, "SELECT count (*) FROM op"), ==, 2);

  changes = way_history_changes (db, edit, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 1);
  change = g_ptr_array_index (changes, 0);
  g_assert_cmpstr (change->before, ==, "Number 1500");
  g_assert_cmpstr (change->after, ==, "Changed");

  undo (db, edit);
  stored = get_pupil (db, &id);
  g_assert_cmpstr (stored->forename, ==, "Number 1500");
}

/* Random edits and undos against a copy in memory that is snapshot whole. */
static void
test_undo_in_reverse_leads_back_through_every_state (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GPtrArray) states = g_ptr_array_new_with_free_func ((GDestroyNotify) way_pupil_free);
  g_autoptr(GArray) edits = g_array_new (FALSE, FALSE, sizeof (WayEditId));
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  static const char *fields[] = { "forename", "town", "street", "language", "known_as" };

  way_test_insert (db, &way_pupil_entity, pupil);
  for (guint i = 0; i < 60; i++)
    {
      WayEditId edit;

      g_ptr_array_add (states, way_pupil_copy (pupil));
      for (guint n = (guint) g_test_rand_int_range (1, 4); n > 0; n--)
        {
          const WayField *field = way_entity_field (&way_pupil_entity,
                                                    fields[g_test_rand_int_range (0, 5)]);
          g_autofree char *text = g_strdup_printf ("v%d", g_test_rand_int_range (0, 4));

          g_assert_true (way_field_from_text (field, pupil, text[1] == '0' ? "" : text, NULL));
        }
      edit = way_test_update (db, &way_pupil_entity, pupil);
      if (edit != 0)
        g_array_append_val (edits, edit);
      else
        g_ptr_array_set_size (states, (gint) edits->len);
    }
  for (guint i = edits->len; i > 0; i--)
    {
      g_autoptr(WayPupil) stored = NULL;

      undo (db, g_array_index (edits, WayEditId, i - 1));
      stored = get_pupil (db, &pupil->id);
      g_assert_true (way_pupil_equal (stored, g_ptr_array_index (states, i - 1)));
    }
}

static void
test_latest_steps_back_past_what_was_undone (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(GError) error = NULL;
  WayEditId first, second, latest;

  first = way_test_insert (db, &way_pupil_entity, pupil);
  pupil->year = g_strdup ("10");
  second = way_test_update (db, &way_pupil_entity, pupil);
  g_assert_true (way_edit_latest (db, &latest, &error));
  g_assert_cmpint (latest, ==, second);
  undo (db, second);
  g_assert_true (way_edit_latest (db, &latest, &error));
  g_assert_cmpint (latest, ==, first);
}

static void
test_text_of_an_edit_comes_back (void)
{
  static const char *rows[] = { "", "x", "3f2a91c0", "3f2a91c0-", "zzzzzzzz-1", "%%%%%%%%-1",
                                "00000000-1" };
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  WayEditId edit = way_test_insert (db, &way_pupil_entity, pupil);
  g_autofree char *text = way_edit_to_text (db, edit);
  g_autoptr(GError) error = NULL;
  WayEditId back;

  g_assert_true (way_edit_from_text (db, text, &back, &error));
  g_assert_cmpint (back, ==, edit);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i]);
      g_assert_false (way_edit_from_text (db, rows[i], &back, &error));
      g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND);
      g_clear_error (&error);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/edit/record-comes-back", test_a_record_comes_back_as_it_went_in);
  g_test_add_func ("/store/edit/one-edit-with-its-ops", test_one_edit_is_one_edit_with_its_ops);
  g_test_add_func ("/store/edit/changed-in-its-edit", test_what_changes_in_its_edit_went_in_so);
  g_test_add_func ("/store/edit/nothing-leaves-no-trace",
                   test_an_edit_that_changes_nothing_leaves_no_trace);
  g_test_add_func ("/store/edit/failed-leaves-nothing", test_a_failed_edit_leaves_nothing);
  g_test_add_func ("/store/edit/outside-is-refused", test_writing_outside_of_an_edit_is_refused);
  g_test_add_func ("/store/edit/kept-statement", test_a_kept_statement_cannot_write_outside);
  g_test_add_func ("/store/edit/baseline", test_a_baseline_keeps_its_ops_only_once_changed);
  g_test_add_func ("/store/edit/text-comes-back", test_text_of_an_edit_comes_back);
  g_test_add_func ("/store/undo/leaves-other-fields", test_undo_leaves_later_edits_of_other_fields);
  g_test_add_func ("/store/undo/leaves-what-changed-since", test_undo_leaves_what_was_changed_since);
  g_test_add_func ("/store/undo/of-undo", test_undo_of_undo_brings_it_again);
  g_test_add_func ("/store/undo/deleted-row", test_a_deleted_row_comes_back_whole_under_its_id);
  g_test_add_func ("/store/undo/in-reverse", test_undo_in_reverse_leads_back_through_every_state);
  g_test_add_func ("/store/undo/referred-to", test_undo_brings_back_what_a_row_referred_to);
  g_test_add_func ("/store/undo/no-stub", test_undo_makes_no_stub);
  g_test_add_func ("/store/undo/latest", test_latest_steps_back_past_what_was_undone);
  g_test_add_func ("/store/reference/delete-says-by-whom", test_deleting_what_is_named_says_by_whom);
  g_test_add_func ("/store/reference/to-nothing-is-named", test_a_reference_to_nothing_is_named);
  return g_test_run ();
}
