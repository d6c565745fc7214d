/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of this folder. */

#include "way-formats-error.h"

G_DEFINE_QUARK (way-formats-error-quark, way_formats_error)
