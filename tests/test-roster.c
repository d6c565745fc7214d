/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cards, words, rosters and signed heads; and files that are well made and mean no
 * good: replayed, of a clone, of a stranger, too large to be meant. */
#include "way-test-devices.h"
#include "way-test-sealed.h"

#include "way-data.h"
#include "way-db-private.h"
#include "way-file.h"
#include "way-quarantine.h"
#include "way-word.h"

typedef WayTestDevices World;

static void
set_up (World         *world,
        gconstpointer  data)
{
  way_test_devices_init (world);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  way_test_devices_clear (world);
}

/* --- Cards and words --- */

static void
test_a_card_comes_back (void)
{
  g_autoptr(WayDevice) device = way_device_new ("Laptop 7");
  g_autoptr(GBytes) card = way_device_card (device);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayDevice) read = way_device_read_card (card, "card", &error);

  g_assert_no_error (error);
  g_assert_cmpstr (read->name, ==, "Laptop 7");
  g_assert_true (way_id_equal (&read->id, &device->id));
  g_assert_false (read->has_secrets);
}

static void
test_a_card_that_was_touched_is_refused (void)
{
  g_autoptr(WayDevice) device = way_device_new ("Laptop 7");
  g_autoptr(GBytes) card = way_device_card (device);
  gsize size;
  const guint8 *data = g_bytes_get_data (card, &size);

  for (gsize i = 0; i < size; i++)
    {
      guint8 *copy = g_memdup2 (data, size);
      g_autoptr(GBytes) touched = g_bytes_new_take (copy, size);
      g_autoptr(GBytes) cut = g_bytes_new (data, i);

      copy[i] ^= 1;
      g_assert_null (way_device_read_card (touched, "card", NULL));
      g_assert_null (way_device_read_card (cut, "card", NULL));
    }
}

static void
test_secrets_are_packed_and_unpacked (void)
{
  g_autoptr(WayDevice) device = way_device_new ("Laptop 7");
  g_autoptr(GBytes) packed = way_device_pack (device);
  g_autoptr(WayDevice) read = way_device_unpack (packed, "keys", NULL);

  g_assert_true (read->has_secrets);
  g_assert_cmpmem (read->sign_secret, sizeof read->sign_secret, device->sign_secret,
                   sizeof device->sign_secret);
}

static void
test_six_words_follow_from_the_keys (void)
{
  guint8 key[WAY_DEVICE_KEY_SIZE] = { 1, 2, 3 };
  g_autofree char *once = way_key_words (key, sizeof key);
  g_autofree char *again = way_key_words (key, sizeof key);
  g_autofree char *other = NULL;
  g_auto(GStrv) words = g_strsplit (once, " ", -1);

  key[31] ^= 1;
  other = way_key_words (key, sizeof key);
  g_assert_cmpstr (once, ==, again);
  g_assert_cmpstr (once, !=, other);
  g_assert_cmpuint (g_strv_length (words), ==, 6);
}

/* None twice, none so like another that it is misheard by a letter. */
static void
test_words_differ (void)
{
  g_autoptr(GBytes) list = way_data_get ("words/six-words.txt");
  g_autofree char *text = g_strndup (g_bytes_get_data (list, NULL), g_bytes_get_size (list));
  g_auto(GStrv) words = g_strsplit (g_strchomp (text), "\n", -1);
  guint n = g_strv_length (words);

  g_assert_cmpuint (n, ==, 1024);
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        guint differ = 0;

        if (strlen (words[i]) != strlen (words[j]))
          continue;
        for (guint k = 0; words[i][k] != '\0'; k++)
          differ += words[i][k] != words[j][k];
        if (differ < 2)
          g_error ("%s and %s", words[i], words[j]);
      }
}

/* --- Rosters --- */

static GBytes *
roster_of (WayDb *db)
{
  GBytes *body = NULL;
  g_autoptr(WayRoster) roster = way_roster_read (db, &body, NULL);

  g_assert_nonnull (roster);
  return body;
}

static gboolean
take_roster (WayDb   *db,
             GBytes  *body,
             gboolean *newer,
             GError **error)
{
  return way_roster_take (db, g_bytes_get_data (body, NULL), g_bytes_get_size (body), newer, error);
}

