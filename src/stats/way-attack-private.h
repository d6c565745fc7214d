/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glpk.h>

#include "way-attack.h"

G_BEGIN_DECLS

/* Problems of GLPK, which keeps an environment for each thread: it goes with
 * the thread's last problem.  It says nothing on the terminal. */
glp_prob *way_problem_new  (void);
void      way_problem_free (glp_prob *self);

G_END_DECLS
