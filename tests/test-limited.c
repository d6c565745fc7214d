/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random histories of two office copies and two limited ones, a school's and an
 * officer's: people type what they may and what they may not, children come and
 * go, files go out and back, a laptop is revoked, an officer is granted more.
 *
 * A limited copy holds nothing outside of its scope and no field that it may not
 * read; what it may not change waits in quarantine and is in no table; what it
 * typed is not lost, whoever it had to drop since; both offices show the same.
 *
 *   test-limited --soak N [--from SEED]   N histories by hand */
#include <string.h>

#include "way-quarantine.h"
#include "way-test-devices.h"
#include "way-verify.h"

#define HISTORIES 12
#define STEPS 14

typedef struct
{
  WayTestDevices  devices;
  WayTestDevice  *second;      /* the other office */
  WayTestDevice  *school;
  WayTestDevice  *officer;
  GRand          *chance;
  GPtrArray      *kept;        /* texts that must be in the office at the end, or wait */
  GPtrArray      *refused;     /* texts that may never be in a table of an office */
  gboolean        revoked;     /* the school's laptop */
  gboolean        came;        /* the second child was at the school */
  guint           n;
} World;

/* --- Looking --- */

static gint64
count_with (WayDb      *db,
            const char *sql,
            const char *text)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, sql, NULL);

  g_assert_nonnull (stmt);
  way_stmt_bind_text (stmt, ":text", text);
  g_assert_cmpint (way_stmt_step (stmt, NULL), ==, WAY_STEP_ROW);
  return way_stmt_int (stmt, 0);
}

static gboolean
holds (WayDb           *db,
       const WayEntity *entity,
       gconstpointer    record)
{
  gpointer there = way_records_get (db, entity, way_record_id (record), NULL);
  gboolean found = there != NULL;

  way_record_free (entity, there);
  return found;
}

/* Everything that a copy shows. */
static char *
show (WayDb *db)
{
  const WayEntity *const *entities = way_entities ();
  GString *text = g_string_new (NULL);

  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) records = way_records_list (db, entities[i], NULL, NULL, NULL);

      for (guint j = 0; records != NULL && j < records->len; j++)
        for (guint k = 0; k < entities[i]->n_fields; k++)
          {
            g_autofree char *value = way_field_to_text (&entities[i]->fields[k],
                                                        g_ptr_array_index (records, j));

            g_string_append_printf (text, "%s.%s %s\n", entities[i]->name,
                                    entities[i]->fields[k].name, value);
          }
    }
  return g_string_free (text, FALSE);
}

static void
assert_whole (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = way_verify_run (db, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (findings, i));
  g_assert_cmpuint (findings->len, ==, 0);
}

/* No field that copies of the role may not read has a value; the note of a school
 * aside, which a copy that may not change it did change. */
static void
assert_masked (WayDb *db,
               guint  role)
{
  const WayEntity *const *entities = way_entities ();

  for (guint i = 0; entities[i] != NULL; i++)
    {
      g_autoptr(GPtrArray) records = way_records_list (db, entities[i], NULL, NULL, NULL);

      for (guint j = 0; records != NULL && j < records->len; j++)
        for (guint k = 1; k < entities[i]->n_fields; k++)
          {
            const WayField *field = &entities[i]->fields[k];
            WayValue value = way_field_get (field, g_ptr_array_index (records, j));

            if ((field->flags & WAY_FIELD_DERIVED) == 0 && !way_copies_may_read (field, role) &&
                strcmp (field->name, "note") != 0 && value.type == WAY_VALUE_TEXT)
              g_error ("%s.%s: a copy that may not read it has it", entities[i]->name, field->name);
          }
    }
}

