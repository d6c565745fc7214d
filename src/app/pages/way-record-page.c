/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One record, laid out by its description. */
#include "way-record-page.h"

#include <glib/gi18n.h>

#include "way-access.h"
#include "way-edit-list.h"
#include "way-empty-state.h"
#include "way-error-text.h"
#include "way-fact-grid.h"
#include "way-field-words.h"
#include "way-merge.h"
#include "way-page-ask.h"
#include "way-permit.h"
#include "way-record-dialog.h"
#include "way-records.h"
#include "way-related-list.h"
#include "way-seals.h"

/* In the line under the name. */
#define MOST_DETAILS 3

typedef struct
{
  const WayEntity *entity;
  WayId            id;
  WayId            pupil;    /* that it belongs to; may be none */
  gboolean         looked;   /* it was written down that the record was seen */

  /* Template children */
  GMenu           *menu;
  GtkButton       *edit_button;
  AdwViewSwitcherTitle *switcher;
  AdwViewStack    *views;
  AdwAvatar       *avatar;
  GtkLabel        *name_label;
  GtkLabel        *detail_label;
  GtkBox          *state_box;
  GtkImage        *state_icon;
  GtkLabel        *state_label;
  GtkBox          *step_box;
  GtkButton       *step_button;
  GtkBox          *step_state_box;
  GtkImage        *step_icon;
  GtkLabel        *step_label;
  GtkWidget       *conflict_box;
  GtkLabel        *conflict_label;
  GtkBox          *top;
  WayFactGrid     *fact_grid;
  GtkBox          *text_box;
  GtkBox          *related_box;
  WayEditList     *edit_list;
} WayRecordPagePrivate;

G_DEFINE_TYPE_WITH_PRIVATE (WayRecordPage, way_record_page, WAY_TYPE_PAGE)

#define PRIVATE(self) ((WayRecordPagePrivate *) way_record_page_get_instance_private (self))

static WayDb *
get_db (WayRecordPage *self)
{
  return way_session_get_db (way_page_get_session (WAY_PAGE (self)));
}

/* The places of what is never said: the id, and what stands in the name. */
static gboolean
is_fact (WayRecordPage  *self,
         const WayField *field)
{
  return field->kind != WAY_KIND_ID && field->kind != WAY_KIND_LONG_TEXT &&
         WAY_RECORD_PAGE_GET_CLASS (self)->shows_field (self, field);
}

static void
fill_facts (WayRecordPage *self,
            gconstpointer  record)
{
  WayRecordPagePrivate *priv = PRIVATE (self);
  guint n_facts = 0;

  way_fact_grid_clear (priv->fact_grid);
  for (guint i = 1; i < priv->entity->n_fields; i++)
    {
      const WayField *field = &priv->entity->fields[i];
      g_autofree char *words = NULL;

      if (!is_fact (self, field))
        continue;
      words = way_field_words_get (field, record, get_db (self));
      if (*words == '\0')
        continue;
      way_fact_grid_add (priv->fact_grid, _(field->label), words, NULL);
      n_facts++;
    }
  gtk_widget_set_visible (GTK_WIDGET (priv->fact_grid), n_facts > 0);
}

static void
add_text (WayRecordPage *self,
          const char    *heading,
          const char    *text)
{
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/waymark/Waymark/ui/long-text.ui");

  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "heading")), heading);
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "text")), text);
  gtk_box_append (PRIVATE (self)->text_box, GTK_WIDGET (gtk_builder_get_object (builder, "box")));
}

