/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies that edit apart and hear each other's edits in any order, with gaps
 * and repeats, show the same once they have heard the same. */
#include "way-merge.h"

#include <glib/gstdio.h>
#include <string.h>

#include "way-entity-private.h"
#include "way-history.h"
#include "way-journal-private.h"
#include "way-merge-private.h"
#include "way-ops-private.h"
#include "way-test-store.h"

#define COPIES 3
#define PUPILS 3

static const char *const fields[] = { "surname", "forename", "year", "town" };
static const char *const values[] = { "7", "8", "9" };

/* --- Nothing of chance but the seed --- */

static WayId
seeded_id (void)
{
  guint8 bytes[10];

  for (guint i = 0; i < sizeof bytes; i++)
    bytes[i] = (guint8) g_test_rand_int_range (0, 256);
  return way_id_from_parts (g_test_rand_int_range (0, 1000), bytes);
}

/* Each copy's clock is wrong by up to years, and sometimes stands still. */
static gint64
skewed_clock (gpointer data)
{
  gint64 *now = data;

  *now += g_test_rand_int_range (0, 3) * 1000;
  return *now;
}

static WayDb *
new_copy (gint64 *clock)
{
  WayDb *db = way_test_db_new ();
  WayId id = seeded_id ();

  *clock = G_GINT64_CONSTANT (1700000000000000) +
           g_test_rand_int_range (-100, 100) * G_GINT64_CONSTANT (1000000000000);
  way_db_set_clock (db, skewed_clock, clock);
  g_assert_true (way_journal_new_life (db, &id, NULL));
  return db;
}

/* --- One copy hears another --- */

typedef struct
{
  GPtrArray *edits;
  guint      next;
} Feed;

static gboolean
feed (const WayForeignEdit **edit,
      gpointer               data,
      GError               **error)
{
  Feed *self = data;

  *edit = self->next < self->edits->len ? g_ptr_array_index (self->edits, self->next++) : NULL;
  return TRUE;
}

static void
shuffle (GPtrArray *edits)
{
  for (guint i = edits->len; i > 1; i--)
    {
      guint j = (guint) g_test_rand_int_range (0, (gint) i);
      gpointer swap = edits->pdata[i - 1];

      edits->pdata[i - 1] = edits->pdata[j];
      edits->pdata[j] = swap;
    }
}

/* Edits that from knows, each with the chance of n in ten, in any order. */
static void
hear (WayDb *to,
      WayDb *from,
      int    chance)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) way_foreign_edit_free);
  g_autoptr(WayStmt) stmt = way_db_prepare (from, "SELECT id FROM edit", NULL);
  g_autoptr(GError) error = NULL;
  WayMergeReport report;
  Feed source = { edits, 0 };

  while (way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    if (g_test_rand_int_range (0, 10) < chance)
      {
        WayForeignEdit *edit = way_merge_get_edit (from, way_stmt_int (stmt, 0), &error);

        g_assert_no_error (error);
        g_ptr_array_add (edits, edit);
      }
  shuffle (edits);
  way_merge_run (to, feed, &source, &report, &error);
  g_assert_no_error (error);
}

/* --- What a copy shows --- */

static void
append_rows (WayDb      *db,
             const char *sql,
             GString    *text)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, &error);

  g_assert_no_error (error);
  while (way_stmt_step (stmt, &error) == WAY_STEP_ROW)
    g_string_append_printf (text, "%s\n", way_stmt_text (stmt, 0));
  g_assert_no_error (error);
}

static char *
show (WayDb *db)
{
  GString *text = g_string_new (NULL);
  g_autoptr(GPtrArray) conflicts = NULL;
  g_autoptr(GError) error = NULL;

  append_rows (db,
               "SELECT hex (id) || ' ' || coalesce (surname, '-') || ' ' || coalesce (forename, '-')"
               " || ' ' || coalesce (year, '-') || ' ' || coalesce (town, '-') FROM pupil"
               " WHERE dot IS NOT NULL ORDER BY id", text);
  append_rows (db,
               "SELECT 'referral ' || hex (id) || hex (pupil) FROM referral WHERE dot IS NOT NULL"
               " ORDER BY id", text);
  append_rows (db,
               "SELECT 'cell ' || hex (cell.row) || ' ' || field || ' ' || hex (r.id) || ' ' ||"
               " (cell.dot & 1099511627775) || ' ' || hex (s.id) || ' ' ||"
               " (cell.source & 1099511627775) FROM cell"
               " JOIN replica AS r ON r.number = cell.dot >> 40"
               " JOIN replica AS s ON s.number = cell.source >> 40"
               " ORDER BY cell.row, field, r.id, cell.dot & 1099511627775, s.id,"
               " cell.source & 1099511627775", text);
  conflicts = way_conflicts_list (db, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const WayConflictValue *value = g_ptr_array_index (conflicts, i);
      g_autofree char *row = way_id_to_string (&value->row);

      g_string_append_printf (text, "conflict %s %s %s %d\n", row,
                              value->field != NULL ? value->field->name : "-", value->value,
                              value->shown);
    }
  return g_string_free (text, FALSE);
}

