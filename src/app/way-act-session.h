/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-session.h"

G_BEGIN_DECLS

/* Somebody at this window does something: the act that a flow of the service
 * takes.  *who is set to the name, which lives as long as the caller keeps it;
 * free with g_free(). */
WayAct way_act_of_session (WaySession  *session,
                           char       **who);

G_END_DECLS
