/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of the use cases. */

#include "way-service-error.h"

G_DEFINE_QUARK (way-service-error-quark, way_service_error)
