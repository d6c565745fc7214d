/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Real keys, pressed by XTEST on the display of way-test-desktop.h: they go to
 * whatever has the focus, as a person's would. */

/* Presses and releases one key, with modifiers before it in angle brackets:
 * "Return", "<Ctrl>z", "<Alt>3", "<Ctrl><Shift>Tab".  The key is named as X
 * names it. */
void way_test_press (const char *keys);

/* The same, times times. */
void way_test_press_times (const char *keys,
                           guint       times);

/* Types text; any character of Unicode. */
void way_test_type  (const char *text);

G_END_DECLS
