/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Small, made-up cases of the store, each with one thing that must hold.  They
 * say what is not as it must be, or NULL: no test ends with them, so they can be
 * asked what they notice of a bug that was sown. */

typedef const char *(*SimVector) (void);

const char *sim_vector_capture   (void);   /* what an edit did is what is journaled */
const char *sim_vector_outside   (void);   /* nothing is written outside of an edit */
const char *sim_vector_salts     (void);   /* no two parts have one salt */
const char *sim_vector_classes   (void);   /* each field is in the part of its class */
const char *sim_vector_clock     (void);   /* stamps rise, and follow no wrong clock */
const char *sim_vector_tampered  (void);   /* verify finds whatever was changed */
const char *sim_vector_failed    (void);   /* what failed has left nothing */
const char *sim_vector_file      (void);   /* files: whose, of which version, which name */
const char *sim_vector_undo      (void);   /* taken back: all of it, once, and no more */
const char *sim_vector_conflicts (void);   /* listed and settled as they were asked */
const char *sim_vector_clones    (void);   /* two that go by one name are told apart */
const char *sim_vector_altered   (void);   /* what is not what its author wrote is refused */
const char *sim_vector_preview   (void);   /* a preview leaves nothing */
const char *sim_vector_op        (void);   /* operations as bytes */
const char *sim_vector_stub      (void);   /* what has not come is not shown */
const char *sim_vector_ranges    (void);   /* what was heard is what is said to be */

G_END_DECLS
