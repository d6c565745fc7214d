/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Stays packed for counting are what placements say, and who waits, for a place or
 * under fair access, is kept as it is recorded: after random edits of two
 * copies that undo, join, take in and look at each other's files, and where
 * hundreds end on one day.  What is counted of them is what one counts who looks
 * at every placement on every day (--seed). */
#include "way-exchange.h"

#include <glib/gstdio.h>

#include "way-area.h"
#include "way-db-private.h"
#include "way-joins.h"
#include "way-occupancy-service.h"
#include "way-random.h"
#include "way-setting.h"
#include "way-stays-private.h"
#include "way-test-vault.h"
#include "way-test-store.h"
#include "way-waits-private.h"

#define N_PUPILS 5
#define N_PROVISIONS 3
#define N_REFERRALS 3
#define N_DISTRICTS 2
#define N_STEPS 60
#define N_DAYS 12
#define DAY 2461000

static void
assert_packed (WayDb *db)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GError) error = NULL;
  gboolean waits;

  g_assert_true (way_stays_waits (db, &waits, &error));
  g_assert_false (waits);
  way_stays_verify (db, findings, &error);
  g_assert_no_error (error);
  way_waits_verify (db, findings, &error);
  g_assert_no_error (error);
  if (findings->len > 0)
    g_test_message ("%s", (const char *) g_ptr_array_index (findings, 0));
  g_assert_cmpuint (findings->len, ==, 0);
}

static void
assert_waiting (WayDb *db)
{
  g_autoptr(WayStmt) stmt = NULL;
  gint64 waits;

  stmt = way_db_prepare (db,
                         "SELECT referral.closed, count (placement.id), referral_waiting.referral"
                         " FROM referral LEFT JOIN placement ON placement.referral = referral.id"
                         " LEFT JOIN referral_waiting ON referral_waiting.referral = referral.id"
                         " GROUP BY referral.id", NULL);
  while (way_stmt_step (stmt, NULL) == WAY_STEP_ROW)
    g_assert_cmpint (way_stmt_is_null (stmt, 0) && way_stmt_int (stmt, 1) == 0, ==,
                     !way_stmt_is_null (stmt, 2));
  g_assert_true (way_db_get_int (db,
                                 "SELECT count (*) FROM referral_waiting WHERE referral NOT IN"
                                 " (SELECT id FROM referral)", -1, &waits, NULL));
  g_assert_cmpint (waits, ==, 0);
}

static void
assert_homes (WayDb *db)
{
  gint64 wrong;

  g_assert_true (way_db_get_int (db,
                                 "SELECT count (*) FROM stay_pupil LEFT JOIN pupil"
                                 " ON pupil.id = stay_pupil.pupil"
                                 " WHERE pupil.home_district IS NOT stay_pupil.home", -1, &wrong,
                                 NULL));
  g_assert_cmpint (wrong, ==, 0);
}

/* --- A world of two copies --- */

typedef struct
{
  char  *folder;
  WayDb *copies[2];
  WayId  pupils[N_PUPILS];
  WayId  provisions[N_PROVISIONS];
  WayId  referrals[N_REFERRALS];
  WayId  districts[N_DISTRICTS];
  WayId  setting;
} World;

static char *
path_of (const World *world,
         const char  *name)
{
  return g_build_filename (world->folder, name, NULL);
}

/* The last provision is at a setting that is no school. */
static void
add_provisions (World *world)
{
  for (guint i = 0; i < N_PROVISIONS; i++)
    {
      g_autoptr(WayEstablishment) setting = way_establishment_new ();
      g_autoptr(WayProvision) provision = way_provision_new ();

      setting->name = g_strdup_printf ("Setting %u", i);
      setting->type = g_strdup (i + 1 < N_PROVISIONS ? "42" : NULL);
      way_test_insert (world->copies[0], &way_establishment_entity, setting);
      provision->establishment = world->setting = setting->id;
      provision->name = g_strdup_printf ("Provision %u", i);
      provision->counted = TRUE;
      way_test_insert (world->copies[0], &way_provision_entity, provision);
      world->provisions[i] = provision->id;
    }
}

