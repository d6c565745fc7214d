/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operations as bytes: one spelling, bounded reading, commitments that notice. */
#include "way-op.h"

#include <string.h>

static GArray *
random_dots (guint most)
{
  GArray *dots = g_array_new (FALSE, FALSE, sizeof (WayDot));

  for (guint n = (guint) g_test_rand_int_range (0, (gint) most + 1); n > 0; n--)
    {
      WayDot dot = { .replica = way_id_new (),
                     .sequence = (guint64) g_test_rand_int_range (1, 1000) };

      g_array_append_val (dots, dot);
    }
  return dots;
}

/* Parts of two classes with values of each type. */
static GByteArray *
make_parts (void)
{
  GByteArray *parts = g_byte_array_new ();
  guint8 salt[WAY_SALT_SIZE];

  for (guint class = 3; class <= 4; class++)
    {
      g_autoptr(GByteArray) body = g_byte_array_new ();

      for (guint field = 2; field < 6; field++)
        {
          g_autoptr(GArray) dots = random_dots (3);
          WayOpEntry entry = { .field = field, .replaced = dots };

          entry.value.type = (WayValueType) (field - 2);
          entry.value.integer = g_test_rand_int ();
          entry.value.text = "Beacon Centre";
          entry.value.id = way_id_new ();
          way_op_put_entry (body, &entry);
        }
      memset (salt, (int) class, sizeof salt);
      way_op_put_part (parts, class, salt, body);
    }
  return parts;
}

static void
test_what_is_written_is_read (void)
{
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr(GByteArray) parts = make_parts ();
      g_autoptr(GPtrArray) entries = way_op_read (parts->data, parts->len);
      const WayOpEntry *text;

      g_assert_nonnull (entries);
      g_assert_cmpuint (entries->len, ==, 8);
      text = g_ptr_array_index (entries, 2);
      g_assert_cmpint (text->value.type, ==, WAY_VALUE_TEXT);
      g_assert_cmpstr (text->value.text, ==, "Beacon Centre");
    }
}

static void
test_cut_short_is_refused_or_whole_parts (void)
{
  g_autoptr(GByteArray) parts = make_parts ();
  guint whole = 0;

  for (gsize size = 0; size < parts->len; size++)
    {
      g_autofree guint8 *cut = g_memdup2 (parts->data, size);
      g_autoptr(GPtrArray) entries = way_op_read (cut, size);

      whole += entries != NULL;
    }
  g_assert_cmpuint (whole, ==, 2);      /* nothing at all, and the first part alone */
}

static void
test_altered_bytes_change_the_commitment (void)
{
  g_autoptr(GByteArray) parts = make_parts ();
  WayId row = way_id_new ();
  guint8 before[WAY_HASH_SIZE];

  g_assert_true (way_op_commit (7, 9, &row, WAY_OP_SET, parts->data, parts->len, before));
  for (guint i = 0; i < parts->len; i++)
    {
      guint8 after[WAY_HASH_SIZE];
      gboolean well_formed;

      parts->data[i] ^= 1;
      well_formed = way_op_commit (7, 9, &row, WAY_OP_SET, parts->data, parts->len, after);
      g_assert_true (!well_formed || memcmp (before, after, sizeof after) != 0);
      parts->data[i] ^= 1;
    }
}

static void
test_the_commitment_binds_where_it_belongs (void)
{
  g_autoptr(GByteArray) parts = make_parts ();
  WayId row = way_id_new ();
  WayId other = way_id_new ();
  guint8 hashes[5][WAY_HASH_SIZE];

  way_op_commit (7, 9, &row, WAY_OP_SET, parts->data, parts->len, hashes[0]);
  way_op_commit (8, 9, &row, WAY_OP_SET, parts->data, parts->len, hashes[1]);
  way_op_commit (7, 8, &row, WAY_OP_SET, parts->data, parts->len, hashes[2]);
  way_op_commit (7, 9, &other, WAY_OP_SET, parts->data, parts->len, hashes[3]);
  way_op_commit (7, 9, &row, WAY_OP_INSERT, parts->data, parts->len, hashes[4]);
  for (guint i = 1; i < 5; i++)
    g_assert_cmpint (memcmp (hashes[0], hashes[i], WAY_HASH_SIZE), !=, 0);
}

/* A copy that may not hold a part keeps its commitment, and gets the same. */
static void
test_a_withheld_part_commits_to_the_same (void)
{
  g_autoptr(GByteArray) parts = g_byte_array_new ();
  g_autoptr(GByteArray) body = g_byte_array_new ();
  g_autoptr(GByteArray) withheld = g_byte_array_new ();
  WayOpEntry entry = { .field = 2, .value = { .type = WAY_VALUE_INTEGER, .integer = 5 } };
  guint8 salt[WAY_SALT_SIZE] = { 1, 2, 3 };
  guint8 whole[WAY_HASH_SIZE], again[WAY_HASH_SIZE], part[WAY_HASH_SIZE];
  WayId row = way_id_new ();

  way_op_put_entry (body, &entry);
  way_op_put_part (parts, 5, salt, body);
  g_assert_true (way_op_commit (1, 1, &row, WAY_OP_INSERT, parts->data, parts->len, whole));
  way_op_part_commitment (salt, body->data, body->len, part);
  way_op_put_withheld (withheld, 5, part);
  g_assert_true (way_op_commit (1, 1, &row, WAY_OP_INSERT, withheld->data, withheld->len, again));
  g_assert_cmpmem (whole, sizeof whole, again, sizeof again);
}

static void
test_random_bytes_never_pass_the_end (void)
{
  for (guint i = 0; i < 20000; i++)
    {
      guint8 bytes[64];
      gsize size = (gsize) g_test_rand_int_range (0, (gint) sizeof bytes);
      g_autofree guint8 *exact = NULL;
      g_autoptr(GPtrArray) entries = NULL;

      for (gsize j = 0; j < size; j++)
        bytes[j] = (guint8) (g_test_rand_bit () ? g_test_rand_int_range (0, 6) : g_test_rand_int ());
      exact = g_memdup2 (bytes, size);
      entries = way_op_read (exact, size);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/op/written-is-read", test_what_is_written_is_read);
  g_test_add_func ("/store/op/cut-short", test_cut_short_is_refused_or_whole_parts);
  g_test_add_func ("/store/op/altered", test_altered_bytes_change_the_commitment);
  g_test_add_func ("/store/op/binds", test_the_commitment_binds_where_it_belongs);
  g_test_add_func ("/store/op/withheld", test_a_withheld_part_commits_to_the_same);
  g_test_add_func ("/store/op/random", test_random_bytes_never_pass_the_end);
  return g_test_run ();
}
