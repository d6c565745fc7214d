/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every edit, newest first: who, when, what. */
#include "way-history-page.h"

#include <glib/gi18n.h>

#include "way-edit-dialog.h"
#include "way-edit-list.h"
#include "way-empty-state.h"
#include "way-history.h"
#include "way-table.h"

struct _WayHistoryPage
{
  WayPage   parent_instance;

  /* Template children */
  WayTable *table;
};

enum
{
  COLUMN_WHAT,
  COLUMN_WHO,
  COLUMN_WHEN,
  COLUMN_REASON,
  COLUMN_STATE,
  N_COLUMNS
};

static const WayTableColumn columns[N_COLUMNS] = {
  [COLUMN_WHAT] = { "name", N_("What was done"), WAY_COLUMN_TEXT, .expand = TRUE, .fixed = TRUE },
  [COLUMN_WHO] = { "who", N_("By"), WAY_COLUMN_TEXT, .width = 170, .fixed = TRUE },
  [COLUMN_WHEN] = { "when", N_("When"), WAY_COLUMN_TEXT, .width = 170, .fixed = TRUE },
  [COLUMN_REASON] = { "reason", N_("Reason"), WAY_COLUMN_TEXT, .expand = TRUE, .fixed = TRUE,
                      .wide_only = TRUE },
  [COLUMN_STATE] = { "state", N_("State"), WAY_COLUMN_TEXT, .width = 130, .fixed = TRUE,
                     .wide_only = TRUE },
};

G_DEFINE_FINAL_TYPE (WayHistoryPage, way_history_page, WAY_TYPE_PAGE)

static guint
count_edits (const WayRowsOrder  *order,
             gpointer             data,
             GError             **error)
{
  WayHistoryFilter filter = { .text = order->words };
  gint64 count;

  if (!way_history_count (way_session_get_db (data), &filter, &count, error))
    return G_MAXUINT;
  return (guint) MIN (count, G_MAXINT);
}

static WayRow *
make_row (const WayHistoryEdit *edit,
          const GDate          *today)
{
  WayRow *row = way_row_new (NULL, NULL, N_COLUMNS);
  g_autofree char *when = way_edit_words_when (edit, today);

  way_row_set_text (row, COLUMN_WHAT, edit->name);
  way_row_set_key (row, edit->id);
  way_row_set_text (row, COLUMN_WHEN, when);
  way_row_set_text (row, COLUMN_WHO, edit->who);
  way_row_set_text (row, COLUMN_REASON, edit->reason);
  if (edit->undone_by != 0)
    {
      way_row_set_text (row, COLUMN_STATE, _("Taken back"));
      way_row_set_icon (row, COLUMN_STATE, "edit-undo-symbolic", "dim-label");
    }
  else if (edit->undoes != 0)
    {
      way_row_set_text (row, COLUMN_STATE, _("Takes one back"));
    }
  return row;
}

static GPtrArray *
fetch_edits (const WayRowsOrder  *order,
             guint                first,
             guint                n,
             gpointer             data,
             GError             **error)
{
  WayHistoryFilter filter = { .text = order->words };
  g_autoptr(GPtrArray) edits =
    way_history_edits (way_session_get_db (data), &filter, first, n, error);
  GPtrArray *rows;

  if (edits == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < edits->len; i++)
    g_ptr_array_add (rows, make_row (g_ptr_array_index (edits, i), way_session_get_today (data)));
  return rows;
}

static char *
count_words (guint n)
{
  return g_strdup_printf (ngettext ("%u edit", "%u edits", n), n);
}

static void
row_activated_cb (WayHistoryPage *self,
                  WayRow         *row)
{
  way_edit_dialog_open (GTK_WIDGET (self), way_page_get_session (WAY_PAGE (self)),
                        way_row_get_key (row));
}

static void
table_failed_cb (WayHistoryPage *self,
                 const GError   *error)
{
  way_page_show_failed (WAY_PAGE (self), error);
}

static void
way_history_page_refresh (WayPage *page)
{
  WayHistoryPage *self = WAY_HISTORY_PAGE (page);
  WaySession *session = way_page_get_session (page);
  g_autoptr(WayRows) rows =
    way_rows_new_pages (count_edits, fetch_edits, g_object_ref (session), g_object_unref);

  if (g_list_model_get_n_items (G_LIST_MODEL (rows)) == 0)
    {
      way_page_show_empty (page);
      return;
    }
  way_page_show_content (page);
  way_table_set_rows (self->table, rows);
}

static void
way_history_page_filter (WayPage *page)
{
  way_table_start_filter (WAY_HISTORY_PAGE (page)->table);
}

static void
way_history_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_HISTORY_PAGE);

  G_OBJECT_CLASS (way_history_page_parent_class)->dispose (object);
}

static void
way_history_page_class_init (WayHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_history_page_dispose;
  WAY_PAGE_CLASS (klass)->refresh = way_history_page_refresh;
  WAY_PAGE_CLASS (klass)->filter = way_history_page_filter;

  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/history-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, table);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_failed_cb);
}

static void
way_history_page_init (WayHistoryPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, N_COLUMNS);
  way_table_set_count_words (self->table, count_words);
}