static void
test_an_older_roster_is_refused (World         *world,
                                 gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  g_autoptr(GBytes) old = roster_of (world->office);
  g_autoptr(GBytes) young = NULL;
  g_autoptr(GError) error = NULL;
  gboolean newer;

  way_enrol_revoke (world->office, &copy->device->id, NULL);
  young = roster_of (world->office);
  g_assert_false (take_roster (world->office, old, &newer, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_ROSTER);
  g_assert_true (take_roster (world->office, young, &newer, NULL));
  g_assert_false (newer);
  g_assert_true (take_roster (copy->db, young, &newer, NULL));
  g_assert_true (newer);
}

static void
test_another_authority_is_refused (World         *world,
                                   gconstpointer  data)
{
  g_autoptr(WayDb) other = way_test_db_new ();
  g_autoptr(GBytes) theirs = NULL;
  g_autoptr(GError) error = NULL;
  gboolean newer;

  way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  g_assert_true (way_roster_found (other, "Elsewhere", NULL));
  theirs = roster_of (other);
  g_assert_false (take_roster (world->office, theirs, &newer, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_ROSTER);
}

static void
test_a_roster_that_was_touched_is_refused (World         *world,
                                           gconstpointer  data)
{
  g_autoptr(GBytes) body = NULL;
  const guint8 *bytes;
  gsize size;

  way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  body = roster_of (world->office);
  bytes = g_bytes_get_data (body, &size);
  for (gsize i = 0; i < size; i++)
    {
      g_autofree guint8 *copy = g_memdup2 (bytes, size);

      copy[i] ^= 1;
      g_assert_null (way_roster_parse (copy, size, "roster", NULL));
      g_assert_null (way_roster_parse (bytes, i, "roster", NULL));
    }
}

static void
test_only_the_keeper_changes_it (World         *world,
                                 gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (way_enrol_revoke (copy->db, &world->own->id, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, WAY_EXCHANGE_ERROR_ROLE);
}

/* A copy that is out of touch hears of a revocation with the next file. */
static void
test_a_newer_roster_comes_with_a_file (World         *world,
                                       gconstpointer  data)
{
  WayTestDevice *lost = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  g_autoptr(WayRoster) roster = NULL;

  way_enrol_revoke (world->office, &lost->device->id, NULL);
  way_test_devices_post (world, world->office, copy->db, &copy->device->id);
  roster = way_roster_read (copy->db, NULL, NULL);
  g_assert_cmpint (way_roster_find (roster, &lost->device->id)->revoked, >, 0);
}

/* --- Files --- */

static void
type_name (WayDb       *db,
           const World *world,
           const char  *known_as)
{
  g_autoptr(WayPupil) pupil = way_records_get (db, &way_pupil_entity, &world->pupil->id, NULL);

  g_free (pupil->known_as);
  pupil->known_as = g_strdup (known_as);
  way_test_update (db, &way_pupil_entity, pupil);
}

static void
assert_alarm (WayDb      *db,
              const char *kind)
{
  g_autoptr(GPtrArray) alarms = way_alarms_list (db, NULL);

  for (guint i = 0; i < alarms->len; i++)
    if (strcmp (((WayAlarm *) g_ptr_array_index (alarms, i))->kind, kind) == 0)
      return;
  g_error ("no alarm was raised: %s", kind);
}

static void
assert_refused (World            *world,
                WayDb            *db,
                WayExchangeError  code)
{
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  g_assert_false (way_test_devices_take (world, db, &report, &error));
  g_assert_error (error, WAY_EXCHANGE_ERROR, (int) code);
}

static void
test_a_file_for_another_is_refused (World         *world,
                                    gconstpointer  data)
{
  WayTestDevice *one = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  WayTestDevice *two = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);

  way_test_devices_send (world, world->office, &one->device->id);
  assert_refused (world, two->db, WAY_EXCHANGE_ERROR_NOT_FOR_US);
  assert_refused (world, world->office, WAY_EXCHANGE_ERROR_NOT_FOR_US);
}

static void
test_a_copy_that_is_not_enrolled_reads_nothing (World         *world,
                                                gconstpointer  data)
{
  g_autoptr(WayDb) db = way_test_db_new ();
  WayTestDevice *one = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);

  way_test_devices_send (world, world->office, &one->device->id);
  assert_refused (world, db, WAY_EXCHANGE_ERROR_NO_DEVICE);
}

static void
write_by_hand (World          *world,
               WayTestContent *content)
{
  WayTestSealing how = WAY_TEST_SEALING;
  g_autoptr(GByteArray) inside = way_test_content_bytes (content);
  g_autoptr(GBytes) bytes = way_test_seal (inside, world->own, &how);

  g_assert_true (way_file_write (world->mail, bytes, NULL));
  way_test_content_clear (content);
}

static void
test_a_stranger_is_refused (World         *world,
                            gconstpointer  data)
{
  g_autoptr(WayDevice) stranger = way_device_new ("Stranger");
  WayTestContent content;

  way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  way_test_content_init (&content, stranger, &world->own->id);
  write_by_hand (world, &content);
  assert_refused (world, world->office, WAY_EXCHANGE_ERROR_STRANGER);
}

static void
test_a_forged_name_is_refused (World         *world,
                               gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  g_autoptr(WayDevice) stranger = way_device_new ("Stranger");
  WayTestContent content;

  way_test_content_init (&content, copy->device, &world->own->id);
  content.hand = stranger;
  write_by_hand (world, &content);
  assert_refused (world, world->office, WAY_EXCHANGE_ERROR_SIGNATURE);
}

static void
test_a_file_meant_for_another_is_refused (World         *world,
                                          gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  WayTestContent content;

  way_test_content_init (&content, copy->device, &copy->device->id);
  write_by_hand (world, &content);
  assert_refused (world, world->office, WAY_EXCHANGE_ERROR_NOT_FOR_US);
}

/* Sealed and signed by an enrolled device, and its edit under no signed head. */
static void
test_an_edit_without_a_head_waits (World         *world,
                                   gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  WayForeignEdit edit = { .number = 1, .clock = 1 << 16, .who = "", .name = "Forged",
                          .first = 1, .n_ops = 1 };
  WayForeignOp op = { .sequence = 1, .entity = 9, .kind = WAY_OP_INSERT, .parts = "" };
  g_autoptr(GPtrArray) list = NULL;
  WayTestContent content;
  WayMergeReport report;

  way_test_content_init (&content, copy->device, &world->own->id);
  edit.replica = content.sender;
  op.row = way_id_new ();
  way_test_bundle_put_edit (content.page, &edit);
  way_test_bundle_put_op (content.page, &op);
  content.edits = content.ops = content.pages = 1;
  write_by_hand (world, &content);
  g_assert_true (way_test_devices_take (world, world->office, &report, NULL));
  g_assert_cmpuint (report.quarantined, ==, 1);
  list = way_quarantine_list (world->office, NULL);
  g_assert_cmpstr (((WayQuarantined *) g_ptr_array_index (list, 0))->why, ==, "unsigned");
}

/* An older roster in a file gives nobody back what was taken from them. */
static void
test_an_older_roster_in_a_file_is_passed_over (World         *world,
                                               gconstpointer  data)
{
  WayTestDevice *lost = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  g_autoptr(GPtrArray) list = NULL;
  WayMergeReport report;

  type_name (lost->db, world, "Kitty");
  way_test_devices_send (world, lost->db, &world->own->id);
  way_enrol_revoke (world->office, &lost->device->id, NULL);
  g_assert_true (way_test_devices_take (world, world->office, &report, NULL));
  g_assert_cmpuint (report.edits_new, ==, 0);
  list = way_quarantine_list (world->office, NULL);
  g_assert_cmpstr (((WayQuarantined *) g_ptr_array_index (list, 0))->why, ==, "revoked");
}

static void
test_a_replay_is_told (World         *world,
                       gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  g_autoptr(GBytes) first = NULL;
  g_autoptr(GPtrArray) none = NULL;
  WayMergeReport report;

  type_name (copy->db, world, "Kitty");
  way_test_devices_send (world, copy->db, &world->own->id);
  first = way_file_read (world->mail, 1 << 20, NULL);
  g_assert_true (way_test_devices_take (world, world->office, &report, NULL));
  g_assert_true (way_test_devices_take (world, world->office, &report, NULL));
  g_assert_cmpuint (report.edits_new, ==, 0);
  none = way_alarms_list (world->office, NULL);
  g_assert_cmpuint (none->len, ==, 0);

  type_name (copy->db, world, "Kit");
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  g_assert_true (way_file_write (world->mail, first, NULL));
  g_assert_true (way_test_devices_take (world, world->office, &report, NULL));
  g_assert_cmpuint (report.edits_new, ==, 0);
  assert_alarm (world->office, "replay");
}

static void
copy_file (const char *from,
           const char *to)
{
  g_autoptr(GBytes) bytes = way_file_read (from, 1 << 30, NULL);

  g_assert_true (way_file_write (to, bytes, NULL));
}

/* A file that is copied by hand goes by the same name: what it then writes is not
 * lost, and not taken for what the first wrote. */
static void
test_a_clone_is_told (World         *world,
                      gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  g_autofree char *path = g_build_filename (world->folder, "clone.waymark", NULL);
  g_autoptr(GPtrArray) list = NULL;
  g_autoptr(WayDb) clone = NULL;
  WayMergeReport report;

  g_assert_true (way_db_exec (copy->db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL));
  copy_file (copy->path, path);
  clone = way_db_open (path, WAY_DB_WRITE, NULL);
  type_name (copy->db, world, "Kitty");
  type_name (clone, world, "Kat");
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  report = way_test_devices_post (world, clone, world->office, &world->own->id);
  g_assert_cmpuint (report.quarantined, ==, 1);
  list = way_quarantine_list (world->office, NULL);
  g_assert_cmpstr (((WayQuarantined *) g_ptr_array_index (list, 0))->why, ==, "cloned");
  assert_alarm (world->office, "cloned");
  assert_alarm (world->office, "sequence");
}

static gint64
ten_days_on (gpointer unused)
{
  return g_get_real_time () + G_GINT64_CONSTANT (10) * 24 * 60 * 60 * 1000000;
}

static void
test_a_clock_far_ahead_is_told (World         *world,
                                gconstpointer  data)
{
  WayTestDevice *copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);

  way_db_set_clock (copy->db, ten_days_on, NULL);
  type_name (copy->db, world, "Kitty");
  way_test_devices_post (world, copy->db, world->office, &world->own->id);
  assert_alarm (world->office, "clock");
}

