/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists that are made for people name children in their own SQL: a sealed case has
 * its name in none of them, and one that is left out is in none of them at all. */
#include "way-access.h"
#include "way-double-funding.h"
#include "way-history.h"
#include "way-panel.h"
#include "way-people.h"
#include "way-permit.h"
#include "way-records.h"
#include "way-referral-board.h"
#include "way-register.h"
#include "way-seals.h"
#include "way-stay-due.h"
#include "way-test-sample.h"
#include "way-today.h"
#include "way-visit-facts.h"

#define MOST_SEALED 12         /* of each list */

typedef struct
{
  WayDb      *db;
  GDate       today;
  GHashTable *sealed;          /* WayId of a child -> its name; NULL: they are being chosen */
  GHashTable *chosen;
  gboolean    left_out;
  guint       n_seen;          /* children in lists */
  guint       n_sealed;
} World;

/* A child in a list: chosen while nothing is sealed, looked at afterwards. */
static void
meet (World       *world,
      const char  *list,
      guint        at,
      const WayId *pupil,
      const char  *name)
{
  const char *real;

  if (way_id_is_null (pupil))
    return;
  world->n_seen++;
  if (world->sealed == NULL)
    {
      if (at < MOST_SEALED)
        g_hash_table_add (world->chosen, g_memdup2 (pupil, sizeof *pupil));
      return;
    }
  real = g_hash_table_lookup (world->sealed, pupil);
  if (real == NULL)
    return;
  world->n_sealed++;
  if (world->left_out)
    g_error ("%s has a child who is left out", list);
  if (g_strcmp0 (name, way_seals_title ()) != 0)
    g_error ("%s calls a sealed case “%s”", list, name);
}

/* --- The lists --- */

static void
walk_duties (World    *world,
             WayFacts *facts)
{
  WayDutiesFilter filter = { .since = way_date_none () };
  g_autoptr(GPtrArray) list = way_duties_list (facts, &world->today, &filter, NULL);

  g_assert_nonnull (list);
  for (guint i = 0; i < list->len; i++)
    {
      const WayDutyFact *fact = g_ptr_array_index (list, i);

      meet (world, "duties", i, &fact->pupil, fact->pupil_name);
    }
}

static void
walk_register (World    *world,
               WayFacts *facts)
{
  g_autoptr(WayRegister) list = way_register_load (facts, NULL, &world->today, NULL);

  g_assert_nonnull (list);
  for (guint i = 0; i < list->rows->len; i++)
    {
      const WayRegisterRow *row = g_ptr_array_index (list->rows, i);

      meet (world, "the register", i, &row->pupil, row->pupil_name);
    }
}

static void
walk_board (World    *world,
            WayFacts *facts)
{
  g_autoptr(GPtrArray) list = way_referral_board (facts, &world->today, NULL, NULL);

  g_assert_nonnull (list);
  for (guint i = 0; i < list->len; i++)
    {
      const WayReferralCard *card = g_ptr_array_index (list, i);

      meet (world, "the board", i, &card->pupil, card->pupil_name);
    }
}

static void
walk_stays (World    *world,
            WayFacts *facts)
{
  g_autoptr(GPtrArray) list = way_stay_due_list (facts, &world->today, NULL, NULL);

  g_assert_nonnull (list);
  for (guint i = 0; i < list->len; i++)
    {
      const WayStayDue *due = g_ptr_array_index (list, i);

      meet (world, "stays", i, &due->pupil, due->who);
    }
}

static void
walk_funding (World    *world,
              WayFacts *facts)
{
  g_autoptr(GPtrArray) list = way_double_funding_list (facts, NULL, &world->today, NULL);

  g_assert_nonnull (list);
  for (guint i = 0; i < list->len; i++)
    {
      const WayDoubleFunding *one = g_ptr_array_index (list, i);

      meet (world, "double funding", i, &one->pupil, one->pupil_name);
    }
}

static void
walk_today (World *world)
{
  g_autoptr(WayToday) today = way_today_load (world->db, &world->today, NULL);

  g_assert_nonnull (today);
  for (guint i = 0; i < today->tasks->len; i++)
    {
      const WayTask *task = g_ptr_array_index (today->tasks, i);

      if (task->entity == NULL)
        meet (world, "today", i, &task->pupil, task->who);
    }
  for (guint i = 0; i < today->coming->len; i++)
    {
      const WayComing *one = g_ptr_array_index (today->coming, i);

      meet (world, "what comes", i, &one->pupil, one->who);
    }
}

