/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One question of a visit. */
#include "way-visit-question.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-date-words.h"
#include "way-visit-words.h"

/* Scales longer than this are a list, not buttons side by side. */
#define MOST_BUTTONS 4
#define MOST_LETTERS 40         /* of choices beside each other */

struct _WayVisitQuestion
{
  GtkBox           parent_instance;

  WayVisitBinding *binding;
  const WayCode   *question;
  WayVisitAnswer  *answer;      /* lent by the form */
  GPtrArray       *choices;     /* const WayCode * of visit_value */
  GPtrArray       *buttons;     /* GtkCheckButton *, as choices; lent */
  GtkDropDown     *drop_down;   /* in place of buttons; lent */
  GFunc            add_evidence;
  gpointer         data;

  /* Template children */
  GtkLabel        *wording_label;
  GtkLabel        *known_label;
  GtkToggleButton *note_button;
  GtkButton       *evidence_button;
  GtkBox          *choice_box;
  WayForm         *form;
  GtkListBox      *field_list;
  GtkBox          *evidence_box;
  WayRowList      *action_list;
  WayRowList      *finding_list;
  GtkLabel        *problem_label;
};

G_DEFINE_FINAL_TYPE (WayVisitQuestion, way_visit_question, GTK_TYPE_BOX)

static const char *
get_holds (WayVisitQuestion *self)
{
  return way_code_get (way_codes_lookup ("visit_answer_type",
                                         way_code_get (self->question, "type")), "holds");
}

static gboolean
is_of_type (WayVisitQuestion *self,
            const char       *type)
{
  return g_str_equal (way_code_get (self->question, "type"), type);
}

static void
label_accessible (GtkWidget  *widget,
                  const char *words)
{
  gtk_widget_set_tooltip_text (widget, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  -1);
}

/* --- Choosing --- */

static void
take_value (WayVisitQuestion *self,
            const char       *value)
{
  if (self->binding->loading || g_strcmp0 (self->answer->value, value) == 0)
    return;
  g_free (self->answer->value);
  self->answer->value = g_strdup (value);
  self->binding->changed (self->binding->data);
}

static void
button_toggled_cb (WayVisitQuestion *self,
                   GtkCheckButton   *button)
{
  guint place;

  if (gtk_check_button_get_active (button) && g_ptr_array_find (self->buttons, button, &place))
    take_value (self, ((const WayCode *) g_ptr_array_index (self->choices, place))->id);
}