/* Every row is what the journal says, made anew. */
static void
assert_projected (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pupils = way_records_list (db, &way_pupil_entity, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < pupils->len; i++)
    {
      WayPupil *pupil = g_ptr_array_index (pupils, i);
      g_autoptr(WayPupil) anew = NULL;
      gboolean alive;
      gint64 insert;

      g_assert_true (way_merge_is_alive (db, &pupil->id, &insert, &alive, &error));
      g_assert_true (alive);
      anew = way_ops_project (db, &way_pupil_entity, &pupil->id, &insert, &error);
      g_assert_no_error (error);
      g_assert_true (way_pupil_equal (pupil, anew));
    }
}

/* --- What people do --- */

static WayPupil *
any_pupil (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) pupils = way_records_list (db, &way_pupil_entity, NULL, NULL, &error);

  g_assert_no_error (error);
  if (pupils->len == 0)
    return NULL;
  return way_pupil_copy (g_ptr_array_index (pupils, g_test_rand_int_range (0, (gint) pupils->len)));
}

static void
change_one (WayDb *db)
{
  g_autoptr(WayPupil) pupil = any_pupil (db);

  if (pupil == NULL)
    return;
  for (guint n = (guint) g_test_rand_int_range (1, 3); n > 0; n--)
    {
      const WayField *field = way_entity_field (&way_pupil_entity,
                                                fields[g_test_rand_int_range (0, 4)]);

      way_field_from_text (field, pupil, values[g_test_rand_int_range (0, 3)], NULL);
    }
  way_test_update (db, &way_pupil_entity, pupil);
}

static void
delete_one (WayDb *db)
{
  g_autoptr(WayPupil) pupil = any_pupil (db);
  WayTestRecord one = { &way_pupil_entity, pupil };
  WayEditInfo info = { .name = "Delete" };

  if (pupil != NULL)      /* refused where a referral names it */
    way_edit_run (db, &info, way_test_delete_func, &one, NULL, NULL);
}

static void
refer_one (WayDb *db)
{
  g_autoptr(WayPupil) pupil = any_pupil (db);
  g_autoptr(WayReferral) referral = way_referral_new ();

  if (pupil == NULL)
    return;
  referral->id = seeded_id ();
  referral->pupil = pupil->id;
  way_test_insert (db, &way_referral_entity, referral);
}

static void
undo_one (WayDb *db)
{
  WayEditInfo info = { .name = "Undo" };
  g_autoptr(GPtrArray) edits = way_history_edits (db, &(WayHistoryFilter) { 0 }, 0, 1000, NULL);

  if (edits->len > 0)
    {
      WayHistoryEdit *edit = g_ptr_array_index (edits, g_test_rand_int_range (0, (gint) edits->len));

      way_edit_undo (db, edit->id, &info, NULL, NULL);
    }
}

static void
settle_one (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) conflicts = way_conflicts_list (db, NULL, &error);
  const WayConflictValue *value;
  WayEditInfo info = { .name = "Settle" };

  g_assert_no_error (error);
  if (conflicts->len == 0)
    return;
  value = g_ptr_array_index (conflicts, g_test_rand_int_range (0, (gint) conflicts->len));
  if (!way_conflicts_settle (db, value->entity, &value->row, value->field, value->number, &info,
                             NULL, &error))
    g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_REFERENCE);
}

