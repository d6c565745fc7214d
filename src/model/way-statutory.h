/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* What starts the clocks beside exclusions and placements, and what people did
 * about the duties that follow.  Plain data. */

/* A time away from school for one reason. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   establishment;
  char   *kind;            /* absence_kind */
  GDate   from;
  GDate   to;              /* not set: still away */
  GDate   forecast_to;     /* expected last day, from a letter or the school */
  gint64  half_days;       /* only where not all sessions of the time are missed */
  char   *evidence;
  GDate   told;            /* the school told the council */
  GDate   explained;       /* a reason took the place of code N */
  GDate   educated_from;   /* other education began */
} WayAbsence;
WAY_DECLARE_RECORD (WayAbsence, way_absence)

/* A day on which the child came to school between two times out. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   establishment;
  GDate   day;
} WayAttendedDay;
WAY_DECLARE_RECORD (WayAttendedDay, way_attended_day)

/* What somebody did about a duty.  Duties are derived: this names the rule and
 * the record that started its clock, one of the references that follow. */
typedef struct
{
  WayId   id;
  char   *rule;            /* clock */
  WayId   pupil;
  WayId   exclusion;
  WayId   placement;
  WayId   decision;
  WayId   absence;
  WayId   direction;
  char   *kind;            /* duty_act */
  GDate   day;             /* of which it holds */
  GDate   until;           /* last day of a pause */
  char   *by;              /* who did it, in words */
  WayId   user;
  char   *reason;
} WayDutyAct;
WAY_DECLARE_RECORD (WayDutyAct, way_duty_act)

/* What the council does about a child without suitable full-time education.
 * That a child is on the register is derived; a case of a reason that no other
 * record tells puts the child there too. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *reason;          /* s19_reason */
  GDate   since;           /* without education */
  GDate   known;           /* the council became aware */
  GDate   considered;
  char   *decision;        /* s19_decision */
  GDate   decided;
  char   *decision_reason;
  char   *by;              /* who decided, in words */
  gint64  hours;           /* of education a week, now */
  WayId   worker;
  char   *doing;
  GDate   review_by;
  GDate   ended;
  char   *end_reason;
} WayS19Case;
WAY_DECLARE_RECORD (WayS19Case, way_s19_case)

/* A governing body sends a child to be educated elsewhere for a time. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   establishment;   /* whose governing body */
  WayId   elsewhere;
  GDate   decided;
  GDate   notice;          /* written notice was given */
  GDate   from;
  GDate   to;
  gint64  days;
  char   *report_to;
  char   *times;
  char   *reasons;
  char   *objectives;
  GDate   reviewed;
} WayDirection;
WAY_DECLARE_RECORD (WayDirection, way_direction)

G_END_DECLS
