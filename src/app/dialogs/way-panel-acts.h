/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"
#include "way-panel-flow.h"

G_BEGIN_DECLS

/* The steps of a panel as people do them, asked by forms of a page. */

void  way_panel_act_new_meeting    (WayPage            *page);
void  way_panel_act_change_meeting (WayPage            *page,
                                    const WayMeeting   *meeting);
void  way_panel_act_new_member     (WayPage            *page,
                                    const WayId        *meeting);
void  way_panel_act_note           (WayPage            *page,
                                    const WayPanelItem *item);
void  way_panel_act_declare        (WayPage            *page,
                                    const WayPanelItem *item,
                                    const WayMember    *member);
void  way_panel_act_fair_access    (WayPage            *page,
                                    const WayPanelItem *item);
void  way_panel_act_decide         (WayPage            *page,
                                    const WayPanel     *panel,
                                    const WayPanelItem *item);

/* "Single panel", "Year 8 · Long-term place · received 3 Nov": words that pages
 * share.  Free with g_free(). */
char *way_panel_say_child          (const char         *year,
                                    const char         *route,
                                    const GDate        *received,
                                    const GDate        *today);

G_END_DECLS
