/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Copies that join and take apart the same records at the same time, and send
 * each other what they did: all read the same, and nothing goes round.  Random
 * histories (--seed), against the slow obvious version of the rule. */
#include "way-exchange.h"

#include <glib/gstdio.h>

#include "way-duplicates.h"
#include "way-joins.h"
#include "way-test-store.h"

#define MOST_COPIES 3
#define N_PUPILS 6
#define N_ROUNDS 12
#define N_STEPS 4

typedef struct
{
  char     *folder;
  guint     n;
  WayStore *copies[MOST_COPIES];
  WayId     ids[N_PUPILS];
} World;

static char *
path_of (const World *world,
         const char  *name,
         guint        copy)
{
  g_autofree char *file = g_strdup_printf ("%s%u", name, copy);

  return g_build_filename (world->folder, file, NULL);
}

static void
open_copies (World *world,
             guint  n)
{
  world->folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  world->n = n;
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = path_of (world, "copy", i);
      g_autoptr(GError) error = NULL;

      if (i > 0)
        way_exchange_clone (way_store_get_db (world->copies[0]), path, &error);
      g_assert_no_error (error);
      world->copies[i] = way_store_open (path, i == 0 ? WAY_DB_CREATE : WAY_DB_WRITE, &error);
      g_assert_no_error (error);
      for (guint k = 0; i == 0 && k < N_PUPILS; k++)
        {
          g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");

          way_test_insert (way_store_get_db (world->copies[0]), &way_pupil_entity, pupil);
          world->ids[k] = pupil->id;
        }
    }
}

static void
close_copies (World *world)
{
  g_autoptr(GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  for (guint i = 0; i < world->n; i++)
    g_object_unref (world->copies[i]);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
}

/* --- The slow obvious version --- */

/* Marks run along the joins until none moves. */
static guint
find_slow (const GPtrArray *joins,
           const WayId     *ids,
           guint            pupil)
{
  gboolean reached[N_PUPILS] = { FALSE };
  gboolean moved = TRUE;
  guint first = pupil;

  reached[pupil] = TRUE;
  while (moved)
    {
      moved = FALSE;
      for (guint i = 0; i < joins->len; i++)
        {
          const WayPupilJoin *join = g_ptr_array_index (joins, i);
          guint a = 0, b = 0;

          if (way_date_is_set (&join->ended))
            continue;
          while (!way_id_equal (&ids[a], &join->pupil))
            a++;
          while (!way_id_equal (&ids[b], &join->other))
            b++;
          moved = moved || reached[a] != reached[b];
          reached[a] = reached[b] = reached[a] || reached[b];
        }
    }
  for (guint i = 0; i < N_PUPILS; i++)
    if (reached[i] && way_id_compare (&ids[i], &ids[first]) < 0)
      first = i;
  return first;
}

static void
assert_read_as_slow (const World *world,
                     guint        copy)
{
  WayDb *db = way_store_get_db (world->copies[copy]);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) joins = way_records_list (db, &way_pupil_join_entity, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < N_PUPILS; i++)
    {
      WayId kept, again;

      g_assert_true (way_joins_kept (db, &world->ids[i], &kept, NULL));
      g_assert_true (way_id_equal (&kept, &world->ids[find_slow (joins, world->ids, i)]));
      g_assert_true (way_joins_kept (db, &kept, &again, NULL));
      g_assert_true (way_id_equal (&kept, &again));
    }
}

/* --- Histories --- */

static void
do_something (const World *world,
              guint        copy)
{
  WayAct act = { .store = world->copies[copy], .today = way_date_ymd (2026, 3, 2),
                 .who = "Tester" };
  WayEditInfo undo = { .name = "Undo", .who = "Tester" };
  guint one = (guint) g_test_rand_int_range (0, N_PUPILS);
  guint other = (guint) g_test_rand_int_range (0, N_PUPILS);
  g_autoptr(GError) error = NULL;

  if (g_test_rand_int_range (0, 3) == 0)
    way_duplicates_part (&act, &world->ids[one], &error);
  else
    way_duplicates_join (&act, &world->ids[one], &world->ids[other], &error);
  if (error != NULL)
    g_assert_true (error->domain == WAY_SERVICE_ERROR);
  else if (g_test_rand_int_range (0, 4) == 0)
    g_assert_true (way_store_undo (act.store, act.edit, &undo, NULL, &error));
}

