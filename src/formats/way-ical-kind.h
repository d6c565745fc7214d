/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libical/ical.h>

#include "way-area.h"

G_BEGIN_DECLS

/* Takes the kind and the name of the days that an event stands for, from its
 * categories, else from the words of its summary.  FALSE with a sentence. */
gboolean way_ical_read_kind (icalcomponent   *event,
                             WayCalendarDay  *day,
                             GError         **error);

G_END_DECLS
