/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules for conflicts.  Which fields they may be set for, and what they settle, is
 * below this (way-conflict-rule.h, way-settle.h). */
#include "way-conflict-rules.h"

#include <glib/gi18n.h>

#include "way-act-session.h"
#include "way-codes.h"
#include "way-date-words.h"
#include "way-error-text.h"
#include "way-escape.h"
#include "way-settle.h"

/* One field that a rule may be set for. */
typedef struct
{
  const WayEntity *entity;
  const WayField  *field;
} Subject;

struct _WayConflictRules
{
  AdwWindow        parent_instance;

  WaySession      *session;
  GPtrArray       *keeps;       /* of const WayCode *, as they stand in lists */
  GArray          *subjects;    /* of Subject, as they stand in field_row */
  GPtrArray       *rules;       /* of WayConflictRule *, as they stand in rule_list */
  gboolean         filling;

  /* Template children */
  AdwToastOverlay *toast_overlay;
  GtkListBox      *rule_list;
  GtkWidget       *none_label;
  AdwComboRow     *field_row;
  AdwComboRow     *keep_row;
  GtkWidget       *apply_button;
};

#define WAY_TYPE_CONFLICT_RULES (way_conflict_rules_get_type ())
G_DECLARE_FINAL_TYPE (WayConflictRules, way_conflict_rules, WAY, CONFLICT_RULES, AdwWindow)
G_DEFINE_FINAL_TYPE (WayConflictRules, way_conflict_rules, ADW_TYPE_WINDOW)

static void fill (WayConflictRules *self);

/* --- Words --- */

static char *
subject_words (const WayEntity *entity,
               const WayField  *field)
{
  /* Translators: a kind of record and one of its fields: “Establishments: Telephone”. */
  return g_strdup_printf (_("%s: %s"), _(entity->label_plural), _(field->label));
}

static char *
rule_title (const WayConflictRule *rule)
{
  const WayField *field = way_conflict_rule_field (rule);

  return field != NULL ? subject_words (way_entity_by_name (rule->entity), field)
                       : g_strdup_printf (_("%s: %s"), rule->entity, rule->field);
}

static char *
rule_subtitle (WayConflictRules      *self,
               const WayConflictRule *rule)
{
  g_autofree char *day = way_date_words_long (&rule->since);

  if (!way_settle_rule_counts (rule, self->rules))
    return g_strdup (_("Counts for nothing: another copy set it otherwise"));
  return rule->by != NULL && *rule->by != '\0'
           ? g_strdup_printf (_("Set by %s, %s"), rule->by, day)
           : g_strdup_printf (_("Set %s"), day);
}

/* --- Doing --- */

static void
toast (WayConflictRules *self,
       const char       *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (escaped));
}

/* Says what came of it, and shows what is set now. */
static void
after (WayConflictRules *self,
       gboolean          done,
       const char       *text,
       const GError     *error)
{
  g_autofree char *problem = done ? NULL : way_error_text (error);

  toast (self, done ? text : problem);
  if (done)
    way_session_emit_changed (self->session);
  fill (self);
}

static void
set_rule (WayConflictRules *self,
          const WayEntity  *entity,
          const WayField   *field,
          guint             keep)
{
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);
  const WayCode *code = g_ptr_array_index (self->keeps, keep);
  g_autoptr(GError) error = NULL;
  gboolean done = way_settle_set_rule (&act, entity, field, code->id, &error);

  after (self, done, _("The rule is set, and travels to the other offices"), error);
}

static void
set_clicked_cb (WayConflictRules *self)
{
  guint selected = adw_combo_row_get_selected (self->field_row);
  const Subject *subject;

  if (selected >= self->subjects->len)
    return;
  subject = &g_array_index (self->subjects, Subject, selected);
  set_rule (self, subject->entity, subject->field, adw_combo_row_get_selected (self->keep_row));
}

static void
keep_changed_cb (GtkDropDown      *choice,
                 GParamSpec       *pspec,
                 WayConflictRules *self)
{
  const WayConflictRule *rule = g_object_get_data (G_OBJECT (choice), "rule");
  const WayField *field = way_conflict_rule_field (rule);

  if (!self->filling && field != NULL)
    set_rule (self, way_entity_by_name (rule->entity), field,
              gtk_drop_down_get_selected (choice));
}

static void
remove_clicked_cb (WayConflictRules *self,
                   GtkButton        *button)
{
  const WayConflictRule *rule = g_object_get_data (G_OBJECT (button), "rule");
  g_autofree char *who = NULL;
  WayAct act = way_act_of_session (self->session, &who);
  WayId id = rule->id;
  g_autoptr(GError) error = NULL;
  gboolean done = way_settle_remove_rule (&act, &id, &error);

  after (self, done, _("The rule is gone"), error);
}

static void
apply_clicked_cb (WayConflictRules *self)
{
  g_autofree char *who = way_session_dup_user (self->session);
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n = 0;
  gboolean done = way_settle_by_rules (way_session_get_db (self->session), who, &n, &error);

  text = n == 0 ? g_strdup (_("No conflict was of these fields"))
                : g_strdup_printf (ngettext ("Settled %u conflict", "Settled %u conflicts", n), n);
  after (self, done, text, error);
}

/* --- Showing --- */

