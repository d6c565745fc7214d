/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main roll of a child on a day. */

#include "way-roll.h"

#include "way-codes.h"
#include "way-joins.h"

gboolean
way_roll_is_main (const WayEnrolment *enrolment,
                  const GDate        *day)
{
  const WayCode *status = enrolment->status != NULL
                            ? way_codes_lookup ("enrolment_status", enrolment->status) : NULL;

  return status != NULL && way_code_is (status, "main") &&
         way_date_within (day, &enrolment->from, &enrolment->to);
}

gboolean
way_roll_find_main (WayDb         *db,
                    const WayId   *pupil,
                    const GDate   *day,
                    WayEnrolment **enrolment,
                    GError       **error)
{
  g_autoptr(GPtrArray) rows = way_joins_records_of (db, &way_enrolment_entity, pupil, error);
  WayEnrolment *last = NULL;

  *enrolment = NULL;
  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      WayEnrolment *row = g_ptr_array_index (rows, i);

      if (way_roll_is_main (row, day) &&
          (last == NULL || way_date_compare (&row->from, &last->from) > 0))
        last = row;
    }
  if (last != NULL)
    *enrolment = way_enrolment_copy (last);
  return TRUE;
}