static void
live (WayDb **copies)
{
  WayDb *db = copies[g_test_rand_int_range (0, COPIES)];
  WayDb *other = copies[g_test_rand_int_range (0, COPIES)];

  switch (g_test_rand_int_range (0, 12))
    {
    case 0:
      {
        g_autoptr(WayPupil) pupil = way_test_pupil ("New", "Pupil");

        pupil->id = seeded_id ();
        way_test_insert (db, &way_pupil_entity, pupil);
        break;
      }
    case 1:
      delete_one (db);
      break;
    case 2:
      refer_one (db);
      break;
    case 3:
      undo_one (db);
      break;
    case 4:
      settle_one (db);
      break;
    case 5:
    case 6:
      if (db != other)
        hear (db, other, g_test_rand_int_range (3, 11));
      break;
    default:
      change_one (db);
      break;
    }
}

static void
agree (WayDb **copies)
{
  g_autofree char *shown = NULL;

  for (guint round = 0; round < 2; round++)
    for (guint i = 0; i < COPIES; i++)
      for (guint j = 0; j < COPIES; j++)
        if (i != j)
          hear (copies[i], copies[j], 10);
  shown = show (copies[0]);
  for (guint i = 1; i < COPIES; i++)
    {
      g_autofree char *other = show (copies[i]);

      g_assert_cmpstr (shown, ==, other);
    }
  for (guint i = 0; i < COPIES; i++)
    assert_projected (copies[i]);
}

static void
test_copies_agree_once_they_heard_the_same (void)
{
  for (guint history = 0; history < 60; history++)
    {
      WayDb *copies[COPIES];
      gint64 clocks[COPIES];

      for (guint i = 0; i < COPIES; i++)
        copies[i] = new_copy (&clocks[i]);
      for (guint i = 0; i < PUPILS; i++)
        {
          g_autoptr(WayPupil) pupil = way_test_pupil ("First", "Pupil");

          pupil->id = seeded_id ();
          way_test_insert (copies[0], &way_pupil_entity, pupil);
        }
      hear (copies[1], copies[0], 10);
      for (int steps = g_test_rand_int_range (5, 30); steps > 0; steps--)
        live (copies);
      agree (copies);
      for (guint i = 0; i < COPIES; i++)
        way_db_free (copies[i]);
    }
}

/* --- The simple cases, by name --- */

typedef struct
{
  WayDb    *a, *b;
  WayPupil *pupil;
} Pair;

static void
set_up (Pair          *pair,
        gconstpointer  data)
{
  pair->a = way_test_db_new ();
  pair->b = way_test_db_new ();
  pair->pupil = way_test_pupil ("Kit", "Ashdown");
  way_test_insert (pair->a, &way_pupil_entity, pair->pupil);
  hear (pair->b, pair->a, 10);
}

static void
tear_down (Pair          *pair,
           gconstpointer  data)
{
  way_db_free (pair->a);
  way_db_free (pair->b);
  way_pupil_free (pair->pupil);
}

static void
type_year (WayDb      *db,
           const Pair *pair,
           const char *year)
{
  g_autoptr(WayPupil) pupil = way_records_get (db, &way_pupil_entity, &pair->pupil->id, NULL);

  g_free (pupil->year);
  pupil->year = g_strdup (year);
  way_test_update (db, &way_pupil_entity, pupil);
}

static gint64
count_conflicts (WayDb *db)
{
  gint64 count;

  g_assert_true (way_conflicts_count (db, &count, NULL));
  return count;
}

static void
meet (Pair *pair)
{
  hear (pair->a, pair->b, 10);
  hear (pair->b, pair->a, 10);
}

static void
test_two_values_are_a_conflict_in_both (Pair          *pair,
                                        gconstpointer  data)
{
  g_autoptr(GPtrArray) values_of = NULL;

  type_year (pair->a, pair, "8");
  type_year (pair->b, pair, "9");
  meet (pair);
  g_assert_cmpint (count_conflicts (pair->a), ==, 1);
  g_assert_cmpint (count_conflicts (pair->b), ==, 1);
  values_of = way_conflicts_list (pair->a, NULL, NULL);
  g_assert_cmpuint (values_of->len, ==, 2);
}

static void
test_the_same_value_twice_is_none (Pair          *pair,
                                   gconstpointer  data)
{
  type_year (pair->a, pair, "8");
  type_year (pair->b, pair, "8");
  meet (pair);
  g_assert_cmpint (count_conflicts (pair->a), ==, 0);
  g_assert_cmpint (count_conflicts (pair->b), ==, 0);
}

