/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "way-figures-page.h"

#include <glib/gi18n.h>

#include "way-chart-view.h"
#include "way-codes.h"
#include "way-copy-sheet.h"
#include "way-date-words.h"
#include "way-empty-state.h"
#include "way-error-text.h"
#include "way-paper.h"
#include "way-print.h"
#include "way-release-chart.h"
#include "way-release-tables.h"
#include "way-release-view.h"
#include "way-save-file.h"
#include "way-school-periods.h"
#include "way-sheet-draw.h"

struct _WayFiguresPage
{
  WayPage         parent_instance;

  GPtrArray      *years;        /* WayCopyFigures *, the newest first; NULL until read */
  gboolean        filling;

  /* Template children */
  GtkLabel       *source_label;
  WayChartView   *places_view;
  AdwComboRow    *year_row;
  AdwComboRow    *table_row;
  AdwComboRow    *period_row;
  GtkLabel       *note_label;
  WayChartView   *chart_view;
  WayReleaseView *release_view;
};

G_DEFINE_FINAL_TYPE (WayFiguresPage, way_figures_page, WAY_TYPE_PAGE)

static WayDb *
get_db (WayFiguresPage *self)
{
  return way_session_get_db (way_page_get_session (WAY_PAGE (self)));
}

/* --- What is chosen --- */

static const WayCopyFigures *
get_year (WayFiguresPage *self)
{
  guint selected = adw_combo_row_get_selected (self->year_row);

  return g_ptr_array_index (self->years, selected < self->years->len ? selected : 0);
}

static const WayReleaseTable *
get_table (WayFiguresPage *self)
{
  const GPtrArray *tables = get_year (self)->tables;
  guint selected = adw_combo_row_get_selected (self->table_row);

  return g_ptr_array_index (tables, selected < tables->len ? selected : 0);
}

static guint
get_period (WayFiguresPage *self)
{
  guint n = get_table (self)->periods->len;
  guint selected = adw_combo_row_get_selected (self->period_row);

  return selected < n ? n - 1 - selected : 0;
}

/* Offers the names and keeps what was chosen where it is there still; the array is
 * freed. */
static void
offer (WayFiguresPage *self,
       AdwComboRow    *row,
       GPtrArray      *names)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (row);
  g_autofree char *chosen = item != NULL ? g_strdup (gtk_string_object_get_string (item)) : NULL;
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = 0;

  for (guint i = 0; i < names->len; i++)
    {
      gtk_string_list_append (list, g_ptr_array_index (names, i));
      if (g_strcmp0 (g_ptr_array_index (names, i), chosen) == 0)
        selected = i;
    }
  self->filling = TRUE;
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
  self->filling = FALSE;
  g_ptr_array_unref (names);
}

static void
offer_years (WayFiguresPage *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->years->len; i++)
    g_ptr_array_add (names, way_release_year_text (
      ((const WayCopyFigures *) g_ptr_array_index (self->years, i))->year));
  offer (self, self->year_row, names);
}

static void
offer_tables (WayFiguresPage *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const GPtrArray *tables = get_year (self)->tables;

  for (guint i = 0; i < tables->len; i++)
    g_ptr_array_add (names,
                     g_strdup (_(((const WayReleaseTable *) g_ptr_array_index (tables, i))->title)));
  offer (self, self->table_row, names);
}

static char *
say_period (const char *text)
{
  GDate day;

  return way_date_parse (text, &day) ? way_date_words_long (&day) : g_strdup (text);
}

/* The latest first. */
static void
offer_periods (WayFiguresPage *self)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const WayReleaseTable *table = get_table (self);

  for (guint i = table->periods->len; i > 0; i--)
    g_ptr_array_add (names, say_period (g_ptr_array_index (table->periods, i - 1)));
  offer (self, self->period_row, names);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->period_row), _(table->period_title));
}

/* --- What is shown --- */

static char *
make_source (WayFiguresPage       *self,
             const WayCopyFigures *year)
{
  WayPaperWords words = way_paper_get_words ();

  return way_copy_sheet_source (get_db (self), year, &words);
}

static void
show_table (WayFiguresPage *self)
{
  const WayReleaseTable *table = get_table (self);
  const WayReleaseDimension *first = &g_array_index (table->dimensions, WayReleaseDimension, 0);
  gboolean is_counted = table->periods->len > 0 && first->codes->len > 0;
  g_autofree char *source = make_source (self, get_year (self));
  g_autoptr(WayChart) chart = NULL;

  if (is_counted)
    chart = way_release_table_chart (table, get_period (self), source, way_chart_gettext);
  gtk_label_set_label (self->note_label, table->note != NULL ? _(table->note) : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), table->note != NULL);
  way_chart_view_set_chart (self->chart_view, chart);
  gtk_widget_set_visible (GTK_WIDGET (self->chart_view), is_counted);
  way_release_view_set_table (self->release_view, is_counted ? table : NULL, get_period (self));
}

static void
show_places (WayFiguresPage *self)
{
  g_autoptr(GPtrArray) tables = way_copy_sheet_tables (self->years);
  g_autofree char *source = make_source (self, g_ptr_array_index (self->years, 0));
  g_autoptr(WayChart) chart = way_release_occupancy_chart (tables, source, way_chart_gettext);

  way_chart_view_set_chart (self->places_view, chart);
  gtk_widget_set_visible (GTK_WIDGET (self->places_view), chart != NULL);
}

