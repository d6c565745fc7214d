/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind of place an establishment is. */

#include "way-setting.h"

#include "way-codes.h"
#include "way-field.h"

static gboolean
says_school (const char *set,
             const char *id)
{
  const WayCode *code = way_codes_lookup (set, id);

  return code != NULL && way_code_is (code, "school");
}

gboolean
way_setting_is_school (const char *type,
                       const char *directory_type,
                       gint64      registered)
{
  if (type != NULL)
    return says_school ("establishment_type", type);
  if (registered != WAY_INTEGER_NONE)
    return registered != 0;
  return directory_type != NULL && says_school ("directory_type", directory_type);
}

gboolean
way_setting_has_on_roll (const char *registration)
{
  const WayCode *code = registration != NULL ? way_codes_lookup ("registration", registration)
                                             : NULL;

  return code != NULL && way_code_get (code, "ap_status") != NULL;
}
