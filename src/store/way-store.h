/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "way-edit.h"

G_BEGIN_DECLS

/* An open file as the program holds it: one connection of the main thread, and
 * the news that something changed.  Jobs open their own way_db_open(). */
#define WAY_TYPE_STORE (way_store_get_type ())
G_DECLARE_FINAL_TYPE (WayStore, way_store, WAY, STORE, GObject)

/* Signal "changed": after each committed edit, and after way_store_changed(). */

WayStore   *way_store_open     (const char         *path,
                                WayDbMode           mode,
                                GError            **error);

/* The main thread's connection, lent. */
WayDb      *way_store_get_db   (WayStore           *self);
const char *way_store_get_path (WayStore           *self);

/* way_edit_run() and way_edit_undo(), then "changed". */
gboolean    way_store_write    (WayStore           *self,
                                const WayEditInfo  *info,
                                WayEditFunc         func,
                                gpointer            data,
                                WayEditId          *edit,
                                GError            **error);
gboolean    way_store_undo     (WayStore           *self,
                                WayEditId           edit,
                                const WayEditInfo  *info,
                                WayEditId          *undo,
                                GError            **error);

/* Another connection wrote (a job): tell those who listen. */
void        way_store_changed  (WayStore           *self);

G_END_DECLS
