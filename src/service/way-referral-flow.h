/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-children.h"
#include "way-journey.h"
#include "way-routes.h"
#include "way-stage.h"

G_BEGIN_DECLS

/* A referral on its way to a place.  Each step is one named edit that can be
 * undone; what stage or rules do not allow is refused with WAY_SERVICE_ERROR
 * and a sentence, what is only doubtful comes out of way_referral_check().
 * Errors of the model and the store pass through. */

/* --- Looking --- */

/* A referral with all that was recorded on it. */
typedef struct
{
  WayReferral *referral;
  GPtrArray   *decisions;    /* WayDecision *, in the order in which they were made */
  GPtrArray   *offers;       /* WayOffer * */
  GPtrArray   *placements;   /* WayPlacement * that came of it */
  WayStage     stage;        /* codes of referral_stage and next_step */
} WayReferralCase;

WayReferralCase *way_referral_case_load (WayDb            *db,
                                         const WayId      *referral,
                                         const GDate      *today,
                                         GError          **error);
void             way_referral_case_free (WayReferralCase  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayReferralCase, way_referral_case_free)

/* The offer that stands (accepted, or waiting for an answer), lent; NULL for
 * none. */
const WayOffer  *way_referral_case_offer (const WayReferralCase *self,
                                          const GDate           *today);

/* The decision by which it was returned and which still waits for an answer, lent;
 * NULL where it is not out. */
const WayDecision *way_referral_case_return (const WayReferralCase *self);

/* How many days it has been with those who were asked, over all its returns; days
 * of the calendar, an open one until today. */
int              way_referral_case_days_returned (const WayReferralCase *self,
                                                  const GDate           *today);

/* Whether the office has it, and has not said so yet. */
gboolean         way_referral_case_may_acknowledge (const WayReferralCase *self);

/* What follows from a route, for the form: who arranges, who pays what, which
 * roll, and what it costs by the price lists in force. */
typedef struct
{
  WayRouteConsequence choices[WAY_N_ROUTE_CHOICES];
  const char *rule;          /* msgid: the route in one sentence */
  const char *source;        /* whose table says so */
  gint64      place_year;    /* pence for a place a year */
  gint64      place_day;     /* the same a school day */
  gint64      top_up_least;  /* pence a school day; WAY_INTEGER_NONE: no setting has a price */
  gint64      top_up_most;
  guint       n_settings;    /* provisions that take the route and have such a price */
} WayReferralConsequences;

gboolean         way_referral_consequences (WayDb                    *db,
                                            const char               *route,
                                            const GDate              *on,
                                            WayReferralConsequences  *consequences,
                                            GError                  **error);

/* What is wrong (is_error: it cannot be sent so) or doubtful about the route and
 * the payers of a referral as it stands in the form.  GArray of
 * WayRouteFinding. */
GArray          *way_referral_check     (WayDb              *db,
                                         const WayReferral  *referral,
                                         const GDate        *today,
                                         GError            **error);

/* How complete the sections of the form are (domain.md 9.1). */
typedef enum
{
  WAY_SECTION_TO_DO,
  WAY_SECTION_STARTED,
  WAY_SECTION_DONE,
  WAY_SECTION_NOT_NEEDED,   /* by this route; nothing was written */
} WaySectionState;

typedef struct
{
  const WayCode   *section;    /* of referral_section */
  WaySectionState  state;
  gboolean         required;   /* by this route */
  guint            n_missing;
  const char      *missing[8]; /* first missing, as data/codes/referral-section.xml names them;
                                  ends NULL */
} WayReferralSection;

/* What is missing where a section names it: a field, or so many records. */
typedef struct
{
  const WayEntity *entity;
  const WayField  *field;      /* NULL: records */
  guint            least;
} WayReferralItem;

WayReferralItem  way_referral_missing_item (const char *what);

/* GArray of WayReferralSection in the order of the form.  Without a route only
 * what every route needs is required. */
