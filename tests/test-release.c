/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A release's folder: a valid data package that is read back as it was written,
 * whole or not at all; and spoilt ones are refused within bounds. */

#include "way-release-folder.h"

#include <glib/gstdio.h>
#include <string.h>

#include "way-csv.h"
#include "way-file.h"
#include "way-indicators.h"
#include "way-json.h"
#include "way-release-tables.h"
#include "way-service-error.h"
#include "way-test-mutate.h"
#include "way-test-sample.h"

static WayDb *db;
static char *folder;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

static WayPublishDraft *
make_draft (const char *profile)
{
  g_autoptr(GError) error = NULL;
  GDate today = way_date_ymd (2022, 7, 1);
  WayPublishDraft *draft = way_publish_draft_new (db, profile, 2021, &today, NULL, &error);

  g_assert_no_error (error);
  return draft;
}

/* Written, but in no file. */
static char *
write_release (const char *profile,
               const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayPublishDraft) draft = make_draft (profile);
  char *path = in_folder (name);
  g_autofree char *now = way_release_folder_write (draft, path, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_true (way_release_folder_place (now, path, &error));
  return path;
}

static GBytes *
read_file (const char *release,
           const char *name)
{
  g_autofree char *path = g_build_filename (release, name, NULL);
  g_autoptr(GError) error = NULL;
  GBytes *bytes = way_file_read (path, 1 << 24, &error);

  g_assert_no_error (error);
  return bytes;
}

/* --- The data package --- */

static gboolean
is_missing (const WayJson *schema,
            const char    *text)
{
  const WayJson *missing = way_json_member (schema, "missingValues");

  for (guint i = 0; i < way_json_length (missing); i++)
    if (strcmp (way_json_text (way_json_at (missing, i)), text) == 0)
      return TRUE;
  return FALSE;
}

/* Table Schema: integer, number, date or any text. */
static void
assert_type (const char *type,
             const char *text)
{
  GDate day;
  char *end;

  if (strcmp (type, "date") == 0)
    g_assert_true (way_date_parse (text, &day));
  else if (strcmp (type, "integer") == 0)
    {
      g_ascii_strtoll (text, &end, 10);
      g_assert_true (*text != '\0' && *end == '\0');
    }
  else if (strcmp (type, "number") == 0)
    {
      g_ascii_strtod (text, &end);
      g_assert_true (*text != '\0' && *end == '\0');
    }
  else
    g_assert_cmpstr (type, ==, "string");
}

static void
assert_rows (const WayJson *schema,
             GBytes        *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayCsvReader) reader = way_csv_reader_new (bytes, ',', &error);
  const WayJson *fields = way_json_member (schema, "fields");

  g_assert_no_error (error);
  g_assert_cmpuint (way_csv_reader_n_columns (reader), ==, way_json_length (fields));
  while (way_csv_reader_next (reader, &error) == WAY_CSV_ROW)
    for (guint i = 0; i < way_json_length (fields); i++)
      {
        const WayJson *field = way_json_at (fields, i);
        const char *text = way_csv_reader_field (reader, (int) i);

        g_assert_cmpstr (way_csv_reader_headings (reader)[i], ==,
                         way_json_text (way_json_member (field, "name")));
        if (!is_missing (schema, text))
          assert_type (way_json_text (way_json_member (field, "type")), text);
      }
  g_assert_no_error (error);
}

static void
assert_resource (const char    *release,
                 const WayJson *resource)
{
  g_autoptr(GBytes) bytes = read_file (release,
                                       way_json_text (way_json_member (resource, "path")));
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  g_autofree char *hash = g_strconcat ("sha256:", sum, NULL);
  gint64 size;

  g_assert_true (g_regex_match_simple ("^[a-z0-9._-]+$",
                                       way_json_text (way_json_member (resource, "name")), 0, 0));
  g_assert_cmpstr (way_json_text (way_json_member (resource, "profile")), ==,
                   "tabular-data-resource");
  g_assert_true (way_json_integer (way_json_member (resource, "bytes"), 0, 1 << 24, &size));
  g_assert_cmpint (size, ==, g_bytes_get_size (bytes));
  g_assert_cmpstr (way_json_text (way_json_member (resource, "hash")), ==, hash);
  assert_rows (way_json_member (resource, "schema"), bytes);
}