static void
clear_box (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

static void
fill_texts (WayRecordPage *self,
            gconstpointer  record)
{
  WayRecordPagePrivate *priv = PRIVATE (self);

  clear_box (priv->text_box);
  for (guint i = 1; i < priv->entity->n_fields; i++)
    {
      const WayField *field = &priv->entity->fields[i];
      g_autofree char *text = NULL;

      if (field->kind != WAY_KIND_LONG_TEXT ||
          !WAY_RECORD_PAGE_GET_CLASS (self)->shows_field (self, field))
        continue;
      text = way_field_to_text (field, record);
      if (*text != '\0')
        add_text (self, _(field->label), text);
    }
  gtk_widget_set_visible (GTK_WIDGET (priv->text_box),
                          gtk_widget_get_first_child (GTK_WIDGET (priv->text_box)) != NULL);
}

/* Made once; they read again by themselves. */
static void
make_related (WayRecordPage *self)
{
  WayRecordPagePrivate *priv = PRIVATE (self);

  for (const WayEntity *const *other = way_entities (); *other != NULL; other++)
    for (guint i = 1; i < (*other)->n_fields; i++)
      {
        const WayField *field = &(*other)->fields[i];

        if (field->kind != WAY_KIND_REFERENCE || g_strcmp0 (field->set, priv->entity->name) != 0 ||
            !WAY_RECORD_PAGE_GET_CLASS (self)->shows_related (self, *other, field))
          continue;
        gtk_box_append (priv->related_box, way_related_list_new (*other, field));
      }
}

static void
refresh_related (WayRecordPage *self)
{
  WayRecordPagePrivate *priv = PRIVATE (self);

  if (gtk_widget_get_first_child (GTK_WIDGET (priv->related_box)) == NULL)
    make_related (self);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (priv->related_box));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    way_related_list_show (WAY_RELATED_LIST (child), way_page_get_session (WAY_PAGE (self)),
                           &priv->id);
}

/* Under the name: what tells it from others of its name. */
static gboolean
is_detail (const WayField *field)
{
  return (field->flags & WAY_FIELD_LIST) != 0 && (field->flags & WAY_FIELD_TITLE) == 0 &&
         field->kind != WAY_KIND_BOOLEAN && field->kind != WAY_KIND_INTEGER;
}

static void
way_record_page_show (WayRecordPage *self,
                      gpointer       record)
{
  WayRecordPagePrivate *priv = PRIVATE (self);
  g_autofree char *title = way_field_words_title (priv->entity, record, get_db (self));
  g_autofree char *detail = way_field_words_some (priv->entity, record, is_detail, MOST_DETAILS,
                                                  get_db (self));

  way_page_set_title (WAY_PAGE (self), title);
  way_page_set_subtitle (WAY_PAGE (self), _(priv->entity->label_plural));
  gtk_label_set_label (priv->name_label, title);
  gtk_label_set_label (priv->detail_label, detail);
}

static gboolean
way_record_page_shows_field (WayRecordPage  *self,
                             const WayField *field)
{
  return (field->flags & WAY_FIELD_TITLE) == 0;
}

static gboolean
way_record_page_shows_related (WayRecordPage   *self,
                               const WayEntity *entity,
                               const WayField  *field)
{
  return TRUE;
}

/* Names each field that copies changed differently; hidden while there is none,
 * and where it cannot be read, which the Exchange page then says. */
static void
show_conflicts (WayRecordPage *self)
{
  WayRecordPagePrivate *priv = PRIVATE (self);
  g_autoptr(GPtrArray) values = way_conflicts_list (get_db (self), &priv->id, NULL);
  g_autoptr(GString) fields = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const WayConflictValue *value = g_ptr_array_index (values, i);

      if (value->number == 1)
        g_string_append_printf (fields, "%s%s", fields->len > 0 ? ", " : "",
                                value->field != NULL ? _(value->field->label)
                                                     : _("kept or deleted"));
    }
  text = g_strdup_printf (_("Copies differ, and you say which is right: %s"), fields->str);
  gtk_label_set_label (priv->conflict_label, text);
  gtk_widget_set_visible (priv->conflict_box, fields->len > 0);
}

/* Of a sealed case there is nothing to show but how it can be opened. */
static gboolean
is_sealed (WayRecordPage  *self,
           gboolean       *sealed,
           GError        **error)
{
  WayRecordPagePrivate *priv = PRIVATE (self);

  if (!way_seals_pupil_of (get_db (self), priv->entity, &priv->id, &priv->pupil, error))
    return FALSE;
  *sealed = way_seals_hide (get_db (self), way_id_is_null (&priv->pupil) ? &priv->id
                                                                         : &priv->pupil);
  return TRUE;
}

static void
show_sealed (WayRecordPage *self)
{
  WayRecordPagePrivate *priv = PRIVATE (self);

  way_page_set_title (WAY_PAGE (self), way_seals_title ());
  way_page_set_subtitle (WAY_PAGE (self), _(priv->entity->label_plural));
  way_page_show_empty (WAY_PAGE (self));
}

/* Before it is shown, and once for as long as the page stays on it. */
static gboolean
look (WayRecordPage  *self,
      GError        **error)
{
  WayRecordPagePrivate *priv = PRIVATE (self);

  priv->looked = priv->looked ||
                 way_permit_look (get_db (self), priv->entity, &priv->id, "page", error);
  return priv->looked;
}