/* From each copy to each, twice: what came by way of another goes on. */
static void
exchange_all (const World *world)
{
  for (guint turn = 0; turn < 2 * world->n; turn++)
    {
      guint from = turn % world->n;
      g_autofree char *bundle = path_of (world, "bundle", from);

      for (guint to = 0; to < world->n; to++)
        {
          WayDb *db = way_store_get_db (world->copies[from]);
          WayDb *other = way_store_get_db (world->copies[to]);
          g_autoptr(GError) error = NULL;
          WayMergeReport report;

          if (to == from)
            continue;
          way_exchange_export (db, NULL, bundle, NULL, NULL, NULL, NULL, &error);
          g_assert_no_error (error);
          way_exchange_import (other, bundle, NULL, NULL, NULL, &report, NULL, &error);
          g_assert_no_error (error);
        }
    }
}

static void
assert_all_read_the_same (const World *world)
{
  for (guint i = 0; i < N_PUPILS; i++)
    {
      WayId first, kept;

      g_assert_true (way_joins_kept (way_store_get_db (world->copies[0]), &world->ids[i], &first,
                                     NULL));
      for (guint copy = 1; copy < world->n; copy++)
        {
          g_assert_true (way_joins_kept (way_store_get_db (world->copies[copy]), &world->ids[i],
                                         &kept, NULL));
          g_assert_true (way_id_equal (&first, &kept));
        }
    }
}

static void
test_crossing_joins_agree (gconstpointer data)
{
  World world = { 0 };

  open_copies (&world, GPOINTER_TO_UINT (data));
  for (guint round = 0; round < N_ROUNDS; round++)
    {
      for (guint copy = 0; copy < world.n; copy++)
        for (guint step = 0; step < N_STEPS; step++)
          {
            do_something (&world, copy);
            assert_read_as_slow (&world, copy);
          }
      exchange_all (&world);
      for (guint copy = 0; copy < world.n; copy++)
        assert_read_as_slow (&world, copy);
      assert_all_read_the_same (&world);
    }
  close_copies (&world);
}

/* One copy joins the first with the second, the other the second with the
 * first, and one takes apart what the other has joined again. */
static void
test_a_pair_joined_both_ways (void)
{
  World world = { 0 };
  WayId kept;

  open_copies (&world, 2);
  for (guint copy = 0; copy < 2; copy++)
    {
      WayAct act = { .store = world.copies[copy], .today = way_date_ymd (2026, 3, 2) };
      g_autoptr(GError) error = NULL;

      way_duplicates_join (&act, &world.ids[copy], &world.ids[1 - copy], &error);
      g_assert_no_error (error);
    }
  exchange_all (&world);
  assert_all_read_the_same (&world);
  for (guint i = 0; i < 2; i++)
    {
      WayAct act = { .store = world.copies[0], .today = way_date_ymd (2026, 3, 3) };
      g_autoptr(GError) error = NULL;
      guint first = way_id_compare (&world.ids[0], &world.ids[1]) < 0 ? 0 : 1;

      way_joins_kept (way_store_get_db (world.copies[0]), &world.ids[1 - first], &kept, NULL);
      g_assert_true (way_id_equal (&kept, &world.ids[i == 0 ? first : 1 - first]));
      if (i == 0)
        way_duplicates_part (&act, &world.ids[0], &error);
      g_assert_no_error (error);
    }
  exchange_all (&world);
  assert_all_read_the_same (&world);
  close_copies (&world);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/joins/both-ways", test_a_pair_joined_both_ways);
  g_test_add_data_func ("/joins/two-copies", GUINT_TO_POINTER (2), test_crossing_joins_agree);
  g_test_add_data_func ("/joins/three-copies", GUINT_TO_POINTER (3), test_crossing_joins_agree);
  return g_test_run ();
}
