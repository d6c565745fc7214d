/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "way-date.h"

G_BEGIN_DECLS

/* What one window looks at: an authority's file and the day that the program
 * believes it is.  Every page reads both from here and from nowhere else.
 *
 * Signal "changed": something that pages show may be different now: facts were
 * written, the file was changed for another, or the day moved. */
#define WAY_TYPE_SESSION (way_session_get_type ())
G_DECLARE_FINAL_TYPE (WaySession, way_session, WAY, SESSION, GObject)

/* A session without a file.  The day is the computer's where today is NULL or
 * no date. */
WaySession  *way_session_new         (const GDate *today);

/* The day the program believes it is; always set. */
const GDate *way_session_get_today   (WaySession  *self);

/* Another day, for looking back; no date returns to the computer's. */
void         way_session_set_today   (WaySession  *self,
                                      const GDate *today);

/* Whether the day was chosen and is not simply the computer's. */
gboolean     way_session_is_another_day (WaySession *self);

/* Tells every page that it must read again. */
void         way_session_emit_changed (WaySession *self);

G_END_DECLS