static void
add_referrals (World *world)
{
  for (guint i = 0; i < N_REFERRALS; i++)
    {
      g_autoptr(WayReferral) referral = way_referral_new ();

      referral->pupil = world->pupils[i];
      way_test_insert (world->copies[0], &way_referral_entity, referral);
      world->referrals[i] = referral->id;
    }
}

static void
open_world (World    *world,
            gboolean  sealed)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  world->folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  first = path_of (world, "first.waymark");
  second = path_of (world, "second.waymark");
  if (sealed)
    way_test_vault_make (first);
  world->copies[0] = way_db_open (first, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_PUPILS; i++)
    {
      g_autoptr(WayPupil) pupil = way_test_pupil ("Kit", "Ashdown");

      way_test_insert (world->copies[0], &way_pupil_entity, pupil);
      world->pupils[i] = pupil->id;
    }
  add_provisions (world);
  add_referrals (world);
  for (guint i = 0; i < N_DISTRICTS; i++)
    {
      g_autoptr(WayDistrict) district = way_district_new ();

      district->name = g_strdup_printf ("District %u", i);
      way_test_insert (world->copies[0], &way_district_entity, district);
      world->districts[i] = district->id;
    }
  way_exchange_clone (world->copies[0], second, &error);
  g_assert_no_error (error);
  world->copies[1] = way_db_open (second, WAY_DB_WRITE, &error);
  g_assert_no_error (error);
}

static void
close_world (World *world)
{
  way_db_free (world->copies[0]);
  way_db_free (world->copies[1]);
  way_test_remove_folder (world->folder);
  g_free (world->folder);
}

/* --- Random edits --- */

static GDate
random_day (WayRandom *random)
{
  return way_date_from_julian (DAY + way_random_below (random, 30));
}

static void
change_placement (World        *world,
                  WayRandom    *random,
                  WayPlacement *placement)
{
  static const char *const registrations[] = { "SINGLE_AP", "DUAL_SCHOOL_MAIN", NULL };
  static const char *const routes[] = { "PEX_DAY6", "INTERIM", NULL };
  static const char *const destinations[] = { "MAINSTREAM_HOME", "OTHER_AP", NULL };
  GDate none = way_date_none ();

  placement->pupil = world->pupils[way_random_below (random, N_PUPILS)];
  placement->provision = world->provisions[way_random_below (random, N_PROVISIONS)];
  placement->referral = way_random_chance (random, 300)
                          ? world->referrals[way_random_below (random, N_REFERRALS)] : (WayId) { 0 };
  placement->start = random_day (random);
  placement->end = way_random_chance (random, 300) ? none
    : way_date_add_days (&placement->start, way_random_between (random, 0, 12));
  placement->expected_end = way_random_chance (random, 300) ? none
    : way_date_add_days (&placement->start, way_random_between (random, 0, 30));
  placement->sessions = way_random_chance (random, 300) ? WAY_INTEGER_NONE
                                                        : way_random_between (random, 1, 10);
  g_free (placement->registration);
  placement->registration = g_strdup (registrations[way_random_below (random, 3)]);
  placement->reviewed = way_random_chance (random, 300) ? random_day (random) : none;
  placement->told_la = way_random_chance (random, 300) ? random_day (random) : none;
  g_free (placement->exit_plan);
  placement->exit_plan = way_random_chance (random, 300) ? g_strdup ("Back to school") : NULL;
  g_free (placement->route);
  placement->route = g_strdup (routes[way_random_below (random, 3)]);
  g_free (placement->destination);
  placement->destination = way_date_is_set (&placement->end)
                             ? g_strdup (destinations[way_random_below (random, 3)]) : NULL;
}

static gpointer
random_record (WayDb           *db,
               WayRandom       *random,
               const WayEntity *entity)
{
  g_autoptr(GPtrArray) records = way_records_list (db, entity, NULL, NULL, NULL);

  if (records->len == 0)
    return NULL;
  return way_records_get (db, entity,
                          way_record_id (g_ptr_array_index (
                            records, way_random_below (random, records->len))), NULL);
}