static void
look (World *world)
{
  const WayTestDevices *devices = &world->devices;

  if (!world->came)
    g_assert_false (holds (world->school->db, &way_pupil_entity, devices->stranger));
  g_assert_false (holds (world->officer->db, &way_pupil_entity, devices->stranger));
  assert_masked (world->school->db, WAY_COPY_SCHOOL);
  for (guint i = 0; i < world->refused->len; i++)
    {
      const char *text = g_ptr_array_index (world->refused, i);

      g_assert_cmpint (count_with (devices->office, "SELECT count (*) FROM op"
                                   " WHERE instr (parts, CAST (:text AS BLOB))", text), ==, 0);
    }
}

/* --- Typing --- */

static char *
next_text (World *world)
{
  return g_strdup_printf ("typed-%u-", ++world->n);
}

/* How a child comes to school: what a school may say of its own. */
static void
type_travel (World          *world,
             WayDb          *db,
             const WayPupil *which)
{
  g_autoptr(WayPupil) pupil = way_records_get (db, &way_pupil_entity, &which->id, NULL);
  gboolean waits = db == world->school->db && world->revoked;

  if (pupil == NULL)
    return;
  g_free (pupil->travel);
  pupil->travel = next_text (world);
  g_ptr_array_add (waits ? world->refused : world->kept, g_strdup (pupil->travel));
  way_test_update (db, &way_pupil_entity, pupil);
}

/* The council's own notes: no school's to change. */
static void
type_note (World *world,
           WayDb *db)
{
  g_autoptr(WayEstablishment) school = way_records_get (db, &way_establishment_entity,
                                                        &world->devices.school->id, NULL);

  if (school == NULL)
    return;
  g_free (school->note);
  school->note = next_text (world);
  g_ptr_array_add (db == world->devices.office || db == world->second->db ? world->kept
                                                                          : world->refused,
                   g_strdup (school->note));
  way_test_update (db, &way_establishment_entity, school);
}

static void
end_enrolments (WayDb          *db,
                const WayPupil *pupil)
{
  g_autoptr(GPtrArray) enrolments = way_records_of (db, &way_enrolment_entity, "pupil",
                                                    &pupil->id, NULL);

  for (guint i = 0; i < enrolments->len; i++)
    {
      WayEnrolment *enrolment = g_ptr_array_index (enrolments, i);

      enrolment->to = way_date_ymd (2026, 11, 1);
      way_test_update (db, &way_enrolment_entity, enrolment);
    }
}

/* From one school to the other, or back. */
static void
move_child (World *world)
{
  WayTestDevices *devices = &world->devices;
  gboolean first = g_rand_boolean (world->chance);
  gboolean to_school = g_rand_boolean (world->chance);
  const WayPupil *pupil = first ? devices->pupil : devices->stranger;

  end_enrolments (devices->office, pupil);
  way_test_devices_enrolment (devices, pupil, to_school ? devices->school : devices->other);
  world->came |= !first && to_school;
}

/* --- Files --- */

static WayMergeReport
post (World         *world,
      WayDb         *from,
      WayDb         *to,
      const WayId   *device)
{
  WayTakeOptions options = { .today = way_test_devices_today (), .sure = TRUE };
  WayMergeReport report, again;
  g_autoptr(GError) error = NULL;

  way_test_devices_send (&world->devices, from, device);
  way_exchange_take (to, world->devices.mail, &options, NULL, NULL, NULL, &report, NULL, &error);
  g_assert_no_error (error);
  if (g_rand_int_range (world->chance, 0, 4) == 0 &&
      way_exchange_take (to, world->devices.mail, &options, NULL, NULL, NULL, &again, NULL, NULL))
    g_assert_cmpuint (again.edits_new + again.rows_changed, ==, 0);
  return report;
}

static void
post_out (World         *world,
          WayTestDevice *to)
{
  if (to != world->school || !world->revoked)
    post (world, world->devices.office, to->db, &to->device->id);
}

static void
post_back (World         *world,
           WayTestDevice *from)
{
  post (world, from->db, world->devices.office, &world->devices.own->id);
}

