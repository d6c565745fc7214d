/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-background.h"
#include "way-bodies.h"
#include "way-codes.h"

G_BEGIN_DECLS

/* Papers that go with a referral.  What a file is, is found by its content; how
 * large it may be, and how many go with one referral, stands in the rules. */

/* The most bytes of one file, and the most files of one referral. */
gsize           way_attachments_most_bytes (void);
guint           way_attachments_most       (void);

/* What the file is: a code of attachment_type.  Refused with
 * WAY_SERVICE_ERROR_RULE: empty, too large, of no type that is taken, or with a
 * name that says another. */
const WayCode  *way_attachments_find_type  (const char    *name,
                                            GBytes        *bytes,
                                            GError       **error);

/* Keeps the bytes in this copy and gives the record that names them, without its
 * referral.  Refused as above. */
WayAttachment  *way_attachments_take       (WayDb         *db,
                                            const char    *name,
                                            GBytes        *bytes,
                                            const GDate   *today,
                                            const char    *who,
                                            GError       **error);

/* The same of a file on the disk. */
WayAttachment  *way_attachments_take_file  (WayDb         *db,
                                            const char    *path,
                                            const GDate   *today,
                                            const char    *who,
                                            GError       **error);

/* Its bytes; WAY_SERVICE_ERROR_UNKNOWN where they are in another copy only. */
GBytes         *way_attachments_read       (WayDb               *db,
                                            const WayAttachment *attachment,
                                            GError             **error);

G_END_DECLS