static void
test_settled_in_one_is_settled_in_all (Pair          *pair,
                                       gconstpointer  data)
{
  const WayField *year = way_entity_field (&way_pupil_entity, "year");
  g_autoptr(GPtrArray) listed = NULL;
  g_autoptr(WayPupil) stored = NULL;
  g_autofree char *kept = NULL;
  WayEditInfo info = { .name = "Settle" };
  g_autoptr(GError) error = NULL;
  WayEditId edit;

  type_year (pair->a, pair, "8");
  type_year (pair->b, pair, "9");
  meet (pair);
  listed = way_conflicts_list (pair->a, NULL, NULL);
  kept = g_strdup (((WayConflictValue *) g_ptr_array_index (listed, 1))->value);
  way_conflicts_settle (pair->a, &way_pupil_entity, &pair->pupil->id, year, 2, &info, &edit, &error);
  g_assert_no_error (error);
  meet (pair);
  g_assert_cmpint (count_conflicts (pair->a), ==, 0);
  g_assert_cmpint (count_conflicts (pair->b), ==, 0);
  stored = way_records_get (pair->b, &way_pupil_entity, &pair->pupil->id, NULL);
  g_assert_cmpstr (stored->year, ==, kept);

  /* Taken back, the conflict is there again. */
  way_edit_undo (pair->a, edit, &info, NULL, &error);
  g_assert_no_error (error);
  meet (pair);
  g_assert_cmpint (count_conflicts (pair->a), ==, 1);
  g_assert_cmpint (count_conflicts (pair->b), ==, 1);
}

static void
test_a_delete_against_an_edit_is_asked (Pair          *pair,
                                        gconstpointer  data)
{
  WayEditInfo info = { .name = "Settle" };
  g_autoptr(WayPupil) stored = NULL;
  g_autoptr(GError) error = NULL;

  way_test_delete (pair->a, &way_pupil_entity, pair->pupil);
  type_year (pair->b, pair, "9");
  meet (pair);
  stored = way_records_get (pair->a, &way_pupil_entity, &pair->pupil->id, NULL);
  g_assert_nonnull (stored);
  g_assert_cmpstr (stored->year, ==, "9");
  g_assert_cmpint (count_conflicts (pair->a), ==, 1);
  g_assert_cmpint (count_conflicts (pair->b), ==, 1);
  way_conflicts_settle (pair->b, &way_pupil_entity, &pair->pupil->id, NULL, 2, &info, NULL, &error);
  g_assert_no_error (error);
  meet (pair);
  g_assert_null (way_records_get (pair->a, &way_pupil_entity, &pair->pupil->id, NULL));
  g_assert_cmpint (count_conflicts (pair->a), ==, 0);
}

static gboolean
is_there (WayDb      *db,
          const Pair *pair)
{
  g_autoptr(WayPupil) stored = way_records_get (db, &way_pupil_entity, &pair->pupil->id, NULL);

  return stored != NULL;
}

/* Settled either way and taken back, it is asked again; and that taken back
 * too, it is settled. */
static void
test_a_settled_delete_is_asked_again (Pair          *pair,
                                      gconstpointer  data)
{
  WayEditInfo info = { .name = "Settle" };

  for (guint keep = 1; keep <= 2; keep++)      /* kept, deleted */
    {
      g_autoptr(GError) error = NULL;
      WayEditId edit, undo;

      if (keep == 1)
        {
          way_test_delete (pair->a, &way_pupil_entity, pair->pupil);
          type_year (pair->b, pair, "9");
          meet (pair);
        }
      way_conflicts_settle (pair->b, &way_pupil_entity, &pair->pupil->id, NULL, keep, &info, &edit,
                            &error);
      g_assert_no_error (error);
      g_assert_cmpint (count_conflicts (pair->b), ==, 0);
      way_edit_undo (pair->b, edit, &info, &undo, &error);
      g_assert_no_error (error);
      meet (pair);
      g_assert_cmpint (count_conflicts (pair->a), ==, 1);
      g_assert_cmpint (count_conflicts (pair->b), ==, 1);
      g_assert_true (is_there (pair->a, pair));
      way_edit_undo (pair->b, undo, &info, &undo, &error);
      g_assert_no_error (error);
      meet (pair);
      g_assert_cmpint (count_conflicts (pair->a), ==, 0);
      g_assert_true (is_there (pair->a, pair) == (keep == 1));
      way_edit_undo (pair->b, undo, &info, NULL, &error);
      g_assert_no_error (error);
      meet (pair);
    }
}

