/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-enrol.h"
#include "way-job.h"

G_BEGIN_DECLS

/* Devices taken into the roster, and their first files, as jobs. */

typedef enum
{
  WAY_ENROL_WORK_INVITE,     /* in the office: card, role, scope, expires → invite */
  WAY_ENROL_WORK_CARD,       /* on the device: keys, kept under the passphrase → card */
  WAY_ENROL_WORK_READ,       /* on the device: invite, passphrase → device and roster */
  WAY_ENROL_WORK_JOIN,       /* then: a new sealed file → recovery */
} WayEnrolWorkKind;

/* Counted (g_atomic_rc_box).  Plain data; what is in it is owned, and secrets are
 * wiped.  Answers may be read once the job is over. */
typedef struct
{
  WayEnrolWorkKind  kind;
  char             *database;   /* of the office; the new file */
  char             *file;       /* the card that is written, or the invite */
  char             *name;       /* card: of the device; invite: of this copy */
  char             *passphrase; /* of the device's keys, and of its file */
  char             *who;        /* invite: sends it, as history says */
  GDate             today;

  WayDevice        *device;     /* invite: the card; else the kept device */
  guint             role;
  GArray           *scope;      /* of WayId */
  gint64            expires;

  WayRoster        *roster;     /* what the invite brings; invite: as it is now */
  gboolean          help;       /* join: the offices may open its key file */
  char             *recovery;   /* join: the code to print */
} WayEnrolWork;

WayEnrolWork *way_enrol_work_new   (WayEnrolWorkKind     kind,
                                    const char          *database,
                                    const char          *file);
WayEnrolWork *way_enrol_work_ref   (WayEnrolWork        *self);
void          way_enrol_work_unref (WayEnrolWork        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayEnrolWork, way_enrol_work_unref)

/* Ends with way_job_run_finish().  After an error or a cancel nothing was done, and
 * there is no new file. */
void          way_enrol_work_run   (WayEnrolWork        *self,
                                    WayJob              *job,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data);

G_END_DECLS
