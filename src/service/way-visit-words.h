/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-visit-rule.h"

G_BEGIN_DECLS

/* A visit in translated words, for the window, paper and the command line.  All
 * texts are newly allocated: free with g_free(). */

/* How a day is said: as ISO on the command line, in words on a page. */
typedef char *(*WayVisitDayFunc)  (const GDate          *day,
                                   gpointer              data);

/* What is missing or wrong, as a sentence without a full stop. */
char  *way_visit_words_fault      (const WayVisitFault  *fault);

/* "Partly met", "12 pupils", "3 March 2026, policy 4711"; "" for no answer. */
char  *way_visit_words_answer     (const WayCode        *question,
                                   const WayVisitAnswer *answer,
                                   WayVisitDayFunc       say_day,
                                   gpointer              data);

/* The same of what the file said of it; NULL where it said nothing. */
char  *way_visit_words_known      (const WayCode        *question,
                                   const WayVisitAnswer *answer,
                                   WayVisitDayFunc       say_day,
                                   gpointer              data);

/* "A1 Is it registered as a school?" */
char  *way_visit_words_question   (const WayCode        *question);

G_END_DECLS
