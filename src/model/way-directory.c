/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of the places where children learn. */

#include "way-directory.h"

#include <string.h>

#include "way-codes.h"
#include "way-describe-private.h"

#define RECORD WayEstablishment
static const WayField fields_of_way_establishment_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, urn, N_("URN"), OPEN, .high = 6, .check = way_check_urn,
         .flags = KEY | SEARCH | LIST),
  FIELD (3, TEXT, name, N_("Name"), OPEN, .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (4, CODE, type, N_("Type"), OPEN, .set = "establishment_type", .flags = LIST),
  FIELD (5, CODE, la, N_("Authority"), OPEN, .set = "la", .flags = LIST),
  FIELD (6, CODE, status, N_("Status"), OPEN, .set = "establishment_status", .initial = "1",
         .flags = LIST),
  FIELD (7, CODE, phase, N_("Phase"), OPEN, .set = "school_phase", .flags = LIST),
  FIELD (8, REFERENCE, district, N_("District"), OPEN, .set = "district", .flags = LIST),
  FIELD (9, TEXT, laestab, N_("DfE number"), OPEN, .high = 8, .check = way_check_laestab,
         .flags = SEARCH),
  FIELD (10, TEXT, ukprn, N_("UKPRN"), OPEN, .high = 8, .check = way_check_ukprn),
  FIELD (11, CODE, directory_type, N_("Kind of setting"), OPEN, .set = "directory_type",
         .hint = N_("Choose one to show the setting in the directory")),
  FIELD (12, REFERENCE, parent, N_("Part of"), OPEN, .set = "establishment"),
  FIELD (13, TEXT, trust, N_("Trust"), OPEN, .flags = HARMLESS),
  FIELD (14, DATE, opened, N_("Opened"), OPEN),
  FIELD (15, DATE, closed, N_("Closed"), OPEN),
  FIELD (16, INTEGER, age_low, N_("Youngest age"), OPEN, .low = 0, .high = 25),
  FIELD (17, INTEGER, age_high, N_("Oldest age"), OPEN, .low = 0, .high = 99),
  FIELD (18, CODE, gender, N_("Sex of pupils"), OPEN, .set = "establishment_gender"),
  FIELD (19, INTEGER, roll, N_("Pupils, as published"), OPEN, .low = 0, .high = 20000,
         .flags = HARMLESS),
  FIELD (20, TEXT, street, N_("Street"), OPEN, .flags = HARMLESS),
  FIELD (21, TEXT, locality, N_("Locality"), OPEN, .flags = HARMLESS),
  FIELD (22, TEXT, town, N_("Town"), OPEN, .flags = HARMLESS | SEARCH),
  FIELD (23, TEXT, postcode, N_("Postcode"), OPEN, .high = 8, .check = way_check_postcode,
         .flags = HARMLESS),
  FIELD (24, TEXT, telephone, N_("Telephone"), OPEN, .high = 40, .check = way_check_telephone,
         .flags = HARMLESS),
  FIELD (25, TEXT, website, N_("Website"), OPEN, .high = 300, .check = way_check_website,
         .flags = HARMLESS),
  FIELD (26, TEXT, email, N_("E-mail"), OPEN, .check = way_check_email, .flags = HARMLESS),
  FIELD (27, TEXT, head, N_("Headteacher"), OPEN, .flags = HARMLESS),
  FIELD (28, BOOLEAN, registered, N_("Registered with the DfE"), OPEN),
  FIELD (29, TEXT, former_names, N_("Former names"), OPEN, .high = 500, .flags = SEARCH),
  FIELD (30, LONG_TEXT, description, N_("What it is"), OPEN, .high = 4000),
  FIELD (31, DATE, verified, N_("Entry looked over"), OPEN),
  FIELD (32, TEXT, verified_by, N_("Looked over by"), INTERNAL),
  FIELD (33, LONG_TEXT, note, N_("Note"), INTERNAL, .high = 4000),
  FIELD (120, MONEY, pupil_amount, N_("Funding for a pupil and year"), OPEN,
         .low = 0, .high = 10000000),
};

