/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of an authority's own routes, and of what was done about double
 * funding. */

#include "way-finance.h"

#include "way-describe-private.h"

#define RECORD WayRouteBook
static const WayField fields_of_way_route_book_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, name, N_("Name"), OPEN, .high = 100, .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (3, DATE, from, N_("From"), OPEN, .flags = REQUIRED | LIST),
  FIELD (4, DATE, to, N_("To"), OPEN, .flags = LIST),
  FIELD (5, TEXT, source, N_("Source"), OPEN, .high = 300, .flags = LIST),
};

static gboolean
check_route_book (gconstpointer   record,
                  GError        **error)
{
  const WayRouteBook *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_route_book_entity, 42, "route_set", N_("table of routes"), N_("Tables of Routes"),
        .check = check_route_book);
WAY_DEFINE_RECORD (WayRouteBook, way_route_book)
#undef RECORD

#define RECORD WayRouteRow
static const WayField fields_of_way_route_row_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, route_set, N_("Table"), OPEN, .set = "route_set",
         .flags = REQUIRED | LIST),
  FIELD (3, CODE, route, N_("Route"), OPEN, .set = "route", .flags = REQUIRED | TITLE | LIST),
  FIELD (4, CODES, commissioner, N_("Arranged by"), OPEN, .set = "commissioner",
         .flags = REQUIRED | LIST),
  FIELD (5, CODES, lump_sum, N_("Pays the place"), OPEN, .set = "payer",
         .flags = REQUIRED | LIST),
  FIELD (6, CODES, top_up, N_("Pays the top-up"), OPEN, .set = "payer", .flags = REQUIRED | LIST),
  FIELD (7, CODES, registration, N_("Registration"), OPEN, .set = "registration",
         .flags = REQUIRED | LIST),
  FIELD (8, TEXT, wording, N_("In one sentence"), OPEN, .high = 300),
};

ENTITY (way_route_row_entity, 43, "route_row", N_("row of a table of routes"), N_("Routes"));
WAY_DEFINE_RECORD (WayRouteRow, way_route_row)
#undef RECORD

#define RECORD WayFundingCase
static const WayField fields_of_way_funding_case_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, placement, N_("Placement"), MONEY, .set = "placement",
         .flags = REQUIRED | LIST),
  FIELD (3, CODE, rule, N_("Found by"), MONEY, .set = "double_funding",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, CODE, state, N_("State"), MONEY, .set = "funding_state", .flags = REQUIRED | LIST),
  FIELD (5, DATE, from, N_("From"), MONEY, .flags = REQUIRED | LIST),
  FIELD (6, DATE, to, N_("To"), MONEY, .flags = LIST),
  FIELD (7, DATE, day, N_("Recorded on"), MONEY, .flags = REQUIRED | LIST),
  FIELD (8, TEXT, by, N_("Recorded by"), MONEY, .flags = REQUIRED | LIST),
  FIELD (9, LONG_TEXT, reason, N_("Reason"), MONEY, .high = 1000),
  FIELD (10, INTEGER, days, N_("School days"), MONEY, .low = 0, .high = 100000, .flags = LIST),
  FIELD (11, MONEY, amount, N_("Amount"), MONEY, .low = 0, .flags = LIST),
};

static gboolean
check_funding_case (gconstpointer   record,
                    GError        **error)
{
  const WayFundingCase *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_funding_case_entity, 40, "funding_case", N_("double funding"),
        N_("Double Funding"), .check = check_funding_case);
WAY_DEFINE_RECORD (WayFundingCase, way_funding_case)
#undef RECORD

#define RECORD WayRecovery
static const WayField fields_of_way_recovery_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), MONEY, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, establishment, N_("From the school"), MONEY, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (4, CODE, kind, N_("What is taken back"), MONEY, .set = "recovery_kind",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, DATE, from, N_("From"), MONEY, .flags = REQUIRED | LIST),
  FIELD (6, DATE, to, N_("To"), MONEY, .flags = LIST),
  FIELD (7, MONEY, amount, N_("Amount"), MONEY, .low = 0, .flags = LIST),
  FIELD (8, DATE, recorded, N_("Recorded on"), MONEY, .flags = LIST),
  FIELD (9, TEXT, by, N_("Recorded by"), MONEY, .flags = LIST),
  FIELD (10, TEXT, note, N_("Note"), MONEY, .high = 500),
};

static gboolean
check_recovery (gconstpointer   record,
                GError        **error)
{
  const WayRecovery *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_recovery_entity, 41, "recovery", N_("recovery"), N_("Recoveries"),
        .check = check_recovery);
WAY_DEFINE_RECORD (WayRecovery, way_recovery)
#undef RECORD
