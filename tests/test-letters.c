/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters: every template is filled or says what is missing; what was written
 * and sent is kept. */

#include "way-letters.h"

#include <string.h>

#include "way-children.h"
#include "way-people.h"
#include "way-referral-flow.h"
#include "way-test-world.h"

static const char *
keep (const char *msgid)
{
  return msgid;
}

static const WayLetterWords words = { keep, way_date_to_iso };

static WayLetterPlan *
plan (WayTestWorld *world,
      const char   *template,
      const WayId  *subject)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (world->db, &error);
  WayLetterPlan *made = way_letters_plan (facts, template, subject, &world->act.today, &words,
                                          &error);

  g_assert_no_error (error);
  return made;
}

/* "asked address": what is missing, in order. */
static char *
say_missing (const WayLetterPlan *made)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < made->missing->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? " " : "",
                            ((const WayCode *) g_ptr_array_index (made->missing, i))->id);
  return g_string_free (text, FALSE);
}

/* The child has a carer with an address. */
static void
put_carer (WayTestWorld *world)
{
  WayPerson *carer = way_person_new ();
  g_autoptr(WayPupil) pupil = way_records_get (world->db, &way_pupil_entity, &world->pupil, NULL);
  WayId id;

  carer->forename = g_strdup ("Dana");
  carer->surname = g_strdup ("Ashdown");
  carer->street = g_strdup ("4 Mill Lane");
  carer->town = g_strdup ("Thornbury");
  id = way_test_put (world, &way_person_entity, carer);
  pupil->carer = id;
  way_test_update (world->db, &way_pupil_entity, pupil);
}

static void
decide (WayTestWorld *world,
        const WayId  *referral,
        const char   *outcome)
{
  g_autoptr(WayDecision) decision = way_decision_new ();
  g_autoptr(GError) error = NULL;

  decision->outcome = g_strdup (outcome);
  decision->reasons = g_strdup ("Smaller groups for two terms");
  way_referral_decide (&world->act, referral, decision, &error);
  g_assert_no_error (error);
}

static void
test_filling_in (void)
{
  g_autoptr(GHashTable) facts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) missing = g_ptr_array_new ();
  static const struct { const char *text, *filled; } rows[] = {
    { "", "" },
    { "No braces", "No braces" },
    { "{child}", "Kit" },
    { "For {child}, {child}.", "For Kit, Kit." },
    { "On {panel}: {child}", "On {panel}: Kit" },
    { "A { that stands alone", "A { that stands alone" },
    { "{no such fact}", "{no such fact}" },
  };

  g_hash_table_insert (facts, (gpointer) "child", (gpointer) "Kit");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *filled = way_letters_fill (rows[i].text, facts, missing);

      g_assert_cmpstr (filled, ==, rows[i].filled);
    }
  g_assert_cmpuint (missing->len, ==, 1);
  g_assert_cmpstr (((const WayCode *) g_ptr_array_index (missing, 0))->id, ==, "panel");
}

/* Every template has words, begins with a subject, and asks only for facts that
 * have a name. */
static void
test_templates_hold_together (void)
{
  g_autoptr(GPtrArray) templates = way_codes_list ("letter_template", NULL);
  g_autoptr(GHashTable) nothing = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < templates->len; i++)
    {
      const WayCode *template = g_ptr_array_index (templates, i);
      g_autoptr(GPtrArray) paragraphs = way_codes_list (way_code_get (template, "words"), NULL);

      g_test_message ("%s", template->id);
      g_assert_cmpstr (((const WayCode *) g_ptr_array_index (paragraphs, 0))->id, ==, "subject");
      for (guint j = 0; j < paragraphs->len; j++)
        {
          const WayCode *paragraph = g_ptr_array_index (paragraphs, j);
          const char *condition = way_code_get (paragraph, "if");

          g_assert_true (condition == NULL || way_codes_has ("letter_fact", condition));
          for (const char *p = strchr (paragraph->label, '{'); p != NULL; p = strchr (p + 1, '{'))
            {
              g_autofree char *name = g_strndup (p + 1, strcspn (p + 1, "}"));

              g_assert_true (way_codes_has ("letter_fact", name));
            }
        }
    }
}

