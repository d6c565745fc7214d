/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <X11/Xlib.h>
#include <glib.h>

G_BEGIN_DECLS

/* A desktop that belongs to one test program: an X server without a screen, a
 * window manager, a session bus and an accessibility bus, and a home folder
 * that is new.  Nothing of the person's own session is seen or touched. */

/* Starts all of it and points the environment of this process (and so of the
 * programs it starts) at it.  Call it first in main(), before anything has
 * looked for a display or a bus.  What cannot be started ends the program with
 * a sentence that says so. */
void        way_test_desktop_start       (void);

/* Ends every process that was started here or that those started, and removes
 * the home folder.  A test program that dies leaves none behind either. */
void        way_test_desktop_stop        (void);

/* The harness's own connection to the X server; lent. */
Display    *way_test_desktop_get_display (void);

/* The new home folder: a place for the files of a test.  Lent. */
const char *way_test_desktop_get_home    (void);

/* Starts a program whose standard error goes to the file log.  It dies with
 * this process. */
GPid        way_test_desktop_spawn       (const char * const  *argv,
                                          const char          *log);

/* Asks now and then, for at most seconds, until done says so.  A machine under
 * load is slow, not wrong: give it time.  FALSE when the time ran out. */
typedef gboolean (*WayTestDone)          (gpointer             data);
gboolean    way_test_wait                (double               seconds,
                                          WayTestDone          done,
                                          gpointer             data);

G_END_DECLS
