/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The half days of a child's week over all sites, and what is short of full
 * time.  Pure; any thread; half days are bits as in way_match_slots(). */

#define WAY_HOURS_SLOTS 16

/* What one site gives. */
typedef struct
{
  guint slots;        /* which half days; 0: not said */
  int   sessions;     /* how many; below 0: not said, the slots count */
  int   minutes;      /* of one half day; below 1: as hours_rule says */
} WayHoursPart;

typedef struct
{
  gboolean known;               /* how much, at every site */
  gboolean placed;              /* and on which half days */
  guint    sessions;            /* a week, over all sites */
  guint    full_sessions;       /* of a full-time week */
  guint    short_sessions;      /* that are missing to it */
  guint    minutes;
  guint    full_minutes;
  guint    short_minutes;
  guint    twice;               /* half days that two sites claim */
  guint    weekday[8];          /* half days by weekday, 1 is Monday */
} WayHours;

/* A week of a child whose sites are these; none is no education at all. */
void way_hours_add_up (const WayHoursPart *parts,
                       guint               n_parts,
                       WayHours           *hours);

/* On which half days each part is, as far as can be told: those that it says;
 * all that nobody else says, for the only one that says how many and not which,
 * where that is exactly how many are left.  slots has room for n_parts.  FALSE
 * where some part's half days are not known. */
gboolean way_hours_lay_out (const WayHoursPart *parts,
                            guint               n_parts,
                            guint              *slots);

G_END_DECLS
