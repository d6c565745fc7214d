/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-children.h"
#include "way-directory.h"
#include "way-journey.h"
#include "way-records.h"
#include "way-store.h"

/* A migrated database in memory, and small worlds to put into it.  Nothing
 * here reads the clock of the machine. */

static inline WayDb *
way_test_db_new (void)
{
  g_autoptr(GError) error = NULL;
  WayDb *db = way_db_open (":memory:", WAY_DB_CREATE, &error);

  g_assert_no_error (error);
  return db;
}

typedef struct
{
  const WayEntity *entity;
  gpointer         record;
} WayTestRecord;

static inline gboolean
way_test_insert_func (WayDb     *db,
                      gpointer   data,
                      GError   **error)
{
  WayTestRecord *one = data;

  return way_records_insert (db, one->entity, one->record, error);
}

static inline gboolean
way_test_update_func (WayDb     *db,
                      gpointer   data,
                      GError   **error)
{
  WayTestRecord *one = data;

  return way_records_update (db, one->entity, one->record, error);
}

static inline gboolean
way_test_delete_func (WayDb     *db,
                      gpointer   data,
                      GError   **error)
{
  WayTestRecord *one = data;

  return way_records_delete (db, one->entity, way_record_id (one->record), error);
}

static inline WayEditId
way_test_run (WayDb           *db,
              WayEditFunc      func,
              const WayEntity *entity,
              gpointer         record)
{
  WayTestRecord one = { entity, record };
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  g_autoptr(GError) error = NULL;
  WayEditId edit = 0;

  way_edit_run (db, &info, func, &one, &edit, &error);
  g_assert_no_error (error);
  return edit;
}

/* One edit each: the record goes in, is changed, goes out. */
#define way_test_insert(db, entity, record) way_test_run (db, way_test_insert_func, entity, record)
#define way_test_update(db, entity, record) way_test_run (db, way_test_update_func, entity, record)
#define way_test_delete(db, entity, record) way_test_run (db, way_test_delete_func, entity, record)

static inline WayPupil *
way_test_pupil (const char *forename,
                const char *surname)
{
  WayPupil *pupil = way_pupil_new ();

  pupil->forename = g_strdup (forename);
  pupil->surname = g_strdup (surname);
  pupil->birth = way_date_ymd (2012, 5, 3);
  return pupil;
}