static void
revoke_school (World *world)
{
  g_autoptr(GError) error = NULL;

  if (world->revoked)
    return;
  post_back (world, world->school);
  way_enrol_revoke (world->devices.office, &world->school->device->id, &error);
  g_assert_no_error (error);
  world->revoked = TRUE;
}

/* The officer becomes the setting's own: what was masked is fitted in, under the
 * dot that the row has. */
static void
grant_more (World *world)
{
  WayTestDevices *devices = &world->devices;
  g_autoptr(GArray) scope = g_array_new (FALSE, FALSE, sizeof (WayId));
  WayEnrolOptions options = { .role = WAY_COPY_SCHOOL, .scope = scope, .own_name = "Office",
                              .send = { .today = way_test_devices_today () } };
  WayTakeOptions take = { .today = way_test_devices_today (), .sure = TRUE };
  static const char sql[] = "SELECT coalesce (max (dot & 1099511627775), 0) FROM pupil"
                            " WHERE :text = '' AND dot IS NOT NULL";
  gint64 before = count_with (world->officer->db, sql, "");
  g_autoptr(WayPupil) after = NULL;
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  post_back (world, world->officer);
  g_array_append_val (scope, devices->setting->id);
  way_enrol_add (devices->office, world->officer->device, &options, devices->mail, NULL, NULL,
                 NULL, &error);
  g_assert_no_error (error);
  way_exchange_take (world->officer->db, devices->mail, &take, NULL, NULL, NULL, &report, NULL,
                     &error);
  g_assert_no_error (error);
  after = way_records_get (world->officer->db, &way_pupil_entity, &devices->pupil->id, NULL);
  g_assert_nonnull (after);
  g_assert_true (way_date_is_set (&after->birth));
  g_assert_cmpint (count_with (world->officer->db, sql, ""), ==, before);
}

/* --- Histories --- */

static void
do_step (World *world)
{
  WayTestDevices *devices = &world->devices;

  switch (g_rand_int_range (world->chance, 0, 12))
    {
    case 0:
      type_travel (world, devices->office, devices->pupil);
      break;
    case 1:
      type_travel (world, devices->office, devices->stranger);
      break;
    case 2:
    case 3:
      type_travel (world, world->school->db, devices->pupil);
      break;
    case 4:
      type_travel (world, world->school->db, devices->stranger);
      break;
    case 5:
      type_note (world, g_rand_boolean (world->chance) ? world->school->db : world->second->db);
      break;
    case 6:
      move_child (world);
      break;
    case 7:
      post_out (world, world->school);
      break;
    case 8:
      post_back (world, world->school);
      break;
    case 9:
      post_out (world, world->officer);
      break;
    case 10:
      post_out (world, world->second);
      break;
    default:
      post_back (world, world->second);
      break;
    }
}

/* Everybody hears of everything, and says so. */
static void
come_together (World *world)
{
  WayTestDevice *all[] = { world->school, world->officer, world->second };

  for (guint round = 0; round < 3; round++)
    for (guint i = 0; i < G_N_ELEMENTS (all); i++)
      {
        post_back (world, all[i]);
        post_out (world, all[i]);
      }
}

static gboolean
is_at_school (World          *world,
              const WayPupil *pupil)
{
  g_autoptr(GPtrArray) enrolments = way_records_of (world->devices.office, &way_enrolment_entity,
                                                    "pupil", &pupil->id, NULL);
  gboolean found = FALSE;

  for (guint i = 0; i < enrolments->len; i++)
    {
      const WayEnrolment *enrolment = g_ptr_array_index (enrolments, i);

      found |= !way_date_is_set (&enrolment->to) &&
               way_id_equal (&enrolment->establishment, &world->devices.school->id);
    }
  return found;
}

/* Says the first line that differs. */
static void
assert_same (const char *one,
             const char *other)
{
  g_auto(GStrv) a = g_strsplit (one, "\n", -1);
  g_auto(GStrv) b = g_strsplit (other, "\n", -1);

  for (guint i = 0; a[i] != NULL && b[i] != NULL; i++)
    g_assert_cmpstr (a[i], ==, b[i]);
  g_assert_cmpuint (g_strv_length (a), ==, g_strv_length (b));
}