static void
add_button (WayVisitQuestion *self,
            const WayCode    *choice)
{
  GtkWidget *button = g_object_new (GTK_TYPE_CHECK_BUTTON, "label", _(choice->label),
                                    "accessible-role", GTK_ACCESSIBLE_ROLE_RADIO, NULL);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", self->question->id, _(choice->label));

  if (self->buttons->len > 0)
    gtk_check_button_set_group (GTK_CHECK_BUTTON (button), g_ptr_array_index (self->buttons, 0));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (button),
                               g_strcmp0 (self->answer->value, choice->id) == 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_ptr_array_add (self->buttons, button);
  gtk_box_append (self->choice_box, button);
  g_signal_connect_object (button, "toggled", G_CALLBACK (button_toggled_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
selected_cb (WayVisitQuestion *self)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);
  const WayCode *choice = selected > 0 && selected <= self->choices->len
                            ? g_ptr_array_index (self->choices, selected - 1) : NULL;

  take_value (self, choice != NULL ? choice->id : NULL);
}

static void
add_drop_down (WayVisitQuestion *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);
  guint selected = 0;

  gtk_string_list_append (names, _("Not said"));
  for (guint i = 0; i < self->choices->len; i++)
    {
      const WayCode *choice = g_ptr_array_index (self->choices, i);

      gtk_string_list_append (names, _(choice->label));
      if (g_strcmp0 (self->answer->value, choice->id) == 0)
        selected = i + 1;
    }
  self->drop_down = GTK_DROP_DOWN (gtk_drop_down_new (G_LIST_MODEL (g_object_ref (names)), NULL));
  gtk_drop_down_set_selected (self->drop_down, selected);
  label_accessible (GTK_WIDGET (self->drop_down), self->question->id);
  gtk_box_append (self->choice_box, GTK_WIDGET (self->drop_down));
  g_signal_connect_object (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
}

/* Too long to stand beside each other in a narrow window, and to be read so. */
static gboolean
are_long (WayVisitQuestion *self)
{
  glong letters = 0;

  for (guint i = 0; i < self->choices->len; i++)
    {
      const WayCode *choice = g_ptr_array_index (self->choices, i);

      letters += g_utf8_strlen (_(choice->label), -1);
    }
  return letters > MOST_LETTERS;
}

/* A number or a day is typed; only what does not apply is chosen. */
static void
add_choices (WayVisitQuestion *self)
{
  if (self->choices->len == 0 || !g_str_equal (get_holds (self), "value"))
    return;
  if (are_long (self))
    gtk_orientable_set_orientation (GTK_ORIENTABLE (self->choice_box), GTK_ORIENTATION_VERTICAL);
  if (self->choices->len <= MOST_BUTTONS)
    for (guint i = 0; i < self->choices->len; i++)
      add_button (self, g_ptr_array_index (self->choices, i));
  else
    add_drop_down (self);
  gtk_widget_set_visible (GTK_WIDGET (self->choice_box), TRUE);
}

/* --- Typing --- */

static void
add_field (WayVisitQuestion *self,
           const char       *name)
{
  gtk_list_box_append (self->field_list, way_field_row_new (name));
}

static void
add_fields (WayVisitQuestion *self)
{
  g_autofree char *key = g_strdup_printf ("answer %s", self->question->id);

  if (g_str_equal (get_holds (self), "number"))
    add_field (self, "number");
  else if (g_str_equal (get_holds (self), "date"))
    add_field (self, "date");
  if (is_of_type (self, "SIGHTED"))
    add_field (self, "reference");
  add_field (self, "text");
  way_visit_bind_form (self->binding, self->form, &way_visit_answer_entity, self->answer, key);
}

static gboolean
wants_note (WayVisitQuestion *self)
{
  return is_of_type (self, "TEXT") || self->answer->text != NULL ||
         gtk_toggle_button_get_active (self->note_button) ||
         way_visit_wants_action (self->question, self->answer);
}

static void
show_fields (WayVisitQuestion *self)
{
  WayFieldRow *text = way_form_get_row (self->form, "text");
  gboolean has_other = g_str_equal (get_holds (self), "number") ||
                       g_str_equal (get_holds (self), "date");
  gboolean note = wants_note (self);

  gtk_widget_set_visible (GTK_WIDGET (text), note);
  gtk_widget_set_visible (GTK_WIDGET (self->form), note || has_other);
}

static void
show_note_cb (WayVisitQuestion *self)
{
  if (self->question == NULL)
    return;
  show_fields (self);
  if (gtk_toggle_button_get_active (self->note_button))
    gtk_widget_grab_focus (GTK_WIDGET (way_form_get_row (self->form, "text")));
}

/* --- Actions and findings --- */

static gboolean
is_own_action (gconstpointer record,
               gconstpointer data)
{
  return g_strcmp0 (((const WayAction *) record)->question, ((const WayCode *) data)->id) == 0;
}

static void
add_action (WayVisitBinding *binding,
            gconstpointer    data)
{
  way_visit_form_add_action (binding->form, ((const WayCode *) data)->id,
                             way_session_get_today (binding->session));
}

static gboolean
is_own_finding (gconstpointer record,
                gconstpointer data)
{
  return g_strcmp0 (((const WayFinding *) record)->kind, way_code_get (data, "of")) == 0;
}

static void
add_finding (WayVisitBinding *binding,
             gconstpointer    data)
{
  WayFinding *finding = way_form_rows_add (way_visit_form_list (binding->form,
                                                                WAY_VISIT_LIST_FINDINGS));

  g_free (finding->kind);
  finding->kind = g_strdup (way_code_get (data, "of"));
}

static void
add_lists (WayVisitQuestion *self)
{
  if (is_of_type (self, "LIST"))
    way_visit_bind_list (self->binding, self->finding_list, WAY_VISIT_LIST_FINDINGS,
                         is_own_finding, self->question, add_finding);
  else
    way_visit_bind_list (self->binding, self->action_list, WAY_VISIT_LIST_ACTIONS, is_own_action,
                         self->question, add_action);
  gtk_widget_set_visible (GTK_WIDGET (self->finding_list), is_of_type (self, "LIST"));
}

static gboolean
has_fault (const GArray     *faults,
           const WayCode    *question,
           WayVisitFaultKind kind)
{
  for (guint i = 0; i < faults->len; i++)
    if (g_array_index (faults, WayVisitFault, i).question == question &&
        g_array_index (faults, WayVisitFault, i).kind == kind)
      return TRUE;
  return FALSE;
}

/* --- Evidence --- */

typedef struct
{
  WayVisitQuestion *self;
  WayId             id;
} Removal;

static void
removal_free (gpointer  data,
              GClosure *closure)
{
  g_free (data);
}

static void
remove_evidence_cb (Removal *removal)
{
  WayVisitQuestion *self = removal->self;
  WayFormRows *rows = way_visit_form_list (self->binding->form, WAY_VISIT_LIST_EVIDENCE);

  for (guint i = 0; i < way_form_rows_length (rows); i++)
    if (way_id_equal (way_record_id (way_form_rows_get (rows, i)), &removal->id))
      {
        way_form_rows_remove (rows, i);
        break;
      }
  way_visit_question_reload (self);
  self->binding->changed (self->binding->data);
}

static void
add_evidence_row (WayVisitQuestion       *self,
                  const WayVisitEvidence *evidence)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name ("mail-attachment-symbolic");
  GtkWidget *label = gtk_label_new (evidence->name);
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *words = g_strdup_printf (_("Remove %s"), evidence->name);
  Removal *removal = g_new0 (Removal, 1);

  *removal = (Removal) { self, evidence->id };
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_widget_set_tooltip_text (label, evidence->name);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (button, "flat");
  label_accessible (button, words);
  g_signal_connect_data (button, "clicked", G_CALLBACK (remove_evidence_cb), removal, removal_free,
                         G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_box_append (self->evidence_box, box);
}

void
way_visit_question_reload (WayVisitQuestion *self)
{
  const WayFormRows *rows;
  GtkWidget *child;

  g_return_if_fail (WAY_IS_VISIT_QUESTION (self));

  rows = way_visit_form_list (self->binding->form, WAY_VISIT_LIST_EVIDENCE);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->evidence_box))) != NULL)
    gtk_box_remove (self->evidence_box, child);
  for (guint i = 0; i < way_form_rows_length (rows); i++)
    {
      const WayVisitEvidence *evidence = way_form_rows_get (rows, i);

      if (g_strcmp0 (evidence->question, self->question->id) == 0)
        add_evidence_row (self, evidence);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->evidence_box),
                          gtk_widget_get_first_child (GTK_WIDGET (self->evidence_box)) != NULL);
}

