/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"
#include "way-directory.h"
#include "way-facts.h"

G_BEGIN_DECLS

/* The directory as pages, print and command line show it: settings, their
 * provisions, who they are for, what they cost and how full they are. */

/* Whether a check of a setting holds. */
typedef enum
{
  WAY_ASSURANCE_MISSING,
  WAY_ASSURANCE_HOLDS,
  WAY_ASSURANCE_RUNS_OUT,         /* within the days of work_rule */
  WAY_ASSURANCE_RAN_OUT,
} WayAssuranceState;

/* A price as a list shows it. */
typedef struct
{
  const WayCode *element;         /* of funding_element */
  const WayCode *basis;           /* of funding_basis */
  gint64         amount;          /* pence */
  const WayCode *payer;           /* NULL: by the route */
} WayDirectoryPrice;

/* One row: a provision, or a setting or service that has none.  Codes are lent
 * by the program. */
typedef struct
{
  WayId              establishment;
  WayId              provision;       /* none for a setting without provisions */
  char              *name;            /* of the provision, else of the setting */
  char              *setting;
  const WayCode     *setting_kind;    /* of directory_type; NULL: not said */
  const WayCode     *kind;            /* of provision_kind; may be NULL */
  const WayCode     *phase;           /* of provision_phase; may be NULL */
  const WayCode     *year_low;        /* of nc_year; may be NULL */
  const WayCode     *year_high;
  const WayCode     *sex;             /* NULL: mixed */
  char              *needs;           /* codes of need_type joined by '|'; may be NULL */
  char              *routes;          /* codes of route; NULL: any */
  char              *tiers;           /* codes of stage_on_continuum; may be NULL */
  gint64             weeks_least;     /* WAY_INTEGER_NONE: not said */
  gint64             weeks_most;
  const WayCode     *week_kind;
  gboolean           full_time;       /* FALSE: part-time or not said */
  gboolean           counted;
  gint64             places;          /* on the day; WAY_INTEGER_NONE: it has none by nature */
  gint64             on_roll;
  gint64             free;            /* places less on roll and promised; may be below 0 */
  gint64             promised;        /* offers that stand, and placements yet to begin */
  gboolean           is_elsewhere;    /* of another setting, in a copy that holds its own
                                         children alone: nobody is counted, places and free
                                         are as an office told, if it did */
  GDate              told_on;         /* up to when; not set: nothing was told */
  WayDirectoryPrice  top_up;          /* or the fee; element NULL: none in force */
  GDate              verified;
  gboolean           is_stale;        /* not looked over for longer than work_rule says */
  WayAssuranceState  assurance;       /* the worst of the checks that it has */
} WayDirectoryRow;

void       way_directory_row_free     (WayDirectoryRow     *self);

/* Settings of the directory (those with a directory_type, and any that has a
 * provision), open on the day, by setting and provision.  Elements are
 * WayDirectoryRow *. */
GPtrArray *way_directory_list         (WayFacts            *facts,
                                       const GDate         *today,
                                       GError             **error);

/* Places that are expected to come free in a month. */
typedef struct
{
  GDate  month;                   /* its first day */
  guint  free;                    /* stays that are expected to end, and places that open */
  guint  promised;                /* of them, to children who start in that month */
} WayDirectoryMonth;
#define WAY_DIRECTORY_MONTHS 6

/* One check, the last of its kind. */
typedef struct
{
  const WayCode     *kind;
  WayAssuranceState  state;
  GDate              checked;
  GDate              expires;
  char              *checked_by;
} WayDirectoryCheck;

/* All that a provision's page shows. */
typedef struct
{
  WayDirectoryRow  *row;
  WayEstablishment *setting;
  WayEstablishment *parent;       /* NULL: part of none */
  WayProvision     *provision;
  WaySite          *site;         /* NULL: not said */
  GPtrArray        *entry;        /* WayCriterion * in force, in their order */
  GPtrArray        *leaving;      /* the same to leave */
  GPtrArray        *prices;       /* WayPrice * in force */
  GPtrArray        *capacity;     /* WayCapacity *, by first day */
  GArray           *checks;       /* WayDirectoryCheck, as the set has them */
  WayDirectoryMonth months[WAY_DIRECTORY_MONTHS];   /* from the month of today */
  guint             waiting;      /* children agreed here, or asked for here, without a place */
  guint             longest;      /* school days that the longest of them waits */
  GDate             next_free;    /* first of a month with an unpromised place; not set: none */
} WayDirectoryRecord;

WayDirectoryRecord *way_directory_record_load (WayFacts            *facts,
                                               const WayId         *provision,
                                               const GDate         *today,
                                               GError             **error);
void                way_directory_record_free (WayDirectoryRecord  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDirectoryRecord, way_directory_record_free)

G_END_DECLS
