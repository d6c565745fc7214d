/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Letters: facts of the file under the names that templates use, the words of a
 * template around them, and the record of what was written and sent. */

#include "way-letters.h"

#include <string.h>

#include "way-children.h"
#include "way-directory.h"
#include "way-duties.h"
#include "way-people.h"
#include "way-referral-flow.h"
#include "way-seals.h"

typedef struct
{
  WayFacts             *facts;
  WayDb                *db;         /* the facts' */
  const GDate          *today;
  const WayLetterWords *words;
  GHashTable           *texts;      /* name of a fact to what it says */
} Writer;

/* --- Filling in --- */

static void
note_missing (GPtrArray  *missing,
              const char *name)
{
  const WayCode *code = way_codes_lookup ("letter_fact", name);

  if (missing != NULL && code != NULL && !g_ptr_array_find (missing, code, NULL))
    g_ptr_array_add (missing, (gpointer) code);
}

char *
way_letters_fill (const char *text,
                  GHashTable *facts,
                  GPtrArray  *missing)
{
  GString *filled = g_string_new (NULL);
  const char *open;

  while ((open = strchr (text, '{')) != NULL)
    {
      const char *close = strchr (open, '}');
      g_autofree char *name = NULL;
      const char *value;

      if (close == NULL)
        break;
      g_string_append_len (filled, text, open - text);
      name = g_strndup (open + 1, close - open - 1);
      value = g_hash_table_lookup (facts, name);
      if (value != NULL)
        g_string_append (filled, value);
      else
        g_string_append_len (filled, open, close + 1 - open);
      if (value == NULL)
        note_missing (missing, name);
      text = close + 1;
    }
  g_string_append (filled, text);
  return g_string_free (filled, FALSE);
}

/* Takes text over; NULL and "" are not known. */
static void
take (Writer     *self,
      const char *name,
      char       *text)
{
  if (text != NULL && *text != '\0')
    g_hash_table_insert (self->texts, (gpointer) name, text);
  else
    g_free (text);
}

static void
put (Writer     *self,
     const char *name,
     const char *text)
{
  take (self, name, g_strdup (text));
}

static void
put_code (Writer     *self,
          const char *name,
          const char *set,
          const char *id)
{
  if (id != NULL)
    put (self, name, self->words->translate (way_codes_label (set, id)));
}

static void
put_day (Writer      *self,
         const char  *name,
         const GDate *day)
{
  if (way_date_is_set (day))
    take (self, name, self->words->say_day (day));
}

static void
put_provision (Writer      *self,
               const WayId *provision)
{
  if (!way_id_is_null (provision))
    take (self, "provision", way_act_provision_title (self->db, provision, NULL));
}

/* --- To whom --- */

/* Parts that are there, a line each; NULL where none is. */
static char *
join_lines (const char *const *parts,
            guint              n_parts)
{
  GString *lines = g_string_new (NULL);

  for (guint i = 0; i < n_parts; i++)
    if (parts[i] != NULL)
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? "\n" : "", parts[i]);
  return g_string_free (lines, FALSE);
}

static char *
say_pupil_address (const WayPupil *pupil)
{
  const char *parts[] = { pupil->street, pupil->town, pupil->postcode };

  return join_lines (parts, G_N_ELEMENTS (parts));
}

static gboolean
put_carer (Writer          *self,
           const WayPupil  *pupil,
           GError         **error)
{
  g_autoptr(WayPerson) carer = NULL;

  if (way_id_is_null (&pupil->carer))
    return TRUE;
  carer = way_act_get (self->db, &way_person_entity, &pupil->carer, error);
  if (carer == NULL)
    return FALSE;
  take (self, "recipient", way_record_title (&way_person_entity, carer));
  /* A hidden address stands on nothing that leaves the council. */
  if (way_seals_hide_address (self->db, &way_pupil_entity, &pupil->id))
    return TRUE;
  if (carer->street != NULL || carer->postcode != NULL)
    {
      const char *parts[] = { carer->street, carer->town, carer->postcode };

      take (self, "address", join_lines (parts, G_N_ELEMENTS (parts)));
    }
  else
    {
      take (self, "address", say_pupil_address (pupil));
    }
  return TRUE;
}

