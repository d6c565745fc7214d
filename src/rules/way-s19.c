/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a child is on the Section 19 register.  The first that is true tells: what
 * the law names before what somebody recorded, and that before what can only be
 * supposed of a child on no roll. */

#include "way-s19.h"

#include <string.h>

/* Of a child on no roll and placed nowhere. */
static const char *
find_without_roll (const WayS19Facts *facts)
{
  const WayCode *ground = facts->ground != NULL
                            ? way_codes_lookup ("deletion_ground", facts->ground) : NULL;
  const char *reason = ground != NULL ? way_code_get (ground, "register") : NULL;

  if (reason != NULL)
    return strcmp (reason, "none") == 0 ? NULL : reason;
  if (facts->has_plan)
    return "AWAITING_SPECIALIST";
  return facts->had_roll ? "OTHER" : "NEW_TO_AREA";
}

static const char *
find_reason (const WayS19Facts *facts)
{
  if (facts->excluded && !facts->is_placed_full && !facts->is_educated)
    return "PEX";
  if (facts->suspended)
    return facts->from_pru ? "PRU_SUSP" : "SUSPENDED";
  if (facts->absence != NULL)
    return facts->absence;
  if (facts->recorded != NULL)
    return facts->recorded;
  if (facts->has_roll || facts->is_placed || facts->is_educated || facts->excluded)
    return NULL;
  return find_without_roll (facts);
}

const WayCode *
way_s19_reason (const WayS19Facts *facts)
{
  const char *reason = find_reason (facts);

  return reason != NULL ? way_codes_lookup ("s19_reason", reason) : NULL;
}