/* Buttons for what who works here may not do are grey, and say why. */
static void
update_permits (WayRecordPage *self)
{
  WayRecordPagePrivate *priv = PRIVATE (self);
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  g_autoptr(GError) error = NULL;
  gboolean may = way_permit_check (get_db (self), way_permit_act_of (priv->entity), &error) &&
                 !way_session_is_read_only (session);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.edit", may);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "record.delete", may);
  gtk_widget_set_tooltip_text (GTK_WIDGET (priv->edit_button),
                               error != NULL ? error->message : _("Change (F2)"));
}

static void
way_record_page_refresh (WayPage *page)
{
  WayRecordPage *self = WAY_RECORD_PAGE (page);
  WayRecordPagePrivate *priv = PRIVATE (self);
  g_autoptr(GError) error = NULL;
  gboolean sealed = FALSE;
  gpointer record = NULL;

  update_permits (self);
  if (is_sealed (self, &sealed, &error) && sealed)
    {
      show_sealed (self);
      return;
    }
  if (error == NULL && look (self, &error))
    record = way_records_get (get_db (self), priv->entity, &priv->id, &error);
  if (record == NULL)
    {
      if (error == NULL)
        error = g_error_new_literal (WAY_STORE_ERROR, WAY_STORE_ERROR_NOT_FOUND, "Deleted since");
      way_page_show_failed (page, error);
      return;
    }

  /* A derived page that cannot show its record says so after this. */
  way_page_show_content (page);
  WAY_RECORD_PAGE_GET_CLASS (self)->show (self, record);
  show_conflicts (self);
  fill_facts (self, record);
  fill_texts (self, record);
  refresh_related (self);
  way_edit_list_show_record (priv->edit_list, way_page_get_session (page), priv->entity, &priv->id);
  way_record_free (priv->entity, record);
}

static void
way_record_page_set_record (WayPage     *page,
                            const char  *entity,
                            const WayId *id)
{
  WayRecordPagePrivate *priv = PRIVATE (WAY_RECORD_PAGE (page));

  priv->entity = way_entity_by_name (entity);
  priv->looked = priv->looked && way_id_equal (&priv->id, id);
  priv->id = *id;
}

static gboolean
break_glass (WayAct    *act,
             gpointer   record,
             gpointer   data,
             GError   **error)
{
  const WayCaseAccess *access = record;

  if (!way_permit_break_glass (way_store_get_db (act->store), data, &act->today, access->reason,
                               &act->edit, error))
    return FALSE;
  way_store_changed (act->store);
  return TRUE;
}

static void
open_sealed_action (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  WayRecordPagePrivate *priv = PRIVATE (WAY_RECORD_PAGE (widget));
  WaySession *session = way_page_get_session (WAY_PAGE (widget));
  g_autoptr(WayCaseAccess) access = way_case_access_new ();
  g_autoptr(GError) error = NULL;
  WayRecordAsk what = {
    .entity = &way_case_access_entity,
    .record = access,
    .is_new = TRUE,
    .form = "break-glass",
    .title = _("Open a Sealed Case"),
    .verb = _("_Open"),
    .save = break_glass,
  };

  if (!way_permit_check (way_session_get_db (session), "break_glass", &error))
    {
      way_page_say (WAY_PAGE (widget), FALSE, NULL, error);
      return;
    }
  access->pupil = priv->pupil;
  access->user = way_permit_user (way_session_get_db (session));
  access->kind = g_strdup ("break_glass");
  access->from = access->to = *way_session_get_today (session);
  way_page_explain (way_page_ask (WAY_PAGE (widget), &what, &priv->pupil,
                                  _("Open until the end of the day")),
                    _("Your Reason"),
                    _("It is written down, with your name and the time, and those who look "
                      "after the case see it."));
}

static void
edit_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  way_record_page_edit (WAY_RECORD_PAGE (widget));
}

static void
delete_answered_cb (WayRecordPage *self,
                    const char    *response)
{
  WayRecordPagePrivate *priv = PRIVATE (self);
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  g_autofree char *name = g_strdup_printf (_("Delete a %s"), _(priv->entity->label));
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  if (!g_str_equal (response, "delete"))
    return;

  if (way_session_delete (session, name, NULL, priv->entity, &priv->id, &error))
    {
      way_page_toast (WAY_PAGE (self), _("Deleted"), TRUE);
      gtk_widget_activate_action (GTK_WIDGET (self), "win.back", NULL);
      return;
    }
  text = way_error_text (error);
  way_page_toast (WAY_PAGE (self), text, FALSE);
}

