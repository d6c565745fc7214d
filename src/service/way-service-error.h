/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a use case can say no to beyond what model and store refuse. */
#define WAY_SERVICE_ERROR (way_service_error_quark ())
GQuark way_service_error_quark (void);

typedef enum
{
  WAY_SERVICE_ERROR_UNKNOWN,    /* there is nothing by that name */
  WAY_SERVICE_ERROR_NOT_EMPTY,  /* the file holds an authority already */
  WAY_SERVICE_ERROR_INVALID,    /* what was asked for cannot be */
} WayServiceError;

G_END_DECLS
