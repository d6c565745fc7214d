/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The description of what joins two records of one child. */

#include "way-join.h"

#include "way-describe-private.h"

#define RECORD WayPupilJoin
static const WayField fields_of_way_pupil_join_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), PUPIL, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, other, N_("The same child as"), PUPIL, .set = "pupil",
         .flags = REQUIRED | LIST),
  FIELD (4, CODE, ground, N_("Found by"), PUPIL, .set = "join_ground", .flags = LIST),
  FIELD (5, DATE, joined, N_("Joined"), PUPIL, .flags = LIST),
  FIELD (6, TEXT, joined_by, N_("Joined by"), PUPIL, .high = 100),
  FIELD (7, DATE, ended, N_("Taken apart"), PUPIL, .flags = LIST),
  FIELD (8, TEXT, ended_by, N_("Taken apart by"), PUPIL, .high = 100),
};

static gboolean
check_join (gconstpointer   record,
            GError        **error)
{
  const WayPupilJoin *self = record;

  if (way_id_equal (&self->pupil, &self->other))
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                   "other: a record cannot be joined with itself");
      return FALSE;
    }
  return way_check_period (&self->joined, &self->ended, "ended", error);
}

ENTITY (way_pupil_join_entity, 80, "pupil_join", N_("join of two records"),
        N_("Records of one child"), .check = check_join);
WAY_DEFINE_RECORD (WayPupilJoin, way_pupil_join)
#undef RECORD