static GtkStringList *
keep_names (WayConflictRules *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->keeps->len; i++)
    gtk_string_list_append (names, _(((const WayCode *) g_ptr_array_index (self->keeps, i))->label));
  return names;
}

static guint
index_of (WayConflictRules *self,
          const char       *keep)
{
  for (guint i = 0; i < self->keeps->len; i++)
    if (g_strcmp0 (((const WayCode *) g_ptr_array_index (self->keeps, i))->id, keep) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static GtkWidget *
make_remove (WayConflictRules      *self,
             const WayConflictRule *rule,
             const char            *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");
  g_autofree char *label = g_strdup_printf (_("Remove the rule for %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, _("Remove the Rule"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data (G_OBJECT (button), "rule", (gpointer) rule);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

/* Not a combo row: that cuts what is chosen short before the words beside it. */
static GtkWidget *
make_choice (WayConflictRules      *self,
             const WayConflictRule *rule,
             const char            *title)
{
  GtkWidget *choice = gtk_drop_down_new (G_LIST_MODEL (keep_names (self)), NULL);

  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), index_of (self, rule->keep));
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                  -1);
  g_object_set_data (G_OBJECT (choice), "rule", (gpointer) rule);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (keep_changed_cb), self, 0);
  return choice;
}

static void
add_rule (WayConflictRules      *self,
          const WayConflictRule *rule)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = rule_title (rule);
  g_autofree char *subtitle = rule_subtitle (self, rule);
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  g_autofree char *escaped_subtitle = g_markup_escape_text (subtitle, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped_title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), escaped_subtitle);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_choice (self, rule, title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_remove (self, rule, title));
  gtk_list_box_append (self->rule_list, row);
}

static void
fill (WayConflictRules *self)
{
  g_autoptr(GError) error = NULL;
  GPtrArray *rules = way_settle_rules (way_session_get_db (self->session), &error);
  GtkListBoxRow *row;

  if (rules == NULL)
    {
      g_autofree char *problem = way_error_text (error);

      toast (self, problem);
      return;
    }
  self->filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->rule_list, 0)) != NULL)
    gtk_list_box_remove (self->rule_list, GTK_WIDGET (row));
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  self->rules = rules;
  for (guint i = 0; i < rules->len; i++)
    add_rule (self, g_ptr_array_index (rules, i));
  gtk_widget_set_visible (GTK_WIDGET (self->rule_list), rules->len > 0);
  gtk_widget_set_visible (self->none_label, rules->len == 0);
  gtk_widget_set_visible (self->apply_button, rules->len > 0);
  self->filling = FALSE;
}

static void
fill_choices (WayConflictRules *self)
{
  const WayEntity *const *entities = way_entities ();
  g_autoptr(GtkStringList) fields = gtk_string_list_new (NULL);
  g_autoptr(GtkStringList) keeps = keep_names (self);

  for (guint i = 0; entities[i] != NULL; i++)
    for (guint j = 0; j < entities[i]->n_fields; j++)
      {
        Subject subject = { entities[i], &entities[i]->fields[j] };
        g_autofree char *words = NULL;

        if (!way_field_is_harmless (subject.field))
          continue;
        words = subject_words (subject.entity, subject.field);
        gtk_string_list_append (fields, words);
        g_array_append_val (self->subjects, subject);
      }
  adw_combo_row_set_model (self->field_row, G_LIST_MODEL (fields));
  adw_combo_row_set_model (self->keep_row, G_LIST_MODEL (keeps));
}

static void
way_conflict_rules_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CONFLICT_RULES);

  G_OBJECT_CLASS (way_conflict_rules_parent_class)->dispose (object);
}

static void
way_conflict_rules_finalize (GObject *object)
{
  WayConflictRules *self = WAY_CONFLICT_RULES (object);

  g_clear_object (&self->session);
  g_ptr_array_unref (self->keeps);
  g_array_unref (self->subjects);
  g_clear_pointer (&self->rules, g_ptr_array_unref);

  G_OBJECT_CLASS (way_conflict_rules_parent_class)->finalize (object);
}

static void
way_conflict_rules_class_init (WayConflictRulesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_conflict_rules_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_conflict_rules_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/conflict-rules.ui");
  gtk_widget_class_bind_template_child (widget_class, WayConflictRules, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, WayConflictRules, rule_list);
  gtk_widget_class_bind_template_child (widget_class, WayConflictRules, none_label);
  gtk_widget_class_bind_template_child (widget_class, WayConflictRules, field_row);
  gtk_widget_class_bind_template_child (widget_class, WayConflictRules, keep_row);
  gtk_widget_class_bind_template_child (widget_class, WayConflictRules, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, set_clicked_cb);
}

static void
way_conflict_rules_init (WayConflictRules *self)
{
  self->keeps = way_codes_list ("conflict_keep", NULL);
  self->subjects = g_array_new (FALSE, FALSE, sizeof (Subject));
  gtk_widget_init_template (GTK_WIDGET (self));
  way_escape_closes (GTK_WIDGET (self));
}

void
way_conflict_rules_present (GtkWidget  *from,
                            WaySession *session)
{
  WayConflictRules *self = g_object_new (WAY_TYPE_CONFLICT_RULES, "transient-for",
                                         gtk_widget_get_root (from), NULL);

  self->session = g_object_ref (session);
  fill_choices (self);
  fill (self);
  gtk_window_present (GTK_WINDOW (self));
}
