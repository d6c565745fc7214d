/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-enrol.h"
#include "way-release.h"

G_BEGIN_DECLS

/* Figures for copies that may not count for themselves, made in an office and sent
 * with its bundles; and the same as they are read in such a copy.
 *
 *   governance   tables of statistics as partners may see them, by school year, and
 *                the strategy's actions
 *   school       places and free places of every provision (way-told-places.h) */

/* --- In the office --- */

/* way_exchange_send() and way_enrol_add() with the figures that a copy of the
 * device's kind holds.  What the governance group is told counts as a release to
 * partners: it is recorded where it is new, in one edit that is there exactly where
 * the file is, and held against all that was released before.  A school year that
 * was released after its end stays as it was.  WAY_SERVICE_ERROR_INVALID, in a
 * sentence, where a hidden number could be worked out, as the others. */
gboolean   way_copy_figures_send        (WayDb                  *db,
                                         const char             *who,
                                         const WayId            *to,
                                         const WaySendOptions   *options,
                                         const char             *path,
                                         WayProgressFunc         progress,
                                         gpointer                data,
                                         GCancellable           *cancellable,
                                         WayManifest           **manifest,
                                         GError                **error);
gboolean   way_copy_figures_enrol       (WayDb                  *db,
                                         const char             *who,
                                         const WayDevice        *card,
                                         const WayEnrolOptions  *options,
                                         const char             *invite,
                                         WayProgressFunc         progress,
                                         gpointer                data,
                                         GCancellable           *cancellable,
                                         GError                **error);

/* Whether the governance group is told what the field says of a record. */
gboolean   way_copy_figures_tell        (const WayEntity        *entity,
                                         const WayField         *field);

/* --- In the copy --- */

/* A school year as it was told. */
typedef struct
{
  int        year;          /* in which it begins */
  GDate      cut_off;       /* nothing after it was counted */
  GPtrArray *tables;        /* WayReleaseTable, with figures and no counts */
} WayCopyFigures;

/* The newest year first; empty where nothing came.  WAY_SERVICE_ERROR where a table
 * cannot be read. */
GPtrArray *way_copy_figures_read        (WayDb                  *db,
                                         GError                **error);

/* Records of an entity that came as a table, with the fields that such a copy may
 * see; in no order. */
GPtrArray *way_copy_figures_records     (WayDb                  *db,
                                         const WayEntity        *entity,
                                         GError                **error);

G_END_DECLS
