/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-journey.h"
#include "way-panel.h"
#include "way-pathway.h"

G_BEGIN_DECLS

/* Panels that meet: the single panel, fair access, the medical pathway.  Each
 * step is one named edit that can be undone. */

/* --- Looking --- */

/* One child on an agenda, with what was decided. */
typedef struct
{
  WayAgendaItem *item;
  WayId          pupil;
  char          *pupil_name;
  char          *year;         /* of nc_year; may be NULL */
  char          *route;        /* of route; may be NULL */
  GDate          received;
  WayDecision   *decision;     /* made at this meeting, the last; NULL: none yet */
  GPtrArray     *interests;    /* WayInterest * */
  const WayCode *fair_bar;     /* fair access: why the child does not come under it, or NULL */
} WayPanelItem;

typedef struct
{
  WayMeeting *meeting;
  GPtrArray  *members;         /* WayMember *, the chair first, then by name */
  GPtrArray  *names;           /* char *: what each is called, beside members */
  GPtrArray  *items;           /* WayPanelItem *, in the order of the agenda */
} WayPanel;

WayPanel  *way_panel_load       (WayDb        *db,
                                 const WayId  *meeting,
                                 GError      **error);
void       way_panel_free       (WayPanel     *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPanel, way_panel_free)

/* The item of that id, lent, or NULL. */
const WayPanelItem *way_panel_find_item (const WayPanel *self,
                                         const WayId    *item);

/* Names of those present, parted by commas, but who left the room for the item
 * (may be NULL).  Free with g_free(). */
char      *way_panel_say_present (const WayPanel     *self,
                                  const WayPanelItem *item);

typedef struct
{
  WayMeeting *meeting;
  guint       n_items;
  guint       n_decided;
} WayPanelSummary;

void       way_panel_summary_free (WayPanelSummary *self);

/* All meetings, the latest first.  Elements are WayPanelSummary *. */
GPtrArray *way_panel_list       (WayDb        *db,
                                 GError      **error);

/* A referral that waits for a panel. */
typedef struct
{
  WayId  referral;
  WayId  pupil;
  char  *pupil_name;
  char  *year;           /* of nc_year; may be NULL */
  char  *route;
  GDate  received;
  GDate  panel;          /* the day it was booked for; may be not set */
} WayPanelWaiting;

void       way_panel_waiting_free (WayPanelWaiting *self);

/* Referrals that are to be decided and stand on the agenda of no meeting from
 * today on, those that came first first.  Elements are WayPanelWaiting *. */
GPtrArray *way_panel_waiting    (WayDb        *db,
                                 const GDate  *today,
                                 GError      **error);

/* Children that each school took by fair access from a day to a day: whether
 * schools take their part.  Those with the most first. */
typedef struct
{
  WayId  school;
  char  *name;
  guint  taken;
} WayPanelShare;

void       way_panel_share_free (WayPanelShare *self);
GPtrArray *way_panel_shares     (WayDb        *db,
                                 const GDate  *from,
                                 const GDate  *to,
                                 GError      **error);

/* Why a child does not come under fair access, by what is recorded; *bar is
 * NULL where it does.  FALSE on error. */
gboolean   way_panel_fair_bar   (WayDb             *db,
                                 const WayReferral *referral,
                                 const GDate       *on,
                                 const WayCode    **bar,
                                 GError           **error);

/* --- Meetings --- */

/* A meeting of a kind on a day, as it starts with: time, and when papers go
 * out. */
WayMeeting *way_panel_plan      (const char   *kind,
                                 const GDate  *date);

/* The meeting goes in, with the members of the last one of its kind, of whom
 * nobody is present yet. */
gboolean   way_panel_make       (WayAct        *act,
                                 WayMeeting    *meeting,
                                 GError       **error);

/* Another day, place, or other business; referrals of the agenda go with the
 * day. */
gboolean   way_panel_change     (WayAct            *act,
                                 const WayMeeting  *meeting,
                                 GError           **error);

/* A meeting at which nothing was decided is called off; its referrals wait for
 * another. */
gboolean   way_panel_cancel     (WayAct        *act,
                                 const WayId   *meeting,
                                 GError       **error);

/* --- The agenda --- */

/* Puts a referral at the end of the agenda; its panel is the meeting's day. */
gboolean   way_panel_add        (WayAct        *act,
                                 const WayId   *meeting,
                                 const WayId   *referral,
                                 GError       **error);

/* The same for all that wait, in one edit: those booked for that day, and those
 * booked for none. */
gboolean   way_panel_add_waiting (WayAct       *act,
                                 const WayId   *meeting,
                                 guint         *n_added,
                                 GError       **error);

/* Off the agenda, while nothing was decided. */
gboolean   way_panel_remove     (WayAct        *act,
                                 const WayId   *item,
                                 GError       **error);

/* To another place on the agenda, from 1; the others close up. */
gboolean   way_panel_move       (WayAct        *act,
                                 const WayId   *item,
                                 guint          position,
                                 GError       **error);

/* What professionals say, what it costs, what was said. */
gboolean   way_panel_note       (WayAct               *act,
                                 const WayAgendaItem  *item,
                                 GError              **error);

/* --- Members and interests --- */

gboolean   way_panel_add_member (WayAct        *act,
                                 WayMember     *member,
                                 GError       **error);

gboolean   way_panel_set_present (WayAct       *act,
                                 const WayId   *member,
                                 gboolean       present,
                                 GError       **error);

/* interest: member, item, what, left_room. */
gboolean   way_panel_declare    (WayAct        *act,
                                 WayInterest   *interest,
                                 GError       **error);

/* --- Deciding --- */

/* decision: outcome, reasons, conditions, provision or school, start_by,
 * review_weeks, cost.  Where it was made, by whom and who was there follow from
 * the meeting.  Refused before the day of the meeting, while nobody is present,
 * without reasons, and, by fair access, for a child who does not come under it. */
gboolean   way_panel_decide     (WayAct        *act,
                                 const WayId   *item,
                                 WayDecision   *decision,
                                 GError       **error);

G_END_DECLS
