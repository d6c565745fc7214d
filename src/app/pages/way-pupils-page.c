/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every child that the authority knows, and where each is now. */
#include "way-pupils-page.h"

#include <glib/gi18n.h>

#include "way-children.h"
#include "way-duplicates-view.h"
#include "way-empty-state.h"
#include "way-field-words.h"
#include "way-filter-bar.h"
#include "way-joins.h"
#include "way-journey.h"
#include "way-query-rows.h"
#include "way-record-dialog.h"
#include "way-records.h"

struct _WayPupilsPage
{
  WayPage       parent_instance;

  gboolean      has_filters;

  /* Template children */
  AdwViewStackPage  *twice_page;
  WayDuplicatesView *duplicates;
  WayTable     *table;
  WayFilterBar *filter_bar;
};

enum
{
  COLUMN_SURNAME,
  COLUMN_FORENAME,
  COLUMN_YEAR,
  COLUMN_BORN,
  COLUMN_PLACE,
  COLUMN_DISTRICT,
  COLUMN_UPN,
  N_COLUMNS
};

static const WayTableColumn columns[N_COLUMNS] = {
  [COLUMN_SURNAME] = { "surname", N_("Surname"), WAY_COLUMN_TEXT, .width = 150 },
  [COLUMN_FORENAME] = { "forename", N_("Forename"), WAY_COLUMN_TEXT, .width = 120 },
  [COLUMN_YEAR] = { "year", N_("Year"), WAY_COLUMN_TEXT, .width = 90 },
  [COLUMN_BORN] = { "birth", N_("Born"), WAY_COLUMN_DAY, .width = 140, .wide_only = TRUE },
  [COLUMN_PLACE] = { "", N_("Placed today at"), WAY_COLUMN_TEXT, .expand = TRUE, .fixed = TRUE },
  [COLUMN_DISTRICT] = { "home_district.title", N_("Lives in"), WAY_COLUMN_TEXT, .width = 150,
                        .wide_only = TRUE },
  [COLUMN_UPN] = { "upn", N_("UPN"), WAY_COLUMN_TEXT, .width = 140, .wide_only = TRUE },
};

G_DEFINE_FINAL_TYPE (WayPupilsPage, way_pupils_page, WAY_TYPE_PAGE)

/* Where the child is placed on the day; one after another where there are two. */
static char *
place_words (WaySession  *session,
             const WayId *pupil)
{
  WayDb *db = way_session_get_db (session);
  g_autoptr(GPtrArray) placements =
    way_joins_records_of (db, &way_placement_entity, pupil, NULL);
  g_autoptr(GString) words = g_string_new (NULL);

  for (guint i = 0; placements != NULL && i < placements->len; i++)
    {
      const WayPlacement *placement = g_ptr_array_index (placements, i);
      g_autofree char *name = NULL;

      if (!way_date_is_set (&placement->start) ||
          !way_date_within (way_session_get_today (session), &placement->start, &placement->end))
        continue;
      name = way_field_words_record (way_entity_by_name ("provision"), &placement->provision, db);
      g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", name);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
dress_row (WayRow            *row,
           const WayQueryRow *found,
           gpointer           data)
{
  g_autofree char *place = place_words (data, &found->id);

  way_row_set_text (row, COLUMN_PLACE, *place != '\0' ? place : "–");
}

static char *
count_words (guint n)
{
  return g_strdup_printf (ngettext ("%u pupil", "%u pupils", n), n);
}

static void
row_activated_cb (WayPupilsPage *self,
                  WayRow        *row)
{
  way_page_open_record (WAY_PAGE (self), way_row_get_entity (row), way_row_get_id (row));
}

static void
table_failed_cb (WayPupilsPage *self,
                 const GError  *error)
{
  way_page_show_failed (WAY_PAGE (self), error);
}

static void
filters_changed_cb (WayPupilsPage *self)
{
  way_page_refresh (WAY_PAGE (self));
}

/* How many wait for somebody to say stands at the view's name. */
static void
show_duplicates (WayPupilsPage *self)
{
  g_autoptr(GError) error = NULL;
  guint n = 0;

  if (!way_duplicates_view_show (self->duplicates, WAY_PAGE (self), &n, &error))
    way_page_show_failed (WAY_PAGE (self), error);
  adw_view_stack_page_set_badge_number (self->twice_page, n);
}

static void
way_pupils_page_refresh (WayPage *page)
{
  WayPupilsPage *self = WAY_PUPILS_PAGE (page);
  WaySession *session = way_page_get_session (page);
  WayQuery *query = way_query_new (&way_pupil_entity);
  g_autoptr(WayRows) rows = NULL;

  if (!self->has_filters)
    {
      way_filter_bar_add (self->filter_bar, session, &way_pupil_entity, "year", NULL);
      way_filter_bar_add (self->filter_bar, session, &way_pupil_entity, "home_district", NULL);
      self->has_filters = TRUE;
    }
  way_filter_bar_apply (self->filter_bar, query);
  way_query_add_filter (query, "kept", WAY_FILTER_EMPTY, NULL, NULL);
  way_query_set_sort (query, "surname", FALSE, NULL);
  rows = way_query_rows_new (session, query, columns, N_COLUMNS, dress_row, session);
  if (g_list_model_get_n_items (G_LIST_MODEL (rows)) == 0 &&
      !way_filter_bar_is_set (self->filter_bar))
    {
      way_page_show_empty (page);
      return;
    }
  way_page_show_content (page);
  way_table_set_rows (self->table, rows);
  show_duplicates (self);
}

static void
way_pupils_page_create (WayPage *page)
{
  WayRecordAsk ask = {
    .entity = &way_pupil_entity,
    .title = _("New Pupil"),
    .verb = _("_Add"),
    .edit_name = _("Add a pupil"),
  };

  way_record_dialog_open (GTK_WIDGET (page), way_page_get_session (page), &ask);
}

static void
way_pupils_page_filter (WayPage *page)
{
  way_table_start_filter (WAY_PUPILS_PAGE (page)->table);
}

static void
way_pupils_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_PUPILS_PAGE);

  G_OBJECT_CLASS (way_pupils_page_parent_class)->dispose (object);
}

static void
way_pupils_page_class_init (WayPupilsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_pupils_page_dispose;
  WAY_PAGE_CLASS (klass)->refresh = way_pupils_page_refresh;
  WAY_PAGE_CLASS (klass)->create = way_pupils_page_create;
  WAY_PAGE_CLASS (klass)->filter = way_pupils_page_filter;

  g_type_ensure (WAY_TYPE_DUPLICATES_VIEW);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_FILTER_BAR);
  g_type_ensure (WAY_TYPE_TABLE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/pupils-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayPupilsPage, twice_page);
  gtk_widget_class_bind_template_child (widget_class, WayPupilsPage, duplicates);
  gtk_widget_class_bind_template_child (widget_class, WayPupilsPage, table);
  gtk_widget_class_bind_template_child (widget_class, WayPupilsPage, filter_bar);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_changed_cb);
}

static void
way_pupils_page_init (WayPupilsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  way_table_set_columns (self->table, columns, N_COLUMNS);
  way_table_set_count_words (self->table, count_words);
}
