/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of attachments: kept once, found by what they are, no part of
 * history. */

#include "way-bodies.h"

#include "way-drafts.h"
#include "way-store-error.h"
#include "way-test-store.h"

#include <string.h>

static char *
put (WayDb      *db,
     const char *text)
{
  g_autoptr(GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr(GError) error = NULL;
  char *digest = way_bodies_put (db, bytes, &error);

  g_assert_no_error (error);
  return digest;
}

static void
test_bytes_come_back (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autofree char *digest = put (db, "%PDF-1.7 and so on");
  g_autofree char *again = put (db, "%PDF-1.7 and so on");
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = way_bodies_get (db, digest, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (digest, ==, again);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                   "%PDF-1.7 and so on", 18);
  g_assert_null (way_bodies_get (db, "0", &error));
  g_assert_no_error (error);
}

static void
test_other_bytes_are_noticed (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autofree char *digest = put (db, "a signed agreement");
  g_autoptr(GError) error = NULL;

  g_assert_true (way_db_exec (db, "UPDATE attachment_body SET body = x'00'", &error));
  g_assert_null (way_bodies_get (db, digest, &error));
  g_assert_error (error, WAY_STORE_ERROR, WAY_STORE_ERROR_DAMAGED);
}

static void
test_what_a_draft_names_is_kept (void)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  g_autofree char *digest = put (db, "a report");
  g_autofree char *draft = g_strdup_printf ("{'row attachment 1 digest': '%s'}", digest);
  WayId id = way_id_new ();
  g_autoptr(GBytes) kept = NULL;

  g_assert_true (way_drafts_put (db, "referral", &id, draft, NULL));
  g_assert_true (way_bodies_drop (db, digest, NULL));
  kept = way_bodies_get (db, digest, NULL);
  g_assert_nonnull (kept);
  g_assert_true (way_drafts_delete (db, "referral", &id, NULL));
  g_assert_true (way_bodies_drop (db, digest, NULL));
  g_assert_null (way_bodies_get (db, digest, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/bodies/come-back", test_bytes_come_back);
  g_test_add_func ("/store/bodies/noticed", test_other_bytes_are_noticed);
  g_test_add_func ("/store/bodies/drafts", test_what_a_draft_names_is_kept);
  return g_test_run ();
}
