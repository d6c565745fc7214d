/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is: every provision of every setting, for whom, and how full. */
#include "way-directory-page.h"

#include <glib/gi18n.h>

#include "way-date-words.h"
#include "way-directory-facts.h"
#include "way-empty-state.h"
#include "way-filter-bar.h"
#include "way-query-rows.h"
#include "way-record-dialog.h"

struct _WayDirectoryPage
{
  WayPage       parent_instance;

  gboolean      has_filters;
  GHashTable   *facts;         /* WayId * of the provision -> WayDirectoryRow *, lent by rows */
  GPtrArray    *rows;

  /* Template children */
  WayTable     *table;
  WayFilterBar *filter_bar;
};

enum
{
  COLUMN_SETTING,
  COLUMN_NAME,
  COLUMN_KIND,
  COLUMN_PHASE,
  COLUMN_PLACES,
  COLUMN_ON_ROLL,
  COLUMN_FREE,
  COLUMN_DISTRICT,
  N_COLUMNS
};

static const WayTableColumn columns[N_COLUMNS] = {
  [COLUMN_SETTING] = { "establishment.title", N_("Setting"), WAY_COLUMN_TEXT, .width = 190 },
  [COLUMN_NAME] = { "title", N_("Provision"), WAY_COLUMN_TEXT, .expand = TRUE },
  [COLUMN_KIND] = { "kind", N_("Kind"), WAY_COLUMN_TEXT, .width = 150, .wide_only = TRUE },
  [COLUMN_PHASE] = { "phase", N_("Phase"), WAY_COLUMN_TEXT, .width = 110, .wide_only = TRUE },
  [COLUMN_PLACES] = { "", N_("Places"), WAY_COLUMN_NUMBER, .width = 84, .fixed = TRUE,
                      .wide_only = TRUE },
  [COLUMN_ON_ROLL] = { "", N_("On roll"), WAY_COLUMN_NUMBER, .width = 84, .fixed = TRUE,
                       .wide_only = TRUE },
  [COLUMN_FREE] = { "", N_("Free"), WAY_COLUMN_NUMBER, .width = 76, .fixed = TRUE },
  [COLUMN_DISTRICT] = { "establishment.district.name", N_("District"), WAY_COLUMN_TEXT,
                        .width = 120, .wide_only = TRUE },
};

G_DEFINE_FINAL_TYPE (WayDirectoryPage, way_directory_page, WAY_TYPE_PAGE)

static char *
count_words (guint n)
{
  return g_strdup_printf (ngettext ("%u provision", "%u provisions", n), n);
}

static void
row_activated_cb (WayDirectoryPage *self,
                  WayRow           *row)
{
  way_page_open_record (WAY_PAGE (self), way_row_get_entity (row), way_row_get_id (row));
}

static void
table_failed_cb (WayDirectoryPage *self,
                 const GError     *error)
{
  way_page_show_failed (WAY_PAGE (self), error);
}

static void
filters_changed_cb (WayDirectoryPage *self)
{
  way_page_refresh (WAY_PAGE (self));
}

/* How full each provision is today. */
static gboolean
read_facts (WayDirectoryPage  *self,
            GError           **error)
{
  WaySession *session = way_page_get_session (WAY_PAGE (self));
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), error);
  g_autoptr(GPtrArray) rows = NULL;

  if (facts != NULL)
    rows = way_directory_list (facts, way_session_get_today (session), error);
  if (rows == NULL)
    return FALSE;
  g_hash_table_remove_all (self->facts);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  self->rows = g_steal_pointer (&rows);
  for (guint i = 0; i < self->rows->len; i++)
    {
      WayDirectoryRow *row = g_ptr_array_index (self->rows, i);

      g_hash_table_insert (self->facts, &row->provision, row);
    }
  return TRUE;
}

static void
dress_row (WayRow            *row,
           const WayQueryRow *found,
           gpointer           data)
{
  WayDirectoryPage *self = data;
  const WayDirectoryRow *facts = g_hash_table_lookup (self->facts, &found->id);

  if (facts == NULL || facts->places == WAY_INTEGER_NONE)
    return;
  way_row_set_count (row, COLUMN_PLACES, (int) facts->places);
  if (facts->on_roll != WAY_INTEGER_NONE)
    way_row_set_count (row, COLUMN_ON_ROLL, (int) facts->on_roll);
  way_row_set_count (row, COLUMN_FREE, (int) MAX (facts->free, 0));
}