static void
delete_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (widget));
  GtkWidget *dialog =
    adw_message_dialog_new (window, _("Delete This Record?"),
                            _("It stays in History, from where it can be brought back."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "delete",
                                    _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_answered_cb),
                           WAY_RECORD_PAGE (widget), G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Another view beside the one that is shown, round and round. */
static void
next_view_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  WayRecordPagePrivate *priv = PRIVATE (WAY_RECORD_PAGE (widget));
  g_autoptr(GtkSelectionModel) views = adw_view_stack_get_pages (priv->views);
  guint n_views = g_list_model_get_n_items (G_LIST_MODEL (views));
  guint step = g_str_equal (action_name, "record.next-view") ? 1 : n_views - 1;

  for (guint i = 0; i < n_views; i++)
    if (gtk_selection_model_is_selected (views, i))
      {
        gtk_selection_model_select_item (views, (i + step) % n_views, TRUE);
        return;
      }
}

static void
way_record_page_class_init (WayRecordPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  WAY_PAGE_CLASS (klass)->refresh = way_record_page_refresh;
  WAY_PAGE_CLASS (klass)->set_record = way_record_page_set_record;
  klass->show = way_record_page_show;
  klass->shows_field = way_record_page_shows_field;
  klass->shows_related = way_record_page_shows_related;

  g_type_ensure (WAY_TYPE_EDIT_LIST);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_FACT_GRID);
  gtk_widget_class_install_action (widget_class, "record.edit", NULL, edit_action);
  gtk_widget_class_install_action (widget_class, "record.delete", NULL, delete_action);
  gtk_widget_class_install_action (widget_class, "record.open-sealed", NULL, open_sealed_action);
  gtk_widget_class_install_action (widget_class, "record.next-view", NULL, next_view_action);
  gtk_widget_class_install_action (widget_class, "record.previous-view", NULL, next_view_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "record.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_ALT_MASK,
                                       "record.next-view", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_ALT_MASK,
                                       "record.previous-view", NULL);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/record-page.ui");
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, menu);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, edit_button);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, switcher);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, views);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, avatar);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, name_label);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, detail_label);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, state_box);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, state_icon);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, state_label);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, step_box);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, step_button);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, step_state_box);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, step_icon);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, step_label);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, conflict_box);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, conflict_label);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, top);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, fact_grid);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, text_box);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, related_box);
  gtk_widget_class_bind_template_child_private (widget_class, WayRecordPage, edit_list);
}

