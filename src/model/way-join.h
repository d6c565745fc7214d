/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* Two records that are of one child, made apart from each other.  Both stay as
 * they are; what is read of the child is read of all that are joined, under the
 * smallest id of them (way-joins.h).  Plain data. */
typedef struct
{
  WayId  id;
  WayId  pupil;
  WayId  other;
  char  *ground;           /* join_ground: by what they were found to be one */
  GDate  joined;
  char  *joined_by;
  GDate  ended;            /* taken apart again; not set: joined */
  char  *ended_by;
} WayPupilJoin;
WAY_DECLARE_RECORD (WayPupilJoin, way_pupil_join)

G_END_DECLS
