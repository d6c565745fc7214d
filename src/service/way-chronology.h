/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"
#include "way-entity.h"

G_BEGIN_DECLS

/* Everything that is recorded of a child, in the order in which it happened:
 * each date of each record that is about the child, under any of the child's
 * records, or about a referral or placement of the child.  Written once over the
 * descriptions, so that a new entity is in it.  Weekly attendance and money have
 * pages of their own. */
typedef struct
{
  GDate            day;
  const WayEntity *entity;
  const WayField  *field;   /* the date's: what happened */
  gconstpointer    record;  /* of the entity; lent by the chronology */
  char            *text;    /* what was written there; NULL: nothing.  Only with
                               the first date of a record */
} WayChronologyEntry;

typedef struct
{
  GPtrArray *entries;       /* WayChronologyEntry *, the newest first */
  GPtrArray *records;       /* what the entries lend */
} WayChronology;

WayChronology *way_chronology_load (WayDb          *db,
                                    const WayId    *pupil,
                                    GError        **error);
void           way_chronology_free (WayChronology  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayChronology, way_chronology_free)

G_END_DECLS
