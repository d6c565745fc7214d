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
} WayExchangeError;

G_END_DECLS
