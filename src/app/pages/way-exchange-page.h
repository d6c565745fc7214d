/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-exchange-work.h"
#include "way-page.h"

G_BEGIN_DECLS

/* Changes brought from copy to copy by files: what is to be settled, which
 * copies there are, what was sent and received. */
#define WAY_TYPE_EXCHANGE_PAGE (way_exchange_page_get_type ())
G_DECLARE_FINAL_TYPE (WayExchangePage, way_exchange_page, WAY, EXCHANGE_PAGE, WayPage)

/* How many conflicts and edits in quarantine wait, for the sidebar. */
guint    way_exchange_page_count_conflicts (WaySession          *session);

/* Begins a work with the file at path: WAY_EXCHANGE_WORK_PREVIEW looks into it
 * and asks whether to take it in.  to, of an export, may be NULL: for all.
 * Nothing while another work goes on. */
void     way_exchange_page_begin           (WayExchangePage     *self,
                                            WayExchangeWorkKind  kind,
                                            const char          *path,
                                            const WayId         *to);

gboolean way_exchange_page_is_busy         (WayExchangePage     *self);

G_END_DECLS