static void
test_what_is_missing_is_said_first (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "LONG_TERM");
  static const struct { const char *template, *missing; } rows[] = {
    { "referral_received", "recipient" },
    { "referral_returned", "recipient asked" },
    { "decision", "recipient address decided decision reasons" },
    { "offer", "recipient address provision first_day answer_by" },
    { "duty_missed", "recipient address duty_due duty duty_source" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(WayLetterPlan) made = plan (world, rows[i].template, &referral);
      g_autofree char *missing = say_missing (made);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", rows[i].template);
      g_assert_cmpstr (missing, ==, rows[i].missing);
      g_assert_false (way_letters_write (&world->act, made->letter, &error));
      g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
    }
}

static void
test_a_decision_goes_to_the_carer (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "LONG_TERM");
  g_autoptr(WayLetterPlan) made = NULL;
  g_autoptr(GPtrArray) letters = NULL;
  g_autoptr(GError) error = NULL;
  const WayLetter *kept;

  put_carer (world);
  decide (world, &referral, "AGREED");
  made = plan (world, "decision", &referral);
  g_assert_cmpuint (made->missing->len, ==, 0);
  g_assert_cmpstr (made->letter->recipient, ==, "Dana Ashdown");
  g_assert_cmpstr (made->letter->address, ==, "4 Mill Lane\nThornbury");
  g_assert_cmpstr (made->letter->subject, ==, "Decision about Kit Ashdown");
  g_assert_nonnull (strstr (made->letter->body, "Smaller groups for two terms"));
  g_assert_null (strstr (made->letter->body, "conditions"));

  g_assert_true (way_letters_write (&world->act, made->letter, &error));
  g_assert_false (way_letters_send (&world->act, &made->letter->id, &world->act.today, NULL,
                                    &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_INCOMPLETE);
  g_clear_error (&error);
  g_assert_true (way_letters_send (&world->act, &made->letter->id, &world->act.today, "post",
                                   &error));
  g_assert_false (way_letters_send (&world->act, &made->letter->id, &world->act.today, "post",
                                    &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_STAGE);
  g_clear_error (&error);
  letters = way_letters_of (world->db, "referral", &referral, &error);
  g_assert_cmpuint (letters->len, ==, 1);
  kept = g_ptr_array_index (letters, 0);
  g_assert_cmpstr (kept->how, ==, "post");
  g_assert_true (way_date_equal (&kept->sent, &world->act.today));
}

static void
test_a_hidden_address_stands_on_no_letter (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayId referral = way_test_put_referral (world, &world->pupil, "LONG_TERM");
  g_autoptr(WayPupil) pupil = NULL;
  g_autoptr(WayPerson) carer = NULL;
  g_autoptr(WayLetterPlan) made = NULL;

  put_carer (world);
  decide (world, &referral, "AGREED");
  pupil = way_records_get (world->db, &way_pupil_entity, &world->pupil, NULL);
  carer = way_records_get (world->db, &way_person_entity, &pupil->carer, NULL);
  g_clear_pointer (&carer->street, g_free);
  way_test_update (world->db, &way_person_entity, carer);
  pupil->street = g_strdup ("7 Secret Walk");
  pupil->address_hidden = 1;
  way_test_update (world->db, &way_pupil_entity, pupil);
  made = plan (world, "decision", &referral);
  g_assert_null (made->letter->address);
}

static void
test_a_place_and_its_review (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  WayPlacement *placement = way_placement_new ();
  g_autoptr(WayLetterPlan) place = NULL;
  g_autoptr(WayLetterPlan) review = NULL;
  WayId id;

  put_carer (world);
  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->start = way_date_ymd (2026, 11, 2);
  placement->sessions = 8;
  id = way_test_put (world, &way_placement_entity, placement);
  place = plan (world, "place", &id);
  g_assert_cmpuint (place->missing->len, ==, 0);
  g_assert_nonnull (strstr (place->letter->body, "Half days a week: 8."));
  review = plan (world, "review", &id);
  g_assert_cmpuint (review->missing->len, ==, 0);
  g_assert_true (way_id_equal (&review->letter->placement, &id));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/letters/fill", test_filling_in);
  g_test_add_func ("/service/letters/templates", test_templates_hold_together);
  g_test_add_func ("/service/letters/missing", test_what_is_missing_is_said_first);
  g_test_add_func ("/service/letters/decision", test_a_decision_goes_to_the_carer);
  g_test_add_func ("/service/letters/hidden", test_a_hidden_address_stands_on_no_letter);
  g_test_add_func ("/service/letters/placement", test_a_place_and_its_review);
  return g_test_run ();
}