/* In a school copy: since when the free places of other settings are known. */
static void
show_told (WayDirectoryPage *self)
{
  g_autofree char *day = NULL;
  g_autofree char *note = NULL;

  for (guint i = 0; i < self->rows->len && day == NULL; i++)
    {
      const WayDirectoryRow *row = g_ptr_array_index (self->rows, i);

      if (way_date_is_set (&row->told_on))
        day = way_date_words_long (&row->told_on);
    }
  if (day != NULL)
    note = g_strdup_printf (_("Free places at other settings are as the office told them, up to %s."),
                            day);
  way_table_set_note (self->table, note);
}

static void
way_directory_page_refresh (WayPage *page)
{
  WayDirectoryPage *self = WAY_DIRECTORY_PAGE (page);
  WaySession *session = way_page_get_session (page);
  WayQuery *query = way_query_new (&way_provision_entity);
  g_autoptr(WayRows) rows = NULL;
  g_autoptr(GError) error = NULL;

  if (!read_facts (self, &error))
    {
      way_query_free (query);
      way_page_show_failed (page, error);
      return;
    }
  if (!self->has_filters)
    {
      way_filter_bar_add (self->filter_bar, session, &way_provision_entity, "kind", NULL);
      way_filter_bar_add (self->filter_bar, session, &way_provision_entity, "phase", NULL);
      way_filter_bar_add (self->filter_bar, session, &way_provision_entity, "needs", NULL);
      self->has_filters = TRUE;
    }
  way_filter_bar_apply (self->filter_bar, query);
  way_query_set_sort (query, "establishment.title", FALSE, NULL);
  rows = way_query_rows_new (session, query, columns, N_COLUMNS, dress_row, self);
  if (g_list_model_get_n_items (G_LIST_MODEL (rows)) == 0 &&
      !way_filter_bar_is_set (self->filter_bar))
    {
      way_page_show_empty (page);
      return;
    }
  way_page_show_content (page);
  way_table_set_rows (self->table, rows);
  show_told (self);
}

static void
way_directory_page_create (WayPage *page)
{
  WayRecordAsk ask = {
    .entity = &way_establishment_entity,
    .title = _("New Setting"),
    .verb = _("_Add"),
    .edit_name = _("Add a setting"),
  };

  way_record_dialog_open (GTK_WIDGET (page), way_page_get_session (page), &ask);
}

static void
new_provision_action (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  WayRecordAsk ask = {
    .entity = &way_provision_entity,
    .title = _("New Provision"),
    .verb = _("_Add"),
    .edit_name = _("Add a provision"),
  };

  way_record_dialog_open (widget, way_page_get_session (WAY_PAGE (widget)), &ask);
}

static void
way_directory_page_filter (WayPage *page)
{
  way_table_start_filter (WAY_DIRECTORY_PAGE (page)->table);
}

static void
way_directory_page_finalize (GObject *object)
{
  WayDirectoryPage *self = WAY_DIRECTORY_PAGE (object);

  g_hash_table_unref (self->facts);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (way_directory_page_parent_class)->finalize (object);
}

static void
way_directory_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_DIRECTORY_PAGE);

  G_OBJECT_CLASS (way_directory_page_parent_class)->dispose (object);
}

static void
way_directory_page_class_init (WayDirectoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_directory_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_directory_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_directory_page_refresh;
  WAY_PAGE_CLASS (klass)->create = way_directory_page_create;
  WAY_PAGE_CLASS (klass)->filter = way_directory_page_filter;

  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_FILTER_BAR);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_install_action (widget_class, "directory.new-provision", NULL,
                                   new_provision_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/directory-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayDirectoryPage, table);
  gtk_widget_class_bind_template_child (widget_class, WayDirectoryPage, filter_bar);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
}

static void
way_directory_page_init (WayDirectoryPage *self)
{
  self->facts = g_hash_table_new (way_id_hash, way_id_equal_func);
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, N_COLUMNS);
  way_table_set_count_words (self->table, count_words);
}
