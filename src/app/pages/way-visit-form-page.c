/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The visit form: the visit itself, what was open last time, the children of ours,
 * the sections of the framework, and the page on which both sign.  What is asked,
 * complete and judged is the service’s. */
#include "way-visit-form-page.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-date-words.h"
#include "way-error-text.h"
#include "way-finish-key.h"
#include "way-list-rows.h"
#include "way-long-form.h"
#include "way-visit-evidence.h"
#include "way-visit-facts.h"
#include "way-visit-question.h"
#include "way-visit-words.h"

/* The draft is written so long after the last key, in milliseconds. */
#define KEEP_AFTER 700

#define HEAD     "visit"
#define LAST     "last"
#define CHILDREN "children"

struct _WayVisitFormPage
{
  GtkBox                parent_instance;

  WaySession           *session;
  WayVisitForm         *form;
  WayVisitBinding       binding;
  GPtrArray            *questions;   /* WayVisitQuestion *, those that were on view; lent */
  GHashTable           *filled;      /* ids of sections that were filled */
  GtkWidget            *sign_page;   /* of ui/visit/sign.ui */
  GtkListBox           *section_list;
  GtkListBox           *fault_list;
  GtkWidget            *fault_box;
  AdwPreferencesGroup  *judgement_group;
  GtkFileChooserNative *chooser;
  const WayCode        *attaching;   /* question that evidence is asked for */
  guint                 keep_timer;
  gboolean              changed;     /* since the draft was kept */
  gboolean              is_signed;

  /* Template children */
  WayLongForm          *frame;
};

G_DEFINE_FINAL_TYPE (WayVisitFormPage, way_visit_form_page, GTK_TYPE_BOX)

static WayDb *
get_db (WayVisitFormPage *self)
{
  return way_session_get_db (self->session);
}

static const GDate *
get_today (WayVisitFormPage *self)
{
  return way_session_get_today (self->session);
}

static void
show_error (WayVisitFormPage *self,
            const GError     *error)
{
  g_autofree char *text = way_error_text (error);

  way_long_form_set_problem (self->frame, text);
}

/* --- Titles and progress --- */

static gboolean
is_answers (WayVisitFormPage *self)
{
  return g_strcmp0 (way_long_form_get_shown (self->frame), WAY_LONG_FORM_ANSWERS) == 0;
}

/* What a section of the form is called. */
static char *
name_section (const char *id)
{
  const WayCode *section = way_codes_lookup ("visit_section", id);

  if (section != NULL)
    return g_strdup_printf ("%s %s", section->id, _(section->label));
  if (g_str_equal (id, LAST))
    return g_strdup (_("Open last time"));
  if (g_str_equal (id, CHILDREN))
    return g_strdup (_("Children of ours"));
  return g_strdup (g_str_equal (id, HEAD) ? _("The visit") : _("Review and sign"));
}

static void
update_titles (WayVisitFormPage *self)
{
  const WayVisit *visit = way_visit_form_get (self->form);
  const char *id = way_long_form_get_shown (self->frame);
  const char *setting = way_visit_form_get_setting (self->form);
  g_autofree char *name = name_section (id);

  way_long_form_set_side_title (self->frame, setting, _(way_codes_label ("visit_type", visit->kind)));
  way_long_form_set_title (self->frame, name, setting);
  way_long_form_set_next (self->frame, is_answers (self) ? _("_Sign Off") : _("_Save and Go On"));
}

static WaySectionState
state_of (const WayVisitSection *section)
{
  if (!section->needed && section->n_answered == 0)
    return WAY_SECTION_NOT_NEEDED;
  if (section->n_answered == section->n_questions && section->n_faults == 0)
    return WAY_SECTION_DONE;
  return section->n_answered > 0 || section->n_faults > 0 ? WAY_SECTION_STARTED
                                                          : WAY_SECTION_TO_DO;
}

