/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What kind of place an establishment is.  Pure; any thread. */

/* Whether it is a school, so that a child can be on its roll: as its type in the
 * register says; without one, as it is known to be registered, or as its kind
 * in the directory says.  type and directory_type may be NULL; registered is 0,
 * 1 or WAY_INTEGER_NONE. */
gboolean way_setting_is_school      (const char *type,
                                     const char *directory_type,
                                     gint64      registered);

/* Whether the registration of a placement puts the child on the setting's
 * roll.  NULL: no. */
gboolean way_setting_has_on_roll    (const char *registration);

G_END_DECLS
