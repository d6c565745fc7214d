/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descriptions of roles, sealed cases, holds, requests and breaches. */

#include "way-access.h"

#include "way-describe-private.h"

#define RECORD WayRoleGrant
static const WayField fields_of_way_role_grant_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, user, N_("User"), INTERNAL, .set = "user", .flags = REQUIRED | LIST),
  FIELD (3, CODE, role, N_("Role"), INTERNAL, .set = "access_role",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, DATE, from, N_("From"), INTERNAL, .flags = LIST),
  FIELD (5, DATE, to, N_("To"), INTERNAL, .flags = LIST),
  FIELD (6, TEXT, reason, N_("Reason"), INTERNAL, .high = 500),
};

static gboolean
check_role_grant (gconstpointer   record,
                  GError        **error)
{
  const WayRoleGrant *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_role_grant_entity, 130, "role_grant", N_("role"), N_("Roles"),
        .check = check_role_grant);
WAY_DEFINE_RECORD (WayRoleGrant, way_role_grant)
#undef RECORD

#define RECORD WaySeal
static const WayField fields_of_way_seal_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, CODE, kind, N_("Why it is sealed"), SPECIAL, .set = "seal_kind",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (4, CODE, scope, N_("What others see"), CASE, .set = "seal_scope", .initial = "counted",
         .flags = LIST),
  FIELD (5, DATE, from, N_("From"), CASE, .flags = REQUIRED | LIST),
  FIELD (6, DATE, to, N_("To"), CASE, .flags = LIST),
  FIELD (7, LONG_TEXT, reason, N_("Reason"), SPECIAL, .high = 2000),
};

static gboolean
check_seal (gconstpointer   record,
            GError        **error)
{
  const WaySeal *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_seal_entity, 131, "seal", N_("seal"), N_("Sealed Cases"), .check = check_seal);
WAY_DEFINE_RECORD (WaySeal, way_seal)
#undef RECORD

#define RECORD WayCaseAccess
static const WayField fields_of_way_case_access_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, REFERENCE, user, N_("User"), INTERNAL, .set = "user", .flags = REQUIRED | LIST),
  FIELD (4, CODE, kind, N_("How"), INTERNAL, .set = "case_access_kind", .initial = "named",
         .flags = REQUIRED | TITLE | LIST),
  FIELD (5, DATE, from, N_("From"), INTERNAL, .flags = REQUIRED | LIST),
  FIELD (6, DATE, to, N_("To"), INTERNAL, .flags = LIST),
  FIELD (7, TEXT, reason, N_("Reason"), INTERNAL, .high = 500, .flags = LIST),
};

static gboolean
check_case_access (gconstpointer   record,
                   GError        **error)
{
  const WayCaseAccess *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_case_access_entity, 132, "case_access", N_("access to a case"),
        N_("Access to Sealed Cases"), .check = check_case_access);
WAY_DEFINE_RECORD (WayCaseAccess, way_case_access)
#undef RECORD

#define RECORD WayLegalHold
static const WayField fields_of_way_legal_hold_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), INTERNAL, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, DATE, from, N_("From"), INTERNAL, .flags = REQUIRED | LIST),
  FIELD (4, DATE, to, N_("To"), INTERNAL, .flags = LIST),
  FIELD (5, TEXT, reason, N_("Reason"), INTERNAL, .high = 500, .flags = REQUIRED | TITLE | LIST),
};

static gboolean
check_legal_hold (gconstpointer   record,
                  GError        **error)
{
  const WayLegalHold *self = record;

  return way_check_period (&self->from, &self->to, "to", error);
}

ENTITY (way_legal_hold_entity, 133, "legal_hold", N_("legal hold"), N_("Legal Holds"),
        .check = check_legal_hold);
WAY_DEFINE_RECORD (WayLegalHold, way_legal_hold)
#undef RECORD

#define RECORD WaySubjectRequest
static const WayField fields_of_way_subject_request_entity[] = {
  IDENTITY,
  FIELD (2, REFERENCE, pupil, N_("Pupil"), CASE, .set = "pupil", .flags = REQUIRED | LIST),
  FIELD (3, CODE, kind, N_("What is asked for"), CASE, .set = "subject_kind",
         .initial = "subject", .flags = REQUIRED | TITLE | LIST),
  FIELD (4, DATE, received, N_("Received"), CASE, .flags = REQUIRED | LIST),
  FIELD (5, TEXT, asked_by, N_("Asked by"), CASE, .high = 200),
  FIELD (6, BOOLEAN, identity, N_("Who asks was checked"), CASE),
  FIELD (7, BOOLEAN, complex, N_("Complex: more time was announced"), CASE, .flags = LIST),
  FIELD (8, BOOLEAN, harm, N_("Part may do serious harm"), SPECIAL,
         .hint = N_("It is held back, and the reason written down")),
  FIELD (9, DATE, answered, N_("Answered"), CASE, .flags = LIST),
  FIELD (10, LONG_TEXT, note, N_("Note"), CASE, .high = 2000),
};

static gboolean
check_subject_request (gconstpointer   record,
                       GError        **error)
{
  const WaySubjectRequest *self = record;

  return way_check_period (&self->received, &self->answered, "answered", error);
}

ENTITY (way_subject_request_entity, 134, "subject_request", N_("request for records"),
        N_("Requests for Records"), .check = check_subject_request);
WAY_DEFINE_RECORD (WaySubjectRequest, way_subject_request)
#undef RECORD

#define RECORD WayBreach
static const WayField fields_of_way_breach_entity[] = {
  IDENTITY,
  FIELD (2, TEXT, what, N_("What happened"), INTERNAL, .high = 200,
         .flags = REQUIRED | TITLE | LIST, .hint = N_("Without anybody’s name")),
  FIELD (3, DATE, noticed, N_("Noticed"), INTERNAL, .flags = REQUIRED | LIST),
  FIELD (4, INTEGER, people, N_("How many people it concerns"), INTERNAL, .low = 0,
         .high = 10000000, .flags = LIST),
  FIELD (5, CODE, risk, N_("Risk to them"), INTERNAL, .set = "breach_risk", .flags = LIST),
  FIELD (6, DATE, reported, N_("Reported to the ICO"), INTERNAL, .flags = LIST,
         .hint = N_("Within 72 hours, unless it is no risk to anybody")),
  FIELD (7, DATE, told, N_("People were told"), INTERNAL, .flags = LIST,
         .hint = N_("Without delay where the risk is high")),
  FIELD (8, LONG_TEXT, measures, N_("What was done about it"), INTERNAL, .high = 4000),
  FIELD (9, DATE, closed, N_("Closed"), INTERNAL, .flags = LIST),
};

ENTITY (way_breach_entity, 135, "breach", N_("breach"), N_("Breaches"));
WAY_DEFINE_RECORD (WayBreach, way_breach)
#undef RECORD
