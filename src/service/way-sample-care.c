/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contacts, rounds of support, and what was asked after stays. */

#include "way-sample-care.h"

#include "way-background.h"
#include "way-children.h"
#include "way-journey.h"
#include "way-people.h"
#include "way-records.h"
#include "way-stay-rule.h"

/* In a thousand. */
#define OTHER_CONTACTS 300
#define CONTACTS_BY_EMAIL 400
#define WERE_ASKED 940
#define WERE_ASKED_LATELY 550
#define DID_LAST 860

/* Days. */
#define LATELY 28
#define SUPPORT_BEFORE 200       /* a referral, the first round of support began */
#define SUPPORT_ROUND 56

static WayRandom *
random_of (WaySampleLife *life)
{
  return &life->sampler->random;
}

static char *
pick (WaySampleLife *life,
      const char    *key)
{
  return g_strdup (way_sample_life_choice (life, "care", key));
}

/* --- Contacts --- */

/* A mother's name is on the one list, a father's on the other. */
static const char *
find_relation (WaySampleLife   *life,
               const WayPupil  *pupil,
               const WayPerson *carer)
{
  char *const *women;

  if (pupil->looked_after == 1)
    return "foster";
  way_sampler_line (life->sampler, "forenames-f");
  women = g_hash_table_lookup (life->sampler->lists, "forenames-f");
  return g_strv_contains ((const char *const *) women, carer->forename) ? "mother" : "father";
}

static gboolean
write_carer (WaySampleLife    *life,
             const WayPupil   *pupil,
             const WayPerson  *carer,
             GError          **error)
{
  g_autoptr(WayContact) contact = way_contact_new ();

  contact->pupil = pupil->id;
  contact->name = g_strdup_printf ("%s %s", carer->forename, carer->surname);
  contact->relation = g_strdup (find_relation (life, pupil, carer));
  contact->responsibility = pupil->looked_after != 1;
  contact->lives_with = 1;
  contact->telephone = g_strdup (carer->telephone);
  if (way_random_chance (random_of (life), CONTACTS_BY_EMAIL))
    contact->email = g_strdup_printf ("family%05u@home.example",
                                      way_random_below (random_of (life), 100000));
  return way_sampler_insert (life->sampler, &way_contact_entity, contact, error);
}

static gboolean
write_other (WaySampleLife   *life,
             const WayPupil  *pupil,
             GError         **error)
{
  g_autoptr(WayContact) contact = way_contact_new ();

  contact->pupil = pupil->id;
  contact->name = g_strdup_printf ("%s %s", way_sampler_line (life->sampler, "forenames-f"),
                                   way_sampler_line (life->sampler, "surnames"));
  contact->relation = g_strdup (way_sample_life_choice (life, "weights", "contact-relation"));
  contact->lives_with = 0;
  contact->telephone = way_sampler_telephone (life->sampler);
  return way_sampler_insert (life->sampler, &way_contact_entity, contact, error);
}

static gboolean
write_contacts (WaySampleLife         *life,
                const WaySampleChild  *child,
                GError               **error)
{
  WayDb *db = life->sampler->db;
  g_autoptr(WayPupil) pupil = way_records_get (db, &way_pupil_entity, &child->id, error);
  g_autoptr(WayPerson) carer = NULL;

  if (pupil == NULL)
    return FALSE;
  if (way_id_is_null (&pupil->carer))
    return TRUE;
  carer = way_records_get (db, &way_person_entity, &pupil->carer, error);
  return carer != NULL && write_carer (life, pupil, carer, error) &&
         (!way_random_chance (random_of (life), OTHER_CONTACTS) ||
          write_other (life, pupil, error));
}

/* --- What was tried before --- */

static gboolean
write_round (WaySampleLife  *life,
             const WayId    *pupil,
             const GDate    *from,
             GError        **error)
{
  g_autoptr(WaySupportRound) round = way_support_round_new ();

  round->pupil = *pupil;
  round->strategy = pick (life, "strategy");
  round->from = *from;
  round->to = way_date_add_days (from, SUPPORT_ROUND);
  round->staff = pick (life, "staff");
  if (way_random_chance (random_of (life), 500))
    round->agency = pick (life, "agency");
  round->impact = pick (life, "impact");
  return way_sampler_insert (life->sampler, &way_support_round_entity, round, error);
}