static void
walk_visits (World *world)
{
  g_autoptr(GPtrArray) visits = way_records_list (world->db, &way_visit_entity, NULL, NULL, NULL);

  for (guint i = 0; i < visits->len; i++)
    {
      g_autoptr(GPtrArray) children =
        way_visit_children (world->db, way_record_id (g_ptr_array_index (visits, i)), NULL);

      g_assert_nonnull (children);
      for (guint j = 0; j < children->len; j++)
        {
          const WayVisitChild *child = g_ptr_array_index (children, j);

          meet (world, "a visit", j, &child->pupil->pupil, child->name);
        }
    }
}

static void
walk (World *world)
{
  g_autoptr(WayFacts) facts = way_facts_new (world->db, NULL);

  world->n_seen = world->n_sealed = 0;
  walk_duties (world, facts);
  walk_register (world, facts);
  walk_board (world, facts);
  walk_stays (world, facts);
  walk_funding (world, facts);
  walk_today (world);
  walk_visits (world);
  g_assert_cmpuint (world->n_seen, >, MOST_SEALED);
}

/* --- Sealing --- */

static void
add_user (World      *world,
          const char *name,
          const char *role)
{
  g_autoptr(WayUser) user = way_user_new ();
  g_autoptr(WayRoleGrant) grant = way_role_grant_new ();

  user->name = g_strdup (name);
  way_test_insert (world->db, &way_user_entity, user);
  grant->user = user->id;
  grant->role = g_strdup (role);
  way_test_insert (world->db, &way_role_grant_entity, grant);
}

static void
seal_chosen (World *world)
{
  GHashTableIter iter;
  gpointer id;

  world->sealed = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, g_free);
  g_hash_table_iter_init (&iter, world->chosen);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, id, NULL);
      g_autoptr(WaySeal) seal = way_seal_new ();

      seal->pupil = pupil->id;
      seal->kind = g_strdup ("witness");
      seal->scope = g_strdup (world->left_out ? "left_out" : "counted");
      seal->from = way_date_ymd (2020, 1, 1);
      seal->reason = g_strdup ("saw it happen");
      way_test_insert (world->db, &way_seal_entity, seal);
      g_hash_table_insert (world->sealed, g_memdup2 (id, sizeof (WayId)),
                           g_strdup_printf ("%s %s", pupil->forename, pupil->surname));
    }
}

static gint64
count_in_today (World *world)
{
  g_autoptr(WayToday) today = way_today_load (world->db, &world->today, NULL);
  gint64 sum = 0;

  for (guint i = 0; i < WAY_N_FIGURES; i++)
    sum += today->figures[i].series[WAY_N_SERIES - 1];
  return sum;
}

static void
test_lists (gconstpointer left_out)
{
  World world = { .left_out = GPOINTER_TO_INT (left_out),
                  .today = way_date_ymd (2022, 1, 20) };
  g_autoptr(GError) error = NULL;
  gint64 before;

  world.db = way_test_sample_new ("solihull-2022", 3, NULL);
  world.chosen = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free, NULL);
  walk (&world);
  before = count_in_today (&world);
  g_assert_cmpuint (g_hash_table_size (world.chosen), >, MOST_SEALED);
  add_user (&world, "Ada", "administrator");
  add_user (&world, "Pat", "panel");
  seal_chosen (&world);
  way_permit_enter (world.db, "Pat", &world.today, &error);
  g_assert_no_error (error);
  walk (&world);
  g_assert_true (world.left_out == (world.n_sealed == 0));
  /* Counts of empty places rise by it as others fall. */
  g_assert_true (world.left_out == (count_in_today (&world) != before));
  g_hash_table_unref (world.sealed);
  g_hash_table_unref (world.chosen);
  way_db_free (world.db);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/seals/lists/no-name-of-a-sealed-case", GINT_TO_POINTER (FALSE), test_lists);
  g_test_add_data_func ("/seals/lists/nothing-of-one-left-out", GINT_TO_POINTER (TRUE), test_lists);
  return g_test_run ();
}