static gboolean
check_establishment (gconstpointer   record,
                     GError        **error)
{
  const WayEstablishment *self = record;

  if (self->age_low != WAY_INTEGER_NONE && self->age_high != WAY_INTEGER_NONE &&
      self->age_low > self->age_high)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                   "age_high: lies below the youngest age");
      return FALSE;
    }
  return way_check_period (&self->opened, &self->closed, "closed", error);
}

ENTITY (way_establishment_entity, 1, "establishment", N_("establishment"), N_("Establishments"),
        .check = check_establishment,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayEstablishment, way_establishment)
#undef RECORD

#define RECORD WaySite
static const WayField fields_of_way_site_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, establishment, N_("Setting"), OPEN, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (3, TEXT, name, N_("Name"), OPEN, .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (4, TEXT, street, N_("Street"), OPEN, .flags = HARMLESS),
  FIELD (5, TEXT, town, N_("Town"), OPEN, .flags = HARMLESS | LIST),
  FIELD (6, TEXT, postcode, N_("Postcode"), OPEN, .high = 8, .check = way_check_postcode,
         .flags = HARMLESS | LIST),
  FIELD (7, TEXT, telephone, N_("Telephone"), OPEN, .high = 40, .check = way_check_telephone,
         .flags = HARMLESS),
  FIELD (8, REFERENCE, district, N_("District"), OPEN, .set = "district"),
  FIELD (9, DATE, from, N_("From"), OPEN, .flags = LIST),
  FIELD (10, DATE, to, N_("To"), OPEN, .flags = LIST),
};

static gboolean
check_site (gconstpointer   record,
            GError        **error)
{
  const WaySite *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_site_entity, 2, "site", N_("site"), N_("Sites"), .check = check_site,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WaySite, way_site)
#undef RECORD

#define RECORD WayProvision
static const WayField fields_of_way_provision_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, establishment, N_("Setting"), OPEN, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, site, N_("Site"), OPEN, .set = "site"),
  FIELD (4, TEXT, name, N_("Name"), OPEN, .flags = REQUIRED | TITLE | SEARCH | LIST),
  FIELD (5, CODE, kind, N_("Kind"), OPEN, .set = "provision_kind", .flags = LIST),
  FIELD (6, CODE, phase, N_("Phase"), OPEN, .set = "provision_phase", .flags = LIST),
  FIELD (7, BOOLEAN, counted, N_("Counted in the AP figures"), OPEN, .flags = LIST),
  FIELD (8, BOOLEAN, full_time, N_("Full time"), OPEN),
  FIELD (9, CODE, year_low, N_("From year"), OPEN, .set = "nc_year"),
  FIELD (10, CODE, year_high, N_("To year"), OPEN, .set = "nc_year"),
  FIELD (11, CODE, sex, N_("Only for"), OPEN, .set = "sex"),
  FIELD (12, CODES, needs, N_("Needs"), OPEN, .set = "need_type"),
  FIELD (13, CODES, tiers, N_("Where it stands in the range of help"), OPEN,
         .set = "stage_on_continuum"),
  FIELD (14, CODES, routes, N_("Routes it takes"), OPEN, .set = "route"),
  FIELD (15, INTEGER, weeks_least, N_("Shortest stay in weeks"), OPEN, .low = 0, .high = 400),
  FIELD (16, INTEGER, weeks_most, N_("Longest stay in weeks"), OPEN, .low = 0, .high = 400),
  FIELD (17, CODE, week_kind, N_("Weeks are"), OPEN, .set = "week_kind"),
  FIELD (18, INTEGER, cohorts, N_("Cohorts a school year"), OPEN, .low = 1, .high = 12),
  FIELD (19, INTEGER, group_size, N_("Group size"), OPEN, .low = 1, .high = 60),
  FIELD (20, LONG_TEXT, description, N_("What it is for"), OPEN, .high = 4000, .flags = SEARCH),
  FIELD (21, LONG_TEXT, access, N_("How to get in"), OPEN, .high = 4000),
  FIELD (22, LONG_TEXT, way_out, N_("How to get out"), OPEN, .high = 4000),
  FIELD (23, TEXT, contact, N_("Contact"), OPEN, .flags = HARMLESS),
  FIELD (24, TEXT, telephone, N_("Telephone"), OPEN, .high = 40, .check = way_check_telephone,
         .flags = HARMLESS),
  FIELD (25, TEXT, email, N_("E-mail"), OPEN, .check = way_check_email, .flags = HARMLESS),
  FIELD (26, CODE, publication, N_("Shown to"), OPEN, .set = "publication"),
  FIELD (27, DATE, from, N_("From"), OPEN),
  FIELD (28, DATE, to, N_("To"), OPEN),
  FIELD (130, INTEGER, session_minutes, N_("Minutes of a half day"), OPEN, .low = 1, .high = 600),
};

