/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* Visits to settings: what was asked, seen and found, what is to be done about it,
 * and what stops children from being placed there meanwhile.  Plain data; what an
 * answer holds depends on its question (data/rules/visit-framework.xml). */

/* Settings that are visited one after another. */
typedef struct
{
  WayId   id;
  char   *name;
  GDate   from;
  GDate   to;
  char   *officer;         /* who goes, where it is one */
  char   *note;
} WayVisitRound;
WAY_DECLARE_RECORD (WayVisitRound, way_visit_round)

/* One visit.  How far it is follows from what is recorded (way-visit-rule.h). */
typedef struct
{
  WayId   id;
  WayId   establishment;
  WayId   round;
  WayId   site;
  char   *kind;            /* visit_type */
  GDate   planned;
  GDate   date;            /* on which it began; not set: not begun */
  char   *time_in;
  char   *time_out;
  char   *accompanied_by;
  gint64  pupils_expected;
  gint64  pupils_present;
  gint64  placements;      /* ours that were live, as the file had them */
  char   *documents_left;
  char   *judgement;       /* approval, as the officer gives it */
  char   *judgement_why;
  GDate   next_visit;
  char   *officer_signed;
  GDate   officer_signed_on;
  char   *provider_signed;
  char   *provider_role;
  GDate   provider_signed_on;
  GDate   cancelled;
  char   *cancel_reason;
} WayVisit;
WAY_DECLARE_RECORD (WayVisit, way_visit)

/* Who went. */
typedef struct
{
  WayId   id;
  WayId   visit;
  char   *name;
  char   *role;
} WayVisitOfficer;
WAY_DECLARE_RECORD (WayVisitOfficer, way_visit_officer)

typedef struct
{
  WayId   id;
  WayId   visit;
  char   *question;        /* visit_question */
  char   *value;           /* visit_value */
  gint64  number;
  GDate   date;
  char   *reference;
  char   *text;
  char   *known;           /* what the file said when it was asked, as the machine writes it */
} WayVisitAnswer;
WAY_DECLARE_RECORD (WayVisitAnswer, way_visit_answer)

typedef struct
{
  WayId   id;
  WayId   visit;
  char   *kind;            /* finding_kind */
  gint64  position;
  char   *wording;
} WayFinding;
WAY_DECLARE_RECORD (WayFinding, way_finding)

/* Something that somebody is to do about a setting by a day.  Those of a strategy are
 * the strategy’s (way-strategy.h). */
typedef struct
{
  WayId   id;
  WayId   establishment;
  WayId   visit;           /* at which it was agreed; may be none */
  char   *question;        /* visit_question that it answers; may be none */
  char   *wording;
  char   *owner;
  GDate   due;
  char   *severity;        /* action_severity */
  GDate   done;
  char   *evidence;        /* by what it is seen that it was done */
  GDate   dropped;
  char   *drop_reason;
} WayAction;
WAY_DECLARE_RECORD (WayAction, way_action)

/* A photograph or paper of a visit, or of an action that was done.  Its bytes are
 * kept by their digest beside the journal (way-bodies.h). */
typedef struct
{
  WayId   id;
  WayId   visit;
  WayId   action;          /* may be none */
  char   *question;        /* may be none */
  char   *name;            /* of the file */
  char   *caption;
  char   *type;            /* attachment_type */
  gint64  size;            /* bytes */
  char   *digest;
  GDate   added;
  char   *by;
} WayVisitEvidence;
WAY_DECLARE_RECORD (WayVisitEvidence, way_visit_evidence)

/* A child of ours who was expected there, and how the visit found it. */
typedef struct
{
  WayId   id;
  WayId   visit;
  WayId   pupil;
  WayId   placement;
  char   *found;           /* visit_pupil_found */
  gint64  asked;           /* knows whom to tell: the child was asked */
  char   *note;
} WayVisitPupil;
WAY_DECLARE_RECORD (WayVisitPupil, way_visit_pupil)

/* What is added once a visit is signed off. */
typedef struct
{
  WayId   id;
  WayId   visit;
  GDate   added;
  char   *by;
  char   *text;
} WayVisitAddendum;
WAY_DECLARE_RECORD (WayVisitAddendum, way_visit_addendum)

/* No child is placed at a setting from a day on, until that is cleared. */
typedef struct
{
  WayId   id;
  WayId   establishment;
  WayId   visit;           /* that led to it; may be none */
  char   *reason;          /* hold_reason */
  char   *wording;
  GDate   from;
  GDate   cleared;
  char   *cleared_by;
  char   *cleared_why;
} WayPlacementHold;
WAY_DECLARE_RECORD (WayPlacementHold, way_placement_hold)

G_END_DECLS
