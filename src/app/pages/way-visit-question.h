/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-visit-bound.h"

G_BEGIN_DECLS

/* One question of a visit: its wording, what the file says of it, the answer by its
 * type, words, and what is to be done about it.  All from the question’s row of
 * data/rules/visit-framework.xml. */
#define WAY_TYPE_VISIT_QUESTION (way_visit_question_get_type ())
G_DECLARE_FINAL_TYPE (WayVisitQuestion, way_visit_question, WAY, VISIT_QUESTION, GtkBox)

/* The binding outlives it.  add_evidence asks for a photograph or paper. */
GtkWidget     *way_visit_question_new    (WayVisitBinding  *binding,
                                          const WayCode    *question,
                                          GFunc             add_evidence,
                                          gpointer          data);
const WayCode *way_visit_question_get    (WayVisitQuestion *self);

/* Says again what follows from the answers: whether it is asked, what is wrong.
 * faults is of way_visit_form_check(); proposed is how its section is judged. */
void           way_visit_question_update (WayVisitQuestion *self,
                                          const GArray     *faults,
                                          const WayCode    *proposed);

/* Lists its evidence again. */
void           way_visit_question_reload (WayVisitQuestion *self);

G_END_DECLS
