/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-sample-life.h"

G_BEGIN_DECLS

/* Writes a life down: children and their carers, rolls, needs, exclusions, and
 * for every stay the referral, decisions, offer, placement, money and
 * attendance that go with it, all dates in order. */
gboolean way_sample_record_write (WaySampleLife  *life,
                                  GError        **error);

/* Makes where each stay led to what comes next; done again, changes nothing. */
void     way_sample_record_settle (WaySampleChild *child);

/* One more child, with its carer, needs, rolls and exclusions; sets the ids. */
gboolean way_sample_record_child (WaySampleLife   *life,
                                  WaySampleChild  *child,
                                  GError         **error);

/* Another school takes on a child that has been written and has none, unless that
 * would be after today. */
gboolean way_sample_record_admit (WaySampleLife   *life,
                                  WaySampleChild  *child,
                                  guint32          day,
                                  GError         **error);

G_END_DECLS
