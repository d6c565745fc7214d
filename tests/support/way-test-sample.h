/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sample.h"
#include "way-test-store.h"

/* Sample authorities, made once for a program, and questions to them. */

static inline WayDb *
way_test_sample_new (const char *name,
                     guint64     seed,
                     const char *today)
{
  WaySampleOptions options = { .seed = seed };
  g_autoptr(GError) error = NULL;
  WayDb *db = way_test_db_new ();

  if (today != NULL)
    g_assert_true (way_date_parse (today, &options.today));
  way_sample_write (db, name, &options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return db;
}

/* One number; ?1 to ?9 are not used: days stand in the text as julian (). */
static inline gint64
way_test_ask (WayDb      *db,
              const char *format,
              ...) G_GNUC_PRINTF (2, 3);

static inline gint64
way_test_ask (WayDb      *db,
              const char *format,
              ...)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;
  gint64 answer = -1;
  va_list args;

  va_start (args, format);
  sql = g_strdup_vprintf (format, args);
  va_end (args);
  way_db_get_int (db, sql, -1, &answer, &error);
  g_assert_no_error (error);
  return answer;
}

static inline guint32
way_test_day (const char *iso)
{
  GDate day;

  g_assert_true (way_date_parse (iso, &day));
  return way_date_julian (&day);
}

/* Pupils with a placement live on a day at a setting's counted provisions. */
static inline gint64
way_test_on_roll (WayDb      *db,
                  const char *setting,
                  const char *iso)
{
  guint32 day = way_test_day (iso);

  return way_test_ask (db,
                       "SELECT count (DISTINCT pupil) FROM placement"
                       " JOIN provision ON provision.id = placement.provision"
                       " JOIN establishment ON establishment.id = provision.establishment"
                       " WHERE establishment.name LIKE '%s' AND provision.counted"
                       " AND start <= %u AND coalesce (\"end\", 9999999) >= %u",
                       setting, day, day);
}
