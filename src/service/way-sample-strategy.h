/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sample-life.h"

G_BEGIN_DECLS

/* The strategy that the plan's group [life] names ("strategy=solihull-2022"), in
 * force from "strategy-from", with some of its actions begun, done or late by
 * the sample's day; else nothing. */
gboolean way_sample_strategy_write (WaySampleLife  *life,
                                    GError        **error);

G_END_DECLS
