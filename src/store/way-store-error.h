/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_STORE_ERROR (way_store_error_quark ())
GQuark way_store_error_quark (void);

typedef enum
{
  WAY_STORE_ERROR_FAILED,       /* SQLite refused; the message says what */
  WAY_STORE_ERROR_NOT_FOUND,    /* no such file, record or edit */
  WAY_STORE_ERROR_NOT_WAYMARK,  /* a file, but not one of ours */
  WAY_STORE_ERROR_TOO_NEW,      /* written by a newer program */
  WAY_STORE_ERROR_DAMAGED,      /* SQLite finds the file malformed */
  WAY_STORE_ERROR_BUSY,         /* another program is writing for too long */
  WAY_STORE_ERROR_FULL,         /* no room on the disk */
  WAY_STORE_ERROR_READ_ONLY,    /* the file or its folder cannot be written */
  WAY_STORE_ERROR_EXISTS,       /* a new file was wanted where one is */
  WAY_STORE_ERROR_REFERENCE,    /* something refers to it, or it refers to nothing */
  WAY_STORE_ERROR_OUTSIDE,      /* a synced table was written outside of an edit */
  WAY_STORE_ERROR_CLONED,       /* two copies go by one name */
  WAY_STORE_ERROR_NOTHING,      /* an undo that would change nothing */
  WAY_STORE_ERROR_SEALED,       /* a case that is sealed to who asks */
  WAY_STORE_ERROR_ERASED,       /* what was erased cannot be changed */
  WAY_STORE_ERROR_IN_USE,       /* another process has the sealed file open; who, the message says */
  WAY_STORE_ERROR_LOCKED,       /* sealed, and nobody gave its passphrase yet */
  WAY_STORE_ERROR_SECRET,       /* this passphrase, code or key does not open it */
  WAY_STORE_ERROR_KEY_FILE,     /* the key file is missing, damaged or tampered with */
} WayStoreError;

G_END_DECLS
