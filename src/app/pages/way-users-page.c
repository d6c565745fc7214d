/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who works with this file.  A user's own page has their roles and the sealed cases
 * that they are named for. */
#include "way-users-page.h"

#include <glib/gi18n.h>

#include "way-empty-state.h"
#include "way-people.h"
#include "way-query-rows.h"
#include "way-record-dialog.h"

struct _WayUsersPage
{
  WayPage   parent_instance;

  /* Template children */
  WayTable *table;
};

enum
{
  COLUMN_NAME,
  COLUMN_ORGANISATION,
  COLUMN_FROM,
  COLUMN_TO,
  N_COLUMNS
};

static const WayTableColumn columns[N_COLUMNS] = {
  [COLUMN_NAME] = { "title", N_("Name"), WAY_COLUMN_TEXT, .expand = TRUE },
  [COLUMN_ORGANISATION] = { "organisation", N_("Organisation"), WAY_COLUMN_TEXT, .width = 240,
                            .wide_only = TRUE },
  [COLUMN_FROM] = { "from", N_("From"), WAY_COLUMN_TEXT, .width = 120 },
  [COLUMN_TO] = { "to", N_("To"), WAY_COLUMN_TEXT, .width = 120 },
};

G_DEFINE_FINAL_TYPE (WayUsersPage, way_users_page, WAY_TYPE_PAGE)

static char *
count_words (guint n)
{
  return g_strdup_printf (ngettext ("%u user", "%u users", n), n);
}

static void
row_activated_cb (WayUsersPage *self,
                  WayRow       *row)
{
  way_page_open_record (WAY_PAGE (self), way_row_get_entity (row), way_row_get_id (row));
}

static void
table_failed_cb (WayUsersPage *self,
                 const GError *error)
{
  way_page_show_failed (WAY_PAGE (self), error);
}

static void
way_users_page_refresh (WayPage *page)
{
  WayUsersPage *self = WAY_USERS_PAGE (page);
  WayQuery *query = way_query_new (&way_user_entity);
  g_autoptr(WayRows) rows = NULL;

  way_query_set_sort (query, "name", FALSE, NULL);
  rows = way_query_rows_new (way_page_get_session (page), query, columns, N_COLUMNS, NULL, NULL);
  if (g_list_model_get_n_items (G_LIST_MODEL (rows)) == 0)
    {
      way_page_show_empty (page);
      return;
    }
  way_page_show_content (page);
  way_table_set_rows (self->table, rows);
}

static void
way_users_page_create (WayPage *page)
{
  WayRecordAsk ask = {
    .entity = &way_user_entity,
    .title = _("New User"),
    .verb = _("_Add"),
    .edit_name = _("Add a user"),
  };

  way_record_dialog_open (GTK_WIDGET (page), way_page_get_session (page), &ask);
}

static void
way_users_page_filter (WayPage *page)
{
  way_table_start_filter (WAY_USERS_PAGE (page)->table);
}

static void
way_users_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_USERS_PAGE);

  G_OBJECT_CLASS (way_users_page_parent_class)->dispose (object);
}

static void
way_users_page_class_init (WayUsersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_users_page_dispose;
  WAY_PAGE_CLASS (klass)->refresh = way_users_page_refresh;
  WAY_PAGE_CLASS (klass)->create = way_users_page_create;
  WAY_PAGE_CLASS (klass)->filter = way_users_page_filter;

  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/users-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayUsersPage, table);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_failed_cb);
}

static void
way_users_page_init (WayUsersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, N_COLUMNS);
  way_table_set_count_words (self->table, count_words);
}