/* --- Much at once --- */

static void
test_much_at_once_is_asked_for_again (World         *world,
                                      gconstpointer  data)
{
  WayTakeOptions sure = { .sure = TRUE, .today = way_test_devices_today () };
  WayTestDevice *copy;
  g_autoptr(GPtrArray) pupils = g_ptr_array_new_with_free_func ((GDestroyNotify) way_pupil_free);
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  for (guint i = 0; i < 30; i++)
    {
      WayPupil *pupil = way_test_pupil ("Pupil", "Many");

      way_test_insert (world->office, &way_pupil_entity, pupil);
      g_ptr_array_add (pupils, pupil);
    }
  copy = way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL);
  for (guint i = 0; i < pupils->len; i++)
    way_test_delete (copy->db, &way_pupil_entity, g_ptr_array_index (pupils, i));
  way_test_devices_send (world, copy->db, &world->own->id);
  assert_refused (world, world->office, WAY_EXCHANGE_ERROR_LARGE);
  g_assert_true (way_exchange_take (world->office, world->mail, &sure, NULL, NULL, NULL, &report,
                                    NULL, &error));
  g_assert_cmpuint (report.rows_deleted, ==, 30);
  assert_alarm (world->office, "large");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add_func ("/roster/card/comes-back", test_a_card_comes_back);
  g_test_add_func ("/roster/card/touched", test_a_card_that_was_touched_is_refused);
  g_test_add_func ("/roster/card/secrets", test_secrets_are_packed_and_unpacked);
  g_test_add_func ("/roster/words/follow", test_six_words_follow_from_the_keys);
  g_test_add_func ("/roster/words/differ", test_words_differ);

