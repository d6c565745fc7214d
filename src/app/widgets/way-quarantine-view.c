/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quarantine as people see it.  What waits and why is way-judge.h's affair, what
 * accepting does way-quarantine.h's. */
#include "way-quarantine-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>
#include <string.h>

#include "way-copies.h"
#include "way-date-words.h"
#include "way-entity.h"
#include "way-error-text.h"
#include "way-list-rows.h"
#include "way-page.h"
#include "way-quarantine.h"

#define EDITS_AT_FIRST 10

struct _WayQuarantineView
{
  GtkBox      parent_instance;

  WaySession *session;
  GPtrArray  *groups;        /* of WayQuarantineGroup *: what is shown */
  gboolean    all;           /* every edit of each is shown */

  /* Template children */
  GtkWidget  *waiting_box;
  GtkBox     *group_box;
  GtkWidget  *alarm_box;
  GtkListBox *alarm_list;
};

G_DEFINE_FINAL_TYPE (WayQuarantineView, way_quarantine_view, GTK_TYPE_BOX)

static WayDb *
get_db (WayQuarantineView *self)
{
  return way_session_get_db (self->session);
}

static WayPage *
get_page (WayQuarantineView *self)
{
  return WAY_PAGE (gtk_widget_get_ancestor (GTK_WIDGET (self), WAY_TYPE_PAGE));
}

static void
say (WayQuarantineView *self,
     gboolean           done,
     const char        *text,
     const GError      *error)
{
  g_autofree char *problem = done ? NULL : way_error_text (error);

  way_page_toast (get_page (self), done ? text : problem, FALSE);
  way_session_emit_changed (self->session);
}

/* --- Words --- */

/* Why it waits, and what can be done about that. */
static const char *
why_words (const char *why)
{
  static const char *const words[][2] = {
    { "cloned", N_("Its copy was cloned or restored without a new name, and another edit goes by the "
                   "same number. It cannot be accepted: type anew what is missing, and put it "
                   "aside.") },
    { "revoked", N_("The device was revoked. Accept what you know to be right. To trust it again, add "
                    "the device anew.") },
    { "expired", N_("The device’s time has run out. Accept what you know to be right. To let it send "
                    "again, add the device anew with a later day.") },
    { "unsigned", N_("Its author has not signed it. It comes in by itself with the next file from "
                     "there.") },
    { "author", N_("The device passed on what it did not write. Ask for a file from the copy where it "
                   "was written.") },
    { "role", N_("Such a copy may not change these records. Accept it if it is right: this office "
                 "then answers for it.") },
    { "fields", N_("Such a copy may not change this field. Accept it if it is right: this office then "
                   "answers for it.") },
    { "scope", N_("The record is not one of that copy’s. Accept it if it is right: this office then "
                  "answers for it.") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i][0], why) == 0)
      return _(words[i][1]);
  return why;
}

static const char *
alarm_words (const char *kind)
{
  static const char *const words[][2] = {
    { "cloned", N_("A copy was cloned or restored without a new name") },
    { "sequence", N_("Two different files came under one number: the device may have been copied") },
    { "replay", N_("An old file came again") },
    { "trail", N_("What it says of who looked and printed does not hold") },
    { "clock", N_("The clock of that computer is far ahead") },
    { "revoked", N_("A file came from a device that was revoked") },
    { "large", N_("Very much was changed at once") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i][0], kind) == 0)
      return _(words[i][1]);
  return kind;
}

static const char *
device_words (const char *name)
{
  return *name != '\0' ? name : _("An unknown device");
}

static char *
group_words (const WayQuarantineGroup *group)
{
  g_autofree char *edits = g_strdup_printf (ngettext ("%u edit waits", "%u edits wait",
                                                      group->edits->len), group->edits->len);
  g_autofree char *changes = g_strdup_printf (ngettext ("%u change", "%u changes", group->ops),
                                              group->ops);

  /* Translators: a device, “2 edits wait”, “5 changes”. */
  return g_strdup_printf (_("%s: %s, %s"), device_words (group->device_name), edits, changes);
}

/* What of the edit may not be: "need", or "establishment.note". */
static char *
detail_words (const char *detail)
{
  g_auto(GStrv) parts = g_strsplit (detail, ".", 2);
  const WayEntity *entity = parts[0] != NULL ? way_entity_by_name (parts[0]) : NULL;
  const WayField *field = entity != NULL && parts[1] != NULL
                            ? way_entity_field (entity, parts[1]) : NULL;

  if (entity == NULL)
    return g_strdup (detail);
  return field != NULL ? g_strdup_printf (_("%s: %s"), _(entity->label_plural), _(field->label))
                       : g_strdup (_(entity->label_plural));
}

static char *
edit_words (WayQuarantineView    *self,
            const WayQuarantined *one)
{
  g_autofree char *when = way_date_words_moment (one->at, way_session_get_today (self->session));
  g_autofree char *changes = g_strdup_printf (ngettext ("%u change", "%u changes", one->ops),
                                              one->ops);
  g_autofree char *detail = one->detail != NULL ? detail_words (one->detail) : NULL;

  if (detail != NULL)
    return g_strdup_printf (_("Came %s · %s · %s"), when, changes, detail);
  return g_strdup_printf (_("Came %s · %s"), when, changes);
}