static void
add_evidence_cb (WayVisitQuestion *self)
{
  self->add_evidence (self, self->data);
}

/* --- What follows --- */

static char *
say_day (const GDate *day,
         gpointer     data)
{
  return way_date_words_short (day);
}

static void
show_known (WayVisitQuestion *self,
            const WayCode    *proposed)
{
  g_autofree char *known = way_visit_words_known (self->question, self->answer, say_day, NULL);
  g_autofree char *text = NULL;

  if (way_code_is (self->question, "judges") && proposed != NULL)
    text = g_strdup_printf (_("By the answers: %s"), _(proposed->label));
  else if (known != NULL && way_visit_differs (self->question, self->answer))
    text = g_strdup_printf (_("The file says otherwise: %s"), known);
  else if (known != NULL)
    text = g_strdup_printf (_("The file says: %s"), known);
  else if (self->question->note != NULL)
    text = g_strdup (_(self->question->note));
  gtk_label_set_label (self->known_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->known_label), text != NULL);
}

/* What is not answered yet is no problem while the form is filled in. */
static void
show_problem (WayVisitQuestion *self,
              const GArray     *faults)
{
  g_autofree char *text = NULL;

  for (guint i = 0; text == NULL && i < faults->len; i++)
    {
      const WayVisitFault *fault = &g_array_index (faults, WayVisitFault, i);

      if (fault->question == self->question && fault->kind != WAY_VISIT_FAULT_UNANSWERED &&
          fault->kind != WAY_VISIT_FAULT_TOO_KIND)
        text = way_visit_words_fault (fault);
    }
  gtk_label_set_label (self->problem_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem_label), text != NULL);
}

