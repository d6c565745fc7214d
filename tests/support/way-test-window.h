/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <atspi/atspi.h>
#include <glib.h>

#include "way-test-desktop.h"
#include "way-test-keys.h"

G_BEGIN_DECLS

/* A program in its window, looked at through the accessibility bus, as a screen
 * reader does, and acted on with real keys.
 *
 * Nothing here sleeps for a fixed time: whatever is asked for is waited for.
 * What does not come within way_test_patience seconds fails the test, and the
 * message holds the tree of what was there instead. */
typedef struct _WayTestWindow WayTestWindow;

extern double way_test_patience;

/* A widget as the bus shows it. */
typedef AtspiAccessible WayTestWidget;
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTestWidget, g_object_unref)

/* Starts the program and waits for its window to be in front.  A program of the
 * build: the environment variable WAY_TEST_PROGRAM, or the path.  args ends in
 * NULL and is without the program itself. */
WayTestWindow   *way_test_window_launch     (const char         *program,
                                             const char * const *args);

/* Brings the window to the front, before others that a test has open: keys go to
 * it from then on.  Whatever dialog of the program is open comes along. */
void             way_test_window_raise      (WayTestWindow      *self);

/* Waits until the program, of its own, has become a new one in the same process,
 * and that one's window is in front. */
void             way_test_window_wait_restart (WayTestWindow    *self);

/* Asks the window manager to close the window, waits for the program to end and
 * frees self.  Fails the test if the program did not end well, or wrote any
 * warning or critical of GLib, GTK, Adwaita or its own on the way. */
void             way_test_window_close      (WayTestWindow      *self);

/* Ends the program as a power cut does: it is told nothing.  Frees self. */
void             way_test_window_kill       (WayTestWindow      *self);

/* The first widget on view, in reading order, of this role (any:
 * ATSPI_ROLE_INVALID) and name (any: NULL).  A label's name is its text.  Waits
 * for it.  The caller owns what comes back (all of these). */
WayTestWidget   *way_test_window_find       (WayTestWindow      *self,
                                             AtspiRole           role,
                                             const char         *name);

/* The same by a part of its name. */
WayTestWidget   *way_test_window_find_part  (WayTestWindow      *self,
                                             AtspiRole           role,
                                             const char         *part);

/* Whether it is there now; does not wait. */
gboolean         way_test_window_has        (WayTestWindow      *self,
                                             AtspiRole           role,
                                             const char         *name);

void             way_test_window_wait_gone  (WayTestWindow      *self,
                                             AtspiRole           role,
                                             const char         *name);

/* Waits until no dialog of the program is open.  After a key that closes one, ask
 * this before anything is looked for: GTK 4.8 complains when it is asked for a
 * window that has just gone. */
void             way_test_window_wait_alone (WayTestWindow      *self);

/* Waits for a widget of the role and name to be in the state, or out of it. */
void             way_test_window_wait_state (WayTestWindow      *self,
                                             AtspiRole           role,
                                             const char         *name,
                                             AtspiStateType      state,
                                             gboolean            on);

/* Presses Tab until the widget, or something in it, has the focus: what a
 * person can do without a mouse, and no more. */
void             way_test_window_tab_to     (WayTestWindow      *self,
                                             AtspiRole           role,
                                             const char         *name);

/* tab_to, then the space bar: presses a button, turns a switch. */
void             way_test_window_activate   (WayTestWindow      *self,
                                             AtspiRole           role,
                                             const char         *name);

/* tab_to, then text in place of all that the entry held. */
void             way_test_window_fill       (WayTestWindow      *self,
                                             const char         *name,
                                             const char         *text);

/* Answers the file chooser that comes to the front, to open or to save: types the path
 * in place of what it proposes, and presses Return until the chooser has gone. */
void             way_test_window_answer_chooser (WayTestWindow  *self,
                                             const char         *path);

/* Presses the key ("Down") until what has the focus, or something in it, says
 * the text: to a row of a list or table, to one of several radio buttons. */
void             way_test_window_arrow_to   (WayTestWindow      *self,
                                             const char         *key,
                                             const char         *text);

/* tab_to, opens the list of choices, and takes the one that says the text. */
void             way_test_window_choose     (WayTestWindow      *self,
                                             const char         *name,
                                             const char         *text);

/* What a widget says: its text if it has one, else its name.  Free with g_free(). */
char            *way_test_get_text          (WayTestWidget      *widget);
double           way_test_get_value         (WayTestWidget      *widget);
gboolean         way_test_get_state         (WayTestWidget      *widget,
                                             AtspiStateType      state);

/* Everything on view, a line each, indented.  Free with g_free(). */
char            *way_test_window_describe   (WayTestWindow      *self);

/* Gives the window this size and waits until it has it. */
void             way_test_window_resize     (WayTestWindow      *self,
                                             int                 width,
                                             int                 height);

/* A picture of the window, without its shadow, as a PNG file. */
void             way_test_window_shot       (WayTestWindow      *self,
                                             const char         *path);

G_END_DECLS
