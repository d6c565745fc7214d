/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of this folder. */

#include "way-rules-error.h"

G_DEFINE_QUARK (way-rules-error-quark, way_rules_error)
