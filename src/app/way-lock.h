/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Locking sealed files: what was typed is kept in the file, then the program
 * starts itself anew in the same process, so that nothing of the file stays in
 * memory, and asks for the passphrase. */

/* From here on the program locks itself when nobody touches it for as long as the
 * settings say, and when the computer goes to sleep. */
void way_lock_watch (GtkApplication *app);

/* Whether this program is one that locked itself: then it asks for the passphrase,
 * whatever else would open the file. */
gboolean way_lock_was_locked (void);

/* Now; where no sealed file is open, nothing happens.  Does not come back
 * otherwise. */
void way_lock_now   (GtkApplication *app);

G_END_DECLS