/* The parts beside the framework: what is left of each. */
static guint
count_left (WayVisitFormPage *self,
            const char       *id)
{
  WayVisitList of = g_str_equal (id, LAST) ? WAY_VISIT_LIST_EARLIER : WAY_VISIT_LIST_PUPILS;
  const WayFormRows *rows = way_visit_form_list (self->form, of);
  const WayVisit *visit = way_visit_form_get (self->form);
  guint left = 0;

  if (g_str_equal (id, HEAD))
    return (visit->time_in == NULL) + (visit->pupils_present == WAY_INTEGER_NONE);
  for (guint i = 0; i < way_form_rows_length (rows); i++)
    if (of == WAY_VISIT_LIST_PUPILS)
      left += ((const WayVisitPupil *) way_form_rows_get (rows, i))->found == NULL;
  return left;
}

static void
update_extras (WayVisitFormPage *self,
               guint            *done,
               guint            *asked)
{
  static const char *const extras[] = { HEAD, LAST, CHILDREN };

  for (guint i = 0; i < G_N_ELEMENTS (extras); i++)
    {
      guint left;

      if (way_long_form_find_place (self->frame, extras[i]) >=
          way_long_form_get_n_sections (self->frame))
        continue;
      left = count_left (self, extras[i]);
      way_long_form_set_state (self->frame, extras[i],
                               left == 0 ? WAY_SECTION_DONE : WAY_SECTION_STARTED, TRUE, left);
      (*asked)++;
      *done += left == 0;
    }
}

static void
update_questions (WayVisitFormPage *self,
                  const GArray     *sections)
{
  g_autoptr(GArray) faults = way_visit_form_check (self->form, get_today (self));

  for (guint i = 0; i < self->questions->len; i++)
    {
      WayVisitQuestion *question = g_ptr_array_index (self->questions, i);
      const char *section = way_code_get (way_visit_question_get (question), "section");
      const WayCode *proposed = NULL;

      for (guint k = 0; k < sections->len; k++)
        if (g_str_equal (g_array_index (sections, WayVisitSection, k).section->id, section))
          proposed = g_array_index (sections, WayVisitSection, k).proposed;
      way_visit_question_update (question, faults, proposed);
    }
}

static void
update_progress (WayVisitFormPage *self)
{
  g_autoptr(GArray) sections = way_visit_form_sections (self->form, get_today (self));
  guint done = 0;
  guint asked = 0;

  update_extras (self, &done, &asked);
  for (guint i = 0; i < sections->len; i++)
    {
      const WayVisitSection *section = &g_array_index (sections, WayVisitSection, i);
      guint left = section->n_questions - section->n_answered + section->n_faults;

      way_long_form_set_state (self->frame, section->section->id, state_of (section),
                               section->needed, left);
      asked += section->needed;
      done += section->needed && state_of (section) == WAY_SECTION_DONE;
    }
  way_long_form_set_progress (self->frame, done, asked);
  update_questions (self, sections);
}

/* --- The draft --- */

static void
keep (WayVisitFormPage *self)
{
  g_autoptr(GError) error = NULL;

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (!self->changed)
    return;
  if (way_session_is_read_only (self->session) ||
      !way_visit_form_keep (self->form, get_db (self), &error))
    {
      way_long_form_say_draft (self->frame, _("The draft cannot be kept in this file."));
      return;
    }
  self->changed = FALSE;
  way_long_form_say_kept (self->frame);
}

