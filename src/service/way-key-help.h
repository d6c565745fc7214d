/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* In an office: a new recovery code for a copy whose passphrase is forgotten, by the
 * key file that stood beside it ("NAME.key"), which is written anew.  It is written to
 * the trail first.  Free with way_secret_free_text().
 *
 * WAY_SERVICE_ERROR_INVALID for what is not called a key file, _NOT_ALLOWED;
 * WAY_STORE_ERROR_SECRET where that copy did not let this office in, _KEY_FILE. */
char *way_key_help (WayDb       *db,
                    const char  *key_file,
                    GError     **error);

G_END_DECLS