static gboolean
check_provision (gconstpointer   record,
                 GError        **error)
{
  const WayProvision *self = record;

  if (self->weeks_least != WAY_INTEGER_NONE && self->weeks_most != WAY_INTEGER_NONE &&
      self->weeks_least > self->weeks_most)
    {
      g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CONTRADICTION,
                   "weeks_most: is shorter than the shortest stay");
      return FALSE;
    }
  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_provision_entity, 3, "provision", N_("provision"), N_("Provisions"),
        .check = check_provision,
        .writers = WAY_COPIES_CASE);
WAY_DEFINE_RECORD (WayProvision, way_provision)
#undef RECORD

#define RECORD WayCapacity
static const WayField fields_of_way_capacity_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, provision, N_("Provision"), OPEN, .set = "provision",
         .flags = REQUIRED | LIST),
  FIELD (3, DATE, from, N_("From"), OPEN, .flags = REQUIRED | LIST),
  FIELD (4, DATE, to, N_("To"), OPEN, .flags = LIST),
  FIELD (5, INTEGER, places, N_("Places"), OPEN, .low = 0, .high = 5000,
         .flags = REQUIRED | TITLE | LIST),
  FIELD (6, CODE, funder, N_("Funder"), OPEN, .set = "funder", .flags = LIST),
  FIELD (7, CODE, unit, N_("Counted in"), OPEN, .set = "capacity_unit", .initial = "places"),
  FIELD (8, CODE, kind, N_("What they are"), OPEN, .set = "capacity_kind",
         .initial = "commissioned"),
  FIELD (9, TEXT, note, N_("Reason or note"), OPEN, .high = 500),
};

static gboolean
check_capacity (gconstpointer   record,
                GError        **error)
{
  const WayCapacity *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_capacity_entity, 4, "capacity", N_("places of a provision"), N_("Places"),
        .check = check_capacity);
WAY_DEFINE_RECORD (WayCapacity, way_capacity)
#undef RECORD

#define RECORD WayPrice
static const WayField fields_of_way_price_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, provision, N_("Provision"), OPEN, .set = "provision",
         .flags = REQUIRED | LIST),
  FIELD (3, CODE, element, N_("For"), OPEN, .set = "funding_element",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, CODE, basis, N_("Charged"), OPEN, .set = "funding_basis", .flags = REQUIRED | LIST),
  FIELD (5, MONEY, amount, N_("Amount"), OPEN, .low = 0, .high = 100000000,
         .flags = REQUIRED | LIST),
  FIELD (6, CODE, payer, N_("Paid by"), OPEN, .set = "payer", .flags = LIST),
  FIELD (7, DATE, from, N_("From"), OPEN, .flags = REQUIRED | LIST),
  FIELD (8, DATE, to, N_("To"), OPEN, .flags = LIST),
  FIELD (9, TEXT, included, N_("What is included"), OPEN, .high = 500),
};

static gboolean
check_price (gconstpointer   record,
             GError        **error)
{
  const WayPrice *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_price_entity, 5, "price", N_("price"), N_("Prices"), .check = check_price);
WAY_DEFINE_RECORD (WayPrice, way_price)
#undef RECORD

