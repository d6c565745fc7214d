/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib/gstdio.h>

#include "way-copies.h"
#include "way-copy-figures.h"
#include "way-enrol.h"
#include "way-exchange.h"
#include "way-people.h"
#include "way-test-store.h"
#include "way-verify.h"

/* An office with two schools, a setting and a child of each school, the first of
 * them placed; and devices enrolled with it, each with a copy in a file of its own. */

typedef struct
{
  WayDevice *device;
  WayDb     *db;
  char      *path;
} WayTestDevice;

typedef struct
{
  gboolean          in_memory; /* copies are in no file */
  char             *folder;
  char             *mail;
  WayDb            *office;
  WayDevice        *own;
  WayEstablishment *school, *other, *setting;
  WayProvision     *provision;
  WayPupil         *pupil, *stranger;
  WayPlacement     *placement;
  GPtrArray        *devices;   /* of WayTestDevice * */
} WayTestDevices;

static inline GDate
way_test_devices_today (void)
{
  return way_date_ymd (2026, 11, 10);
}

static inline WayEstablishment *
way_test_devices_setting (WayTestDevices *world,
                          const char     *name,
                          const char     *urn)
{
  WayEstablishment *one = way_establishment_new ();

  one->name = g_strdup (name);
  one->urn = g_strdup (urn);
  one->status = g_strdup ("1");
  way_test_insert (world->office, &way_establishment_entity, one);
  return one;
}

static inline void
way_test_devices_enrolment (WayTestDevices         *world,
                            const WayPupil         *pupil,
                            const WayEstablishment *school)
{
  g_autoptr(WayEnrolment) enrolment = way_enrolment_new ();

  enrolment->pupil = pupil->id;
  enrolment->establishment = school->id;
  enrolment->status = g_strdup ("C");
  enrolment->from = way_date_ymd (2023, 9, 1);
  way_test_insert (world->office, &way_enrolment_entity, enrolment);
}

static inline void
way_test_devices_place (WayTestDevices *world)
{
  world->placement = way_placement_new ();
  world->placement->pupil = world->pupil->id;
  world->placement->provision = world->provision->id;
  world->placement->route = g_strdup ("PEX_DAY6");
  world->placement->registration = g_strdup ("DUAL_SCHOOL_MAIN");
  world->placement->start = way_date_ymd (2026, 9, 7);
  world->placement->sessions = 10;
  way_test_insert (world->office, &way_placement_entity, world->placement);
}

static inline char *
way_test_devices_path (WayTestDevices *world,
                       const char     *name)
{
  return world->in_memory ? g_strdup (":memory:") : g_build_filename (world->folder, name, NULL);
}

static inline void
way_test_devices_authority (WayTestDevices *world)
{
  g_autoptr(WayAuthority) authority = way_authority_new ();

  way_record_start (&way_authority_entity, authority);
  authority->name = g_strdup ("Ardenshire");
  authority->la = g_strdup ("334");
  way_test_insert (world->office, &way_authority_entity, authority);
}