static gboolean
keep_cb (gpointer data)
{
  WayVisitFormPage *self = data;

  self->keep_timer = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (gpointer data)
{
  WayVisitFormPage *self = data;

  way_long_form_set_problem (self->frame, NULL);
  self->changed = TRUE;
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  self->keep_timer = g_timeout_add (KEEP_AFTER, keep_cb, self);
  update_titles (self);
  update_progress (self);
}

/* --- Evidence --- */

static void
add_evidence (WayVisitFormPage *self,
              GFile            *file)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);
  g_autoptr(WayVisitEvidence) evidence = NULL;
  g_autoptr(GError) error = NULL;
  WayVisitEvidence *row;

  if (path != NULL)
    evidence = way_visit_evidence_take_file (get_db (self), path, &act.today, act.who, &error);
  if (evidence == NULL)
    {
      if (error != NULL)
        show_error (self, error);
      return;
    }
  row = way_form_rows_add (way_visit_form_list (self->form, WAY_VISIT_LIST_EVIDENCE));
  evidence->id = row->id;
  evidence->question = g_strdup (self->attaching->id);
  for (guint i = 1; i < way_visit_evidence_entity.n_fields; i++)
    {
      WayValue value = way_field_get (&way_visit_evidence_entity.fields[i], evidence);

      way_field_set (&way_visit_evidence_entity.fields[i], row, &value);
    }
}

static void
evidence_chosen_cb (WayVisitFormPage     *self,
                    int                   response,
                    GtkFileChooserNative *chooser)
{
  g_autoptr(GListModel) files = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (chooser));
  for (guint i = 0; files != NULL && i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);

      add_evidence (self, file);
    }
  g_clear_object (&self->chooser);
  if (files == NULL)
    return;
  for (guint i = 0; i < self->questions->len; i++)
    way_visit_question_reload (g_ptr_array_index (self->questions, i));
  changed_cb (self);
}

static void
ask_evidence (gpointer question,
              gpointer data)
{
  WayVisitFormPage *self = data;

  if (way_form_rows_count (way_visit_form_list (self->form, WAY_VISIT_LIST_EVIDENCE)) >=
      way_visit_evidence_most ())
    {
      way_long_form_set_problem (self->frame, _("No more papers go with one visit."));
      return;
    }
  self->attaching = way_visit_question_get (question);
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Add a Photograph or Paper"),
                                               GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _("_Add"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  g_signal_connect_swapped (self->chooser, "response", G_CALLBACK (evidence_chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- Sections --- */

static void
add_officer (WayVisitBinding *binding,
             gconstpointer    data)
{
  way_form_rows_add (way_visit_form_list (binding->form, WAY_VISIT_LIST_OFFICERS));
}

static void
fill_head (WayVisitFormPage *self,
           GtkBox           *box)
{
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/waymark/Waymark/ui/visit/head.ui");

  way_visit_bind_form (&self->binding, WAY_FORM (gtk_builder_get_object (builder, "visit")),
                       &way_visit_entity, way_visit_form_get (self->form), "visit");
  way_visit_bind_list (&self->binding, WAY_ROW_LIST (gtk_builder_get_object (builder, "officers")),
                       WAY_VISIT_LIST_OFFICERS, NULL, NULL, add_officer);
  gtk_box_append (box, GTK_WIDGET (gtk_builder_get_object (builder, "section")));
}

/* A record with a title of its own, and some of its fields to fill in. */
static void
add_record (WayVisitFormPage   *self,
            GtkBox             *box,
            const WayEntity    *entity,
            gpointer            record,
            const char         *title,
            const char         *text,
            const char *const  *fields)
{
  GtkWidget *form = way_form_new ();
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *marked_title = g_markup_escape_text (title, -1);
  g_autofree char *marked_text = g_markup_escape_text (text, -1);
  g_autofree char *key = way_form_rows_key (entity, way_record_id (record), NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), marked_title);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), marked_text);
  for (guint i = 0; fields[i] != NULL; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), way_field_row_new (fields[i]));
  gtk_box_append (GTK_BOX (form), group);
  way_visit_bind_form (&self->binding, WAY_FORM (form), entity, record, key);
  gtk_box_append (box, form);
}

static void
fill_last (WayVisitFormPage *self,
           GtkBox           *box)
{
  static const char *const fields[] = { "done", "evidence", NULL };
  const WayFormRows *rows = way_visit_form_list (self->form, WAY_VISIT_LIST_EARLIER);

  for (guint i = 0; i < way_form_rows_length (rows); i++)
    {
      WayAction *action = way_form_rows_get (rows, i);
      g_autofree char *day = way_date_words_day (&action->due, get_today (self));
      g_autofree char *text = g_strdup_printf (_("%s, by %s"),
                                               action->owner != NULL ? action->owner : _("Nobody"),
                                               day);

      add_record (self, box, &way_action_entity, action, action->wording, text, fields);
    }
}