/* Refused is as good: what counts is that all is in step afterwards. */
static void
try_edit (WayDb           *db,
          WayEditFunc      func,
          const WayEntity *entity,
          gpointer         record)
{
  WayTestRecord one = { entity, record };
  WayEditInfo info = { .name = "Test", .who = "Tester" };

  way_edit_run (db, &info, func, &one, NULL, NULL);
}

static void
write_placement (World     *world,
                 WayDb     *db,
                 WayRandom *random)
{
  g_autoptr(WayPlacement) placement = NULL;

  if (way_random_chance (random, 600))
    {
      placement = way_placement_new ();
      change_placement (world, random, placement);
      try_edit (db, way_test_insert_func, &way_placement_entity, placement);
      return;
    }
  placement = random_record (db, random, &way_placement_entity);
  if (placement == NULL)
    return;
  change_placement (world, random, placement);
  try_edit (db, way_random_chance (random, 700) ? way_test_update_func : way_test_delete_func,
            &way_placement_entity, placement);
}

/* Of any edit, an undo too. */
static void
undo_some (WayDb     *db,
           WayRandom *random)
{
  WayEditInfo info = { .name = "Undo", .who = "Tester" };
  gint64 n, edit;
  g_autofree char *sql = NULL;

  way_db_get_int (db, "SELECT count (*) FROM edit", 0, &n, NULL);
  sql = g_strdup_printf ("SELECT id FROM edit ORDER BY clock DESC LIMIT 1 OFFSET %u",
                         way_random_below (random, (guint) MIN (n, 8)));
  way_db_get_int (db, sql, 0, &edit, NULL);
  way_edit_undo (db, edit, &info, NULL, NULL);
}

static void
join_some (World     *world,
           WayDb     *db,
           WayRandom *random)
{
  g_autoptr(WayPupilJoin) join = way_random_chance (random, 500)
                                   ? random_record (db, random, &way_pupil_join_entity) : NULL;

  if (join != NULL)
    {
      join->ended = random_day (random);
      try_edit (db, way_test_update_func, &way_pupil_join_entity, join);
      return;
    }
  join = way_pupil_join_new ();
  join->pupil = world->pupils[way_random_below (random, N_PUPILS)];
  join->other = world->pupils[way_random_below (random, N_PUPILS)];
  join->joined = random_day (random);
  try_edit (db, way_test_insert_func, &way_pupil_join_entity, join);
}

static void
change_referral (World     *world,
                 WayDb     *db,
                 WayRandom *random)
{
  g_autoptr(WayReferral) referral = random_record (db, random, &way_referral_entity);

  if (referral == NULL)
    return;
  if (way_random_chance (random, 300))
    referral->pupil = world->pupils[way_random_below (random, N_PUPILS)];
  if (way_random_chance (random, 300))
    referral->referrer = world->setting;
  if (way_random_chance (random, 400))
    referral->received = way_random_chance (random, 200) ? way_date_none () : random_day (random);
  referral->closed = way_date_is_set (&referral->closed) ? way_date_none () : random_day (random);
  g_free (referral->close_reason);
  referral->close_reason = g_strdup (way_date_is_set (&referral->closed) ? "placed" : NULL);
  try_edit (db, way_random_chance (random, 800) ? way_test_update_func : way_test_delete_func,
            &way_referral_entity, referral);
}

static void
decide (World     *world,
        WayDb     *db,
        WayRandom *random)
{
  gboolean is_new = way_random_chance (random, 500);
  g_autoptr(WayDecision) decision = is_new ? way_decision_new ()
                                           : random_record (db, random, &way_decision_entity);

  if (decision == NULL)
    return;
  decision->referral = world->referrals[way_random_below (random, N_REFERRALS)];
  decision->date = random_day (random);
  g_free (decision->outcome);
  decision->outcome = g_strdup (way_random_chance (random, 700) ? "REFER_FAP" : "AGREED");
  try_edit (db, is_new ? way_test_insert_func
                       : way_random_chance (random, 800) ? way_test_update_func
                                                         : way_test_delete_func,
            &way_decision_entity, decision);
}

