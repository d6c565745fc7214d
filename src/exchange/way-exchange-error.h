/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_EXCHANGE_ERROR (way_exchange_error_quark ())
GQuark way_exchange_error_quark (void);

typedef enum
{
  WAY_EXCHANGE_ERROR_NOT_BUNDLE,  /* some other kind of file */
  WAY_EXCHANGE_ERROR_TOO_NEW,     /* asks for a newer program */
  WAY_EXCHANGE_ERROR_CUT,         /* its end is missing */
  WAY_EXCHANGE_ERROR_ALTERED,     /* a digest does not fit */
  WAY_EXCHANGE_ERROR_BOUNDS,      /* claims more than a bundle may hold */
  WAY_EXCHANGE_ERROR_MALFORMED,   /* whole, but not what a bundle says */
  WAY_EXCHANGE_ERROR_OWN,         /* from this very copy */
  WAY_EXCHANGE_ERROR_FOREIGN,     /* of another authority's file */
  WAY_EXCHANGE_ERROR_UNKNOWN,     /* there is no such copy */
  WAY_EXCHANGE_ERROR_NOT_FOR_US,  /* sealed for others, or meant for them */
  WAY_EXCHANGE_ERROR_SIGNATURE,   /* not signed by whom it names */
  WAY_EXCHANGE_ERROR_STRANGER,    /* from a device that the roster does not have */
  WAY_EXCHANGE_ERROR_ROSTER,      /* an older roster, or another authority's */
  WAY_EXCHANGE_ERROR_NO_DEVICE,   /* this copy is not enrolled */
  WAY_EXCHANGE_ERROR_REVOKED,     /* the device was revoked, or its time has run out */
  WAY_EXCHANGE_ERROR_ROLE,        /* not what a copy of this kind may do */
  WAY_EXCHANGE_ERROR_UNSEALED,    /* a plain file for a copy that is encrypted */
  WAY_EXCHANGE_ERROR_LARGE,       /* changes so much that it must be asked for again */
} WayExchangeError;

G_END_DECLS
