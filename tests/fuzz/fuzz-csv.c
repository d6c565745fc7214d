/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer over tables of text.  The first byte says who reads it: nobody but the
 * table's own reader, the records of a pupil or a placement, the register of
 * schools, or the map of headings.  Whatever it is, it is read or refused with a
 * reason; what was read is text, and what is written of it is read back the same. */
#include <string.h>

#include "way-children.h"
#include "way-gias.h"
#include "way-journey.h"
#include "way-records-csv.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* One row once more, under headings of its own. */
static void
write_back (const WayCsvReader *reader)
{
  const char *const *fields = way_csv_reader_fields (reader);
  guint n = way_csv_reader_n_fields (reader);
  g_autoptr(GString) out = g_string_new ("a\n");
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(WayCsvReader) back = NULL;

  for (guint i = 0; i < n; i++)
    g_assert_true (g_utf8_validate (fields[i], -1, NULL));
  way_csv_write_row (out, fields, n, WAY_CSV_PLAIN);
  bytes = g_bytes_new (out->str, out->len);
  back = way_csv_reader_new (bytes, ',', NULL);
  g_assert_nonnull (back);
  if (way_csv_reader_next (back, NULL) != WAY_CSV_ROW)
    return;                        /* of one empty field: a line that is passed over */
  g_assert_cmpuint (way_csv_reader_n_fields (back), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (way_csv_reader_fields (back)[i], ==, fields[i]);
}

static void
read_table (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayCsvReader) reader = way_csv_reader_new (bytes, 0, &error);
  guint line = 0;
  WayCsvStep step;

  g_assert_true ((reader == NULL) == (error != NULL));
  if (reader == NULL)
    return;
  while ((step = way_csv_reader_next (reader, &error)) == WAY_CSV_ROW)
    {
      g_assert_cmpuint (way_csv_reader_line (reader), >, line);
      line = way_csv_reader_line (reader);
      write_back (reader);
    }
  g_assert_true ((step == WAY_CSV_ERROR) == (error != NULL));
}

static void
read_records (GBytes          *bytes,
              const WayEntity *entity)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayRecordsReader) reader = way_records_reader_new (entity, bytes, NULL, &error);
  WayCsvStep step;
  gpointer record = NULL;
  char *reason = NULL;

  g_assert_true ((reader == NULL) == (error != NULL));
  if (reader == NULL)
    return;
  while ((step = way_records_reader_next (reader, &record, &reason, &error)) == WAY_CSV_ROW)
    {
      g_assert_true ((record == NULL) == (reason != NULL));
      g_assert_true (reason == NULL || g_utf8_validate (reason, -1, NULL));
      way_record_free (entity, record);
      g_clear_pointer (&reason, g_free);
    }
  g_assert_true ((step == WAY_CSV_ERROR) == (error != NULL));
}

static void
read_register (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayGiasReader) reader = way_gias_reader_new (bytes, &error);
  WayCsvStep step = WAY_CSV_ROW;

  g_assert_true ((reader == NULL) == (error != NULL));
  while (reader != NULL && step == WAY_CSV_ROW)
    {
      g_auto(WayGiasRow) row = { 0 };

      step = way_gias_reader_next (reader, &row, &error);
      if (step == WAY_CSV_ROW)
        g_assert_true ((row.establishment == NULL) == (row.reason != NULL));
    }
}

static void
read_map (GBytes *bytes)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayCsvMap) map = way_csv_map_new (bytes, &error);
  guint line;

  g_assert_true ((map == NULL) == (error != NULL));
  for (guint i = 0; map != NULL && i < way_csv_map_n_lines (map); i++)
    g_assert_nonnull (way_csv_map_lookup (map, way_csv_map_ours (map, i, &line)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = NULL;

  if (size == 0)
    return 0;
  bytes = g_bytes_new (data + 1, size - 1);
  switch (data[0] % 5)
    {
    case 0:
      read_table (bytes);
      break;
    case 1:
      read_records (bytes, &way_pupil_entity);
      break;
    case 2:
      read_records (bytes, &way_placement_entity);
      break;
    case 3:
      read_register (bytes);
      break;
    default:
      read_map (bytes);
      break;
    }
  return 0;
}