/* A child has a name in the file, or none in a copy that may not hold it. */
static void
fill_children (WayVisitFormPage *self,
               GtkBox           *box)
{
  static const char *const fields[] = { "found", "asked", "note", NULL };
  const WayFormRows *rows = way_visit_form_list (self->form, WAY_VISIT_LIST_PUPILS);
  g_autoptr(GPtrArray) children = way_visit_children (get_db (self),
                                                      &way_visit_form_get (self->form)->id, NULL);

  for (guint i = 0; children != NULL && i < children->len; i++)
    {
      const WayVisitChild *child = g_ptr_array_index (children, i);
      WayVisitPupil *pupil = way_form_rows_find (rows, &child->pupil->id);
      g_autofree char *text = g_strdup_printf ("%s%s%s",
                                               child->year != NULL
                                                 ? _(way_codes_label ("nc_year", child->year)) : "",
                                               child->provision != NULL ? " · " : "",
                                               child->provision != NULL ? child->provision : "");

      if (pupil != NULL)
        add_record (self, box, &way_visit_pupil_entity, pupil, child->name, text, fields);
    }
}

static void
fill_questions (WayVisitFormPage *self,
                GtkBox           *box,
                const char       *section)
{
  const GPtrArray *questions = way_visit_form_questions (self->form);

  for (guint i = 0; i < questions->len; i++)
    {
      const WayCode *question = g_ptr_array_index (questions, i);
      GtkWidget *view;

      if (!g_str_equal (way_code_get (question, "section"), section))
        continue;
      view = way_visit_question_new (&self->binding, question, ask_evidence, self);
      g_ptr_array_add (self->questions, view);
      gtk_box_append (box, view);
    }
}

/* A section is filled when it first comes on view: there are many questions. */
static void
fill_section (WayVisitFormPage *self,
              const char       *id)
{
  GtkBox *box = g_hash_table_lookup (self->filled, id);

  if (box == NULL || gtk_widget_get_first_child (GTK_WIDGET (box)) != NULL)
    return;
  self->binding.loading = TRUE;
  if (g_str_equal (id, HEAD))
    fill_head (self, box);
  else if (g_str_equal (id, LAST))
    fill_last (self, box);
  else if (g_str_equal (id, CHILDREN))
    fill_children (self, box);
  else
    fill_questions (self, box, id);
  self->binding.loading = FALSE;
}

static void
add_section (WayVisitFormPage *self,
             const char       *id)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  g_autofree char *name = name_section (id);

  g_hash_table_insert (self->filled, (gpointer) id, box);
  way_long_form_add_section (self->frame, id, name, box);
}

static void
add_sections (WayVisitFormPage *self)
{
  g_autoptr(GPtrArray) codes = way_codes_list ("visit_section", NULL);

  add_section (self, HEAD);
  if (way_form_rows_length (way_visit_form_list (self->form, WAY_VISIT_LIST_EARLIER)) > 0)
    add_section (self, LAST);
  if (way_form_rows_length (way_visit_form_list (self->form, WAY_VISIT_LIST_PUPILS)) > 0)
    add_section (self, CHILDREN);
  for (guint i = 0; i < codes->len; i++)
    add_section (self, ((const WayCode *) g_ptr_array_index (codes, i))->id);
  way_long_form_add_answers (self->frame, _("Review and sign"));
}

/* --- Review and sign --- */

static void
fault_activated_cb (WayVisitFormPage *self,
                    GtkListBoxRow    *row)
{
  const char *section = g_object_get_data (G_OBJECT (row), "section");

  if (section == NULL)
    return;
  way_visit_form_page_show_section (self, section);
  way_long_form_enter (self->frame);
}

