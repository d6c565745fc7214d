/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-records.h"
#include "way-registration.h"

G_BEGIN_DECLS

/* What does not add up about rolls, weeks and settings of a file on a day: what a
 * merge brought together, and what nobody has agreed or registered. */

typedef enum
{
  WAY_DOUBT_ROLLS,         /* rolls of one child contradict each other */
  WAY_DOUBT_PART_TIME,     /* a part-time timetable lacks something, or is late */
  WAY_DOUBT_HOURS,         /* two sites claim the same half day */
  WAY_DOUBT_REGISTRATION,  /* a setting must be registered as a school, or nearly so */
  WAY_DOUBT_FAIR_ACCESS,   /* a duty to a child under fair access that nothing can end */
} WayDoubtKind;

const char *way_doubt_kind_name (WayDoubtKind kind);

typedef struct
{
  WayDoubtKind kind;
  const char  *entity;     /* of the record: enrolment, placement, part_time, establishment, pupil */
  WayId        record;
  WayId        pupil;      /* none for a setting */
  const char  *field;      /* of the record; NULL for none */
  GDate        from;       /* since when it is so; may be none */
  char        *text;       /* a translated sentence, without a child's name */
  const char  *source;     /* law or guidance; may be NULL */
} WayDoubt;

/* In the order of the kinds.  GArray of WayDoubt; NULL on error. */
GArray     *way_doubts_find     (WayDb        *db,
                                 const GDate  *on,
                                 GError      **error);

/* Those of one child, over all of the child's records.  GArray of WayDoubt; NULL on
 * error. */
GArray     *way_doubts_of_child (WayDb        *db,
                                 const WayId  *pupil,
                                 const GDate  *on,
                                 GError      **error);

/* What this file knows of one setting that is no school.  Other authorities may
 * have children there as well. */
typedef struct
{
  WayId           establishment;
  char           *name;
  WayRegistration found;
  guint           n_pupils;
  int             most_minutes;  /* a week, of the child who is there the most */
} WaySettingRegistration;

/* Settings that are no schools and have children on the day, by name.  GArray of
 * WaySettingRegistration; NULL on error. */
GArray     *way_doubts_settings (WayDb        *db,
                                 const GDate  *on,
                                 GError      **error);

G_END_DECLS
