/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of districts, their population and school calendars. */

#include "way-area.h"

#include "way-describe-private.h"

#define RECORD WayDistrict
static const WayField fields_of_way_district_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, name, N_("Name"), OPEN, .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (3, TEXT, gss, N_("GSS code"), OPEN, .high = 9, .check = way_check_gss,
         .flags = KEY | LIST),
  FIELD (4, CODE, la, N_("Authority"), OPEN, .set = "la", .flags = LIST),
  FIELD (5, TEXT, area, N_("Area"), OPEN, .flags = LIST),
  FIELD (6, INTEGER, idaci_rank, N_("Deprivation rank (IDACI)"), OPEN, .low = 1, .high = 40000),
};

ENTITY (way_district_entity, 21, "district", N_("district"), N_("Districts"));
WAY_DEFINE_RECORD (WayDistrict, way_district)
#undef RECORD

#define RECORD WayPopulation
static const WayField fields_of_way_population_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, district, N_("District"), OPEN, .set = "district",
         .flags = REQUIRED | LIST),
  FIELD (3, INTEGER, year, N_("Mid-year"), OPEN, .low = 1990, .high = 2100,
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, CODE, ages, N_("Ages"), OPEN, .set = "ages", .flags = REQUIRED | LIST),
  FIELD (5, INTEGER, count, N_("People"), OPEN, .low = 0, .high = 10000000,
         .flags = REQUIRED | LIST),
  FIELD (6, TEXT, source, N_("Source"), OPEN, .high = 300),
};

ENTITY (way_population_entity, 22, "population", N_("population"), N_("Population"));
WAY_DEFINE_RECORD (WayPopulation, way_population)
#undef RECORD

#define RECORD WayCalendar
static const WayField fields_of_way_calendar_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, name, N_("Name"), OPEN, .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (3, REFERENCE, establishment, N_("School or setting"), OPEN, .set = "establishment",
         .flags = LIST),
  FIELD (4, TEXT, source, N_("Source"), OPEN, .high = 300, .flags = LIST),
};

ENTITY (way_calendar_entity, 19, "calendar", N_("calendar"), N_("Calendars"));
WAY_DEFINE_RECORD (WayCalendar, way_calendar)
#undef RECORD

#define RECORD WayCalendarDay
static const WayField fields_of_way_calendar_day_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, calendar, N_("Calendar"), OPEN, .set = "calendar",
         .flags = REQUIRED | LIST),
  FIELD (3, DATE, from, N_("From"), OPEN, .flags = REQUIRED | TITLE | LIST),
  FIELD (4, DATE, to, N_("To"), OPEN, .flags = LIST),
  FIELD (5, CODE, kind, N_("Kind"), OPEN, .set = "calendar_kind", .flags = REQUIRED | LIST),
  FIELD (6, TEXT, name, N_("Name"), OPEN, .flags = LIST),
};

static gboolean
check_calendar_day (gconstpointer   record,
                    GError        **error)
{
  const WayCalendarDay *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_calendar_day_entity, 20, "calendar_day", N_("days of a calendar"), N_("Days"),
        .check = check_calendar_day);
WAY_DEFINE_RECORD (WayCalendarDay, way_calendar_day)
#undef RECORD