/* Both took the same edit back: the value stands once, and what replaces it can
 * itself be taken back. */
static void
test_two_undos_of_one_edit_are_one_value (Pair          *pair,
                                          gconstpointer  data)
{
  WayEditInfo info = { .name = "Undo" };
  g_autoptr(WayPupil) stored = NULL;
  g_autoptr(GError) error = NULL;
  gint64 edit;

  type_year (pair->a, pair, "8");
  type_year (pair->a, pair, "9");
  meet (pair);
  for (guint i = 0; i < 2; i++)
    {
      WayDb *db = i == 0 ? pair->a : pair->b;

      g_assert_true (way_db_get_int (db, "SELECT id FROM edit ORDER BY clock DESC LIMIT 1", 0,
                                     &edit, NULL));
      way_edit_undo (db, edit, &info, NULL, &error);
      g_assert_no_error (error);
    }
  meet (pair);
  g_assert_cmpint (count_conflicts (pair->a), ==, 0);
  type_year (pair->a, pair, "10");
  g_assert_true (way_db_get_int (pair->a, "SELECT id FROM edit ORDER BY clock DESC LIMIT 1", 0,
                                 &edit, NULL));
  way_edit_undo (pair->a, edit, &info, NULL, &error);
  g_assert_no_error (error);
  meet (pair);
  stored = way_records_get (pair->b, &way_pupil_entity, &pair->pupil->id, NULL);
  g_assert_cmpstr (stored->year, ==, "8");
}

/* Heard only the second of two: what the first replaced still lives beside it,
 * so it is not all that there is to take back. */
static void
test_undo_over_a_gap_is_refused (Pair          *pair,
                                 gconstpointer  data)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) way_foreign_edit_free);
  g_autoptr(WayPupil) stored = NULL;
  g_autoptr(GError) error = NULL;
  WayEditInfo info = { .name = "Undo" };
  Feed source = { edits, 0 };
  WayMergeReport report;
  gint64 last;

  type_year (pair->a, pair, "8");
  type_year (pair->a, pair, "9");
  g_assert_true (way_db_get_int (pair->a, "SELECT max (id) FROM edit", 0, &last, NULL));
  g_ptr_array_add (edits, way_merge_get_edit (pair->a, last, NULL));
  way_merge_run (pair->b, feed, &source, &report, &error);
  g_assert_no_error (error);
  g_assert_true (way_db_get_int (pair->b, "SELECT max (id) FROM edit", 0, &last, NULL));
  g_assert_false (way_edit_undo (pair->b, last, &info, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOTHING);
  stored = way_records_get (pair->b, &way_pupil_entity, &pair->pupil->id, NULL);
  g_assert_cmpstr (stored->year, ==, "9");
}

/* The delete came without the row: undo says why it cannot bring it back. */
static void
test_a_row_that_never_came_is_not_restored (Pair          *pair,
                                            gconstpointer  data)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) way_foreign_edit_free);
  g_autoptr(WayDb) third = way_test_db_new ();
  g_autoptr(GError) error = NULL;
  WayEditInfo info = { .name = "Undo" };
  Feed source = { edits, 0 };
  WayMergeReport report;
  WayEditId edit;
  gint64 heard;

  edit = way_test_delete (pair->a, &way_pupil_entity, pair->pupil);
  g_ptr_array_add (edits, way_merge_get_edit (pair->a, edit, NULL));
  way_merge_run (third, feed, &source, &report, &error);
  g_assert_no_error (error);
  g_assert_true (way_db_get_int (third, "SELECT id FROM edit", 0, &heard, NULL));
  g_assert_false (way_edit_undo (third, heard, &info, NULL, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND);
}

/* What an earlier program kept of a field that it did not know is shown by the
 * one that does. */