static void
lead_to (GtkWidget  *row,
         const char *section)
{
  if (section == NULL)
    return;
  g_object_set_data (G_OBJECT (row), "section", (gpointer) section);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
}

/* The unanswered questions of a section are one line. */
static void
add_unanswered (WayVisitFormPage      *self,
                const WayVisitSection *section)
{
  guint left = section->n_questions - section->n_answered;
  g_autofree char *name = name_section (section->section->id);
  g_autofree char *text = g_strdup_printf (ngettext ("%u question is not answered yet",
                                                     "%u questions are not answered yet", left),
                                           left);

  if (section->needed && left > 0)
    lead_to (way_list_rows_add (self->fault_list, NULL, name, text, NULL), section->section->id);
}

static void
add_fault (WayVisitFormPage    *self,
           const WayVisitFault *fault)
{
  g_autofree char *text = way_visit_words_fault (fault);
  g_autofree char *question = fault->question != NULL ? way_visit_words_question (fault->question)
                                                      : NULL;

  if (fault->kind == WAY_VISIT_FAULT_UNANSWERED)
    return;
  lead_to (way_list_rows_add (self->fault_list, NULL, question != NULL ? question : text,
                              question != NULL ? text : NULL, NULL),
           fault->question != NULL ? way_code_get (fault->question, "section")
           : fault->kind == WAY_VISIT_FAULT_OFFICERS ? HEAD : NULL);
}

static void
show_judgement (WayVisitFormPage *self)
{
  WayVisitJudgement judgement;
  g_autofree char *text = NULL;

  way_visit_form_judge (self->form, get_today (self), &judgement);
  text = judgement.question != NULL
           ? g_strdup_printf (_("At least “%s”: %s"), _(judgement.least->label),
                              _(judgement.question->label))
           : g_strdup_printf (_("At least “%s”: %s"), _(judgement.least->label),
                              _(judgement.rule->label));
  adw_preferences_group_set_description (self->judgement_group, text);
}

static void
show_review (WayVisitFormPage *self)
{
  g_autoptr(GArray) sections = way_visit_form_sections (self->form, get_today (self));
  g_autoptr(GArray) faults = way_visit_form_check (self->form, get_today (self));
  g_autofree char *title = NULL;

  way_list_rows_clear (self->section_list);
  way_list_rows_clear (self->fault_list);
  for (guint i = 0; i < sections->len; i++)
    {
      const WayVisitSection *section = &g_array_index (sections, WayVisitSection, i);
      g_autofree char *name = name_section (section->section->id);
      g_autofree char *text = g_strdup_printf (_("%u of %u answered"), section->n_answered,
                                               section->n_questions);

      if (section->judgement != NULL && (section->needed || section->n_answered > 0))
        lead_to (way_list_rows_add (self->section_list, NULL, name, text,
                                    _(section->judgement->label)), section->section->id);
      add_unanswered (self, section);
    }
  for (guint i = 0; i < faults->len; i++)
    add_fault (self, &g_array_index (faults, WayVisitFault, i));
  gtk_widget_set_visible (self->fault_box, faults->len > 0);
  title = faults->len == 0 ? g_strdup (_("All that is asked is here"))
                           : g_strdup (_("Not complete yet"));
  gtk_label_set_label (way_long_form_get_answers_title (self->frame), title);
  show_judgement (self);
}

