/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* From a referral to a place and out again, and who pays.  Plain data. */

/* A request for a place.  Its stage is not stored: it follows from what has
 * been recorded (src/rules/way-stage.h). */
typedef struct
{
  WayId   id;
  WayId   pupil;
  char   *route;
  WayId   referrer;        /* the school or setting that asks */
  GDate   received;        /* not set: a draft */
  char   *stage;           /* derived */
  char   *commissioner;    /* payer */
  char   *place_payer;
  char   *top_up_payer;
  char   *payer_reason;    /* why, where the route leaves it open */
  char   *registration;
  WayId   wanted;          /* the provision asked for */
  gint64  sessions;        /* a week */
  gint64  weeks;
  char   *urgency;
  GDate   panel;           /* on which panel */
  WayId   exclusion;       /* what led here */
  char   *referrer_name;
  char   *referrer_role;
  char   *reasons;
  char   *outcomes;
  char   *tried;
  char   *child_view;
  char   *parent_view;
  gint64  consent;
  char   *risk;
  char   *health;
  GDate   closed;
  char   *close_reason;
  char   *fair_group;      /* by which the child may come under fair access */
  char   *fair_efforts;
  char   *days;            /* session_slot, several; none: any */
  char   *exception_reason;   /* why, where the route's table leaves a gap */
  char   *exception_by;
  GDate   exception_on;
  WayId   route_set;       /* the authority's table it was decided under; none: the shipped */
  char   *head_name;       /* the headteacher who asks for it */
  GDate   head_authorised;
  GDate   panel_wanted;
  char   *lead;            /* lead professional */
  GDate   acknowledged;    /* the office said that it has come */
  char   *exit_criteria;   /* when the place has done its work */
  char   *reintegration;
  gint64  part_time;       /* at the setting */
  char   *aspirations;
  char   *interests;
  char   *share_basis;     /* share_basis: why this may be passed on */
  char   *direct_reason;   /* why, where parents do not agree */
  char   *signed_by;
  GDate   signed_on;
  gint64  copy_given;      /* to parents or carers */
  GDate   notice;          /* of a direction off site, to parents */
  GDate   risk_on;         /* when the risks were looked at last */
  char   *condition;
  char   *clinician;
  char   *diagnosis;       /* diagnosis */
  char   *medication;
  char   *hospital;
  gint64  hours;           /* a week that the child can manage */
  char   *evidence;        /* medical evidence there is */
  gint64  reduced;         /* is on a part-time timetable now */
  char   *moves;           /* managed moves and directions off site */
  char   *specialist;      /* report by a specialist */
} WayReferral;
WAY_DECLARE_RECORD (WayReferral, way_referral)

typedef struct
{
  WayId   id;
  WayId   referral;
  GDate   date;
  char   *outcome;         /* decision */
  char   *made_by;         /* panel, officer */
  char   *members;
  WayId   provision;
  GDate   start_by;
  char   *conditions;
  char   *reasons;
  WayId   meeting;         /* at which it was made */
  char   *body;            /* decision_body */
  gint64  review_weeks;
  char   *cost;
  WayId   school;          /* that takes the child, by fair access */
  char   *asked;           /* referral_section, several: what a return asks for */
  GDate   answered;        /* the day on which what was asked for came */
} WayDecision;
WAY_DECLARE_RECORD (WayDecision, way_decision)

typedef struct
{
  WayId   id;
  WayId   referral;
  WayId   provision;
  GDate   made;
  GDate   start;
  GDate   expires;
  char   *response;        /* offer_response */
  GDate   responded;
  char   *reason;
  WayId   queue_entry;     /* none: past the queue's order, or no queue */
} WayOffer;
WAY_DECLARE_RECORD (WayOffer, way_offer)

/* A pupil at a provision.  The roll of the setting follows from it. */
typedef struct
{
  WayId   id;
  WayId   pupil;
  WayId   provision;
  WayId   referral;
  char   *route;
  char   *registration;
  GDate   start;
  GDate   expected_end;
  GDate   end;
  gint64  sessions;        /* a week: 10 is full time */
  char   *timetable;       /* session_slot, several */
  char   *commissioner;
  GDate   reviewed;        /* last held */
  char   *exit_plan;
  char   *destination;
  char   *end_reason;
  GDate   told_la;         /* the school told the council of a place that it arranged */
  GDate   offered_from;    /* the first session that was offered */
  GDate   attended_from;   /* and the first that the child came to */
  WayId   previous;        /* the placement from which the child was moved here */
  char   *transfer_reason;
  char   *extend_reason;   /* why it was extended, last */
  WayId   route_set;       /* the authority's table that it goes by; none: the shipped */
} WayPlacement;
WAY_DECLARE_RECORD (WayPlacement, way_placement)

/* Sessions of one week, by what happened, as one register counts them: that of
 * the setting (placement) or that of the school that keeps the child on its
 * roll (enrolment), never both in one row. */
typedef struct
{
  WayId   id;
  WayId   placement;
  GDate   week;            /* its Monday */
  gint64  possible;
  gint64  attended;
  gint64  authorised;
  gint64  unauthorised;
  gint64  not_offered;
  gint64  not_possible;    /* closed, elsewhere by arrangement: no absence */
  char   *source;          /* attendance_source */
  WayId   enrolment;
} WayAttendanceWeek;
WAY_DECLARE_RECORD (WayAttendanceWeek, way_attendance_week)

typedef struct
{
  WayId   id;
  WayId   placement;
  char   *element;         /* funding_element */
  char   *payer;
  char   *basis;           /* funding_basis */
  gint64  rate;            /* pence */
  GDate   from;
  GDate   to;
  char   *reason;
  char   *approved_by;     /* where a top-up by the council needs it */
  GDate   approved;
} WayFundingLine;
WAY_DECLARE_RECORD (WayFundingLine, way_funding_line)

G_END_DECLS
