/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a window's session to the act of a flow. */
#include "way-act-session.h"

#include "way-permit.h"

WayAct
way_act_of_session (WaySession  *session,
                    char       **who)
{
  *who = way_session_dup_user (session);
  return (WayAct) {
    .store = way_session_get_store (session),
    .today = *way_session_get_today (session),
    .who = *who,
    .user = way_permit_user (way_session_get_db (session)),
  };
}
