/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-visits.h"

G_BEGIN_DECLS

/* What is done about visits beside writing them: planning, beginning, cancelling,
 * adding to one that is signed, and what becomes of actions.  Each function is one
 * named edit; refusals are WAY_SERVICE_ERROR. */

/* A visit is planned, with what the file knows of the setting, so that a copy that
 * knows less holds it too.  officers are names; may be NULL.  Its id comes back in
 * it. */
gboolean  way_visit_plan           (WayAct             *act,
                                    WayVisit           *visit,
                                    const char *const  *officers,
                                    GError            **error);

/* A round: one visit to each of the settings (WayId), in that order, one a school
 * day from its first day on.  The round's id comes back in it. */
gboolean  way_visit_plan_round     (WayAct             *act,
                                    WayVisitRound      *round,
                                    const char         *kind,
                                    const GArray       *settings,
                                    GError            **error);

/* The visit begins today: what the file knows is read anew, an officer who is not
 * named yet goes (the act's). */
gboolean  way_visit_start          (WayAct             *act,
                                    const WayId        *visit,
                                    GError            **error);

gboolean  way_visit_move           (WayAct             *act,
                                    const WayId        *visit,
                                    const GDate        *planned,
                                    GError            **error);
gboolean  way_visit_cancel         (WayAct             *act,
                                    const WayId        *visit,
                                    const char         *why,
                                    GError            **error);

/* To a visit that is signed off. */
gboolean  way_visit_add            (WayAct             *act,
                                    const WayId        *visit,
                                    const char         *text,
                                    GError            **error);

/* --- Actions --- */

/* New where it has no id, which comes back in it. */
gboolean  way_action_save          (WayAct             *act,
                                    WayAction          *action,
                                    GError            **error);

/* It was done on the day, seen by the evidence. */
gboolean  way_action_close         (WayAct             *act,
                                    const WayId        *action,
                                    const GDate        *day,
                                    const char         *evidence,
                                    GError            **error);
gboolean  way_action_drop          (WayAct             *act,
                                    const WayId        *action,
                                    const char         *why,
                                    GError            **error);

/* --- For single writes --- */

/* Whether the record may be written as far as visits go: what belongs to a visit
 * that is signed off is locked; addenda, actions and holds are not.  record may be
 * NULL for a deletion, which id names. */
gboolean  way_visit_check_locked   (WayDb              *db,
                                    const WayEntity    *entity,
                                    const WayId        *id,
                                    gconstpointer       record,
                                    GError            **error);

G_END_DECLS
