/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-test-devices.h"

/* Two offices in step, and a school that has heard of both. */
typedef struct
{
  WayTestDevice *second;
  WayTestDevice *school;
} WayTestTwo;

static inline void
way_test_two_keep_in_step (WayTestDevices *world,
                           WayTestTwo     *two)
{
  way_test_devices_post (world, world->office, two->second->db, &two->second->device->id);
  way_test_devices_post (world, two->second->db, world->office, &world->own->id);
}

static inline WayTestTwo
way_test_two_make (WayTestDevices *world)
{
  WayTestTwo two = { way_test_devices_enrol (world, WAY_COPY_OFFICE, NULL), NULL };

  two.school = way_test_devices_enrol (world, WAY_COPY_SCHOOL, &world->school->id);
  way_test_devices_post (world, two.school->db, world->office, &world->own->id);
  way_test_two_keep_in_step (world, &two);
  return two;
}

/* A file of the office for the school, and of the school for the office. */
static inline WayMergeReport
way_test_two_give (WayTestDevices *world,
                   WayDb          *office,
                   WayTestTwo     *two)
{
  return way_test_devices_post (world, office, two->school->db, &two->school->device->id);
}

static inline WayMergeReport
way_test_two_tell (WayTestDevices *world,
                   WayDb          *office,
                   WayTestTwo     *two)
{
  return way_test_devices_post (world, two->school->db, office,
                                office == world->office ? &world->own->id
                                                        : &two->second->device->id);
}

static inline void
way_test_assert_travel (WayDb          *db,
                        const WayPupil *pupil,
                        const char     *travel)
{
  g_autoptr(WayPupil) there = way_test_read_pupil (db, pupil);

  g_assert_nonnull (there);
  g_assert_cmpstr (there->travel, ==, travel);
}

static inline gint64
way_test_count_ops (WayDb       *db,
                    const WayId *row)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (db, "SELECT count (*) FROM op WHERE row = :row", NULL);

  way_stmt_bind_id (stmt, ":row", row);
  g_assert_cmpint (way_stmt_step (stmt, NULL), ==, WAY_STEP_ROW);
  return way_stmt_int (stmt, 0);
}
