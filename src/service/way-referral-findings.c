/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A referral looked over as the office does.  What is missing is said by the
 * sections' own rule; what contradicts, by the records' descriptions, the routes,
 * and the few checks here that look at several records. */

#include "way-referral-findings.h"

#include <string.h>

#include "way-referral-form.h"

typedef struct
{
  WayReferralForm *form;
  const GDate     *today;
  GPtrArray       *found;
} Look;

void
way_referral_finding_free (WayReferralFinding *self)
{
  if (self == NULL)
    return;
  g_free (self->field);
  g_free (self->text);
  g_free (self);
}

/* Takes the text over. */
static void
add (Look       *look,
     const char *section,
     gboolean    is_error,
     const char *field,
     char       *text)
{
  WayReferralFinding *finding = g_new0 (WayReferralFinding, 1);

  finding->section = way_codes_lookup ("referral_section", section);
  finding->is_error = is_error;
  finding->field = g_strdup (field);
  finding->text = text;
  g_ptr_array_add (look->found, finding);
}

/* --- Missing --- */

static char *
say_missing (const char *what)
{
  WayReferralItem item = way_referral_missing_item (what);

  if (item.field != NULL)
    return g_strdup_printf ("%s: not filled in", item.field->label);
  if (item.least > 1)
    return g_strdup_printf ("%s: fewer than %u", item.entity->label_plural, item.least);
  return g_strdup_printf ("%s: none", item.entity->label_plural);
}

static gboolean
add_missing (Look    *look,
             WayDb   *db,
             GError **error)
{
  g_autoptr(GArray) sections = way_referral_form_sections (look->form, db, look->today, error);

  if (sections == NULL)
    return FALSE;
  for (guint i = 0; i < sections->len; i++)
    {
      const WayReferralSection *section = &g_array_index (sections, WayReferralSection, i);

      for (guint k = 0; section->required && section->missing[k] != NULL; k++)
        add (look, section->section->id, FALSE, section->missing[k],
             say_missing (section->missing[k]));
    }
  return TRUE;
}

/* --- Records that could not be written so --- */

static const char *const part_sections[WAY_N_REFERRAL_PARTS] = {
  [WAY_REFERRAL_PART_REFERRAL] = "reasons",
  [WAY_REFERRAL_PART_PUPIL] = "child",
  [WAY_REFERRAL_PART_ENROLMENT] = "attendance",
  [WAY_REFERRAL_PART_NEED] = "needs",
  [WAY_REFERRAL_PART_EXCLUSION] = "attendance",
};

static const char *const list_sections[WAY_N_REFERRAL_LISTS] = {
  [WAY_REFERRAL_LIST_CONTACTS] = "parents",
  [WAY_REFERRAL_LIST_CIRCUMSTANCES] = "status",
  [WAY_REFERRAL_LIST_NEEDS] = "needs",
  [WAY_REFERRAL_LIST_SCHOOLS] = "child",
  [WAY_REFERRAL_LIST_TERMS] = "attendance",
  [WAY_REFERRAL_LIST_EXCLUSIONS] = "attendance",
  [WAY_REFERRAL_LIST_ATTAINMENT] = "attainment",
  [WAY_REFERRAL_LIST_ROUNDS] = "tried",
  [WAY_REFERRAL_LIST_RISKS] = "risk",
  [WAY_REFERRAL_LIST_OUTCOMES] = "reasons",
  [WAY_REFERRAL_LIST_PREFERENCES] = "voice",
  [WAY_REFERRAL_LIST_PAPERS] = "papers",
};

static void
check_record (Look            *look,
              const char      *section,
              const WayEntity *entity,
              gconstpointer    record)
{
  g_autoptr(GError) error = NULL;

  if (!way_record_check (entity, record, &error))
    add (look, section, TRUE, entity->name, g_strdup (error->message));
}

static void
add_faults (Look *look)
{
  for (guint part = 0; part < WAY_N_REFERRAL_PARTS; part++)
    if (way_referral_form_is_stored (look->form, part))
      check_record (look, part_sections[part], way_referral_part_entity (part),
                    way_referral_form_get (look->form, part));
  for (guint list = 0; list < WAY_N_REFERRAL_LISTS; list++)
    for (guint i = 0; i < way_referral_form_n_rows (look->form, list); i++)
      check_record (look, list_sections[list], way_referral_list_entity (list),
                    way_referral_form_get_row (look->form, list, i));
}

static gboolean
add_route (Look    *look,
           WayDb   *db,
           GError **error)
{
  g_autoptr(GArray) findings = way_referral_form_check (look->form, db, look->today, error);

  if (findings == NULL)
    return FALSE;
  for (guint i = 0; i < findings->len; i++)
    {
      const WayRouteFinding *finding = &g_array_index (findings, WayRouteFinding, i);
      g_autofree char *field = g_strdup_printf ("referral.%s", finding->field);

      add (look, "reasons", finding->is_error, field, g_strdup (finding->text));
    }
  return TRUE;
}

/* --- What several records say --- */

/* The day on which it was sent is what counts; of a draft, today. */
static const GDate *
day_of (Look *look)
{
  const WayReferral *referral = way_referral_form_get (look->form, WAY_REFERRAL_PART_REFERRAL);

  return way_date_is_set (&referral->received) ? &referral->received : look->today;
}