static void
fill_review (WayVisitFormPage *self)
{
  g_autoptr(GtkBuilder) builder = NULL;

  if (self->sign_page != NULL)
    return;
  builder = gtk_builder_new_from_resource ("/org/waymark/Waymark/ui/visit/sign.ui");
  self->sign_page = GTK_WIDGET (gtk_builder_get_object (builder, "section"));
  self->section_list = GTK_LIST_BOX (gtk_builder_get_object (builder, "sections"));
  self->fault_list = GTK_LIST_BOX (gtk_builder_get_object (builder, "faults"));
  self->fault_box = GTK_WIDGET (gtk_builder_get_object (builder, "faults_box"));
  self->judgement_group = ADW_PREFERENCES_GROUP (gtk_builder_get_object (builder,
                                                                         "judgement_group"));
  g_signal_connect_object (self->section_list, "row-activated", G_CALLBACK (fault_activated_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->fault_list, "row-activated", G_CALLBACK (fault_activated_cb),
                           self, G_CONNECT_SWAPPED);
  way_visit_bind_form (&self->binding, WAY_FORM (gtk_builder_get_object (builder, "judgement")),
                       &way_visit_entity, way_visit_form_get (self->form), "visit");
  way_visit_bind_form (&self->binding, WAY_FORM (gtk_builder_get_object (builder, "signatures")),
                       &way_visit_entity, way_visit_form_get (self->form), "visit");
  gtk_box_append (way_long_form_get_answers_box (self->frame), self->sign_page);
}

/* --- Going on --- */

static void
close_form (WayVisitFormPage *self,
            const char       *said)
{
  WayWindow *window = WAY_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (self), WAY_TYPE_WINDOW));
  WayId id = way_visit_form_get (self->form)->id;

  self->is_signed = TRUE;
  self->changed = FALSE;
  if (window == NULL)
    return;
  way_window_open_record (window, "visit", &id);
  way_window_toast (window, said, TRUE);
}

static void
sign_off (WayVisitFormPage *self)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);
  const WayVisit *visit = way_visit_form_get (self->form);
  g_autofree char *officer = g_strdup (visit->officer_signed);
  g_autofree char *provider = g_strdup (visit->provider_signed);
  g_autofree char *role = g_strdup (visit->provider_role);
  g_autoptr(GError) error = NULL;

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (way_visit_form_has_typed (self->form))
    {
      way_long_form_set_problem (self->frame, _("Some answers need another look."));
      return;
    }
  if (way_visit_form_sign (self->form, &act, officer, provider, role, &error))
    {
      close_form (self, _("Visit signed off"));
      return;
    }
  show_error (self, error);
  show_review (self);
}

static void
go_on (WayVisitFormPage *self)
{
  guint place = way_long_form_find_place (self->frame, way_long_form_get_shown (self->frame));

  keep (self);
  way_visit_form_page_show_section (self, way_long_form_get_id (self->frame, place + 1));
  way_long_form_enter (self->frame);
}

static void
next_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  WayVisitFormPage *self = WAY_VISIT_FORM_PAGE (widget);

  if (is_answers (self))
    sign_off (self);
  else
    go_on (self);
}

static void
section_chosen_cb (WayVisitFormPage *self,
                   const char       *id)
{
  way_visit_form_page_show_section (self, id);
}

/* Leaving records what is there, so that it goes out with the next file; what cannot
 * be recorded stays a draft. */
static void
leave (WayVisitFormPage *self)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);
  WayId draft;
  gboolean has_draft = way_visit_form_find_draft (get_db (self), &draft) &&
                       way_id_equal (&draft, &way_visit_form_get (self->form)->id);

  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (self->is_signed || way_session_is_read_only (self->session) ||
      !(self->changed || has_draft))
    return;
  if (way_visit_form_has_typed (self->form) || !way_visit_form_save (self->form, &act, NULL))
    keep (self);
}

/* --- The page --- */

static void
way_visit_form_page_dispose (GObject *object)
{
  WayVisitFormPage *self = WAY_VISIT_FORM_PAGE (object);

  if (self->form != NULL)
    leave (self);
  g_clear_handle_id (&self->keep_timer, g_source_remove);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_VISIT_FORM_PAGE);
  g_clear_pointer (&self->questions, g_ptr_array_unref);
  g_clear_pointer (&self->filled, g_hash_table_unref);
  g_clear_pointer (&self->form, way_visit_form_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (way_visit_form_page_parent_class)->dispose (object);
}

