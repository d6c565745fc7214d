/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records to review: what the rules keep no longer, why, since when, and what would
 * be kept of it.  A person erases it, for good. */
#include "way-retention-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "way-children.h"
#include "way-codes.h"
#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-field-words.h"
#include "way-page-ask.h"
#include "way-permit.h"
#include "way-records.h"
#include "way-retention.h"
#include "way-table.h"

struct _WayRetentionPage
{
  WayPage    parent_instance;

  GPtrArray *items;          /* WayRetentionItem *, as the rows */

  /* Template children */
  WayTable  *table;
};

enum
{
  COLUMN_WHAT,
  COLUMN_WHY,
  COLUMN_SINCE,
  COLUMN_STATE,
  N_COLUMNS
};

static const WayTableColumn columns[N_COLUMNS] = {
  [COLUMN_WHAT] = { "what", N_("What"), WAY_COLUMN_TEXT, .width = 220, .fixed = TRUE },
  [COLUMN_WHY] = { "why", N_("Why it need not be kept"), WAY_COLUMN_TEXT, .expand = TRUE,
                   .fixed = TRUE },
  [COLUMN_SINCE] = { "since", N_("Since"), WAY_COLUMN_TEXT, .width = 120, .fixed = TRUE },
  [COLUMN_STATE] = { "state", N_("State"), WAY_COLUMN_TEXT, .width = 170, .fixed = TRUE,
                     .wide_only = TRUE },
};

G_DEFINE_FINAL_TYPE (WayRetentionPage, way_retention_page, WAY_TYPE_PAGE)

static WayDb *
get_db (WayRetentionPage *self)
{
  return way_session_get_db (way_page_get_session (WAY_PAGE (self)));
}

static char *
count_words (guint n)
{
  return g_strdup_printf (ngettext ("%u record to review", "%u records to review", n), n);
}

static char *
say_what (WayRetentionPage       *self,
          const WayRetentionItem *item)
{
  gpointer record = way_records_get (get_db (self), item->entity, &item->id, NULL);
  g_autofree char *title = record != NULL ? way_field_words_title (item->entity, record,
                                                                   get_db (self)) : NULL;

  way_record_free (item->entity, record);
  if (item->entity == &way_pupil_entity)
    return g_steal_pointer (&title);
  return g_strdup_printf ("%s, %s", _(item->entity->label), title != NULL ? title : "");
}

static WayRow *
make_row (WayRetentionPage       *self,
          const WayRetentionItem *item,
          guint                   index)
{
  WayRow *row = way_row_new (item->entity->name, &item->id, N_COLUMNS);
  g_autofree char *what = say_what (self, item);
  g_autofree char *since = way_date_words_short (&item->since);

  way_row_set_key (row, index);
  way_row_set_text (row, COLUMN_WHAT, what);
  way_row_set_text (row, COLUMN_WHY, _(way_codes_label ("retention", item->rule)));
  way_row_set_text (row, COLUMN_SINCE, since);
  if (item->held)
    {
      way_row_set_text (row, COLUMN_STATE, _("Legal hold"));
      way_row_set_icon (row, COLUMN_STATE, "way-sealed-symbolic", "dim-label");
    }
  else if (item->placed)
    {
      way_row_set_text (row, COLUMN_STATE, _("Placement goes on"));
    }
  return row;
}

static void
way_retention_page_refresh (WayPage *page)
{
  WayRetentionPage *self = WAY_RETENTION_PAGE (page);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayRows) model = NULL;
  GPtrArray *rows;

  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = way_retention_list (get_db (self),
                                    way_session_get_today (way_page_get_session (page)), &error);
  if (self->items == NULL)
    {
      way_page_show_failed (page, error);
      return;
    }
  if (self->items->len == 0)
    {
      way_page_show_empty (page);
      return;
    }
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->items->len; i++)
    g_ptr_array_add (rows, make_row (self, g_ptr_array_index (self->items, i), i));
  model = way_rows_new_array (rows);
  way_page_show_content (page);
  way_table_set_rows (self->table, model);
}