/* --- One edit --- */

static gboolean
may_accept (WayQuarantineView *self,
            const char        *why)
{
  return way_session_get_role (self->session) == WAY_COPY_OFFICE && strcmp (why, "cloned") != 0;
}

static void
accept_clicked_cb (WayQuarantineView *self,
                   GtkButton         *button)
{
  g_autoptr(GError) error = NULL;
  WayMergeReport report;
  gboolean done = way_quarantine_accept (get_db (self),
                                         g_object_get_data (G_OBJECT (button), "what"), &report,
                                         &error);

  say (self, done, _("Accepted"), error);
}

static void
aside_clicked_cb (WayQuarantineView *self,
                  GtkButton         *button)
{
  g_autoptr(GError) error = NULL;
  gboolean done = way_quarantine_aside (get_db (self),
                                        g_object_get_data (G_OBJECT (button), "what"), &error);

  say (self, done, _("Put aside"), error);
}

static void
add_button (WayQuarantineView    *self,
            GtkWidget            *row,
            const char           *label,
            char                 *spoken,
            const WayQuarantined *one,
            GCallback             clicked)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data (G_OBJECT (button), "what", (gpointer) one);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  g_free (spoken);
}

static void
add_edit (WayQuarantineView    *self,
          GtkListBox           *list,
          const WayQuarantined *one)
{
  g_autofree char *title = g_strdup_printf (_("“%s” by %s"), one->name,
                                            *one->who != '\0' ? one->who
                                                              : device_words (one->device_name));
  g_autofree char *text = edit_words (self, one);
  GtkWidget *row = way_list_rows_add (list, NULL, title, text, NULL);

  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  add_button (self, row, _("Put Aside"), g_strdup_printf (_("Put aside “%s”"), one->name), one,
              G_CALLBACK (aside_clicked_cb));
  if (may_accept (self, one->why))
    add_button (self, row, _("Accept"), g_strdup_printf (_("Accept “%s”"), one->name), one,
                G_CALLBACK (accept_clicked_cb));
}

/* --- All of a group --- */

/* The page may have been filled anew since it was asked: the group that was asked about,
 * as large as it was, or NULL. */
static const WayQuarantineGroup *
find_asked (WayQuarantineView        *self,
            const WayQuarantineGroup *asked)
{
  for (guint i = 0; i < self->groups->len; i++)
    {
      const WayQuarantineGroup *group = g_ptr_array_index (self->groups, i);

      if (way_id_equal (&group->device, &asked->device) && strcmp (group->why, asked->why) == 0 &&
          group->edits->len == asked->edits->len)
        return group;
    }
  return NULL;
}

static void
answered_cb (WayQuarantineView *self,
             const char        *response,
             AdwMessageDialog  *dialog)
{
  g_autoptr(GPtrArray) asked = g_object_steal_data (G_OBJECT (dialog), "groups");
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (dialog), "at"));
  const WayQuarantineGroup *group = find_asked (self, g_ptr_array_index (asked, at));
  g_autoptr(GError) error = NULL;
  gboolean done;

  if (group == NULL || g_str_equal (response, "cancel"))
    return;
  if (g_str_equal (response, "accept"))
    {
      done = way_quarantine_accept_all (get_db (self), group, &error);
      say (self, done, _("Accepted"), error);
    }
  else
    {
      done = way_quarantine_aside_all (get_db (self), group, &error);
      say (self, done, _("Put aside"), error);
    }
}

static void
ask (WayQuarantineView *self,
     GtkButton         *button,
     const char        *response,
     const char        *label,
     const char        *body)
{
  guint at = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "at"));
  const WayQuarantineGroup *group = g_ptr_array_index (self->groups, at);
  g_autofree char *heading = group_words (group);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                              heading, body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), response,
                                    label, NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), response,
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "groups", g_ptr_array_ref (self->groups),
                          (GDestroyNotify) g_ptr_array_unref);
  g_object_set_data (G_OBJECT (dialog), "at", GUINT_TO_POINTER (at));
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
accept_all_cb (WayQuarantineView *self,
               GtkButton         *button)
{
  ask (self, button, "accept", _("_Accept All"),
       _("They change this copy, and travel on with the next files. This office answers for them."));
}

static void
aside_all_cb (WayQuarantineView *self,
              GtkButton         *button)
{
  ask (self, button, "aside", _("Put All _Aside"),
       _("They change nothing, here or elsewhere, and nobody is asked about them again. They are kept "
         "in the file."));
}

static void
all_clicked_cb (WayQuarantineView *self)
{
  self->all = TRUE;
  way_page_refresh (get_page (self));
}

