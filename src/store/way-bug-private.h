/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Faults that a test build of this folder and of src/exchange can have, one at a
 * time, to show that the tests notice them.  Nothing of it is in the program. */
#ifdef WAY_SEEDED_BUGS
extern guint way_bug_seeded;
#define way_bug(number) (way_bug_seeded == (number))
#else
#define way_bug(number) FALSE
#endif
