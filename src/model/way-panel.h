/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* How it is decided who gets a place: panels that meet, the medical pathway,
 * the queue of a provision, and the letters that say so.  Plain data. */

typedef struct
{
  WayId   id;
  char   *kind;            /* meeting_kind */
  GDate   date;
  char   *time;            /* in words */
  char   *place;
  GDate   papers_by;
  char   *minutes;         /* what was said beside the children */
} WayMeeting;
WAY_DECLARE_RECORD (WayMeeting, way_meeting)

/* Who belongs to a meeting, whether or not they came. */
typedef struct
{
  WayId   id;
  WayId   meeting;
  WayId   person;          /* or, where they are not in the file: */
  char   *name;
  char   *role;
  gint64  chair;
  gint64  present;
} WayMember;
WAY_DECLARE_RECORD (WayMember, way_member)

/* A referral on the agenda of a meeting. */
typedef struct
{
  WayId   id;
  WayId   meeting;
  WayId   referral;
  gint64  position;        /* from 1 */
  char   *views;           /* of professionals */
  char   *cost_note;
  char   *discussion;
} WayAgendaItem;
WAY_DECLARE_RECORD (WayAgendaItem, way_agenda_item)

/* A member has something to do with a child. */
typedef struct
{
  WayId   id;
  WayId   member;
  WayId   item;            /* agenda item */
  char   *what;
  gint64  left_room;
} WayInterest;
WAY_DECLARE_RECORD (WayInterest, way_interest)

/* One stretch of a child's wait for one provision, in which nothing about it
 * changed.  What changes (why it stands where it stands, until when it is
 * parked) ends a stretch and begins the next, so that the order of any past day
 * is known.  The stretches of one wait share `since`. */
typedef struct
{
  WayId   id;
  WayId   referral;
  WayId   provision;
  GDate   since;           /* waiting since */
  GDate   from;            /* first day of the stretch */
  char   *order_reason;    /* queue_order */
  char   *order_note;
  gint64  tie_break;       /* the lot drawn, lower first */
  GDate   parked_until;    /* last day on which nothing is offered */
  char   *parked_why;
  GDate   left;            /* the day from which it is not so any more */
  char   *left_reason;     /* queue_left */
  char   *left_note;
  gint64  unmet;           /* counted as demand that was not met */
} WayQueueEntry;
WAY_DECLARE_RECORD (WayQueueEntry, way_queue_entry)

/* An offer passed over somebody who stood further in front. */
typedef struct
{
  WayId   id;
  WayId   entry;           /* who was passed over */
  WayId   offer;
  GDate   day;
  char   *reason;
} WaySkip;
WAY_DECLARE_RECORD (WaySkip, way_skip)

/* A letter as it was written, and when and how it went. */
typedef struct
{
  WayId   id;
  char   *template;        /* letter_template */
  WayId   pupil;
  WayId   referral;
  WayId   placement;
  char   *recipient;
  char   *address;
  char   *subject;
  char   *body;
  GDate   made;
  GDate   sent;
  char   *how;             /* letter_how */
} WayLetter;
WAY_DECLARE_RECORD (WayLetter, way_letter)

/* A referral reached a state of the medical pathway. */
typedef struct
{
  WayId   id;
  WayId   referral;
  GDate   date;
  char   *state;           /* medical_state */
  char   *mode;            /* medical_mode: how the child is taught */
  char   *evidence;
} WayPathwayStep;
WAY_DECLARE_RECORD (WayPathwayStep, way_pathway_step)

G_END_DECLS