static void
test_an_upgrade_catches_up (void)
{
  static WayField older_fields[64];
  WayEntity older = way_pupil_entity;
  const WayEntity *const older_list[] = { &older, NULL };
  g_autofree char *folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "older.waymark", NULL);
  g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");
  g_autoptr(WayPupil) stored = NULL;
  g_autoptr(WayDb) newer = way_test_db_new ();
  g_autoptr(GError) error = NULL;
  WayDb *db;

  older.n_fields = 0;
  for (guint i = 0; i < way_pupil_entity.n_fields; i++)
    if (strcmp (way_pupil_entity.fields[i].name, "known_as") != 0)
      older_fields[older.n_fields++] = way_pupil_entity.fields[i];
  older.fields = older_fields;
  way_test_insert (newer, &way_pupil_entity, pupil);
  pupil->known_as = g_strdup ("Kitty");
  way_test_update (newer, &way_pupil_entity, pupil);

  way_entities_use (older_list);
  db = way_db_open (path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  hear (db, newer, 10);
  g_assert_true (way_db_set_setting (db, "projected", "0", NULL));
  way_db_free (db);
  way_entities_use (NULL);
  db = way_db_open (path, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
  stored = way_records_get (db, &way_pupil_entity, &pupil->id, NULL);
  g_assert_cmpstr (stored->known_as, ==, "Kitty");
  way_db_free (db);
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_a_repeat_changes_nothing (Pair          *pair,
                               gconstpointer  data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  type_year (pair->a, pair, "8");
  meet (pair);
  before = show (pair->b);
  hear (pair->b, pair->a, 10);
  after = show (pair->b);
  g_assert_cmpstr (before, ==, after);
}

static void
test_an_altered_edit_is_refused (Pair          *pair,
                                 gconstpointer  data)
{
  g_autoptr(GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) way_foreign_edit_free);
  g_autoptr(GError) error = NULL;
  g_autofree char *before = show (pair->b);
  g_autofree char *after = NULL;
  Feed source = { edits, 0 };
  WayMergeReport report;
  WayForeignEdit *edit;
  gint64 last;

  type_year (pair->a, pair, "8");
  g_assert_true (way_db_get_int (pair->a, "SELECT max (id) FROM edit", 0, &last, NULL));
  edit = way_merge_get_edit (pair->a, last, NULL);
  ((guint8 *) edit->ops[0].parts)[edit->ops[0].size - 20] ^= 1;
  g_ptr_array_add (edits, edit);
  g_assert_false (way_merge_run (pair->b, feed, &source, &report, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED);
  after = show (pair->b);
  g_assert_cmpstr (before, ==, after);
}

/* What came from another copy is not what the user would take back. */
static void
test_the_latest_edit_is_ones_own (Pair          *pair,
                                  gconstpointer  data)
{
  WayEditId latest;

  type_year (pair->a, pair, "8");
  hear (pair->b, pair->a, 10);
  g_assert_true (way_edit_latest (pair->b, &latest, NULL));
  g_assert_cmpint (latest, ==, 0);
  type_year (pair->b, pair, "9");
  g_assert_true (way_edit_latest (pair->b, &latest, NULL));
  g_assert_cmpint (WAY_LOCAL_REPLICA (latest), ==, way_journal_replica (pair->b));
}

#define PAIR(path, func) g_test_add (path, Pair, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  PAIR ("/store/merge/two-values", test_two_values_are_a_conflict_in_both);
  PAIR ("/store/merge/same-value", test_the_same_value_twice_is_none);
  PAIR ("/store/merge/settled", test_settled_in_one_is_settled_in_all);
  PAIR ("/store/merge/delete-against-edit", test_a_delete_against_an_edit_is_asked);
  PAIR ("/store/merge/settled-delete", test_a_settled_delete_is_asked_again);
  PAIR ("/store/merge/two-undos", test_two_undos_of_one_edit_are_one_value);
  PAIR ("/store/merge/undo-over-gap", test_undo_over_a_gap_is_refused);
  PAIR ("/store/merge/never-came", test_a_row_that_never_came_is_not_restored);
  g_test_add_func ("/store/merge/upgrade", test_an_upgrade_catches_up);
  PAIR ("/store/merge/repeat", test_a_repeat_changes_nothing);
  PAIR ("/store/merge/latest-is-ones-own", test_the_latest_edit_is_ones_own);
  PAIR ("/store/merge/altered", test_an_altered_edit_is_refused);
  g_test_add_func ("/store/merge/copies-agree", test_copies_agree_once_they_heard_the_same);
  return g_test_run ();
}