static void
way_record_page_init (WayRecordPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

const WayEntity *
way_record_page_get_entity (WayRecordPage *self)
{
  g_return_val_if_fail (WAY_IS_RECORD_PAGE (self), NULL);

  return PRIVATE (self)->entity;
}

const WayId *
way_record_page_get_id (WayRecordPage *self)
{
  g_return_val_if_fail (WAY_IS_RECORD_PAGE (self), NULL);

  return &PRIVATE (self)->id;
}

GtkBox *
way_record_page_get_top (WayRecordPage *self)
{
  g_return_val_if_fail (WAY_IS_RECORD_PAGE (self), NULL);

  return PRIVATE (self)->top;
}

AdwViewStackPage *
way_record_page_add_view (WayRecordPage *self,
                          GtkWidget     *view,
                          const char    *name,
                          const char    *title,
                          const char    *icon_name)
{
  WayRecordPagePrivate *priv;

  g_return_val_if_fail (WAY_IS_RECORD_PAGE (self), NULL);

  priv = PRIVATE (self);
  way_page_set_title_widget (WAY_PAGE (self), GTK_WIDGET (priv->switcher));
  adw_view_switcher_title_set_view_switcher_enabled (priv->switcher, TRUE);
  return adw_view_stack_add_titled_with_icon (priv->views, view, name, title, icon_name);
}

const char *
way_record_page_get_view (WayRecordPage *self)
{
  g_return_val_if_fail (WAY_IS_RECORD_PAGE (self), NULL);

  return adw_view_stack_get_visible_child_name (PRIVATE (self)->views);
}

void
way_record_page_show_view (WayRecordPage *self,
                           const char    *name)
{
  g_return_if_fail (WAY_IS_RECORD_PAGE (self));

  adw_view_stack_set_visible_child_name (PRIVATE (self)->views, name);
}

void
way_record_page_edit (WayRecordPage *self)
{
  WayRecordPagePrivate *priv;
  g_autofree char *name = NULL;
  WayRecordAsk ask = { NULL };
  gpointer record;

  g_return_if_fail (WAY_IS_RECORD_PAGE (self));

  priv = PRIVATE (self);
  record = way_records_get (get_db (self), priv->entity, &priv->id, NULL);
  if (record == NULL)
    return;
  name = g_strdup_printf (_("Change a %s"), _(priv->entity->label));
  ask.entity = priv->entity;
  ask.record = record;
  ask.edit_name = name;
  way_record_dialog_open (GTK_WIDGET (self), way_page_get_session (WAY_PAGE (self)), &ask);
  way_record_free (priv->entity, record);
}

void
way_record_page_set_name (WayRecordPage *self,
                          const char    *name)
{
  WayRecordPagePrivate *priv = way_record_page_get_instance_private (self);

  g_return_if_fail (WAY_IS_RECORD_PAGE (self));

  way_page_set_title (WAY_PAGE (self), name);
  gtk_label_set_label (priv->name_label, name);
}

void
way_record_page_set_detail (WayRecordPage *self,
                            const char    *text)
{
  gtk_label_set_label (PRIVATE (self)->detail_label, text);
}

void
way_record_page_set_state (WayRecordPage *self,
                           const char    *text,
                           const char    *icon_name,
                           const char    *css_class)
{
  WayRecordPagePrivate *priv;
  const char *classes[] = { css_class, NULL };

  g_return_if_fail (WAY_IS_RECORD_PAGE (self));

  priv = PRIVATE (self);
  gtk_label_set_label (priv->state_label, text != NULL ? text : "");
  gtk_image_set_from_icon_name (priv->state_icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (priv->state_icon), icon_name != NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (priv->state_box), classes);
  gtk_widget_set_visible (GTK_WIDGET (priv->state_box), text != NULL);
}

void
way_record_page_set_person (WayRecordPage *self,
                            const char    *name)
{
  WayRecordPagePrivate *priv;

  g_return_if_fail (WAY_IS_RECORD_PAGE (self));

  priv = PRIVATE (self);
  adw_avatar_set_text (priv->avatar, name);
  gtk_widget_set_visible (GTK_WIDGET (priv->avatar), name != NULL);
}

void
way_record_page_set_step (WayRecordPage *self,
                          const char    *label,
                          const char    *note,
                          const char    *action,
                          GVariant      *target)
{
  WayRecordPagePrivate *priv;

  g_return_if_fail (WAY_IS_RECORD_PAGE (self));

  priv = PRIVATE (self);
  gtk_button_set_label (priv->step_button, label != NULL ? label : "");
  /* A name and a target that do not fit, even for a moment, are a warning. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->step_button), NULL);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (priv->step_button), target);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (priv->step_button), action);
  gtk_label_set_label (priv->step_label, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (priv->step_state_box), note != NULL);
  gtk_widget_set_visible (GTK_WIDGET (priv->step_box), label != NULL);
  way_record_page_set_step_state (self, NULL, NULL);
}

void
way_record_page_set_step_state (WayRecordPage *self,
                                const char    *icon_name,
                                const char    *css_class)
{
  WayRecordPagePrivate *priv;
  const char *classes[] = { "second-line", css_class, NULL };

  g_return_if_fail (WAY_IS_RECORD_PAGE (self));

  priv = PRIVATE (self);
  gtk_image_set_from_icon_name (priv->step_icon, icon_name);
  gtk_widget_set_visible (GTK_WIDGET (priv->step_icon), icon_name != NULL);
  gtk_widget_set_css_classes (GTK_WIDGET (priv->step_state_box), classes);
}

void
way_record_page_add_section (WayRecordPage *self,
                             GMenuModel    *section)
{
  g_return_if_fail (WAY_IS_RECORD_PAGE (self));

  g_menu_prepend_section (PRIVATE (self)->menu, NULL, section);
}

void
way_record_page_add_to_menu (WayRecordPage *self,
                             const char    *label,
                             const char    *action)
{
  g_autoptr(GMenu) section = g_menu_new ();

  g_menu_append (section, label, action);
  way_record_page_add_section (self, G_MENU_MODEL (section));
}