GArray          *way_referral_missing   (WayDb              *db,
                                         const WayReferral  *referral,
                                         const GDate        *today,
                                         GError            **error);

/* --- Doing --- */

/* Gives each choice that the route leaves no doubt about; what is chosen
 * already stays. */
void             way_referral_fill_choices (const WayRouteSet *set,
                                            WayReferral       *referral,
                                            const GDate       *on);

/* Before a referral is sent or agreed to: WAY_SERVICE_ERROR_RULE where the table
 * of routes refuses it, WAY_SERVICE_ERROR_INCOMPLETE where the table leaves a
 * gap and nobody gave a reason.  A reason that was given is signed, with person
 * and day, in the referral. */
gboolean         way_referral_settle    (WayDb              *db,
                                         WayReferral        *referral,
                                         const WayAct       *act,
                                         GError            **error);

/* A draft; its id comes back in it.  pupil is a child who is new to the file and
 * goes in by the same edit, or NULL. */
gboolean         way_referral_start     (WayAct             *act,
                                         WayReferral        *draft,
                                         WayPupil           *pupil,
                                         GError            **error);

/* Any field but those that the steps below set (received, panel, closed). */
gboolean         way_referral_save      (WayAct             *act,
                                         const WayReferral  *referral,
                                         GError            **error);

/* A draft is thrown away. */
gboolean         way_referral_discard   (WayAct             *act,
                                         const WayId        *referral,
                                         GError            **error);

/* The council has it from today.  After it was returned, what was asked for comes
 * today; the day on which it was first received stays. */
gboolean         way_referral_send      (WayAct             *act,
                                         const WayId        *referral,
                                         GError            **error);

/* The council says that it has come. */
gboolean         way_referral_acknowledge (WayAct           *act,
                                           const WayId      *referral,
                                           GError          **error);

/* Returned: more information is needed.  sections (codes of referral_section, or
 * NULL) and what say which. */
gboolean         way_referral_ask       (WayAct             *act,
                                         const WayId        *referral,
                                         const char         *sections,
                                         const char         *what,
                                         GError            **error);

gboolean         way_referral_to_panel  (WayAct             *act,
                                         const WayId        *referral,
                                         const GDate        *panel,
                                         GError            **error);

/* decision: outcome, made_by, provision, start_by, conditions, reasons; its
 * referral and id are set, its date where it has none. */
gboolean         way_referral_decide    (WayAct             *act,
                                         const WayId        *referral,
                                         WayDecision        *decision,
                                         GError            **error);

/* offer: provision, start, expires, and a reason where it passes over children
 * who stand further in front in the provision's queue.  Refused unless a place
 * was agreed and no other offer stands, and where new placements are held unless
 * the act says why. */
gboolean         way_referral_offer     (WayAct             *act,
                                         const WayId        *referral,
                                         WayOffer           *offer,
                                         GError            **error);

/* response of offer_response: accepted, declined, withdrawn, lapsed; date NULL
 * is today.  The act's reason is kept with the offer. */
gboolean         way_referral_answer    (WayAct             *act,
                                         const WayId        *offer,
                                         const char         *response,
                                         const GDate        *date,
                                         GError            **error);

/* A placement as it follows from the accepted offer, the referral and the
 * provision, for the form; NULL on error. */
WayPlacement    *way_referral_plan_placement (WayDb         *db,
                                              const WayId   *referral,
                                              const GDate   *today,
                                              GError       **error);

/* The placement begins: with it go its funding lines; other offers are
 * withdrawn, a roll that ends by it is closed, the referral is closed as placed.
 * Where new placements were held since the offer, refused without a reason. */
gboolean         way_referral_place     (WayAct             *act,
                                         const WayId        *referral,
                                         WayPlacement       *placement,
                                         GError            **error);

/* reason of close_reason; offers that stand are withdrawn. */
gboolean         way_referral_close     (WayAct             *act,
                                         const WayId        *referral,
                                         const char         *reason,
                                         GError            **error);

G_END_DECLS