static void
test_is_a_valid_data_package (void)
{
  g_autofree char *release = write_release ("PUBLIC", "package");
  g_autoptr(GBytes) bytes = read_file (release, "datapackage.json");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayJson) package = way_json_read (bytes, &error);
  const WayJson *resources = way_json_member (package, "resources");

  g_assert_no_error (error);
  g_assert_true (g_regex_match_simple ("^[a-z0-9._-]+$",
                                       way_json_text (way_json_member (package, "name")), 0, 0));
  g_assert_cmpstr (way_json_text (way_json_member (package, "profile")), ==,
                   "tabular-data-package");
  g_assert_cmpuint (way_json_length (resources), >=, 9);
  for (guint i = 0; i < way_json_length (resources); i++)
    assert_resource (release, way_json_at (resources, i));
}

/* --- Read back --- */

static void
assert_same_table (const WayReleaseTable *one,
                   const WayReleaseTable *two)
{
  guint n = way_release_table_n_cells (one) * one->periods->len;

  g_assert_cmpstr (one->name, ==, two->name);
  g_assert_cmpuint (n, ==, way_release_table_n_cells (two) * two->periods->len);
  for (guint i = 0; i < one->columns->len; i++)
    {
      const WayReleaseColumn *a = &g_array_index (one->columns, WayReleaseColumn, i);
      const WayReleaseColumn *b = &g_array_index (two->columns, WayReleaseColumn, i);

      g_assert_cmpstr (a->name, ==, b->name);
      g_assert_cmpint (a->kind, ==, b->kind);
      for (guint j = 0; j < n; j++)
        {
          g_assert_cmpint (a->figures[j].symbol, ==, b->figures[j].symbol);
          g_assert_cmpint (a->figures[j].value, ==, b->figures[j].value);
        }
    }
}

