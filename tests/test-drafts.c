/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Half-filled forms in the file. */
#include "way-drafts.h"
#include "way-history.h"
#include "way-test-store.h"

static void
put (WayDb       *db,
     const char  *form,
     const WayId *record,
     const char  *body)
{
  g_autoptr(GError) error = NULL;

  way_drafts_put (db, form, record, body, &error);
  g_assert_no_error (error);
}

static void
test_comes_back (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDraft) draft = NULL;
  WayId id = way_id_new ();

  put (db, "referral", &id, "half a sentence, é");
  draft = way_drafts_get (db, "referral", &id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (draft->form, ==, "referral");
  g_assert_cmpstr (draft->body, ==, "half a sentence, é");
  g_assert_true (way_id_equal (&draft->record, &id));
  g_assert_cmpint (draft->saved, >, 0);
}

static void
test_newer_replaces (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(WayDraft) draft = NULL;
  g_autoptr(GPtrArray) all = NULL;
  WayId id = way_id_new ();

  put (db, "referral", &id, "one");
  put (db, "referral", &id, "two");
  draft = way_drafts_get (db, "referral", &id, NULL);
  all = way_drafts_list (db, "referral", NULL);
  g_assert_cmpstr (draft->body, ==, "two");
  g_assert_cmpuint (all->len, ==, 1);
}

static void
test_none_is_no_error (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GError) error = NULL;
  WayId id = way_id_new ();

  g_assert_null (way_drafts_get (db, "referral", &id, &error));
  g_assert_no_error (error);
  g_assert_true (way_drafts_delete (db, "referral", &id, &error));
  g_assert_no_error (error);
}

static void
test_forms_are_apart (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(WayDraft) other = NULL;
  WayId one = way_id_new ();
  WayId two = way_id_new ();

  put (db, "referral", &one, "one");
  put (db, "referral", &two, "two");
  put (db, "visit", &one, "three");
  g_assert_true (way_drafts_delete (db, "referral", &one, NULL));
  all = way_drafts_list (db, "referral", NULL);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpstr (((WayDraft *) all->pdata[0])->body, ==, "two");
  other = way_drafts_get (db, "visit", &one, NULL);
  g_assert_cmpstr (other->body, ==, "three");
}

static void
test_leaves_no_history (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  WayHistoryFilter filter = { NULL };
  WayId id = way_id_new ();
  gint64 count = -1;

  put (db, "referral", &id, "one");
  g_assert_true (way_history_count (db, &filter, &count, NULL));
  g_assert_cmpint (count, ==, 0);
}

static void
test_refuses_a_flood (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *body = g_strnfill (WAY_DRAFT_MOST_BYTES + 1, 'x');
  WayId id = way_id_new ();

  g_assert_false (way_drafts_put (db, "referral", &id, body, &error));
  g_assert_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_RANGE);
  g_assert_null (way_drafts_get (db, "referral", &id, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store/drafts/comes-back", test_comes_back);
  g_test_add_func ("/store/drafts/newer-replaces", test_newer_replaces);
  g_test_add_func ("/store/drafts/none-is-no-error", test_none_is_no_error);
  g_test_add_func ("/store/drafts/forms-are-apart", test_forms_are_apart);
  g_test_add_func ("/store/drafts/leaves-no-history", test_leaves_no_history);
  g_test_add_func ("/store/drafts/refuses-a-flood", test_refuses_a_flood);
  return g_test_run ();
}
