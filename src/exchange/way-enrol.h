/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-roster.h"
#include "way-send.h"

G_BEGIN_DECLS

/* Enrolment by two files and six words: a device writes its card; the office that
 * keeps the authority's key takes the card into the roster and writes an invite; the
 * device joins with it, and has its copy.  People compare the card's six words when
 * it is enrolled, and the authority's when it joins. */

/* --- On the device --- */

/* This file's device, made where it has none. */
WayDevice *way_enrol_own_device  (WayDb             *db,
                                  const char        *name,
                                  GError           **error);

/* Keeps the secrets of a device that has no file yet in the user's data folder, for
 * its owner alone; locked with the passphrase where one is given.  They go when the
 * device has joined. */
gboolean   way_enrol_keep_keys   (const WayDevice   *device,
                                  const char        *passphrase,
                                  GError           **error);

/* The kept device that the invite is sealed to; WAY_EXCHANGE_ERROR_NOT_FOR_US where
 * none is. */
WayDevice *way_enrol_find_keys   (const char        *invite,
                                  const char        *passphrase,
                                  GError           **error);
void       way_enrol_drop_keys   (const WayDevice   *device);

/* What an invite says of itself before it is believed: whose roster it brings. */
WayRoster *way_enrol_read_invite (const char        *path,
                                  const WayDevice   *device,
                                  GError           **error);

/* Takes the invite in, into an empty file or a second copy; from then on the file is
 * the device's, and goes by the roster of that authority. */
gboolean   way_enrol_join        (WayDb             *db,
                                  const char        *path,
                                  const WayDevice   *device,
                                  const WayRoster   *roster,
                                  WayProgressFunc    progress,
                                  gpointer           data,
                                  GCancellable      *cancellable,
                                  WayMergeReport    *report,
                                  GError           **error);

/* --- In the office --- */

/* The card in a file, bounded and checked. */
WayDevice *way_enrol_read_card   (const char        *path,
                                  GError           **error);

/* The end of the day, in this computer's time: milliseconds since 1970; 0, which is
 * for ever, where there is no day. */
gint64     way_enrol_day_end     (const GDate       *day);

typedef struct
{
  guint             role;      /* one of WayCopies */
  GArray           *scope;     /* of WayId: establishments; NULL for none */
  gint64            expires;   /* milliseconds since 1970; 0 for never */
  const char       *own_name;  /* of this device, where it begins the roster */
  WaySendOptions    send;
} WayEnrolOptions;

/* Takes the card's device into the roster, with what it may hold, and writes its
 * invite.  The first time it begins the roster.  WAY_EXCHANGE_ERROR_ROLE for a
 * limited copy without settings, or where the authority's key is elsewhere. */
gboolean   way_enrol_add         (WayDb                 *db,
                                  const WayDevice       *card,
                                  const WayEnrolOptions *options,
                                  const char            *invite,
                                  WayProgressFunc        progress,
                                  gpointer               data,
                                  GCancellable          *cancellable,
                                  GError               **error);

/* The device is sealed to no more, and what it sends waits in quarantine. */
gboolean   way_enrol_revoke      (WayDb             *db,
                                  const WayId       *device,
                                  GError           **error);

/* The device of the roster whose name it is, or whose id begins with the digits, of
 * which there must be eight or more.  WAY_EXCHANGE_ERROR_UNKNOWN for none, or
 * several. */
gboolean   way_enrol_find        (WayDb             *db,
                                  const char        *text,
                                  WayId             *device,
                                  GError           **error);

/* --- What a device holds --- */

typedef struct
{
  const WayEntity *entity;
  WayId            row;
  char            *title;      /* "" where it is not here any more */
  guint            classes;    /* 1 << WayClass: of the fields that it was given */
  gint64           since;      /* milliseconds since 1970; 0 where it is not known */
} WayHeldRow;

void       way_held_row_free     (WayHeldRow        *self);

/* By entity, then title; elements are WayHeldRow *.  An office copy holds all. */
GPtrArray *way_enrol_held_by     (WayDb             *db,
                                  const WayId       *device,
                                  GError           **error);

G_END_DECLS
