/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Adds to findings (texts) where what triggers keep of who waits is not what is
 * recorded: for a place (referral_wait), and under fair access (fair_access). */
gboolean  way_waits_verify      (WayDb         *db,
                                 GPtrArray     *findings,
                                 GError       **error);

G_END_DECLS
