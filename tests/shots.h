/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-window.h"

G_BEGIN_DECLS

/* The one walk of tests/shots.c, as its parts see it. */

/* Leaves a picture of the window, once it came to rest, and looks it over. */
void       way_shots_look_at     (GtkWindow      *window,
                                  const char     *name);

/* A fault of what is on view. */
void       way_shots_add_fault   (const char     *text);

/* A window of its own, of the size that is being looked at; on a file where path is
 * not NULL. */
WayWindow *way_shots_open_window (const char     *path,
                                  const GDate    *today);

/* The dialog in front of the window; NULL for none. */
GtkWindow *way_shots_find_dialog (GtkWindow      *window);

/* --- shots-dialogs.c --- */

/* Makes the files that the dialogs are about in the folder. */
void       way_shots_begin_dialogs (const char   *folder);
void       way_shots_end_dialogs   (void);

/* Each dialog of exchange and sealing, before the page from which it is opened. */
void       way_shots_look_at_dialogs (void);

G_END_DECLS
