/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers that things are measured by, from their rows. */

#include "way-measure.h"

#include "way-codes.h"

int
way_measure_on (const char  *id,
                const GDate *on)
{
  const WayCode *row = way_codes_lookup_on ("measure", id, on);

  if (row == NULL)
    row = way_codes_lookup ("measure", id);
  g_return_val_if_fail (row != NULL, 0);
  return way_code_get_int (row, "value", 0);
}

int
way_measure_full_time (void)
{
  return way_code_get_int (way_codes_lookup ("funding_rule", "full_time"), "sessions", 0);
}