static gboolean
put_referrer (Writer             *self,
              const WayReferral  *referral,
              gboolean            is_recipient,
              GError            **error)
{
  g_autoptr(WayEstablishment) school = NULL;

  if (way_id_is_null (&referral->referrer))
    return TRUE;
  school = way_act_get (self->db, &way_establishment_entity, &referral->referrer, error);
  if (school == NULL)
    return FALSE;
  put (self, "school", school->name);
  if (is_recipient)
    {
      const char *parts[] = { school->name, school->street, school->locality, school->town,
                              school->postcode };

      put (self, "recipient", referral->referrer_name != NULL ? referral->referrer_name
                                                              : school->head);
      take (self, "address", join_lines (parts, G_N_ELEMENTS (parts)));
    }
  return TRUE;
}

/* --- What is known --- */

static gboolean
put_pupil (Writer          *self,
           const WayId     *id,
           const WayCode   *template,
           GError         **error)
{
  g_autoptr(WayPupil) pupil = way_act_get (self->db, &way_pupil_entity, id, error);

  if (pupil == NULL)
    return FALSE;
  take (self, "child", way_record_title (&way_pupil_entity, pupil));
  put_code (self, "year", "nc_year", pupil->year);
  put (self, "authority", way_facts_authority (self->facts)->name);
  put_day (self, "today", self->today);
  return !way_code_allows (template, "reader", "carer") || put_carer (self, pupil, error);
}

static void
put_decision (Writer            *self,
              const WayDecision *decision)
{
  const WayCode *outcome = way_codes_lookup ("decision", decision->outcome);

  if (outcome != NULL && way_code_is (outcome, "returned"))
    put (self, "asked", decision->reasons);
  put_code (self, "decision", "decision", decision->outcome);
  put_day (self, "decided", &decision->date);
  put (self, "body", decision->made_by);
  put_code (self, "body", "decision_body", decision->body);
  put (self, "reasons", decision->reasons);
  put (self, "conditions", decision->conditions);
  put_day (self, "start_by", &decision->start_by);
  put_provision (self, &decision->provision);
}

/* The duty of the referral that was missed longest ago. */
static gboolean
put_duty (Writer             *self,
          const WayReferral  *referral,
          GError            **error)
{
  WayDutiesFilter filter = { .pupil = referral->pupil };
  g_autoptr(GPtrArray) duties = way_duties_list (self->facts, self->today, &filter, error);

  for (guint i = 0; duties != NULL && i < duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (duties, i);

      if (duty->duty.state != WAY_DUTY_BREACHED)
        continue;
      put (self, "duty", self->words->translate (duty->rule->label));
      put (self, "duty_source", duty->rule->source);
      put_day (self, "duty_due", &duty->due);
      break;
    }
  return duties != NULL;
}

static gboolean
put_referral (Writer         *self,
              const WayId    *id,
              const WayCode  *template,
              WayLetter      *letter,
              GError        **error)
{
  g_autoptr(WayReferralCase) found = way_referral_case_load (self->db, id, self->today, error);
  const WayReferral *referral;
  const WayOffer *offer;

  if (found == NULL)
    return FALSE;
  referral = found->referral;
  letter->referral = *id;
  letter->pupil = referral->pupil;
  put_day (self, "received", &referral->received);
  put_day (self, "panel", &referral->panel);
  put_code (self, "route", "route", referral->route);
  for (guint i = 0; i < found->decisions->len; i++)
    put_decision (self, g_ptr_array_index (found->decisions, i));
  offer = way_referral_case_offer (found, self->today);
  if (offer != NULL)
    {
      put_provision (self, &offer->provision);
      put_day (self, "first_day", &offer->start);
      put_day (self, "answer_by", &offer->expires);
    }
  return put_referrer (self, referral, way_code_allows (template, "reader", "referrer"), error) &&
         put_duty (self, referral, error) &&
         put_pupil (self, &referral->pupil, template, error);
}

