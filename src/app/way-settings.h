/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The settings of this person on this computer: keys are in
 * data/org.waymark.Waymark.gschema.xml.  One object for the program, lent; main
 * thread.  A program run from where it was built finds its schema there. */
GSettings *way_settings_get (void);

G_END_DECLS
