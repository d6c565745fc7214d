/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who forgot a passphrase is helped by the office that their copy let in. */
#include "way-key-help.h"

#include <string.h>

#include "way-escrow.h"
#include "way-permit.h"
#include "way-service-error.h"

#define SUFFIX ".key"

char *
way_key_help (WayDb       *db,
              const char  *key_file,
              GError     **error)
{
  WayTrailEntry entry = { .action = WAY_TRAIL_HELP, .what = "key file" };
  g_autofree char *path = NULL;

  if (!g_str_has_suffix (key_file, SUFFIX))
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INVALID,
                   "the name of a key file ends in “%s”", SUFFIX);
      return NULL;
    }
  path = g_strndup (key_file, strlen (key_file) - strlen (SUFFIX));
  if (!way_permit_check (db, "exchange", error) || !way_permit_note (db, &entry, error))
    return NULL;
  return way_escrow_help (db, path, error);
}