static void
check_risk (Look *look)
{
  const WayReferral *referral = way_referral_form_get (look->form, WAY_REFERRAL_PART_REFERRAL);
  const WayCode *rule = way_codes_lookup ("referral_rule", "risk");
  int weeks = rule != NULL ? way_code_get_int (rule, "weeks", 0) : 0;

  if (!way_date_is_set (&referral->risk_on))
    return;
  if (way_date_compare (&referral->risk_on, look->today) > 0)
    add (look, "risk", TRUE, "referral.risk_on", g_strdup ("The risks were looked at in the "
                                                           "future."));
  else if (way_date_days_between (&referral->risk_on, day_of (look)) > 7 * weeks)
    add (look, "risk", TRUE, "referral.risk_on",
         g_strdup_printf ("The risks were looked at more than %d weeks before.", weeks));
}

static void
check_agreement (Look *look)
{
  const WayReferral *referral = way_referral_form_get (look->form, WAY_REFERRAL_PART_REFERRAL);

  if (referral->consent == 0 && referral->direct_reason == NULL &&
      !way_date_is_set (&referral->notice))
    add (look, "agreement", TRUE, "referral.direct_reason",
         g_strdup ("Parents or carers do not agree, and nothing says why it goes on."));
  if (way_date_is_set (&referral->signed_on) && referral->signed_by == NULL)
    add (look, "agreement", TRUE, "referral.signed_by",
         g_strdup ("It is signed, but nothing says by whom."));
}

static void
check_status (Look *look)
{
  const WayPupil *pupil = way_referral_form_get (look->form, WAY_REFERRAL_PART_PUPIL);
  guint n = way_referral_form_n_rows (look->form, WAY_REFERRAL_LIST_CIRCUMSTANCES);

  for (guint i = 0; i < n; i++)
    {
      const WayCircumstance *one =
        way_referral_form_get_row (look->form, WAY_REFERRAL_LIST_CIRCUMSTANCES, i);

      if (g_strcmp0 (one->kind, "LAC") == 0 && pupil->looked_after == 0)
        add (look, "status", TRUE, "pupil.looked_after",
             g_strdup ("A circumstance says that the child is looked after, the child’s own "
                       "record that it is not."));
      if (g_strcmp0 (one->kind, "LAC") == 0 && one->la == NULL)
        add (look, "status", FALSE, "circumstance.la",
             g_strdup ("Looked after: nothing says by which authority."));
    }
}

static void
check_needs (Look *look)
{
  const WayNeed *need = way_referral_form_get (look->form, WAY_REFERRAL_PART_NEED);

  if (g_strcmp0 (need->provision, "E") == 0 && need->plan == NULL)
    add (look, "needs", FALSE, "need.plan", g_strdup ("There is a plan, but not its number."));
  if (way_date_is_set (&need->planned) && way_date_is_set (&need->plan_reviewed) &&
      way_date_compare (&need->plan_reviewed, &need->planned) < 0)
    add (look, "needs", TRUE, "need.plan_reviewed",
         g_strdup ("The plan was reviewed before it was made."));
}

static void
check_suspensions (Look *look)
{
  const WayCode *cap = way_codes_lookup ("clock", "C12");
  gint64 half_days = way_referral_form_suspended (look->form, look->today);
  int limit = cap != NULL ? way_code_get_int (cap, "limit", 0) : 0;

  if (limit > 0 && half_days > limit)
    add (look, "attendance", TRUE, "exclusion",
         g_strdup_printf ("Suspensions of this school year come to %g days; %g are the most "
                          "there may be.", (double) half_days / 2, (double) limit / 2));
}

static void
check_outcomes (Look *look)
{
  guint most = way_referral_list_most (WAY_REFERRAL_LIST_OUTCOMES);
  guint n = way_referral_form_n_rows (look->form, WAY_REFERRAL_LIST_OUTCOMES);

  if (n > most)
    add (look, "reasons", TRUE, "outcome_wanted",
         g_strdup_printf ("There are %u outcomes; at most %u can be followed.", n, most));
}

static int
compare_findings (gconstpointer a,
                  gconstpointer b)
{
  const WayReferralFinding *one = *(const WayReferralFinding *const *) a;
  const WayReferralFinding *other = *(const WayReferralFinding *const *) b;
  int place = way_code_get_int (one->section, "number", 0) -
              way_code_get_int (other->section, "number", 0);

  if (place != 0)
    return place;
  if (one->is_error != other->is_error)
    return one->is_error ? -1 : 1;
  return strcmp (one->field, other->field);
}

GPtrArray *
way_referral_findings_list (WayDb        *db,
                            const WayId  *referral,
                            const GDate  *today,
                            GError      **error)
{
  g_autoptr(WayReferralForm) form = way_referral_form_load (db, referral, today, error);
  g_autoptr(GPtrArray) found =
    g_ptr_array_new_with_free_func ((GDestroyNotify) way_referral_finding_free);
  Look look = { form, today, found };

  if (form == NULL || !add_missing (&look, db, error) || !add_route (&look, db, error))
    return NULL;
  add_faults (&look);
  check_risk (&look);
  check_agreement (&look);
  check_status (&look);
  check_needs (&look);
  check_suspensions (&look);
  check_outcomes (&look);
  g_ptr_array_sort (found, compare_findings);
  return g_steal_pointer (&found);
}
