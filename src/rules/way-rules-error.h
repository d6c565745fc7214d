/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define WAY_RULES_ERROR (way_rules_error_quark ())
GQuark way_rules_error_quark (void);

typedef enum
{
  WAY_RULES_ERROR_INVALID,   /* a fact that cannot be: the message names it */
  WAY_RULES_ERROR_UNKNOWN,   /* no such rule, kind of day or kind of event */
} WayRulesError;

G_END_DECLS
