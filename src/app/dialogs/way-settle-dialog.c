/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All conflicts of one record at once: the newest of each, what one copy says, or one
 * person. */
#include "way-settle-dialog.h"

#include <glib/gi18n.h>

#include "way-conflict-card.h"
#include "way-error-text.h"
#include "way-page.h"
#include "way-settle.h"

/* So many of the values that a way keeps are said. */
#define VALUES_SAID 3

/* What the question is about; lives as long as its dialog. */
typedef struct
{
  WayPage    *page;        /* under the dialog */
  WaySession *session;
  WayId       row;
  GPtrArray  *values;      /* of WayConflictValue * */
  GPtrArray  *ways;        /* of WaySettleWay * */
  guint       chosen;
} Ask;

static void
ask_free (gpointer data)
{
  Ask *self = data;

  g_object_unref (self->page);
  g_object_unref (self->session);
  g_ptr_array_unref (self->values);
  g_ptr_array_unref (self->ways);
  g_free (self);
}

static char *
way_words (const WaySettleWay *way,
           GHashTable         *names)
{
  const char *name;

  if (way->who != NULL)
    return g_strdup_printf (_("What %s said"), way->who);
  if (way->copy == NULL)
    return g_strdup (_("The newest of each"));
  name = g_hash_table_lookup (names, way->copy);
  return name != NULL ? g_strdup_printf (_("What %s says"), name)
                      : g_strdup_printf (_("What copy %s says"), way->copy);
}

/* "Town: Beckton · Telephone: 0121 496 0002" */
static char *
kept_words (Ask                *ask,
            const WaySettleWay *way)
{
  g_autoptr(GPtrArray) keeps = way_settle_way_keeps (ask->values, &ask->row, way);
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < MIN (keeps->len, VALUES_SAID); i++)
    {
      const WayConflictValue *value = g_ptr_array_index (keeps, i);
      g_autofree char *words = way_conflict_card_value_words (value,
                                                              way_session_get_db (ask->session));

      g_string_append (text, i > 0 ? " · " : "");
      if (value->field != NULL)
        /* Translators: a field and its value. */
        g_string_append_printf (text, _("%s: %s"), _(value->field->label), words);
      else
        g_string_append (text, words);
    }
  if (keeps->len > VALUES_SAID)
    g_string_append_printf (text, ngettext (" · %u more", " · %u more", keeps->len - VALUES_SAID),
                            keeps->len - VALUES_SAID);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* What is kept, and that it is not all where it is not. */
static char *
extent_words (Ask                *ask,
              const WaySettleWay *way)
{
  const WaySettleWay *newest = g_ptr_array_index (ask->ways, 0);
  g_autofree char *kept = kept_words (ask, way);

  if (way->settles == newest->settles)
    return g_steal_pointer (&kept);
  return g_strdup_printf (ngettext ("Settles %u of %u, the rest stays: %s",
                                    "Settles %u of %u, the rest stays: %s", way->settles),
                          way->settles, newest->settles, kept);
}

static void
check_toggled_cb (GtkCheckButton *check,
                  Ask            *ask)
{
  if (gtk_check_button_get_active (check))
    ask->chosen = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (check), "index"));
}

static GtkCheckButton *
add_way (GtkListBox     *list,
         Ask            *ask,
         guint           index,
         GHashTable     *names,
         GtkCheckButton *group)
{
  const WaySettleWay *way = g_ptr_array_index (ask->ways, index);
  g_autofree char *title = way_words (way, names);
  g_autofree char *extent = extent_words (ask, way);
  g_autofree char *subtitle = g_markup_escape_text (extent, -1);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_check_button_set_group (GTK_CHECK_BUTTON (check), group);
  g_object_set_data (G_OBJECT (check), "index", GUINT_TO_POINTER (index));
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect (check, "toggled", G_CALLBACK (check_toggled_cb), ask);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), escaped);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  gtk_list_box_append (list, row);
  return GTK_CHECK_BUTTON (check);
}

static GtkWidget *
make_list (Ask        *ask,
           GHashTable *names)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkCheckButton *first = NULL;

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What to keep"), -1);
  for (guint i = 0; i < ask->ways->len; i++)
    {
      GtkCheckButton *check = add_way (GTK_LIST_BOX (list), ask, i, names, first);

      if (first == NULL)
        first = check;
    }
  gtk_check_button_set_active (first, TRUE);
  return list;
}

static void
answered_cb (GtkWidget  *dialog,
             const char *response,
             Ask        *ask)
{
  g_autofree char *who = way_session_dup_user (ask->session);
  WayEditInfo info = { .name = _("Settle the conflicts of a record"), .who = who };
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  guint n;

  if (!g_str_equal (response, "settle"))
    return;
  if (way_settle_record (way_session_get_db (ask->session), &ask->row,
                         g_ptr_array_index (ask->ways, ask->chosen), &info, &n, NULL, &error))
    text = g_strdup_printf (ngettext ("Settled %u thing", "Settled %u things", n), n);
  else
    text = way_error_text (error);
  way_page_toast (ask->page, text, error == NULL && n > 0);
  if (error == NULL)
    way_session_emit_changed (ask->session);
}

void
way_settle_dialog_ask (GtkWidget   *from,
                       WaySession  *session,
                       GHashTable  *names,
                       const WayId *row)
{
  WayPage *page = WAY_PAGE (gtk_widget_get_ancestor (from, WAY_TYPE_PAGE));
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) values = way_conflicts_list (way_session_get_db (session), row, &error);
  g_autofree char *problem = error != NULL ? way_error_text (error) : NULL;
  GtkWidget *dialog;
  Ask *ask;

  if (values == NULL || values->len == 0)
    {
      way_page_toast (page, problem != NULL ? problem : _("It was settled already"), FALSE);
      return;
    }
  ask = g_new0 (Ask, 1);
  ask->page = g_object_ref (page);
  ask->session = g_object_ref (session);
  ask->row = *row;
  ask->values = g_ptr_array_ref (values);
  ask->ways = way_settle_ways (values, row);
  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (from)), _("Settle All of It?"),
                                   _("One edit keeps these values. It can be undone, and every "
                                     "value stays in History."));
  g_object_set_data_full (G_OBJECT (dialog), "ask", ask, ask_free);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_list (ask, names));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "settle",
                                    _("_Settle"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "settle",
                                              ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "settle");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect (dialog, "response", G_CALLBACK (answered_cb), ask);
  gtk_window_present (GTK_WINDOW (dialog));
}
