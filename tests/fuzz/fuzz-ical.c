/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer over a file of school days, iCalendar for the most part.  Whatever it
 * is, it is read or refused with a reason; each row has days that may stand, or
 * says why not. */
#include "way-calendar-file.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) rows = way_calendar_file_read (bytes, &error);

  g_assert_true ((rows == NULL) == (error != NULL));
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      const WayCalendarRow *row = g_ptr_array_index (rows, i);

      g_assert_true ((row->day == NULL) == (row->reason != NULL));
      g_assert_true (row->reason == NULL || g_utf8_validate (row->reason, -1, NULL));
      g_assert_true (row->day == NULL || way_calendar_file_check (row->day, NULL));
    }
  return 0;
}