#define RECORD WayCriterion
static const WayField fields_of_way_criterion_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, provision, N_("Provision"), OPEN, .set = "provision",
         .flags = REQUIRED | LIST),
  FIELD (3, CODE, kind, N_("To enter or to leave"), OPEN, .set = "criterion_kind",
         .initial = "entry", .flags = REQUIRED | LIST),
  FIELD (4, INTEGER, position, N_("Position"), OPEN, .low = 1, .high = 99),
  FIELD (5, CODE, rule, N_("Rule"), OPEN, .set = "criterion_rule", .flags = LIST),
  FIELD (6, INTEGER, low, N_("At least"), OPEN, .low = -100, .high = 1000),
  FIELD (7, INTEGER, high, N_("At most"), OPEN, .low = -100, .high = 1000),
  FIELD (8, TEXT, codes, N_("One of"), OPEN, .high = 500),
  FIELD (9, TEXT, wording, N_("In words"), OPEN, .high = 500, .flags = REQUIRED | TITLE | LIST),
  FIELD (10, DATE, from, N_("From"), OPEN),
  FIELD (11, DATE, to, N_("To"), OPEN),
};

static gboolean
refuse_criterion (GError        **error,
                  WayModelError   code,
                  const char     *sentence)
{
  g_set_error_literal (error, WAY_MODEL_ERROR, code, sentence);
  return FALSE;
}

/* A rule of a number says which; one of codes takes them from its own set.
 * Names of districts are checked by who knows the districts. */
static gboolean
check_rule (const WayCriterion  *self,
            const char          *set,
            GError             **error)
{
  g_auto(GStrv) codes = g_strsplit (self->codes != NULL ? self->codes : "", "|", -1);

  if (strcmp (set, "number") == 0 || strcmp (set, "nc_year") == 0)
    return self->low != WAY_INTEGER_NONE || self->high != WAY_INTEGER_NONE ||
           refuse_criterion (error, WAY_MODEL_ERROR_MISSING, "low: the rule needs a number");
  if (!way_codes_has_set (set))
    return TRUE;
  if (codes[0] == NULL)
    return refuse_criterion (error, WAY_MODEL_ERROR_MISSING, "codes: the rule needs a code");
  for (guint i = 0; codes[i] != NULL; i++)
    if (!way_codes_has (set, codes[i]))
      {
        g_set_error (error, WAY_MODEL_ERROR, WAY_MODEL_ERROR_CODE,
                     "codes: “%s” is no code of %s", codes[i], set);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_criterion (gconstpointer   record,
                 GError        **error)
{
  const WayCriterion *self = record;
  const WayCode *rule = self->rule != NULL ? way_codes_lookup ("criterion_rule", self->rule) : NULL;

  return way_check_period (&self->from, &self->to, "to", error) &&
         (rule == NULL || check_rule (self, way_code_get (rule, "value"), error));
}

ENTITY (way_criterion_entity, 6, "criterion", N_("criterion"), N_("Criteria"),
        .check = check_criterion);
WAY_DEFINE_RECORD (WayCriterion, way_criterion)
#undef RECORD

#define RECORD WayAssurance
static const WayField fields_of_way_assurance_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, establishment, N_("Setting"), INTERNAL, .set = "establishment",
         .flags = REQUIRED | LIST),
  FIELD (3, CODE, kind, N_("Check"), INTERNAL, .set = "assurance_kind",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, DATE, checked, N_("Checked on"), INTERNAL, .flags = LIST),
  FIELD (5, DATE, expires, N_("Runs out on"), INTERNAL, .flags = LIST),
  FIELD (6, TEXT, checked_by, N_("Checked by"), INTERNAL, .flags = LIST),
  FIELD (7, TEXT, reference, N_("Reference"), INTERNAL),
  FIELD (8, TEXT, outcome, N_("Outcome"), INTERNAL, .flags = LIST),
  FIELD (9, LONG_TEXT, note, N_("Note"), INTERNAL, .high = 4000),
};

static gboolean
check_assurance (gconstpointer   record,
                 GError        **error)
{
  const WayAssurance *self = record;

  return way_check_period (&self->checked, &self->expires, "expires", error);
}

ENTITY (way_assurance_entity, 7, "assurance", N_("check of a setting"), N_("Checks"),
        .check = check_assurance);
WAY_DEFINE_RECORD (WayAssurance, way_assurance)
#undef RECORD
