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

/* The number that a statement gives. */
static inline gint64
way_test_count (WayDb      *db,
                const char *sql)
{
  g_autoptr(GError) error = NULL;
  gint64 number;

  way_db_get_int (db, sql, 0, &number, &error);
  g_assert_no_error (error);
  return number;
}

/* A stub, of which only the id is known, is nobody's record. */
static inline gint64
way_test_count_records (WayDb           *db,
                        const WayEntity *entity)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\" WHERE dot IS NOT NULL",
                                          entity->name);

  return way_test_count (db, sql);
}

static inline gboolean
way_test_has (WayDb           *db,
              const WayEntity *entity,
              gconstpointer    record)
{
  gpointer there = way_records_get (db, entity, way_record_id (record), NULL);
  gboolean found = there != NULL;

  if (there != NULL)
    way_record_free (entity, there);
  return found;
}

static inline WayPupil *
way_test_read_pupil (WayDb          *db,
                     const WayPupil *pupil)
{
  return way_records_get (db, &way_pupil_entity, &pupil->id, NULL);
}

/* A text into a field of a child that schools may change. */
static inline void
way_test_type_travel (WayDb          *db,
                      const WayPupil *pupil,
                      const char     *travel)
{
  g_autoptr(WayPupil) changed = way_test_read_pupil (db, pupil);

  g_free (changed->travel);
  changed->travel = g_strdup (travel);
  way_test_update (db, &way_pupil_entity, changed);
}