void
way_visit_question_update (WayVisitQuestion *self,
                           const GArray     *faults,
                           const WayCode    *proposed)
{
  g_autoptr(GPtrArray) answers = NULL;
  const WayFormRows *rows;
  gboolean wants;

  g_return_if_fail (WAY_IS_VISIT_QUESTION (self));

  answers = g_ptr_array_new ();
  rows = way_visit_form_list (self->binding->form, WAY_VISIT_LIST_ANSWERS);
  for (guint i = 0; i < way_form_rows_length (rows); i++)
    g_ptr_array_add (answers, way_form_rows_get (rows, i));
  gtk_widget_set_visible (GTK_WIDGET (self), way_visit_is_asked (self->question, answers));
  show_fields (self);
  show_known (self, proposed);
  show_problem (self, faults);
  wants = way_visit_wants_action (self->question, self->answer) ||
          has_fault (faults, self->question, WAY_VISIT_FAULT_TOO_OLD) ||
          has_fault (faults, self->question, WAY_VISIT_FAULT_RAN_OUT) ||
          way_row_list_get_n_rows (self->action_list) > 0;
  gtk_widget_set_visible (GTK_WIDGET (self->action_list), wants && !is_of_type (self, "LIST"));
}

/* --- The widget --- */

static void
way_visit_question_dispose (GObject *object)
{
  WayVisitQuestion *self = WAY_VISIT_QUESTION (object);

  self->question = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_VISIT_QUESTION);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);

  G_OBJECT_CLASS (way_visit_question_parent_class)->dispose (object);
}

static void
way_visit_question_class_init (WayVisitQuestionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_visit_question_dispose;

  g_type_ensure (WAY_TYPE_FORM);
  g_type_ensure (WAY_TYPE_ROW_LIST);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/visit-question.ui");
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, wording_label);
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, known_label);
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, note_button);
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, evidence_button);
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, choice_box);
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, form);
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, field_list);
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, evidence_box);
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, action_list);
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, finding_list);
  gtk_widget_class_bind_template_child (widget_class, WayVisitQuestion, problem_label);
  gtk_widget_class_bind_template_callback (widget_class, show_note_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_evidence_cb);
}

static void
way_visit_question_init (WayVisitQuestion *self)
{
  self->buttons = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The buttons in a row say which question they are of. */
static void
name_parts (WayVisitQuestion *self)
{
  g_autofree char *wording = way_visit_words_question (self->question);
  g_autofree char *note = g_strdup_printf (_("Note on %s"), self->question->id);
  g_autofree char *paper = g_strdup_printf (_("Photograph or paper for %s"), self->question->id);
  /* A certificate is seen, and never copied. */
  gboolean may_attach = !is_of_type (self, "SIGHTED") && !is_of_type (self, "LIST") &&
                        !way_code_is (self->question, "judges");

  gtk_label_set_label (self->wording_label, wording);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, wording,
                                  -1);
  label_accessible (GTK_WIDGET (self->note_button), note);
  label_accessible (GTK_WIDGET (self->evidence_button), paper);
  gtk_widget_set_visible (GTK_WIDGET (self->evidence_button), may_attach);
  gtk_widget_set_visible (GTK_WIDGET (self->note_button),
                          !is_of_type (self, "TEXT") && !is_of_type (self, "LIST"));
}

GtkWidget *
way_visit_question_new (WayVisitBinding *binding,
                        const WayCode   *question,
                        GFunc            add_evidence,
                        gpointer         data)
{
  WayVisitQuestion *self = g_object_new (WAY_TYPE_VISIT_QUESTION, NULL);

  self->binding = binding;
  self->question = question;
  self->add_evidence = add_evidence;
  self->data = data;
  self->answer = way_visit_form_answer (binding->form, question->id, TRUE);
  self->choices = way_visit_choices (question);
  name_parts (self);
  add_choices (self);
  add_fields (self);
  add_lists (self);
  way_visit_question_reload (self);
  return GTK_WIDGET (self);
}

const WayCode *
way_visit_question_get (WayVisitQuestion *self)
{
  g_return_val_if_fail (WAY_IS_VISIT_QUESTION (self), NULL);

  return self->question;
}