static inline void
way_test_devices_init (WayTestDevices *world)
{
  g_autofree char *path = NULL;
  g_autoptr(GError) error = NULL;

  world->folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  world->mail = g_build_filename (world->folder, "mail.waybundle", NULL);
  path = way_test_devices_path (world, "office.waymark");
  world->office = way_db_open (path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  world->devices = g_ptr_array_new ();
  way_test_devices_authority (world);
  world->school = way_test_devices_setting (world, "Lyndon School", "100001");
  world->other = way_test_devices_setting (world, "Arden School", "100002");
  world->setting = way_test_devices_setting (world, "Saturn Centre", "100003");
  world->provision = way_provision_new ();
  world->provision->establishment = world->setting->id;
  world->provision->name = g_strdup ("Saturn");
  way_test_insert (world->office, &way_provision_entity, world->provision);
  world->pupil = way_test_pupil ("Kit", "Ashdown");
  world->stranger = way_test_pupil ("Robin", "Merriweather");
  way_test_insert (world->office, &way_pupil_entity, world->pupil);
  way_test_insert (world->office, &way_pupil_entity, world->stranger);
  way_test_devices_enrolment (world, world->pupil, world->school);
  way_test_devices_enrolment (world, world->stranger, world->other);
  way_test_devices_place (world);
}

static inline void
way_test_devices_clear (WayTestDevices *world)
{
  g_autoptr(GDir) dir = g_dir_open (world->folder, 0, NULL);
  const char *name;

  for (guint i = 0; i < world->devices->len; i++)
    {
      WayTestDevice *one = g_ptr_array_index (world->devices, i);

      way_device_free (one->device);
      way_db_free (one->db);
      g_free (one->path);
      g_free (one);
    }
  g_ptr_array_unref (world->devices);
  way_db_free (world->office);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (world->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (world->folder);
  g_free (world->folder);
  g_free (world->mail);
  way_device_free (world->own);
  way_establishment_free (world->school);
  way_establishment_free (world->other);
  way_establishment_free (world->setting);
  way_provision_free (world->provision);
  way_pupil_free (world->pupil);
  way_pupil_free (world->stranger);
  way_placement_free (world->placement);
}

/* As fixtures of a test that needs nothing more. */
static inline void
way_test_devices_set_up (WayTestDevices *world,
                         gconstpointer   data)
{
  way_test_devices_init (world);
}

static inline void
way_test_devices_tear_down (WayTestDevices *world,
                            gconstpointer   data)
{
  way_test_devices_clear (world);
}

/* The invite stays in world->mail. */
static inline WayDevice *
way_test_devices_invite (WayTestDevices *world,
                         guint           role,
                         const WayId    *setting,
                         gint64          expires)
{
  g_autoptr(GArray) scope = g_array_new (FALSE, FALSE, sizeof (WayId));
  g_autofree char *name = g_strdup_printf ("%s %u", way_copies_name (role),
                                           world->devices->len);
  WayDevice *device = way_device_new (name);
  WayEnrolOptions options = { .role = role, .scope = scope, .expires = expires,
                              .own_name = "Office",
                              .send = { .today = way_test_devices_today () } };
  g_autoptr(GError) error = NULL;

  if (setting != NULL)
    g_array_append_val (scope, *setting);
  way_copy_figures_enrol (world->office, "Tester", device, &options, world->mail, NULL, NULL, NULL,
                          &error);
  g_assert_no_error (error);
  if (world->own == NULL)
    world->own = way_device_read (world->office, NULL);
  return device;
}

static inline WayTestDevice *
way_test_devices_join (WayTestDevices *world,
                       WayDevice      *device)
{
  WayTestDevice *one = g_new0 (WayTestDevice, 1);
  g_autofree char *name = g_strdup_printf ("%u.waymark", world->devices->len);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayRoster) roster = NULL;
  WayMergeReport report;

  one->device = device;
  one->path = way_test_devices_path (world, name);
  one->db = way_db_open (one->path, WAY_DB_CREATE, &error);
  g_assert_no_error (error);
  roster = way_enrol_read_invite (world->mail, device, &error);
  g_assert_no_error (error);
  way_enrol_join (one->db, world->mail, device, roster, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  g_ptr_array_add (world->devices, one);
  return one;
}

static inline WayTestDevice *
way_test_devices_enrol (WayTestDevices *world,
                        guint           role,
                        const WayId    *setting)
{
  return way_test_devices_join (world, way_test_devices_invite (world, role, setting, 0));
}

/* Of another role, or for another setting; the invite stays in world->mail. */
static inline void
way_test_devices_enrol_again (WayTestDevices      *world,
                              const WayTestDevice *copy,
                              guint                role,
                              const WayId         *setting)
{
  g_autoptr(GArray) scope = g_array_new (FALSE, FALSE, sizeof (WayId));
  WayEnrolOptions options = { .role = role, .scope = scope, .own_name = "Office",
                              .send = { .today = way_test_devices_today () } };
  g_autoptr(GError) error = NULL;

  if (setting != NULL)
    g_array_append_vals (scope, setting, 1);
  way_enrol_add (world->office, copy->device, &options, world->mail, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* One file from one copy to another; FALSE where it is refused. */
static inline void
way_test_devices_send (WayTestDevices *world,
                       WayDb          *from,
                       const WayId    *to)
{
  WaySendOptions options = { .today = way_test_devices_today () };
  g_autoptr(GError) error = NULL;

  way_copy_figures_send (from, "Tester", to, &options, world->mail, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static inline gboolean
way_test_devices_take (WayTestDevices  *world,
                       WayDb           *to,
                       WayMergeReport  *report,
                       GError         **error)
{
  WayTakeOptions options = { .today = way_test_devices_today () };

  return way_exchange_take (to, world->mail, &options, NULL, NULL, NULL, report, NULL, error);
}

static inline WayMergeReport
way_test_devices_post (WayTestDevices *world,
                       WayDb          *from,
                       WayDb          *to,
                       const WayId    *device)
{
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_test_devices_send (world, from, device);
  way_test_devices_take (world, to, &report, &error);
  g_assert_no_error (error);
  return report;
}

/* The same, and the copy takes the invite in. */
static inline WayMergeReport
way_test_devices_turn (WayTestDevices      *world,
                       const WayTestDevice *copy,
                       guint                role,
                       const WayId         *setting)
{
  g_autoptr(GError) error = NULL;
  WayMergeReport report;

  way_test_devices_enrol_again (world, copy, role, setting);
  way_test_devices_take (world, copy->db, &report, &error);
  g_assert_no_error (error);
  return report;
}

/* The child is on no roll any more. */
static inline void
way_test_leave_schools (WayDb          *db,
                        const WayPupil *pupil)
{
  g_autoptr(GPtrArray) all = way_records_of (db, &way_enrolment_entity, "pupil", &pupil->id, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      WayEnrolment *enrolment = g_ptr_array_index (all, i);

      if (way_date_is_set (&enrolment->to))
        continue;
      enrolment->to = way_date_ymd (2026, 11, 1);
      way_test_update (db, &way_enrolment_entity, enrolment);
    }
}

/* Nothing is found where the file is looked through. */
static inline void
way_test_assert_whole (WayDb *db)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) findings = way_verify_run (db, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  if (findings->len > 0)
    g_error ("%s", (const char *) g_ptr_array_index (findings, 0));
}
