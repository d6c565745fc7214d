/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every edit, newest first: who, when, what; and the other half of the trail, who
 * looked at sensitive records and what left the file. */
#include "way-history-page.h"

#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-date-words.h"
#include "way-edit-dialog.h"
#include "way-edit-list.h"
#include "way-empty-state.h"
#include "way-history.h"
#include "way-page-ask.h"
#include "way-permit.h"
#include "way-save-file.h"
#include "way-table.h"
#include "way-trail-file.h"

#define MOST_RECORDS 2000      /* of the trail; all of it is in the saved file */

struct _WayHistoryPage
{
  WayPage    parent_instance;

  GPtrArray *trail;          /* of WayTrailRecord *, while it is on view */

  /* Template children */
  WayTable        *table;
  GtkToggleButton *changes_button;
  GtkToggleButton *views_button;
  GtkToggleButton *exports_button;
  GtkWidget       *save_button;
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

static char *
count_trail_words (guint n)
{
  return g_strdup_printf (ngettext ("%u record", "%u records", n), n);
}

/* --- The trail --- */

/* The part of the trail that is on view: a "kind" of trail_action; NULL for edits. */
static const char *
get_part (WayHistoryPage *self)
{
  if (gtk_toggle_button_get_active (self->views_button))
    return "views";
  return gtk_toggle_button_get_active (self->exports_button) ? "exports" : NULL;
}

static GPtrArray *
read_trail (WayHistoryPage  *self,
            const char      *part,
            GError         **error)
{
  WayDb *db = way_session_get_db (way_page_get_session (WAY_PAGE (self)));
  g_autoptr(GPtrArray) codes = way_codes_list ("trail_action", NULL);
  g_autoptr(GPtrArray) actions = g_ptr_array_new ();
  WayTrailFilter filter = { NULL };

  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      if (way_code_allows (code, "kind", part))
        g_ptr_array_add (actions, (gpointer) code->id);
    }
  g_ptr_array_add (actions, NULL);
  filter.actions = (const char *const *) actions->pdata;
  return way_permit_check (db, "trail", error)
           ? way_trail_list (db, &filter, 0, MOST_RECORDS, error) : NULL;
}

static WayRow *
make_trail_row (const WayTrailRecord *record,
                guint                 index,
                const GDate          *today)
{
  WayRow *row = way_row_new (record->entity, &record->row, N_COLUMNS);
  const WayEntity *entity = record->entity != NULL && *record->entity != '\0'
                              ? way_entity_by_name (record->entity) : NULL;
  g_autofree char *when = way_date_words_moment (record->at, today);
  g_autofree char *what =
    g_strdup_printf ("%s%s%s", _(way_codes_label ("trail_action", record->action)),
                     entity != NULL ? ": " : "", entity != NULL ? _(entity->label) : "");

  way_row_set_key (row, index);
  way_row_set_text (row, COLUMN_WHAT, what);
  way_row_set_text (row, COLUMN_WHO, record->erased ? _("Erased") : record->who);
  way_row_set_text (row, COLUMN_WHEN, when);
  way_row_set_text (row, COLUMN_REASON, record->reason);
  way_row_set_text (row, COLUMN_STATE, record->what);
  return row;
}

static void
show_trail (WayHistoryPage *self,
            const char     *part)
{
  const GDate *today = way_session_get_today (way_page_get_session (WAY_PAGE (self)));
  g_autoptr(GError) error = NULL;
  g_autoptr(WayRows) model = NULL;
  GPtrArray *rows;

  g_clear_pointer (&self->trail, g_ptr_array_unref);
  self->trail = read_trail (self, part, &error);
  if (self->trail == NULL)
    {
      way_page_say (WAY_PAGE (self), FALSE, NULL, error);
      gtk_toggle_button_set_active (self->changes_button, TRUE);
      return;
    }
  rows = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < self->trail->len; i++)
    g_ptr_array_add (rows, make_trail_row (g_ptr_array_index (self->trail, i), i, today));
  model = way_rows_new_array (rows);
  way_page_show_content (WAY_PAGE (self));
  way_table_set_rows (self->table, model);
}

static void
part_changed_cb (WayHistoryPage  *self,
                 GtkToggleButton *button)
{
  gboolean edits = get_part (self) == NULL;

  if (!gtk_toggle_button_get_active (button) || way_page_get_session (WAY_PAGE (self)) == NULL)
    return;
  gtk_widget_set_visible (self->save_button, !edits);
  way_table_set_count_words (self->table, edits ? count_words : count_trail_words);
  way_page_refresh (WAY_PAGE (self));
}

static GBytes *
make_csv (const char  *path,
          gpointer     data,
          GError     **error)
{
  WaySession *session = data;

  return way_permit_check (way_session_get_db (session), "trail", error)
           ? way_trail_to_csv (way_session_get_db (session), error) : NULL;
}

static void
save_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  static const char *const patterns[] = { "*.csv", NULL };
  WaySaveAsk ask = {
    .title = _("Save the Trail"),
    .name = _("trail.csv"),
    .files = _("Tables (CSV)"),
    .patterns = patterns,
    .done = _("Saved: others can check it without this program"),
    .make = make_csv,
    .data = g_object_ref (way_page_get_session (WAY_PAGE (widget))),
    .free_data = g_object_unref,
  };

  way_save_file (widget, &ask);
}

/* --- The page --- */

static void
open_trail_row (WayHistoryPage *self,
                WayRow         *row)
{
  const WayTrailRecord *record = g_ptr_array_index (self->trail, way_row_get_key (row));

  if (!way_id_is_null (&record->row) && way_entity_by_name (record->entity) != NULL)
    way_page_open_record (WAY_PAGE (self), record->entity, &record->row);
}

static void
row_activated_cb (WayHistoryPage *self,
                  WayRow         *row)
{
  if (get_part (self) != NULL)
    {
      open_trail_row (self, row);
      return;
    }
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
  g_autoptr(WayRows) rows = NULL;

  if (get_part (self) != NULL)
    {
      show_trail (self, get_part (self));
      return;
    }
  rows = way_rows_new_pages (count_edits, fetch_edits, g_object_ref (session), g_object_unref);
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
  g_clear_pointer (&WAY_HISTORY_PAGE (object)->trail, g_ptr_array_unref);
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
  gtk_widget_class_install_action (widget_class, "history.save-trail", NULL, save_action);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, table);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, changes_button);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, views_button);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, exports_button);
  gtk_widget_class_bind_template_child (widget_class, WayHistoryPage, save_button);
  gtk_widget_class_bind_template_callback (widget_class, part_changed_cb);
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
