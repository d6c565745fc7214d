/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "way-session.h"
#include "way-what-if.h"

G_BEGIN_DECLS

/* "What if?": another start, clock or calendar for a case, and how the day moves.
 * It looks only; nothing is written. */
#define WAY_TYPE_WHAT_IF_DIALOG (way_what_if_dialog_get_type ())
G_DECLARE_FINAL_TYPE (WayWhatIfDialog, way_what_if_dialog, WAY, WHAT_IF_DIALOG, AdwWindow)

/* Takes the case over. */
WayWhatIfDialog *way_what_if_dialog_new  (WaySession *session,
                                          WayWhatIf  *what_if);

/* Makes and shows it, above the window of a widget. */
void             way_what_if_dialog_open (GtkWidget  *parent,
                                          WaySession *session,
                                          WayWhatIf  *what_if);

G_END_DECLS
