/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a use case can say no to beyond what model and store refuse.  Nothing has
 * changed then; the message is a sentence fit to be shown. */
#define WAY_SERVICE_ERROR (way_service_error_quark ())
GQuark way_service_error_quark (void);

typedef enum
{
  WAY_SERVICE_ERROR_UNKNOWN,     /* there is nothing by that name or id */
  WAY_SERVICE_ERROR_NOT_EMPTY,   /* the file holds an authority already */
  WAY_SERVICE_ERROR_INVALID,     /* what was asked for cannot be */
  WAY_SERVICE_ERROR_STAGE,       /* not what can be done at this stage */
  WAY_SERVICE_ERROR_RULE,        /* a rule does not allow it: the route table, a provision */
  WAY_SERVICE_ERROR_DATE,        /* a day that cannot be: before the start, in the future */
  WAY_SERVICE_ERROR_INCOMPLETE,  /* something must be said first */
  WAY_SERVICE_ERROR_NOT_ALLOWED, /* not by who asks: their role is another */
  WAY_SERVICE_ERROR_HELD,        /* not without the act's reason: new placements are held */
} WayServiceError;

G_END_DECLS