/* The review that is due next. */
static gboolean
put_review (Writer              *self,
            const WayPlacement  *placement,
            GError             **error)
{
  WayDutiesFilter filter = { .pupil = placement->pupil };
  g_autoptr(GPtrArray) duties = way_duties_list (self->facts, self->today, &filter, error);

  for (guint i = 0; duties != NULL && i < duties->len; i++)
    {
      const WayDutyFact *duty = g_ptr_array_index (duties, i);

      if (g_str_equal (duty->rule->id, "C19") && way_id_equal (&duty->placement, &placement->id))
        put_day (self, "review_due", &duty->due);
    }
  return duties != NULL;
}

static gboolean
put_placement (Writer         *self,
               const WayId    *id,
               const WayCode  *template,
               WayLetter      *letter,
               GError        **error)
{
  g_autoptr(WayPlacement) placement = way_act_get (self->db, &way_placement_entity, id, error);

  if (placement == NULL)
    return FALSE;
  letter->placement = *id;
  letter->pupil = placement->pupil;
  put_provision (self, &placement->provision);
  put_day (self, "first_day", &placement->start);
  put_day (self, "expected_end", &placement->expected_end);
  if (placement->sessions != WAY_INTEGER_NONE)
    take (self, "sessions", g_strdup_printf ("%" G_GINT64_FORMAT, placement->sessions));
  return put_review (self, placement, error) &&
         put_pupil (self, &placement->pupil, template, error);
}

/* --- The plan --- */

void
way_letter_plan_free (WayLetterPlan *self)
{
  if (self == NULL)
    return;
  way_letter_free (self->letter);
  g_ptr_array_unref (self->missing);
  g_free (self);
}

/* The subject is the first paragraph; what is not known stands in its braces. */
static void
write_words (Writer         *self,
             const WayCode  *template,
             WayLetterPlan  *plan)
{
  g_autoptr(GPtrArray) paragraphs = way_codes_list (way_code_get (template, "words"), self->today);
  g_autoptr(GString) body = g_string_new (NULL);

  for (guint i = 0; i < paragraphs->len; i++)
    {
      const WayCode *paragraph = g_ptr_array_index (paragraphs, i);
      const char *condition = way_code_get (paragraph, "if");
      g_autofree char *text = NULL;

      if (condition != NULL && !g_hash_table_contains (self->texts, condition))
        continue;
      text = way_letters_fill (self->words->translate (paragraph->label), self->texts,
                               plan->missing);
      if (i == 0)
        plan->letter->subject = g_steal_pointer (&text);
      else
        g_string_append_printf (body, "%s%s", body->len > 0 ? "\n\n" : "", text);
    }
  plan->letter->body = g_string_free (g_steal_pointer (&body), FALSE);
}

static void
address (Writer        *self,
         WayLetterPlan *plan)
{
  plan->letter->recipient = g_strdup (g_hash_table_lookup (self->texts, "recipient"));
  plan->letter->address = g_strdup (g_hash_table_lookup (self->texts, "address"));
  if (plan->letter->recipient == NULL)
    note_missing (plan->missing, "recipient");
  if (plan->letter->address == NULL)
    note_missing (plan->missing, "address");
}

WayLetterPlan *
way_letters_plan (WayFacts              *facts,
                  const char            *template,
                  const WayId           *subject,
                  const GDate           *today,
                  const WayLetterWords  *words,
                  GError               **error)
{
  const WayCode *code = way_codes_lookup ("letter_template", template);
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  g_autoptr(WayLetterPlan) plan = g_new0 (WayLetterPlan, 1);
  Writer writer = { facts, way_facts_db (facts), today, words, texts };
  gboolean known;

  plan->letter = way_letter_new ();
  plan->missing = g_ptr_array_new ();
  if (code == NULL)
    {
      g_set_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN,
                   "There is no letter “%s”.", template);
      return NULL;
    }
  plan->letter->template = g_strdup (template);
  plan->letter->made = *today;
  if (way_code_allows (code, "about", "placement"))
    known = put_placement (&writer, subject, code, plan->letter, error);
  else
    known = put_referral (&writer, subject, code, plan->letter, error);
  if (!known)
    return NULL;
  address (&writer, plan);
  write_words (&writer, code, plan);
  return g_steal_pointer (&plan);
}