static GtkWidget *
connect_button (WayQuarantineView *self,
                GtkBuilder        *builder,
                const char        *name,
                guint              at,
                GCallback          clicked)
{
  GtkWidget *button = GTK_WIDGET (gtk_builder_get_object (builder, name));

  g_object_set_data (G_OBJECT (button), "at", GUINT_TO_POINTER (at));
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_group (WayQuarantineView        *self,
           guint                     at,
           const WayQuarantineGroup *group)
{
  g_autoptr(GtkBuilder) builder =
    gtk_builder_new_from_resource ("/org/waymark/Waymark/ui/quarantine-group.ui");
  GtkListBox *list = GTK_LIST_BOX (gtk_builder_get_object (builder, "list"));
  GtkWidget *accept = connect_button (self, builder, "accept_button", at, G_CALLBACK (accept_all_cb));
  GtkWidget *aside = connect_button (self, builder, "aside_button", at, G_CALLBACK (aside_all_cb));
  GtkWidget *more = connect_button (self, builder, "more_button", at, G_CALLBACK (all_clicked_cb));
  guint n_edits = group->edits->len;
  guint shown = self->all ? n_edits : MIN (n_edits, EDITS_AT_FIRST);
  g_autofree char *title = group_words (group);
  g_autofree char *all = g_strdup_printf (_("Show All %u"), n_edits);

  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "label")), title);
  gtk_label_set_label (GTK_LABEL (gtk_builder_get_object (builder, "why")), why_words (group->why));
  for (guint i = 0; i < shown; i++)
    add_edit (self, list, g_ptr_array_index (group->edits, n_edits - 1 - i));
  gtk_button_set_label (GTK_BUTTON (more), all);
  gtk_widget_set_visible (more, shown < n_edits);
  gtk_widget_set_visible (aside, n_edits > 1);
  gtk_widget_set_visible (accept, n_edits > 1 && may_accept (self, group->why));
  gtk_box_append (self->group_box, GTK_WIDGET (gtk_builder_get_object (builder, "box")));
}

/* --- Warnings --- */

static void
seen_clicked_cb (WayQuarantineView *self)
{
  g_autoptr(GError) error = NULL;
  gboolean done = way_alarms_see (get_db (self), &error);

  say (self, done, _("Seen"), error);
}

static void
add_alarm (WayQuarantineView *self,
           const WayAlarm    *alarm)
{
  g_autofree char *when = way_date_words_moment (alarm->at, way_session_get_today (self->session));
  g_autofree char *text = g_strdup_printf (_("From %s, %s"), device_words (alarm->device_name), when);

  way_list_rows_add (self->alarm_list, "dialog-warning-symbolic", alarm_words (alarm->kind), text,
                     NULL);
}

/* --- The view --- */

static void
fill (WayQuarantineView *self,
      const GPtrArray   *alarms)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->group_box))) != NULL)
    gtk_box_remove (self->group_box, child);
  way_list_rows_clear (self->alarm_list);
  for (guint i = 0; i < self->groups->len; i++)
    add_group (self, i, g_ptr_array_index (self->groups, i));
  for (guint i = 0; i < alarms->len; i++)
    add_alarm (self, g_ptr_array_index (alarms, i));
  gtk_widget_set_visible (self->waiting_box, self->groups->len > 0);
  gtk_widget_set_visible (self->alarm_box, alarms->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self), self->groups->len + alarms->len > 0);
}

gboolean
way_quarantine_view_show (WayQuarantineView  *self,
                          WaySession         *session,
                          GError            **error)
{
  g_autoptr(GPtrArray) groups = NULL;
  g_autoptr(GPtrArray) alarms = NULL;
  g_autoptr(GPtrArray) before = NULL;

  g_return_val_if_fail (WAY_IS_QUARANTINE_VIEW (self), FALSE);

  if (g_set_object (&self->session, session))
    self->all = FALSE;
  groups = way_quarantine_groups (get_db (self), error);
  alarms = groups != NULL ? way_alarms_list (get_db (self), error) : NULL;
  if (alarms == NULL)
    return FALSE;
  before = self->groups;          /* what is on view lends from it until it is filled anew */
  self->groups = g_steal_pointer (&groups);
  fill (self, alarms);
  return TRUE;
}

static void
way_quarantine_view_dispose (GObject *object)
{
  WayQuarantineView *self = WAY_QUARANTINE_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_QUARANTINE_VIEW);
  g_clear_object (&self->session);
  g_clear_pointer (&self->groups, g_ptr_array_unref);

  G_OBJECT_CLASS (way_quarantine_view_parent_class)->dispose (object);
}

static void
way_quarantine_view_class_init (WayQuarantineViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_quarantine_view_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/quarantine-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayQuarantineView, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, WayQuarantineView, group_box);
  gtk_widget_class_bind_template_child (widget_class, WayQuarantineView, alarm_box);
  gtk_widget_class_bind_template_child (widget_class, WayQuarantineView, alarm_list);
  gtk_widget_class_bind_template_callback (widget_class, seen_clicked_cb);
}

static void
way_quarantine_view_init (WayQuarantineView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
