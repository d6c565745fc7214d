/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All answers of a referral form on one page, section by section, and what is still
 * open in each. */
#include "way-referral-answers.h"

#include <glib/gi18n.h>

#include "way-field-words.h"

/* An answer of so many characters stands beside its question, a longer one
 * below. */
#define SHORT_ANSWER 44

/* Lives as long as the box that is filled. */
typedef struct
{
  WaySession            *session;
  WayReferralForm       *form;
  WayReferralAnswerFunc  chosen;
  gpointer               data;
} Answers;

static void
answer_activated_cb (GtkListBox    *list,
                     GtkListBoxRow *row,
                     Answers       *self)
{
  self->chosen (g_object_get_data (G_OBJECT (row), "section"), self->data);
}

static void
add_answer (GtkWidget  *group,
            const char *title,
            const char *answer,
            const char *section)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (g_utf8_strlen (answer, -1) > SHORT_ANSWER || strchr (answer, '\n') != NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), answer);
    }
  else
    {
      GtkWidget *label = gtk_label_new (answer);

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data (G_OBJECT (row), "section", (gpointer) section);
  gtk_list_box_append (GTK_LIST_BOX (group), row);
}

static WayDb *
get_db (const Answers *self)
{
  return way_session_get_db (self->session);
}

static void
add_answers_of_part (const Answers    *self,
                     GtkWidget        *group,
                     WayReferralBound *bound)
{
  const WayEntity *entity = way_referral_bound_entity (bound);
  gconstpointer record = way_referral_bound_record (bound);

  for (guint i = 1; i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      g_autofree char *key = way_referral_bound_key (bound, field);
      g_autofree char *answer = NULL;
      const char *typed = way_referral_form_get_typed (self->form, key);

      if (way_referral_bound_get_row (bound, field) == NULL)
        continue;
      answer = typed != NULL ? g_strdup_printf (_("“%s” needs another look"), typed)
                             : way_field_words_get (field, record, get_db (self));
      if (*answer != '\0')
        add_answer (group, _(field->label), answer, bound->section->code->id);
    }
}

/* A row of a list is one answer: what it is called, and below what else it says. */
static void
add_answer_of_row (const Answers    *self,
                   GtkWidget        *group,
                   WayReferralBound *bound)
{
  const WayEntity *entity = way_referral_bound_entity (bound);
  gconstpointer record = way_referral_bound_record (bound);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 1; record != NULL && i < entity->n_fields; i++)
    {
      const WayField *field = &entity->fields[i];
      g_autofree char *words = way_field_words_get (field, record, get_db (self));

      if (*words != '\0' && way_referral_bound_get_row (bound, field) != NULL)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "\n" : "", _(field->label),
                                words);
    }
  if (bound->of == WAY_REFERRAL_LIST_PAPERS && record != NULL)
    g_string_prepend (text, text->len > 0 ? "\n" : "");
  if (bound->of == WAY_REFERRAL_LIST_PAPERS && record != NULL)
    g_string_prepend (text, ((const WayAttachment *) record)->name);
  if (text->len > 0)
    add_answer (group, _(entity->label_plural), text->str, bound->section->code->id);
}

/* "What was tried" from "referral.tried", "need" from "need", "Rounds of Support (at
 * least 2)" from "support_round*2". */
static char *
say_missing (const char *what)
{
  WayReferralItem item = way_referral_missing_item (what);

  if (item.field != NULL)
    return g_strdup (_(item.field->label));
  if (item.entity == NULL)
    return g_strdup (what);
  if (item.least == 1)
    return g_strdup (_(item.entity->label));
  /* Translators: %s is the name of records, "Rounds of Support". */
  return g_strdup_printf (_("%s (at least %u)"), _(item.entity->label_plural), item.least);
}

static char *
list_missing (const WayReferralSection *state)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (state->missing) && state->missing[i] != NULL; i++)
    {
      g_autofree char *name = say_missing (state->missing[i]);

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", name);
    }
  /* Translators: %s are the names of fields. */
  return g_strdup_printf (_("Still open: %s"), names->str);
}

static void
add_section_answers (Answers                  *self,
                     GtkBox                   *into,
                     WayReferralSectionView   *section,
                     const WayReferralSection *state)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *title = gtk_label_new (_(section->code->label));
  GtkWidget *group = gtk_list_box_new ();
  const WayReferral *referral = way_referral_form_get (self->form, WAY_REFERRAL_PART_REFERRAL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "heading");
  gtk_widget_add_css_class (group, "boxed-list");
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (group), GTK_SELECTION_NONE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (group), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _(section->code->label), -1);
  g_signal_connect (group, "row-activated", G_CALLBACK (answer_activated_cb), self);
  if (g_str_equal (section->code->id, "reasons") && referral->route != NULL)
    add_answer (group, _("Route"), _(way_codes_label ("route", referral->route)),
                section->code->id);
  for (guint i = 0; i < section->bounds->len; i++)
    {
      WayReferralBound *bound = section->bounds->pdata[i];

      if (bound->list != NULL)
        add_answer_of_row (self, group, bound);
      else
        add_answers_of_part (self, group, bound);
    }
  if (state->required && state->n_missing > 0)
    {
      g_autofree char *missing = list_missing (state);

      add_answer (group, _("Not complete"), missing, section->code->id);
    }
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), group);
  gtk_widget_set_visible (box, gtk_widget_get_first_child (group) != NULL);
  gtk_box_append (into, box);
}

static char *
say_open (guint n_open)
{
  if (n_open == 0)
    return g_strdup (_("All that is asked is here"));
  return g_strdup_printf (ngettext ("%u section is not complete: it may come back to you",
                                    "%u sections are not complete: it may come back to you",
                                    n_open), n_open);
}

void
way_referral_answers_fill (GtkBox                *box,
                           GtkLabel              *title,
                           WaySession            *session,
                           WayReferralForm       *form,
                           GPtrArray             *sections,
                           WayReferralAnswerFunc  chosen,
                           gpointer               data)
{
  g_autoptr(GArray) states = way_referral_form_sections (form, way_session_get_db (session),
                                                         way_session_get_today (session), NULL);
  Answers *self = g_new0 (Answers, 1);
  g_autofree char *words = NULL;
  guint n_open = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
  *self = (Answers) { session, form, chosen, data };
  g_object_set_data_full (G_OBJECT (box), "answers", self, g_free);
  for (guint i = 0; states != NULL && i < MIN (states->len, sections->len); i++)
    {
      const WayReferralSection *state = &g_array_index (states, WayReferralSection, i);

      n_open += state->required && state->state != WAY_SECTION_DONE;
      add_section_answers (self, box, sections->pdata[i], state);
    }
  words = say_open (n_open);
  gtk_label_set_label (title, words);
}