/* --- What was written --- */

static int
compare_letters (gconstpointer a,
                 gconstpointer b)
{
  const WayLetter *one = *(const WayLetter *const *) a;
  const WayLetter *other = *(const WayLetter *const *) b;
  int order = way_date_compare (&other->made, &one->made);

  return order != 0 ? order : way_id_compare (&other->id, &one->id);
}

GPtrArray *
way_letters_of (WayDb        *db,
                const char   *about,
                const WayId  *subject,
                GError      **error)
{
  GPtrArray *letters = way_records_of (db, &way_letter_entity, about, subject, error);

  if (letters != NULL)
    g_ptr_array_sort (letters, compare_letters);
  return letters;
}

static gboolean
refuse (GError          **error,
        WayServiceError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_SERVICE_ERROR, code, sentence);
  return FALSE;
}

/* Whether a fact still stands in its braces. */
static gboolean
has_gap (const char *text)
{
  g_autoptr(GHashTable) nothing = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) missing = g_ptr_array_new ();
  g_autofree char *filled = NULL;

  if (text == NULL)
    return FALSE;
  filled = way_letters_fill (text, nothing, missing);
  return missing->len > 0;
}

static gboolean
write_in_edit (WayDb     *db,
               gpointer   data,
               GError   **error)
{
  return way_records_insert (db, &way_letter_entity, data, error);
}

gboolean
way_letters_write (WayAct     *act,
                   WayLetter  *letter,
                   GError    **error)
{
  g_autofree char *name = NULL;

  if (letter->recipient == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say to whom the letter goes.");
  if (letter->subject == NULL || letter->body == NULL)
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "The letter says nothing yet.");
  if (has_gap (letter->subject) || has_gap (letter->body))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE,
                   "Something is missing where the letter has braces. Write it there, or take the "
                   "sentence out.");
  letter->made = act->today;
  name = g_strdup_printf ("Write a letter: %s", way_codes_label ("letter_template",
                                                                 letter->template));
  return way_act_write (act, name, write_in_edit, letter, error);
}

typedef struct
{
  WayId       letter;
  GDate       on;
  GDate       today;
  const char *how;
} Send;

static gboolean
send_in_edit (WayDb     *db,
              gpointer   data,
              GError   **error)
{
  const Send *send = data;
  g_autoptr(WayLetter) letter = way_act_get (db, &way_letter_entity, &send->letter, error);

  if (letter == NULL)
    return FALSE;
  if (way_date_is_set (&letter->sent))
    return refuse (error, WAY_SERVICE_ERROR_STAGE, "The letter was sent before.");
  if (send->how == NULL || !way_codes_has ("letter_how", send->how))
    return refuse (error, WAY_SERVICE_ERROR_INCOMPLETE, "Say how the letter was sent.");
  if (way_date_compare (&send->on, &letter->made) < 0 ||
      way_date_compare (&send->on, &send->today) > 0)
    return refuse (error, WAY_SERVICE_ERROR_DATE,
                   "It was sent between the day it was written and today.");
  letter->sent = send->on;
  letter->how = g_strdup (send->how);
  return way_records_update (db, &way_letter_entity, letter, error);
}

gboolean
way_letters_send (WayAct       *act,
                  const WayId  *letter,
                  const GDate  *on,
                  const char   *how,
                  GError      **error)
{
  Send send = { *letter, *on, act->today, how };

  return way_act_write (act, "Note that a letter was sent", send_in_edit, &send, error);
}
