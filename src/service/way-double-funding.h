/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-double.h"
#include "way-facts.h"
#include "way-finance.h"

G_BEGIN_DECLS

/* The worklist of double funding: what the rules find in the file, and what
 * became of it. */
typedef struct
{
  const WayCode *rule;          /* of double_funding */
  WayId          placement;
  WayId          other;         /* DF6: the other placement; else none */
  WayId          pupil;
  WayId          school;        /* that keeps the money or the roll; may be none */
  WayId          exclusion;     /* DF4, DF5; else none */
  char          *pupil_name;
  const char    *year;          /* nc_year, or NULL */
  char          *place_name;    /* the provision */
  char          *setting_name;
  char          *school_name;   /* may be NULL */
  const char    *route;         /* may be NULL */
  GDate          from;
  GDate          to;
  GDate          relevant;      /* DF5: from when the money follows */
  guint          days;          /* school days */
  gint64         amount;        /* pence; WAY_INTEGER_NONE: no amount, or not known */
  gboolean       council_may_pay; /* by the route, where it is approved */
  gboolean       is_found;      /* it is so now; else it was put right */
  const char    *state;         /* funding_state */
  GDate          day;           /* of the state; not set while open */
  char          *by;            /* may be NULL */
  char          *reason;        /* may be NULL */
} WayDoubleFunding;

void       way_double_funding_free (WayDoubleFunding  *self);

/* Of one child, or of all where pupil is NULL: what is found on days to the last
 * of a placement, or to today while it has none, and what was recharged or
 * corrected so that it is found no more.  By first day, rule and placement.
 * Elements are WayDoubleFunding *. */
GPtrArray *way_double_funding_list (WayFacts          *facts,
                                    const WayId       *pupil,
                                    const GDate       *today,
                                    GError           **error);

/* Whether anybody still has to do something about it. */
gboolean   way_double_funding_is_open (const WayDoubleFunding *self);

/* The pounds that are known of all in a list that are open. */
gint64     way_double_funding_sum_open (GPtrArray      *list);

G_END_DECLS
