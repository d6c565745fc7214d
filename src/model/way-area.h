/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-entity.h"

G_BEGIN_DECLS

/* The area and its days.  Plain data. */

typedef struct
{
  WayId   id;
  char   *name;
  char   *gss;
  char   *la;
  char   *area;            /* a wider part of the authority, in its own words */
  gint64  idaci_rank;      /* 1 is the most deprived */
} WayDistrict;
WAY_DECLARE_RECORD (WayDistrict, way_district)

typedef struct
{
  WayId   id;
  WayId   district;
  gint64  year;            /* mid-year */
  char   *ages;            /* population_ages */
  gint64  count;
  char   *source;
} WayPopulation;
WAY_DECLARE_RECORD (WayPopulation, way_population)

/* The school days of one establishment, or of the authority where none is
 * named. */
typedef struct
{
  WayId   id;
  char   *name;
  WayId   establishment;
  char   *source;
} WayCalendar;
WAY_DECLARE_RECORD (WayCalendar, way_calendar)

typedef struct
{
  WayId   id;
  WayId   calendar;
  GDate   from;
  GDate   to;
  char   *kind;            /* calendar_kind */
  char   *name;
} WayCalendarDay;
WAY_DECLARE_RECORD (WayCalendarDay, way_calendar_day)

G_END_DECLS