/* --- Erasing --- */

typedef struct
{
  WayRetentionPage *page;
  WayRetentionItem  item;
} Ask;

static void
ask_free (gpointer  data,
          GClosure *closure)
{
  Ask *ask = data;

  g_object_unref (ask->page);
  g_free (ask);
}

static void
answered_cb (GtkWidget  *dialog,
             const char *response,
             Ask        *ask)
{
  WaySession *session = way_page_get_session (WAY_PAGE (ask->page));
  g_autoptr(GError) error = NULL;
  gboolean clean = TRUE;

  if (!g_str_equal (response, "erase"))
    return;
  if (way_retention_erase (get_db (ask->page), ask->item.entity, &ask->item.id,
                           way_session_get_today (session), &clean, &error))
    {
      way_store_changed (way_session_get_store (session));
      way_page_toast (WAY_PAGE (ask->page),
                      clean ? _("Erased for good")
                            : _("Erased; it leaves the disk once other programs close the file"),
                      FALSE);
      return;
    }
  way_page_say (WAY_PAGE (ask->page), FALSE, NULL, error);
}

static char *
say_what_goes (WayRetentionPage        *self,
               const WayRetentionItem  *item,
               GError                 **error)
{
  g_autofree char *gone_words = NULL;
  g_autofree char *kept_words = NULL;
  guint gone, kept;

  if (!way_retention_count (get_db (self), item, &gone, &kept, error))
    return NULL;
  gone_words = g_strdup_printf (ngettext ("%u record goes whole", "%u records go whole", gone),
                                gone);
  kept_words = g_strdup_printf (ngettext ("%u is kept without anything that says whose it was",
                                          "%u are kept without anything that says whose they were",
                                          kept), kept);
  return g_strdup_printf (_("%s; %s, for the figures. Other copies do the same when they hear of "
                            "it, and so do backups that are brought back. It cannot be undone."),
                          gone_words, kept_words);
}

static void
row_activated_cb (WayRetentionPage *self,
                  WayRow           *row)
{
  const WayRetentionItem *item = g_ptr_array_index (self->items, way_row_get_key (row));
  GtkWindow *window = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  GtkWidget *dialog;
  Ask *ask;

  if (!way_permit_check (get_db (self), "erase", &error) ||
      (text = say_what_goes (self, item, &error)) == NULL)
    {
      way_page_say (WAY_PAGE (self), FALSE, NULL, error);
      return;
    }
  dialog = adw_message_dialog_new (window, _("Erase for Good?"), text);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "erase",
                                    _("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "erase",
                                              ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (dialog), "erase",
                                           !item->held && !item->placed);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  ask = g_new0 (Ask, 1);
  ask->page = g_object_ref (self);
  ask->item = *item;
  g_signal_connect_data (dialog, "response", G_CALLBACK (answered_cb), ask, ask_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
table_failed_cb (WayRetentionPage *self,
                 const GError     *error)
{
  way_page_show_failed (WAY_PAGE (self), error);
}

static void
way_retention_page_filter (WayPage *page)
{
  way_table_start_filter (WAY_RETENTION_PAGE (page)->table);
}

static void
way_retention_page_dispose (GObject *object)
{
  g_clear_pointer (&WAY_RETENTION_PAGE (object)->items, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_RETENTION_PAGE);

  G_OBJECT_CLASS (way_retention_page_parent_class)->dispose (object);
}

static void
way_retention_page_class_init (WayRetentionPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_retention_page_dispose;
  WAY_PAGE_CLASS (klass)->refresh = way_retention_page_refresh;
  WAY_PAGE_CLASS (klass)->filter = way_retention_page_filter;

  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/retention-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayRetentionPage, table);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_failed_cb);
}

static void
way_retention_page_init (WayRetentionPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, N_COLUMNS);
  way_table_set_count_words (self->table, count_words);
}