/* A school tries twice before it refers; who is excluded may be new to everybody. */
static gboolean
write_support (WaySampleLife  *life,
               GError        **error)
{
  int year = way_date_school_year (&life->plan->today);
  GDate since = way_date_ymd (year - 1, G_DATE_SEPTEMBER, 1);
  g_autoptr(WayStmt) stmt = NULL;
  WayStep step;

  stmt = way_db_prepare (life->sampler->db,
                         "SELECT pupil, min (received) FROM referral WHERE received >= :since"
                         " AND referrer IS NOT NULL AND exclusion IS NULL GROUP BY pupil"
                         " ORDER BY pupil", error);
  if (stmt == NULL)
    return FALSE;
  way_stmt_bind_date (stmt, ":since", &since);
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId pupil = way_stmt_id (stmt, 0);
      GDate received = way_stmt_date (stmt, 1);
      GDate first = way_date_add_days (&received,
                                       -SUPPORT_BEFORE + way_random_between (random_of (life), 0, 30));
      GDate second = way_date_add_days (&first, SUPPORT_ROUND +
                                                  way_random_between (random_of (life), 7, 30));

      if (!write_round (life, &pupil, &first, error) || !write_round (life, &pupil, &second, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

/* --- What lasted --- */

static gboolean
write_check (WaySampleLife       *life,
             const WayId         *placement,
             const WaySustained  *asked,
             gboolean             lasted,
             GError             **error)
{
  g_autoptr(WayOutcomeCheck) check = way_outcome_check_new ();
  GDate day = way_date_add_days (&asked->due, (int) way_random_below (random_of (life), 10));

  check->placement = *placement;
  check->weeks = asked->weeks;
  check->due = asked->due;
  check->asked = way_date_compare (&day, &life->plan->today) > 0 ? life->plan->today : day;
  check->sustained = lasted;
  if (!lasted)
    check->where = pick (life, "where");
  check->told_by = pick (life, "told");
  return way_sampler_insert (life->sampler, &way_outcome_check_entity, check, error);
}

/* Of what fell due lately not all was asked yet. */
static gboolean
write_checks (WaySampleLife  *life,
              const WayId    *id,
              GError        **error)
{
  g_autoptr(WayPlacement) placement = way_records_get (life->sampler->db, &way_placement_entity, id,
                                                       error);
  g_autoptr(GPtrArray) none = g_ptr_array_new ();
  g_autoptr(GArray) checks = NULL;

  if (placement == NULL)
    return FALSE;
  checks = way_sustained_checks (placement, none, &life->plan->today);
  for (guint i = 0; i < checks->len; i++)
    {
      const WaySustained *check = &g_array_index (checks, WaySustained, i);
      gboolean lately = way_date_days_between (&check->due, &life->plan->today) < LATELY;
      gboolean lasted = way_random_chance (random_of (life), DID_LAST);

      if (!check->is_due ||
          !way_random_chance (random_of (life), lately ? WERE_ASKED_LATELY : WERE_ASKED))
        break;
      if (!write_check (life, id, check, lasted, error))
        return FALSE;
      if (!lasted)
        break;
    }
  return TRUE;
}

static gboolean
write_lasted (WaySampleLife  *life,
              GError        **error)
{
  g_autoptr(WayStmt) stmt = way_db_prepare (
    life->sampler->db, "SELECT id FROM placement WHERE \"end\" IS NOT NULL ORDER BY id", error);
  WayStep step;

  if (stmt == NULL)
    return FALSE;
  while ((step = way_stmt_step (stmt, error)) == WAY_STEP_ROW)
    {
      WayId id = way_stmt_id (stmt, 0);

      if (!write_checks (life, &id, error))
        return FALSE;
    }
  return step == WAY_STEP_DONE;
}

gboolean
way_sample_care_write (WaySampleLife  *life,
                       GError        **error)
{
  g_autofree char *care = way_sample_plan_text (life->plan, "life", "care");

  if (g_strcmp0 (care, "yes") != 0)
    return TRUE;
  for (guint i = 0; i < life->children->len; i++)
    if (!write_contacts (life, g_ptr_array_index (life->children, i), error))
      return FALSE;
  return write_support (life, error) && write_lasted (life, error);
}
