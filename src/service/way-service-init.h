/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Makes the authority of a new file: its name and the DfE's number of it, one
 * user of the office, and a calendar that holds the bank holidays known to the
 * program, for terms to be added.  la may be NULL.  One edit, which cannot be
 * undone.  WAY_SERVICE_ERROR_NOT_EMPTY where the file has an authority,
 * WAY_MODEL_ERROR where name or la may not stand. */
gboolean way_service_init_authority (WayDb       *db,
                                     const char  *name,
                                     const char  *la,
                                     GError     **error);

/* WAY_SERVICE_ERROR_NOT_EMPTY where the file has an authority. */
gboolean way_service_check_empty    (WayDb       *db,
                                     GError     **error);

G_END_DECLS
