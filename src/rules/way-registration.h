/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"
#include "way-id.h"

G_BEGIN_DECLS

/* Which rolls a child may be on together, what a part-time timetable needs, and
 * when a setting must be registered as a school.  Pure; any thread; every number
 * is a row of data. */

/* --- The rolls of one child --- */

typedef struct
{
  WayId       establishment;
  const char *status;         /* enrolment_status; NULL is none */
  GDate       from;
  GDate       to;
} WayRoll;

typedef enum
{
  WAY_ROLL_TWO_MAIN,          /* more than one main roll */
  WAY_ROLL_EXCLUDED,          /* one that allows no other beside it */
  WAY_ROLL_NO_MAIN,           /* a subsidiary roll without a main one elsewhere */
} WayRollFault;

#define WAY_ROLL_NONE G_MAXUINT

typedef struct
{
  WayRollFault fault;
  guint        roll;          /* index */
  guint        other;         /* index; WAY_ROLL_NONE for WAY_ROLL_NO_MAIN */
  GDate        from;          /* the first day on which it is so */
} WayRollFinding;

/* The sentence for a finding (msgid). */
const char *way_roll_fault_text (WayRollFault   fault);

/* What contradicts what: one finding a pair of rolls, one a subsidiary roll.
 * GArray of WayRollFinding. */
GArray     *way_registration_check_rolls (const WayRoll *rolls,
                                          guint          n_rolls);

/* --- Part-time timetables (SI 2024/208, regulation 11(6)) --- */

typedef struct
{
  gint64 sessions;            /* a week; WAY_INTEGER_NONE: not said */
  GDate  from;
  GDate  to;
  GDate  review;              /* when it is looked at again */
  GDate  agreed;              /* with a parent */
} WayPartTimeFacts;

typedef struct
{
  const char *field;          /* of part_time */
  const char *text;           /* msgid */
} WayPartTimeFinding;

/* What is missing or late; nothing once it has ended.  GArray of
 * WayPartTimeFinding. */
GArray     *way_registration_check_part_time (const WayPartTimeFacts *facts,
                                              const GDate            *today);

/* --- Must it be a school? --- */

/* Whether the child is of compulsory school age on the day. */
gboolean    way_registration_is_compulsory (const GDate *birth,
                                            const GDate *on);

/* A child at the setting, as far as this file knows. */
typedef struct
{
  GDate    birth;
  int      minutes;           /* of education a week; below 0: not known */
  gboolean has_plan;
  gboolean is_looked_after;
  gboolean has_needs;         /* special educational needs, with a plan or without */
} WayRegistrationPupil;

typedef enum
{
  WAY_REGISTRATION_QUIET,
  WAY_REGISTRATION_NEAR,      /* would be with little more */
  WAY_REGISTRATION_MUST,
} WayRegistrationVerdict;

typedef struct
{
  WayRegistrationVerdict verdict;
  const WayCode *rule;        /* that speaks; NULL where none does */
  guint          n_full_time; /* of compulsory school age, by the rule in force */
  guint          n_single;    /* of these, those of whom one is enough */
  guint          n_near;      /* above the hours of the warning */
  guint          n_unknown;   /* whose hours or birth are not known */
} WayRegistration;

/* By the rows that are in force on the day. */
void        way_registration_judge (const WayRegistrationPupil *pupils,
                                    guint                       n_pupils,
                                    const GDate                *on,
                                    WayRegistration            *registration);

/* The same by these two rows of registration_rule; warning may be NULL. */
void        way_registration_judge_by (const WayCode              *rule,
                                       const WayCode              *warning,
                                       const WayRegistrationPupil *pupils,
                                       guint                       n_pupils,
                                       const GDate                *on,
                                       WayRegistration            *registration);

G_END_DECLS
