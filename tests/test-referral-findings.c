/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an office would send a referral back for. */

#include "way-referral-findings.h"

#include "way-background.h"
#include "way-referral-form.h"
#include "way-test-world.h"

#include <string.h>

typedef void (*FillFunc) (WayReferralForm *form);

static WayReferral *
referral_of (WayReferralForm *form)
{
  return way_referral_form_get (form, WAY_REFERRAL_PART_REFERRAL);
}

static GPtrArray *
look_over (WayTestWorld *world,
           FillFunc      fill)
{
  g_autoptr(WayReferralForm) form = way_referral_form_new ();
  g_autoptr(GError) error = NULL;
  GPtrArray *found;

  way_referral_form_choose_pupil (form, world->db, &world->pupil, &world->act.today, NULL);
  referral_of (form)->route = g_strdup ("SHORT_TERM");
  fill (form);
  g_assert_true (way_referral_form_save (form, &world->act, &error));
  g_assert_no_error (error);
  found = way_referral_findings_list (world->db, &referral_of (form)->id, &world->act.today,
                                      &error);
  g_assert_no_error (error);
  return found;
}

static const WayReferralFinding *
find (GPtrArray  *found,
      const char *field)
{
  for (guint i = 0; i < found->len; i++)
    if (g_str_equal (((const WayReferralFinding *) found->pdata[i])->field, field))
      return found->pdata[i];
  return NULL;
}

static void
leave_empty (WayReferralForm *form)
{
}

static void
say_old_risk (WayReferralForm *form)
{
  referral_of (form)->risk_on = way_date_ymd (2026, 9, 1);
}

static void
say_young_risk (WayReferralForm *form)
{
  referral_of (form)->risk_on = way_date_ymd (2026, 11, 2);
}

static void
say_no_agreement (WayReferralForm *form)
{
  referral_of (form)->consent = 0;
}

static void
say_signed (WayReferralForm *form)
{
  referral_of (form)->signed_on = way_date_ymd (2026, 11, 2);
}

static void
say_looked_after (WayReferralForm *form)
{
  WayCircumstance *one = way_referral_form_add_row (form, WAY_REFERRAL_LIST_CIRCUMSTANCES);
  WayPupil *pupil = way_referral_form_get (form, WAY_REFERRAL_PART_PUPIL);

  one->kind = g_strdup ("LAC");
  pupil->looked_after = 0;
}

static void
say_plan (WayReferralForm *form)
{
  WayNeed *need = way_referral_form_get (form, WAY_REFERRAL_PART_NEED);

  need->provision = g_strdup ("E");
  need->type = g_strdup ("SEMH");
  need->planned = way_date_ymd (2026, 3, 2);
  need->plan_reviewed = way_date_ymd (2026, 2, 2);
}

static void
say_many_suspensions (WayReferralForm *form)
{
  for (guint i = 0; i < 2; i++)
    {
      WayExclusion *one = way_referral_form_add_row (form, WAY_REFERRAL_LIST_EXCLUSIONS);

      one->category = g_strdup ("SUSP");
      one->from = way_date_ymd (2026, 9, 7);
      one->half_days = 46;
    }
}

static const struct
{
  FillFunc    fill;
  const char *section;
  const char *field;
  gboolean    is_error;
} rows[] = {
  { leave_empty, "tried", "support_round*2", FALSE },
  { leave_empty, "parents", "contact", FALSE },
  { leave_empty, "risk", "referral.risk_on", FALSE },
  { say_old_risk, "risk", "referral.risk_on", TRUE },
  { say_no_agreement, "agreement", "referral.direct_reason", TRUE },
  { say_signed, "agreement", "referral.signed_by", TRUE },
  { say_looked_after, "status", "pupil.looked_after", TRUE },
  { say_looked_after, "status", "circumstance.la", FALSE },
  { say_plan, "needs", "need.plan", FALSE },
  { say_plan, "needs", "need.plan_reviewed", TRUE },
  { say_many_suspensions, "attendance", "exclusion", TRUE },
};

static void
test_findings_name_section_and_field (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayTestWorld) world = way_test_world_new ();
      g_autoptr(GPtrArray) found = look_over (world, rows[i].fill);
      const WayReferralFinding *finding = find (found, rows[i].field);

      g_test_message ("%s", rows[i].field);
      g_assert_nonnull (finding);
      g_assert_cmpstr (finding->section->id, ==, rows[i].section);
      g_assert_cmpint (finding->is_error, ==, rows[i].is_error);
      g_assert_cmpuint (strlen (finding->text), >, 8);
    }
}

static void
test_what_is_so_is_not_found (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = look_over (world, say_young_risk);

  g_assert_null (find (found, "referral.risk_on"));
}

static void
test_they_come_in_the_order_of_the_form (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GPtrArray) found = look_over (world, say_plan);
  int last = 0;

  for (guint i = 0; i < found->len; i++)
    {
      const WayReferralFinding *finding = found->pdata[i];
      int number = way_code_get_int (finding->section, "number", 0);

      g_assert_cmpint (number, >=, last);
      last = number;
    }
}

static void
test_no_such_referral (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GError) error = NULL;
  WayId none = way_id_new ();

  g_assert_null (way_referral_findings_list (world->db, &none, &world->act.today, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/referral-findings/rows", test_findings_name_section_and_field);
  g_test_add_func ("/service/referral-findings/not-found", test_what_is_so_is_not_found);
  g_test_add_func ("/service/referral-findings/order", test_they_come_in_the_order_of_the_form);
  g_test_add_func ("/service/referral-findings/unknown", test_no_such_referral);
  return g_test_run ();
}
