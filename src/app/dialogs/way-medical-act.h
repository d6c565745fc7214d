/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* Asks to which state of the medical pathway a referral came. */
void way_medical_act_move (WayPage     *page,
                           const WayId *referral);

G_END_DECLS