static void
test_is_read_back (void)
{
  g_autoptr(WayPublishDraft) draft = make_draft ("PARTNER");
  g_autofree char *release = write_release ("PARTNER", "back");
  g_autoptr(GError) error = NULL;
  g_autoptr(WayReleaseFolder) back = way_release_folder_read (release, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (back->profile, ==, "PARTNER");
  g_assert_cmpint (back->threshold, ==, 2);
  g_assert_cmpint (back->rounding, ==, 0);
  g_assert_cmpuint (back->tables->len, ==, draft->tables->len);
  for (guint i = 0; i < back->tables->len; i++)
    assert_same_table (g_ptr_array_index (draft->tables, i), g_ptr_array_index (back->tables, i));
}

/* What is drawn is what is published: no true count is in the picture of a
 * hidden bar. */
static void
test_charts_are_of_protected_figures (void)
{
  g_autofree char *release = write_release ("PUBLIC", "charts");
  g_autoptr(GBytes) svg = read_file (release, "charts/waiting-by-route.svg");

  g_assert_nonnull (g_strstr_len (g_bytes_get_data (svg, NULL), 2000, "<svg"));
}

/* --- Whole or not at all --- */

static void
test_cancelled_leaves_nothing (void)
{
  g_autoptr(WayPublishDraft) draft = make_draft ("PUBLIC");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *inside = in_folder ("inside");
  g_autofree char *path = g_build_filename (inside, "r", NULL);
  g_autoptr(GDir) dir = NULL;

  g_assert_cmpint (g_mkdir (inside, 0700), ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_null (way_release_folder_write (draft, path, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  dir = g_dir_open (inside, 0, NULL);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_a_revision_needs_a_note (void)
{
  g_autofree char *first = in_folder ("first");
  g_autofree char *second = in_folder ("second");
  g_autoptr(WayPublishDraft) draft = make_draft ("PUBLIC");
  g_autoptr(WayPublishDraft) again = NULL;
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (way_release_publish (db, "Kim", "Lee", draft, first, &error));
  again = make_draft ("PUBLIC");
  g_assert_nonnull (way_publish_draft_replaces (again));
  g_assert_false (way_release_publish (db, "Kim", "Lee", again, second, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_assert_false (g_file_test (second, G_FILE_TEST_EXISTS));
  g_clear_error (&error);
  again->note = g_strdup ("A table was added.");
  g_assert_true (way_release_publish (db, "Kim", "Lee", again, second, &error));
  list = way_publish_list (db, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, ==, 2);
  g_assert_true (((WayPastRelease *) g_ptr_array_index (list, 1))->is_replaced);
  g_assert_cmpstr (((WayPastRelease *) g_ptr_array_index (list, 0))->approved_by, ==, "Lee");
}

/* --- Hostile folders --- */

static void
write_part (const char *release,
            const char *name,
            GBytes     *bytes)
{
  g_autofree char *path = g_build_filename (release, name, NULL);
  g_autoptr(GError) error = NULL;

  way_file_write (path, bytes, &error);
  g_assert_no_error (error);
}

/* Read and attacked: an answer or an error, never more. */
static void
attack_folder (const char *release)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayReleaseFolder) back = way_release_folder_read (release, &error);
  g_autoptr(WayPublishAttack) attack = NULL;
  WayPublishSeen seen;

  if (back == NULL)
    {
      g_assert_nonnull (error);
      return;
    }
  seen = (WayPublishSeen) { back->tables, { back->threshold, back->rounding }, back->profile };
  attack = way_publish_attack (&seen, 1, NULL, NULL, NULL, &error);
  g_assert_true (attack != NULL || error != NULL);
}

static void
test_spoilt_folders (void)
{
  static const char *const parts[] = { "datapackage.json", "placements-by-registration.csv" };
  g_autofree char *release = write_release ("PUBLIC", "spoilt");
  g_autoptr(GRand) rand = g_rand_new_with_seed ((guint32) g_test_rand_int ());

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autoptr(GBytes) bytes = read_file (release, parts[i]);

      for (guint n = 0; n < 150; n++)
        {
          g_autoptr(GBytes) spoilt = way_test_mutate (rand, bytes);

          write_part (release, parts[i], spoilt);
          attack_folder (release);
        }
      for (gsize size = 0; size < g_bytes_get_size (bytes); size += 1 + size / 16)
        {
          g_autoptr(GBytes) cut = g_bytes_new_from_bytes (bytes, 0, size);

          write_part (release, parts[i], cut);
          attack_folder (release);
        }
      write_part (release, parts[i], bytes);
    }
}

/* Made to keep us busy: refused before it does. */
static void
test_endless_tables (void)
{
  g_autofree char *release = write_release ("PUBLIC", "endless");
  static const char *const rows[] = { "2022-01-20,%u,5", "%u,Solihull North,5" };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GString) csv = g_string_new ("census_date,district,on_roll\n");
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;

      for (guint n = 0; n < 50000; n++)
        {
          g_autofree char *number = g_strdup_printf ("%u", n);
          GString *row = g_string_new (rows[i]);

          g_string_replace (row, "%u", number, 1);
          g_string_append_printf (csv, "%s\n", row->str);
          g_string_free (row, TRUE);
        }
      bytes = g_bytes_new (csv->str, csv->len);
      write_part (release, "on-roll-by-district.csv", bytes);
      g_assert_null (way_release_folder_read (release, &error));
      g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID);
      g_assert_nonnull (strstr (error->message, "there are more than"));
    }
}

static void
remove_folder (const char *path)
{
  g_autoptr(GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        remove_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

/* --- Tables of indicators --- */

/* Yes and no come to all, in each group and in the whole; the whole is what the
 * indicator says. */
static void
test_indicators_are_those_of_the_library (void)
{
  const char *const names[] = { "reintegration-by-phase", "plans-by-phase", NULL };
  static const char *const ids[] = { "K11", "K35B" };
  g_autoptr(GError) error = NULL;
  GDate from = way_date_ymd (2021, 9, 1);
  GDate today = way_date_ymd (2022, 7, 1);
  g_autoptr(WayFacts) facts = way_facts_new (db, &error);
  g_autoptr(GPtrArray) tables = way_release_tables_read (db, 2021, &today, names, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tables->len, ==, G_N_ELEMENTS (ids));
  for (guint t = 0; t < tables->len; t++)
    {
      const WayReleaseTable *table = g_ptr_array_index (tables, t);
      const gint32 *counts = g_array_index (table->columns, WayReleaseColumn, 0).counts;
      const WayCode *row = way_codes_lookup ("indicator", ids[t]);
      g_autoptr(GPtrArray) rows = g_ptr_array_new ();
      g_autoptr(WayIndicatorBook) book = NULL;
      g_autoptr(WayIndicatorTable) found = NULL;
      guint n = way_release_table_n_cells (table);

      for (guint i = 0; i < n; i += 3)
        g_assert_cmpint (counts[i] + counts[i + 1], ==, counts[i + 2]);
      g_ptr_array_add (rows, (gpointer) row);
      book = way_indicator_book_new (facts, rows, &from, &today, &today, &error);
      g_assert_no_error (error);
      found = way_indicator_book_count (book, row, &from, &today, WAY_BY_NOTHING);
      g_assert_cmpint (counts[n - 3], ==, found->whole.numerator);
      g_assert_cmpint (counts[n - 1], ==, found->whole.denominator);
      g_assert_cmpint (counts[n - 1], >, 0);
    }
}

/* A share is shown only beside both figures that it is made of, and made of them. */
static void
test_shares_are_of_shown_figures (void)
{
  g_autoptr(WayPublishDraft) draft = make_draft ("PUBLIC");
  guint n_shown = 0;
  guint n_hidden = 0;

  for (guint t = 0; t < draft->tables->len; t++)
    {
      const WayReleaseTable *table = g_ptr_array_index (draft->tables, t);
      const WayReleaseColumn *share = &g_array_index (table->columns, WayReleaseColumn,
                                                      table->columns->len - 1);
      const WayFigure *parts = g_array_index (table->columns, WayReleaseColumn, 0).figures;

      for (guint i = 0; share->kind == WAY_RELEASE_SHARE && i < way_release_table_n_cells (table);
           i++)
        {
          guint all = i - i % 3 + 2;

          n_hidden += share->figures[i].symbol == WAY_SYMBOL_CONFIDENTIAL;
          if (share->figures[i].symbol != WAY_SYMBOL_NUMBER)
            continue;
          n_shown++;
          g_assert_cmpint (parts[i].symbol, ==, WAY_SYMBOL_NUMBER);
          g_assert_cmpint (parts[all].symbol, ==, WAY_SYMBOL_NUMBER);
          g_assert_cmpint (share->figures[i].value, ==,
                           (2000 * parts[i].value + parts[all].value) / (2 * parts[all].value));
        }
    }
  g_assert_cmpuint (n_shown, >, 0);
  g_assert_cmpuint (n_hidden, >, 0);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  db = way_test_sample_new ("solihull-2022", 1, NULL);
  folder = g_dir_make_tmp ("way-release-XXXXXX", NULL);
  g_test_add_func ("/report/release/is-a-valid-data-package", test_is_a_valid_data_package);
  g_test_add_func ("/report/release/is-read-back", test_is_read_back);
  g_test_add_func ("/report/release/charts-are-of-protected-figures",
                   test_charts_are_of_protected_figures);
  g_test_add_func ("/report/release/cancelled-leaves-nothing", test_cancelled_leaves_nothing);
  g_test_add_func ("/report/release/spoilt-folders", test_spoilt_folders);
  g_test_add_func ("/report/release/endless-tables", test_endless_tables);
  g_test_add_func ("/report/release/a-revision-needs-a-note", test_a_revision_needs_a_note);
  g_test_add_func ("/report/release/indicators-are-those-of-the-library",
                   test_indicators_are_those_of_the_library);
  g_test_add_func ("/report/release/shares-are-of-shown-figures",
                   test_shares_are_of_shown_figures);
  status = g_test_run ();
  remove_folder (folder);
  g_free (folder);
  way_db_free (db);
  return status;
}