static void
way_visit_form_page_class_init (WayVisitFormPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_visit_form_page_dispose;

  g_type_ensure (WAY_TYPE_FORM);
  g_type_ensure (WAY_TYPE_LONG_FORM);
  g_type_ensure (WAY_TYPE_ROW_LIST);
  gtk_widget_class_install_action (widget_class, "form.next", NULL, next_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/visit-form-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayVisitFormPage, frame);
  gtk_widget_class_bind_template_callback (widget_class, section_chosen_cb);
}

static void
way_visit_form_page_init (WayVisitFormPage *self)
{
  self->questions = g_ptr_array_new ();
  self->filled = g_hash_table_new (g_str_hash, g_str_equal);
  gtk_widget_init_template (GTK_WIDGET (self));
  way_finish_key_add (GTK_WIDGET (self), way_long_form_get_next (self->frame));
}

GtkWidget *
way_visit_form_page_new (WaySession   *session,
                         const WayId  *visit,
                         GError      **error)
{
  WayDb *db = way_session_get_db (session);
  g_autoptr(WayVisitForm) form = way_visit_form_open (db, visit, way_session_get_today (session),
                                                      error);
  WayVisitFormPage *self;
  const char *section;

  if (form == NULL)
    return NULL;
  self = g_object_new (WAY_TYPE_VISIT_FORM_PAGE, NULL);
  self->session = g_object_ref (session);
  self->form = g_steal_pointer (&form);
  self->binding = (WayVisitBinding) { session, self->form, changed_cb, self, FALSE };
  add_sections (self);
  way_long_form_say_draft (self->frame, _("What you type is kept on this computer"));
  section = way_visit_form_get_section (self->form);
  way_visit_form_page_show_section (self, section != NULL ? section : HEAD);
  return GTK_WIDGET (self);
}

static void
cover (WayWindow *window,
       GtkWidget *form)
{
  way_window_show_cover (window, form);
  way_long_form_enter (WAY_VISIT_FORM_PAGE (form)->frame);
}

void
way_visit_form_page_reopen (WayWindow *window)
{
  WaySession *session = way_window_get_session (window);
  GtkWidget *form;
  WayId visit;

  if (!way_visit_form_find_draft (way_session_get_db (session), &visit))
    return;
  form = way_visit_form_page_new (session, &visit, NULL);
  if (form != NULL)
    cover (window, form);
}

void
way_visit_form_page_open (WayPage     *from,
                          const WayId *visit)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (from), WAY_TYPE_WINDOW);
  g_autoptr(GError) error = NULL;
  GtkWidget *form;

  if (window == NULL)
    return;
  form = way_visit_form_page_new (way_page_get_session (from), visit, &error);
  if (form == NULL)
    {
      g_autofree char *text = way_error_text (error);

      way_page_toast (from, text, FALSE);
      return;
    }
  cover (WAY_WINDOW (window), form);
}

const char *
way_visit_form_page_get_section (WayVisitFormPage *self)
{
  g_return_val_if_fail (WAY_IS_VISIT_FORM_PAGE (self), NULL);

  return way_long_form_get_shown (self->frame);
}

void
way_visit_form_page_show_section (WayVisitFormPage *self,
                                  const char       *id)
{
  g_return_if_fail (WAY_IS_VISIT_FORM_PAGE (self));

  if (!g_str_equal (id, WAY_LONG_FORM_ANSWERS) && g_hash_table_lookup (self->filled, id) == NULL)
    id = HEAD;
  way_long_form_set_problem (self->frame, NULL);
  if (g_str_equal (id, WAY_LONG_FORM_ANSWERS))
    {
      fill_review (self);
      show_review (self);
    }
  else
    {
      fill_section (self, id);
    }
  way_long_form_show (self->frame, id);
  way_visit_form_set_section (self->form, way_long_form_get_shown (self->frame));
  update_titles (self);
  update_progress (self);
}

WayVisitForm *
way_visit_form_page_get_form (WayVisitFormPage *self)
{
  g_return_val_if_fail (WAY_IS_VISIT_FORM_PAGE (self), NULL);

  return self->form;
}
