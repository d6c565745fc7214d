/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-pupil-facts.h"

G_BEGIN_DECLS

/* What a child's page says, translated.  Results are freed with g_free(). */

/* "At Beacon Centre, week 16 of 20, until Fri 11 Dec"; at school, or nowhere. */
char       *way_pupil_words_where      (const WayPupilFacts *facts,
                                        const GDate         *today);

/* "Attendance rose from 48% to 84% after Bea moved to Beacon Centre": what the
 * chart shows, in one sentence. */
char       *way_pupil_words_title      (const WayPupilFacts *facts);

/* "In 3 school days, Fri 13 Nov"; "2 school days late, was due Fri 6 Nov". */
char       *way_pupil_words_due        (const GDate         *due,
                                        const GDate         *today,
                                        int                  school_days);

/* "Review at Beacon Centre", and what a button that meets it says. */
char       *way_pupil_words_duty       (const WayDutyFact   *duty);
const char *way_pupil_words_duty_step  (const WayDutyFact   *duty);

/* "3½ days", "1 day"; the number alone. */
char       *way_pupil_words_days       (gint64               half_days);
char       *way_pupil_words_number     (gint64               half_days);

/* "Started at Beacon Centre", "Suspended for 3 days", "Review held". */
char       *way_pupil_words_entry      (const WayPupilBar   *bar,
                                        gboolean             ended);

G_END_DECLS