static void
look_at_the_end (World *world)
{
  WayTestDevices *devices = &world->devices;
  const WayPupil *pupils[] = { devices->pupil, devices->stranger };
  g_autofree char *one = show (devices->office);
  g_autofree char *other = show (world->second->db);

  look (world);
  assert_same (one, other);
  g_assert_cmpint (count_with (devices->office, "SELECT count (*) FROM edit WHERE :text = ''", ""),
                   ==, count_with (world->second->db, "SELECT count (*) FROM edit WHERE :text = ''",
                                   ""));
  for (guint i = 0; i < world->kept->len; i++)
    g_assert_cmpint (count_with (devices->office,
                                 "SELECT (SELECT count (*) FROM op"
                                 " WHERE instr (parts, CAST (:text AS BLOB)))"
                                 " + (SELECT count (*) FROM quarantine"
                                 "    WHERE instr (body, CAST (:text AS BLOB)))",
                                 g_ptr_array_index (world->kept, i)), >, 0);
  for (guint i = 0; i < world->refused->len; i++)
    g_assert_cmpint (count_with (devices->office, "SELECT count (*) FROM quarantine"
                                 " WHERE instr (body, CAST (:text AS BLOB))",
                                 g_ptr_array_index (world->refused, i)), >, 0);
  for (guint i = 0; !world->revoked && i < G_N_ELEMENTS (pupils); i++)
    g_assert_cmpint (holds (world->school->db, &way_pupil_entity, pupils[i]), ==,
                     is_at_school (world, pupils[i]));
  assert_whole (devices->office);
  assert_whole (world->school->db);
  assert_whole (world->officer->db);
}

static void
play (guint64 seed)
{
  World world = { .chance = g_rand_new_with_seed ((guint32) seed) };

  g_test_message ("seed %" G_GUINT64_FORMAT, seed);
  way_test_devices_init (&world.devices);
  world.kept = g_ptr_array_new_with_free_func (g_free);
  world.refused = g_ptr_array_new_with_free_func (g_free);
  world.second = way_test_devices_enrol (&world.devices, WAY_COPY_OFFICE, NULL);
  world.school = way_test_devices_enrol (&world.devices, WAY_COPY_SCHOOL,
                                         &world.devices.school->id);
  world.officer = way_test_devices_enrol (&world.devices, WAY_COPY_OFFICER,
                                          &world.devices.setting->id);
  assert_masked (world.officer->db, WAY_COPY_OFFICER);
  for (guint i = 0; i < STEPS; i++)
    {
      if (i == STEPS / 2 && seed % 3 == 0)
        revoke_school (&world);
      do_step (&world);
      look (&world);
    }
  come_together (&world);
  look_at_the_end (&world);
  if (seed % 2 == 0)
    grant_more (&world);
  g_ptr_array_unref (world.kept);
  g_ptr_array_unref (world.refused);
  g_rand_free (world.chance);
  way_test_devices_clear (&world.devices);
}

static guint64 first_seed = 1;
static guint64 histories = HISTORIES;

static void
test_limited_copies (void)
{
  gint64 start = g_get_monotonic_time ();

  for (guint64 i = 0; i < histories; i++)
    play (first_seed + i);
  g_test_message ("seeds %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT ", %.1f s", first_seed,
                  first_seed + histories - 1,
                  (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  for (int i = 1; i + 1 < argc; i++)
    if (strcmp (argv[i], "--soak") == 0)
      histories = g_ascii_strtoull (argv[i + 1], NULL, 10);
    else if (strcmp (argv[i], "--from") == 0)
      first_seed = g_ascii_strtoull (argv[i + 1], NULL, 10);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/limited/histories", test_limited_copies);
  return g_test_run ();
}