static void
show_source (WayFiguresPage *self)
{
  const WayCode *profile = way_codes_lookup ("disclosure", "PARTNER");
  const WayCopyFigures *newest = g_ptr_array_index (self->years, 0);
  g_autofree char *source = make_source (self, newest);
  g_autofree char *day = way_date_words_long (&newest->cut_off);
  g_autofree char *cut_off = g_strdup_printf (_("Counted up to %s"), day);
  g_autofree char *text = g_strdup_printf (
    _("%s. Counts of 1 to %d, and what would give them away, are hidden: they are marked c and "
      "are not zero."), source, way_code_get_int (profile, "threshold", 0));

  way_page_set_subtitle (WAY_PAGE (self), cut_off);
  gtk_label_set_label (self->source_label, text);
}

static void
year_chosen_cb (WayFiguresPage *self)
{
  if (self->filling || self->years == NULL)
    return;
  offer_tables (self);
  offer_periods (self);
  show_table (self);
}

static void
table_chosen_cb (WayFiguresPage *self)
{
  if (self->filling || self->years == NULL)
    return;
  offer_periods (self);
  show_table (self);
}

static void
period_chosen_cb (WayFiguresPage *self)
{
  if (!self->filling && self->years != NULL)
    show_table (self);
}

/* --- The board pack --- */

static WaySheet *
make_sheet (WayFiguresPage  *self,
            GError         **error)
{
  WayPaperWords words = way_paper_get_words ();

  return way_copy_sheet_new (get_db (self), &words, way_chart_gettext, error);
}

static GBytes *
make_pack (const char  *path,
           gpointer     data,
           GError     **error)
{
  g_autoptr(WaySheet) sheet = make_sheet (data, error);

  return sheet != NULL ? way_sheet_to_pdf (sheet, error) : NULL;
}

static void
pack_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  static const char *const patterns[] = { "*.pdf", NULL };
  WayFiguresPage *self = WAY_FIGURES_PAGE (widget);
  g_autofree char *year = way_release_year_text (
    ((const WayCopyFigures *) g_ptr_array_index (self->years, 0))->year);
  g_autofree char *file = g_strdup_printf ("%s %s.pdf", _("Board pack"), g_strdelimit (year, "/", '-'));
  WaySaveAsk ask = {
    .title = _("Save the Board Pack"), .name = file, .files = _("PDF"), .patterns = patterns,
    .done = _("Board pack saved"), .make = make_pack, .data = g_object_ref (self),
    .free_data = g_object_unref,
  };

  way_save_file (widget, &ask);
}

static void
way_figures_page_print (WayPage *page)
{
  g_autoptr(GError) error = NULL;
  WaySheet *sheet = make_sheet (WAY_FIGURES_PAGE (page), &error);
  g_autofree char *text = NULL;

  if (sheet != NULL)
    {
      way_print_sheet (GTK_WIDGET (page), sheet);
      return;
    }
  text = way_error_text (error);
  way_page_toast (page, text, FALSE);
}

/* --- The page --- */

static void
way_figures_page_refresh (WayPage *page)
{
  WayFiguresPage *self = WAY_FIGURES_PAGE (page);
  g_autoptr(GError) error = NULL;
  GPtrArray *years = way_copy_figures_read (get_db (self), &error);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "figures.pack",
                                 years != NULL && years->len > 0);
  if (years == NULL)
    {
      way_page_show_failed (page, error);
      return;
    }
  g_clear_pointer (&self->years, g_ptr_array_unref);
  self->years = years;
  if (years->len == 0)
    {
      way_page_show_empty (page);
      return;
    }
  show_source (self);
  show_places (self);
  offer_years (self);
  offer_tables (self);
  offer_periods (self);
  show_table (self);
  way_page_show_content (page);
}

static void
way_figures_page_dispose (GObject *object)
{
  WayFiguresPage *self = WAY_FIGURES_PAGE (object);

  self->filling = TRUE;
  g_clear_pointer (&self->years, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_FIGURES_PAGE);

  G_OBJECT_CLASS (way_figures_page_parent_class)->dispose (object);
}

static void
way_figures_page_class_init (WayFiguresPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  WayPageClass *page_class = WAY_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_figures_page_dispose;
  page_class->refresh = way_figures_page_refresh;
  page_class->print = way_figures_page_print;

  gtk_widget_class_install_action (widget_class, "figures.pack", NULL, pack_action);
  g_type_ensure (WAY_TYPE_CHART_VIEW);
  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_RELEASE_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/figures-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayFiguresPage, source_label);
  gtk_widget_class_bind_template_child (widget_class, WayFiguresPage, places_view);
  gtk_widget_class_bind_template_child (widget_class, WayFiguresPage, year_row);
  gtk_widget_class_bind_template_child (widget_class, WayFiguresPage, table_row);
  gtk_widget_class_bind_template_child (widget_class, WayFiguresPage, period_row);
  gtk_widget_class_bind_template_child (widget_class, WayFiguresPage, note_label);
  gtk_widget_class_bind_template_child (widget_class, WayFiguresPage, chart_view);
  gtk_widget_class_bind_template_child (widget_class, WayFiguresPage, release_view);
  gtk_widget_class_bind_template_callback (widget_class, year_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, table_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, period_chosen_cb);
}

static void
way_figures_page_init (WayFiguresPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
