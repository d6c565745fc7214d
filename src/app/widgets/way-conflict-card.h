/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "way-merge.h"

G_BEGIN_DECLS

/* One conflict: what it is about, every value with who gave it when and in
 * which copy, one of them chosen, and the button that keeps it.
 *
 * Signals: "settle" (guint: the number of the value to keep), "open". */
#define WAY_TYPE_CONFLICT_CARD (way_conflict_card_get_type ())
G_DECLARE_FINAL_TYPE (WayConflictCard, way_conflict_card, WAY, CONFLICT_CARD, GtkBox)

/* values are those of one conflict, at least one, copied as far as they are
 * shown; names gives for the first eight digits of a copy what people call it. */
GtkWidget       *way_conflict_card_new        (WayDb                   *db,
                                               const GDate             *today,
                                               WayConflictValue *const *values,
                                               guint                    n_values,
                                               GHashTable              *names);

const WayEntity *way_conflict_card_get_entity (WayConflictCard         *self);
const WayId     *way_conflict_card_get_row    (WayConflictCard         *self);

/* NULL where one copy deleted the record and another changed it. */
const WayField  *way_conflict_card_get_field  (WayConflictCard         *self);

/* Chooses a value, as its radio button does. */
void             way_conflict_card_choose     (WayConflictCard         *self,
                                               guint                    number);

/* What a value says to people; "Empty", "Deleted".  Free with g_free(). */
char            *way_conflict_card_value_words (const WayConflictValue *value,
                                                WayDb                  *db);

G_END_DECLS