static void
enrol (World     *world,
       WayDb     *db,
       WayRandom *random)
{
  gboolean is_new = way_random_chance (random, 500);
  g_autoptr(WayEnrolment) roll = is_new ? way_enrolment_new ()
                                        : random_record (db, random, &way_enrolment_entity);

  if (roll == NULL)
    return;
  roll->pupil = world->pupils[way_random_below (random, N_PUPILS)];
  roll->establishment = world->setting;
  roll->from = random_day (random);
  roll->to = way_random_chance (random, 600) ? way_date_none ()
    : way_date_add_days (&roll->from, way_random_between (random, 0, 12));
  g_free (roll->status);
  roll->status = g_strdup (way_random_chance (random, 700) ? "C" : "S");
  try_edit (db, is_new ? way_test_insert_func
                       : way_random_chance (random, 800) ? way_test_update_func
                                                         : way_test_delete_func,
            &way_enrolment_entity, roll);
}

static void
exclude (World     *world,
         WayDb     *db,
         WayRandom *random)
{
  gboolean is_new = way_random_chance (random, 500);
  g_autoptr(WayExclusion) exclusion = is_new ? way_exclusion_new ()
                                             : random_record (db, random, &way_exclusion_entity);

  if (exclusion == NULL)
    return;
  exclusion->pupil = world->pupils[way_random_below (random, N_PUPILS)];
  exclusion->establishment = world->setting;
  exclusion->from = random_day (random);
  exclusion->cancelled = way_random_chance (random, 300) ? random_day (random) : way_date_none ();
  g_free (exclusion->category);
  exclusion->category = g_strdup (way_random_chance (random, 700) ? "PERM" : "SUSP");
  try_edit (db, is_new ? way_test_insert_func
                       : way_random_chance (random, 800) ? way_test_update_func
                                                         : way_test_delete_func,
            &way_exclusion_entity, exclusion);
}

static void
move_home (World     *world,
           WayDb     *db,
           WayRandom *random)
{
  g_autoptr(WayPupil) pupil = random_record (db, random, &way_pupil_entity);

  pupil->home_district = way_random_chance (random, 300)
    ? (WayId) { 0 } : world->districts[way_random_below (random, N_DISTRICTS)];
  if (way_random_chance (random, 300))
    pupil->birth = random_day (random);
  try_edit (db, way_test_update_func, &way_pupil_entity, pupil);
}

static void
count_provision (WayDb     *db,
                 WayRandom *random)
{
  g_autoptr(WayProvision) provision = random_record (db, random, &way_provision_entity);

  provision->counted = !provision->counted;
  try_edit (db, way_test_update_func, &way_provision_entity, provision);
}

