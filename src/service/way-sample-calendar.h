/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "way-date.h"

G_BEGIN_DECLS

/* Made-up term dates, as English authorities set them: six half terms, five
 * training days, 190 school days.  Pure. */
typedef struct
{
  GDate       from;
  GDate       to;
  const char *kind;            /* of calendar_kind */
  const char *name;
} WaySampleDays;

/* The rows of the school year that begins in a calendar year, from 2012 on:
 * terms, training days and bank holidays, in order.  GArray of WaySampleDays;
 * free with g_array_unref(). */
GArray *way_sample_calendar_year (int year);

/* The last Friday in June of a school year: a child in year 11 is of compulsory
 * school age up to it. */
GDate   way_sample_calendar_leaving_day (int year);

G_END_DECLS
