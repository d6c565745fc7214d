/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-duties.h"
#include "way-statutory.h"

G_BEGIN_DECLS

/* What people do about a duty: they consider it, pause and restart it, set it
 * aside, say that it was met, and say why it was broken.  Each is one named edit
 * with the day, the person and the reason. */

/* "C01:" and the id of the record that started the clock.  Free with g_free(). */
char       *way_duty_key        (const char         *rule,
                                 const WayId        *subject);

/* What was done about duties, by day: key -> GPtrArray of WayDutyAct *, of one
 * child or, with a null id, of all.  NULL on error. */
GHashTable *way_duty_acts_load  (WayDb              *db,
                                 const WayId        *pupil,
                                 GError            **error);

/* Whether that can be done about the duty as it stands: kind is of duty_act. */
gboolean    way_duty_act_can    (const WayDutyFact  *duty,
                                 const char         *kind);

/* An act to be filled in, by rule and subject as a duty has them.  Free with
 * way_duty_act_free(). */
WayDutyAct *way_duty_act_start  (const char         *rule,
                                 const char         *started_by,
                                 const WayId        *subject,
                                 const WayId        *pupil,
                                 const char         *kind,
                                 const GDate        *day);

/* Does what was filled in, about the duty that it names.  As way_duty_act();
 * WAY_SERVICE_ERROR_UNKNOWN where that duty is no more. */
gboolean    way_duty_act_record (WayAct             *act,
                                 const WayDutyAct   *record,
                                 GError            **error);

/* Does it.  day not set is today; until is the last day of a pause, or NULL.
 * WAY_SERVICE_ERROR_STAGE where it cannot be done, _DATE for a day in the future
 * or before the clock started, _INCOMPLETE without a reason that is needed. */
gboolean    way_duty_act        (WayAct             *act,
                                 const WayDutyFact  *duty,
                                 const char         *kind,
                                 const GDate        *day,
                                 const GDate        *until,
                                 const char         *reason,
                                 GError            **error);

G_END_DECLS