#define test(path, func) g_test_add (path, World, NULL, set_up, func, tear_down)
  test ("/roster/older", test_an_older_roster_is_refused);
  test ("/roster/other-authority", test_another_authority_is_refused);
  test ("/roster/touched", test_a_roster_that_was_touched_is_refused);
  test ("/roster/keeper", test_only_the_keeper_changes_it);
  test ("/roster/comes-with-a-file", test_a_newer_roster_comes_with_a_file);
  test ("/roster/file/for-another", test_a_file_for_another_is_refused);
  test ("/roster/file/not-enrolled", test_a_copy_that_is_not_enrolled_reads_nothing);
  test ("/roster/file/stranger", test_a_stranger_is_refused);
  test ("/roster/file/forged-name", test_a_forged_name_is_refused);
  test ("/roster/file/meant-for-another", test_a_file_meant_for_another_is_refused);
  test ("/roster/file/no-head", test_an_edit_without_a_head_waits);
  test ("/roster/file/older-roster", test_an_older_roster_in_a_file_is_passed_over);
  test ("/roster/file/replay", test_a_replay_is_told);
  test ("/roster/file/clone", test_a_clone_is_told);
  test ("/roster/file/clock", test_a_clock_far_ahead_is_told);
  test ("/roster/file/much-at-once", test_much_at_once_is_asked_for_again);
#undef test

  return g_test_run ();
}
