/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Help from the office: a limited copy lets the offices of its roster open its key
 * file, so that whoever forgot its passphrase is not shut out.  An office does not
 * need the file itself for that, only the key file beside it, which tells nothing
 * without the office's own. */

/* From now on the offices of the roster can help (on), or none can.  The file must be
 * sealed, and unlocked.  WAY_EXCHANGE_ERROR_NO_DEVICE where it has no roster, or that
 * has no office but this file. */
gboolean   way_escrow_set   (WayDb        *db,
                             gboolean      on,
                             GError      **error);

/* Whether the roster has an office that could help this file. */
gboolean   way_escrow_may   (WayDb        *db);

/* The names of the devices that can help now, in the order of the key file; empty
 * where none can. */
GPtrArray *way_escrow_names (WayDb        *db,
                             GError      **error);

/* In the office: a new recovery code for the file whose key file stands at path and
 * ".key", whether the file is there or not; the code before opens it no more.  Free
 * with way_secret_free_text().  WAY_STORE_ERROR_SECRET where this office was not let
 * in. */
char      *way_escrow_help  (WayDb        *db,
                             const char   *path,
                             GError      **error);

G_END_DECLS