static void
hear_other (World     *world,
            guint      copy,
            WayRandom *random)
{
  g_autofree char *path = path_of (world, "bundle");
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_exchange_export (world->copies[1 - copy], NULL, path, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  if (way_random_chance (random, 300))
    way_exchange_preview (world->copies[copy], path, &report, NULL, &error);
  else
    way_exchange_import (world->copies[copy], path, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  g_unlink (path);
}

static void
do_step (World     *world,
         guint      copy,
         WayRandom *random)
{
  static const guint weights[] = { 60, 15, 10, 5, 10, 10, 10, 10, 10, 10 };
  WayDb *db = world->copies[copy];

  switch (way_random_pick (random, weights, G_N_ELEMENTS (weights)))
    {
    case 0:
      write_placement (world, db, random);
      break;
    case 1:
      undo_some (db, random);
      break;
    case 2:
      join_some (world, db, random);
      break;
    case 3:
      count_provision (db, random);
      break;
    case 4:
      change_referral (world, db, random);
      break;
    case 5:
      move_home (world, db, random);
      break;
    case 6:
      decide (world, db, random);
      break;
    case 7:
      enrol (world, db, random);
      break;
    case 8:
      exclude (world, db, random);
      break;
    default:
      hear_other (world, copy, random);
      break;
    }
}

/* --- The slow obvious count --- */

/* today: NULL, or stays end when they are expected to. */
static GDate
find_end (const WayPlacement *placement,
          const GDate        *today)
{
  if (way_date_is_set (&placement->end) || today == NULL ||
      !way_date_is_set (&placement->expected_end) ||
      way_date_compare (&placement->expected_end, today) < 0 ||
      way_date_compare (&placement->expected_end, &placement->start) < 0)
    return placement->end;
  return placement->expected_end;
}

static gboolean
is_there (const WayPlacement *placement,
          const GDate        *day,
          const GDate        *today)
{
  GDate end = find_end (placement, today);

  return way_date_is_set (&placement->start) && way_date_compare (&placement->start, day) <= 0 &&
         (!way_date_is_set (&end) || way_date_compare (day, &end) <= 0);
}

static WayOccupancyCell
count_slow (WayDb           *db,
            const GDate     *day,
            const GDate     *today,
            const GPtrArray *placements)
{
  g_autoptr(GHashTable) children = g_hash_table_new_full (way_id_hash, way_id_equal_func, g_free,
                                                          NULL);
  WayOccupancyCell cell = { 0 };

  for (guint i = 0; i < placements->len; i++)
    {
      const WayPlacement *placement = g_ptr_array_index (placements, i);
      g_autoptr(WayProvision) provision = way_records_get (db, &way_provision_entity,
                                                           &placement->provision, NULL);
      g_autoptr(WayEstablishment) setting = NULL;
      WayId kept;

      if (provision == NULL || !provision->counted || !is_there (placement, day, today))
        continue;
      setting = way_records_get (db, &way_establishment_entity, &provision->establishment, NULL);
      cell.sessions += placement->sessions == WAY_INTEGER_NONE ? 10 : (int) placement->sessions;
      if (!way_setting_is_school (setting->type, setting->directory_type, setting->registered) ||
          !way_setting_has_on_roll (placement->registration))
        continue;
      g_assert_true (way_joins_kept (db, &placement->pupil, &kept, NULL));
      g_hash_table_add (children, g_memdup2 (&kept, sizeof kept));
    }
  cell.on_roll = (gint32) g_hash_table_size (children);
  return cell;
}

/* Whether two stays differ in nothing but their expected ends: their child is
 * counted, their sessions go with the later. */
static gboolean
has_twins (const GPtrArray *placements)
{
  for (guint i = 0; i < placements->len; i++)
    for (guint j = 0; j < i; j++)
      {
        const WayPlacement *one = g_ptr_array_index (placements, i);
        const WayPlacement *other = g_ptr_array_index (placements, j);

        if (way_id_equal (&one->pupil, &other->pupil) &&
            way_id_equal (&one->provision, &other->provision) &&
            way_date_is_set (&one->start) && way_date_equal (&one->start, &other->start))
          return TRUE;
      }
  return FALSE;
}

/* As it was, or, from today on, as it is expected to be. */
static void
assert_counted (WayDb       *db,
                const GDate *today,
                WayRandom   *random)
{
  g_autoptr(GPtrArray) placements = way_records_list (db, &way_placement_entity, NULL, NULL, NULL);
  g_autoptr(GArray) days = g_array_new (FALSE, FALSE, sizeof (GDate));
  g_autoptr(WayOccupancyTable) table = NULL;
  g_autoptr(GError) error = NULL;
  guint32 first = DAY + way_random_below (random, 30);

  for (guint i = 0; i < N_DAYS; i++)
    {
      GDate day = way_date_from_julian (first + i);

      g_array_append_val (days, day);
    }
  table = today == NULL
    ? way_occupancy_service_read (db, days, WAY_OCCUPANCY_BY_NOTHING, FALSE, &error)
    : way_occupancy_service_expect (db, days, WAY_OCCUPANCY_BY_NOTHING, FALSE, today, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_DAYS; i++)
    {
      const WayOccupancyCell *cell = &way_occupancy_row (table->counts, table->whole)[i];
      WayOccupancyCell slow = count_slow (db, &g_array_index (days, GDate, i), today, placements);

      g_assert_cmpint (cell->on_roll, ==, slow.on_roll);
      if (today == NULL || !has_twins (placements))
        g_assert_cmpint (cell->sessions, ==, slow.sessions);
    }
}

static void
assert_expected (WayDb     *db,
                 WayRandom *random)
{
  GDate today = random_day (random);

  assert_counted (db, &today, random);
}

static void
test_random_edits (gconstpointer sealed)
{
  guint32 seed = g_test_rand_int ();
  WayRandom random;
  World world;

  g_test_message ("seed %u", seed);
  way_random_seed (&random, seed);
  open_world (&world, GPOINTER_TO_INT (sealed));
  for (guint i = 0; i < N_STEPS; i++)
    {
      guint copy = way_random_below (&random, 2);

      do_step (&world, copy, &random);
      assert_packed (world.copies[copy]);
      assert_waiting (world.copies[copy]);
      assert_homes (world.copies[copy]);
      assert_counted (world.copies[copy], NULL, &random);
      assert_expected (world.copies[copy], &random);
    }
  close_world (&world);
}

/* --- Many on one day --- */

typedef struct
{
  World     *world;
  WayRandom *random;
  guint      n;
} Crowd;

static gboolean
add_crowd (WayDb     *db,
           gpointer   data,
           GError   **error)
{
  Crowd *crowd = data;

  for (guint i = 0; i < crowd->n; i++)
    {
      g_autoptr(WayPlacement) placement = way_placement_new ();

      change_placement (crowd->world, crowd->random, placement);
      placement->start = way_date_from_julian (DAY + way_random_below (crowd->random, 3));
      placement->end = placement->expected_end = way_date_none ();
      if (!way_records_insert (db, &way_placement_entity, placement, error))
        return FALSE;
    }
  return TRUE;
}

static void
assert_small (WayDb *db)
{
  gint64 largest, least;

  g_assert_true (way_db_get_int (db, "SELECT max (length (stays)) FROM stay_pack", 0, &largest,
                                 NULL));
  g_assert_true (way_db_get_int (db, "SELECT min (length (stays)) FROM stay_pack", 1, &least,
                                 NULL));
  g_assert_cmpint (largest, <=, 4000);
  g_assert_cmpint (least, >, 0);
}

static void
test_crowd (void)
{
  WayEditInfo info = { .name = "Crowd", .who = "Tester" };
  guint32 seed = g_test_rand_int ();
  g_autoptr(GError) error = NULL;
  WayRandom random;
  World world;

  g_test_message ("seed %u", seed);
  way_random_seed (&random, seed);
  open_world (&world, FALSE);
  way_edit_run (world.copies[0], &info, add_crowd, &(Crowd) { &world, &random, 1500 }, NULL,
                &error);
  g_assert_no_error (error);
  assert_packed (world.copies[0]);
  assert_small (world.copies[0]);
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr(WayPlacement) placement = random_record (world.copies[0], &random,
                                                         &way_placement_entity);

      if (i % 2 == 0)
        placement->end = random_day (&random);
      try_edit (world.copies[0], i % 2 == 0 ? way_test_update_func : way_test_delete_func,
                &way_placement_entity, placement);
      assert_packed (world.copies[0]);
      assert_small (world.copies[0]);
    }
  close_world (&world);
}

/* --- Many days --- */

static gboolean
add_days (WayDb     *db,
          gpointer   data,
          GError   **error)
{
  Crowd *crowd = data;

  for (guint i = 0; i < crowd->n; i++)
    {
      g_autoptr(WayPlacement) placement = way_placement_new ();

      change_placement (crowd->world, crowd->random, placement);
      placement->start = way_date_from_julian (DAY);
      placement->end = way_date_from_julian (DAY + 1 + way_random_below (crowd->random, 3 * crowd->n));
      if (!way_records_insert (db, &way_placement_entity, placement, error))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  guint n;
  guint n_days;
  guint last;
} Seen;

static void
see_stays (guint32            end,
           const WayStay     *stays,
           const WayStayMore *more,
           guint              n,
           gpointer           data)
{
  Seen *seen = data;

  g_assert_cmpuint (end, <=, seen->last);
  seen->n_days += end != seen->last;
  seen->n += n;
  seen->last = end;
}

/* More than are kept in memory while they are read: all come, the latest first, and
 * afterwards as much is kept as before. */
static void
test_many_days (void)
{
  WayEditInfo info = { .name = "Days", .who = "Tester" };
  const GDate from = way_date_from_julian (DAY);
  const GDate to = way_date_from_julian (DAY + 100);
  guint32 seed = g_test_rand_int ();
  g_autoptr(GError) error = NULL;
  Seen seen = { 0, 0, G_MAXUINT };
  gint64 before, after;
  WayRandom random;
  World world;

  g_test_message ("seed %u", seed);
  way_random_seed (&random, seed);
  open_world (&world, TRUE);
  way_edit_run (world.copies[0], &info, add_days, &(Crowd) { &world, &random, 2500 }, NULL, &error);
  g_assert_no_error (error);
  assert_packed (world.copies[0]);
  way_db_get_int (world.copies[0], "PRAGMA cache_size", 0, &before, NULL);
  g_assert_true (way_stays_read (world.copies[0], &from, &to, TRUE, see_stays, &seen, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (seen.n, >=, 2500);
  g_assert_cmpuint (seen.n_days, >, 1000);
  way_db_get_int (world.copies[0], "PRAGMA cache_size", 0, &after, NULL);
  g_assert_cmpint (before, <, 0);
  g_assert_cmpint (after, ==, before);
  close_world (&world);
}

/* --- Written past us --- */

static guint
count_findings (WayDb *db)
{
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (way_stays_verify (db, findings, NULL));
  g_assert_true (way_waits_verify (db, findings, NULL));
  return findings->len;
}

static void
count_stay (guint32            end,
            const WayStay     *stays,
            const WayStayMore *more,
            guint              n,
            gpointer           data)
{
  *(guint *) data += n;
}

static void
test_damage_is_found_and_mended (void)
{
  const GDate from = way_date_from_julian (DAY - 100);
  const GDate to = way_date_from_julian (DAY + 100);
  guint n = 0;
  WayRandom random;
  World world;
  WayDb *db;

  way_random_seed (&random, 1);
  open_world (&world, FALSE);
  db = world.copies[0];
  for (guint i = 0; i < 20; i++)
    write_placement (&world, db, &random);
  assert_packed (db);

  /* What another program writes is packed when it is read. */
  db->migrating = TRUE;
  g_assert_true (way_db_exec (db, "DELETE FROM placement WHERE rowid ="
                                  " (SELECT min (rowid) FROM placement)", NULL));
  db->migrating = FALSE;
  g_assert_true (way_stays_read (db, &from, &to, TRUE, count_stay, &n, NULL));
  assert_packed (db);

  /* Packs that are gone are found, and made anew when they are missed. */
  g_assert_true (way_db_exec (db, "DELETE FROM stay_pack", NULL));
  g_assert_cmpuint (count_findings (db), ==, 1);
  while (count_findings (db) > 0)
    write_placement (&world, db, &random);
  assert_packed (db);
  g_assert_true (way_db_exec (db, "INSERT INTO fair_access (decision) VALUES (zeroblob (16))",
                              NULL));
  g_assert_cmpuint (count_findings (db), ==, 1);
  g_assert_true (way_db_exec (db, "UPDATE referral_wait SET received = 0", NULL));
  g_assert_cmpuint (count_findings (db), ==, 2);
  close_world (&world);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/stays/random-edits", GINT_TO_POINTER (FALSE), test_random_edits);
  g_test_add_data_func ("/stays/random-edits-of-a-sealed-file", GINT_TO_POINTER (TRUE),
                        test_random_edits);
  g_test_add_func ("/stays/crowd", test_crowd);
  g_test_add_func ("/stays/many-days", test_many_days);
  g_test_add_func ("/stays/damage-is-found-and-mended", test_damage_is_found_and_mended);

  return g_test_run ();
}
