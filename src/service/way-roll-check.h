/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-children.h"
#include "way-records.h"
#include "way-registration.h"

G_BEGIN_DECLS

/* Whether the rolls of a child contradict each other.  A local write that makes
 * it so is refused; what a merge brought together is found and told. */

/* Checks an enrolment as it is about to be written against the child's others.
 * planned are the child's enrolments (WayEnrolment *) that go in before it and
 * stand for what is stored of them; NULL where it is written alone, else its
 * main roll may still come.  WAY_MODEL_ERROR_CONTRADICTION; the message names the
 * field. */
gboolean way_roll_check      (WayDb               *db,
                              const WayEnrolment  *enrolment,
                              const GPtrArray     *planned,
                              GError             **error);

/* A contradiction in the file. */
typedef struct
{
  WayId        pupil;
  WayRollFault fault;
  WayId        roll;          /* an enrolment, or a placement that is one */
  gboolean     is_placement;  /* roll is */
  WayId        other;         /* likewise; none for WAY_ROLL_NO_MAIN */
  GDate        from;          /* the first day on which it is so */
} WayRollDoubt;

/* All that still holds on or after a day, by child.  Placements that put a child
 * on a setting's roll count as rolls; while one shares a child, the school's
 * single registration counts as the main one, and one to come contradicts nothing
 * until it begins.  GArray of WayRollDoubt. */
GArray  *way_roll_check_all  (WayDb               *db,
                              const GDate         *since,
                              GError             **error);

/* The same of one child, over all of the child's records. */
GArray  *way_roll_check_child (WayDb               *db,
                               const WayId         *pupil,
                               const GDate         *since,
                               GError             **error);

G_END_DECLS
