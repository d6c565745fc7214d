/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-session.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The rules that settle conflicts of harmless fields: seen, set, changed, removed, and
 * applied.  Each change is saved at once, as an edit of its own. */
void way_conflict_rules_present (GtkWidget  *from,
                                 WaySession *session);

G_END_DECLS
