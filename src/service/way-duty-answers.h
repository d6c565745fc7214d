/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-school-days.h"

G_BEGIN_DECLS

/* What a rule says depends on few days, and is asked for a million placements: each
 * answer is worked out once.  Days are Julian day numbers, 0 where there is none. */

typedef struct
{
  const WaySchoolDays *days;
  guint32              day;
  guint32              more;     /* of what else it depends on */
} WayDutyKey;

typedef struct
{
  WayDutyKey key;
  guint32    due;
  guint32    decide;             /* C24 */
} WayDutyAnswer;

GHashTable    *way_duty_answers_new    (void);

/* A new, empty one where nobody has asked yet. */
WayDutyAnswer *way_duty_answers_find   (GHashTable           *self,
                                        const WayDutyKey     *key,
                                        gboolean             *is_new);

/* The due day of the next review (C19) of a placement that began on a day, with the
 * authority's number of weeks between reviews. */
guint32        way_duty_answers_review (GHashTable           *self,
                                        const WaySchoolDays  *days,
                                        guint32               start,
                                        guint32               reviewed,
                                        guint                 weeks);

G_END_DECLS
