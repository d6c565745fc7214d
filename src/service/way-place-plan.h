/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"
#include "way-occupancy-service.h"
#include "way-place-changes.h"

G_BEGIN_DECLS

/* "What if we add, move or close places?": the places of the authority's settings
 * as they are, and as they would be.  Nothing of it is ever written.  Changes are
 * taken one by one, and each can be taken back.
 *
 * Settings are those whose provisions count in the authority's figures, with or
 * without places, by name.  A child who is still there stays, or leaves on the
 * expected last day, as is chosen. */
typedef struct _WayPlacePlan WayPlacePlan;

/* Reads every day in [from, to]; what is expected is expected from today on.
 * WAY_STORE_ERROR. */
WayPlacePlan *way_place_plan_new         (WayDb                 *db,
                                          const GDate           *from,
                                          const GDate           *to,
                                          const GDate           *today,
                                          GError               **error);
void          way_place_plan_free        (WayPlacePlan          *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPlacePlan, way_place_plan_free)

guint         way_place_plan_n_settings  (const WayPlacePlan    *self);
const char   *way_place_plan_get_name    (const WayPlacePlan    *self,
                                          guint                  setting);
const WayId  *way_place_plan_get_id      (const WayPlacePlan    *self,
                                          guint                  setting);

/* Whether children leave on their expected last day, where they have one that is
 * not past; else they stay, as all do until it is said that they leave.  Nobody new
 * comes in either. */
gboolean      way_place_plan_get_expected (const WayPlacePlan   *self);
void          way_place_plan_set_expected (WayPlacePlan         *self,
                                           gboolean              expected);

/* --- Changes --- */

typedef enum
{
  WAY_PLACE_FAULT_NONE,
  WAY_PLACE_FAULT_PLACES,      /* none, or fewer */
  WAY_PLACE_FAULT_DAY,         /* not one of those that were read */
  WAY_PLACE_FAULT_SETTING,     /* there is none such, or from one to itself */
  WAY_PLACE_FAULT_TOO_MANY,    /* more than there are then */
} WayPlaceFault;

/* Whether a change could be taken now; its groups are settings. */
WayPlaceFault way_place_plan_check       (const WayPlacePlan    *self,
                                          const WayPlaceChange  *change);

/* One step each.  add asks check first. */
WayPlaceFault way_place_plan_add         (WayPlacePlan          *self,
                                          const WayPlaceChange  *change);
void          way_place_plan_remove      (WayPlacePlan          *self,
                                          guint                  change);
gboolean      way_place_plan_can_undo    (const WayPlacePlan    *self);
gboolean      way_place_plan_can_redo    (const WayPlacePlan    *self);
void          way_place_plan_undo        (WayPlacePlan          *self);
void          way_place_plan_redo        (WayPlacePlan          *self);

/* In the order in which they were added. */
guint         way_place_plan_n_changes   (const WayPlacePlan    *self);
const WayPlaceChange *
              way_place_plan_get_change  (const WayPlacePlan    *self,
                                          guint                  change);

/* --- What comes of it --- */

/* All settings together. */
#define WAY_PLACE_PLAN_ALL G_MAXUINT

typedef struct
{
  int places;
  int on_roll;       /* different children */
  int free;          /* where there is room: of all, setting by setting */
  int over;          /* children beyond the places, likewise */
} WayPlaceStand;

/* The days that were read: GDate, rising. */
const GArray *way_place_plan_days        (const WayPlacePlan    *self);

/* How a setting stands on one of the days, by its index, as it is or with the
 * changes. */
WayPlaceStand way_place_plan_stand       (const WayPlacePlan    *self,
                                          guint                  setting,
                                          guint                  day,
                                          gboolean               changed);

/* The indexes of days worth telling: today, each day on which a change begins to
 * hold, and the first of each month from today on; none twice.  GArray of
 * guint. */
GArray       *way_place_plan_dates       (const WayPlacePlan    *self,
                                          const GDate           *today);

G_END_DECLS
