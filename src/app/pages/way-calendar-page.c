/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The school calendar: whose and which year above, the day that is selected, and
 * the year itself. */
#include "way-calendar-page.h"

#include <glib/gi18n.h>

#include "way-calendar-ask.h"
#include "way-calendar-words.h"
#include "way-codes.h"
#include "way-empty-state.h"
#include "way-fact-grid.h"
#include "way-year-key.h"
#include "way-year-view.h"

struct _WayCalendarPage
{
  WayPage          parent_instance;

  WayId            place;       /* whose; none: the authority's */
  int              year;        /* 0: that of today */
  GPtrArray       *places;      /* WayCalendarPlace *, beside the choice after its first */
  WayCalendarYear *shown;
  gboolean         filling;     /* the choice is not a person's */

  /* Template children */
  GtkDropDown     *place_choice;
  GtkLabel        *year_label;
  GtkLabel        *day_label;
  GtkLabel        *entry_label;
  GtkBox          *caution_box;
  GtkLabel        *caution_label;
  WayYearView     *year_view;
  WayFactGrid     *term_grid;
};

G_DEFINE_FINAL_TYPE (WayCalendarPage, way_calendar_page, WAY_TYPE_PAGE)

static WaySession *
get_session (WayCalendarPage *self)
{
  return way_page_get_session (WAY_PAGE (self));
}

/* --- Whose --- */

static gboolean
are_same (GPtrArray *a,
          GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const WayCalendarPlace *place_a = g_ptr_array_index (a, i);
      const WayCalendarPlace *place_b = g_ptr_array_index (b, i);

      if (!way_id_equal (&place_a->id, &place_b->id) ||
          g_strcmp0 (place_a->name, place_b->name) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Where in the choice the place stands that is shown; 0 where it does not. */
static guint
find_choice (WayCalendarPage *self,
             GPtrArray       *places)
{
  for (guint i = 0; i < places->len; i++)
    if (way_id_equal (&((const WayCalendarPlace *) g_ptr_array_index (places, i))->id,
                      &self->place))
      return i + 1;
  return 0;
}

/* The list stays as it is where nothing changed in it: it may be open. */
static void
fill_choice (WayCalendarPage *self,
             GPtrArray       *places)
{
  g_autoptr(GtkStringList) names = NULL;

  self->filling = TRUE;
  if (!are_same (self->places, places))
    {
      names = gtk_string_list_new (NULL);
      gtk_string_list_append (names, _("The authority"));
      for (guint i = 0; i < places->len; i++)
        gtk_string_list_append (names,
                                ((const WayCalendarPlace *) g_ptr_array_index (places, i))->name);
      gtk_drop_down_set_model (self->place_choice, G_LIST_MODEL (names));
      g_clear_pointer (&self->places, g_ptr_array_unref);
      self->places = g_ptr_array_ref (places);
    }
  gtk_drop_down_set_selected (self->place_choice, find_choice (self, self->places));
  self->filling = FALSE;
}

static gboolean
fill_places (WayCalendarPage  *self,
             GError          **error)
{
  g_autoptr(GPtrArray) places = way_calendar_places (way_session_get_db (get_session (self)),
                                                     way_session_get_today (get_session (self)),
                                                     error);

  if (places == NULL)
    return FALSE;
  /* A place that is closed has its calendar still. */
  if (!way_id_is_null (&self->place) && find_choice (self, places) == 0)
    g_ptr_array_add (places, way_calendar_place_new (&self->place, self->shown->place));
  fill_choice (self, places);
  return TRUE;
}

static void
place_chosen_cb (WayCalendarPage *self)
{
  guint chosen = gtk_drop_down_get_selected (self->place_choice);

  if (self->filling || chosen == GTK_INVALID_LIST_POSITION || self->places == NULL ||
      chosen > self->places->len)
    return;
  if (chosen == 0)
    self->place = (WayId) { { 0 } };
  else
    self->place = ((const WayCalendarPlace *) g_ptr_array_index (self->places, chosen - 1))->id;
  way_page_refresh (WAY_PAGE (self));
}

/* --- The day --- */

/* What was entered and decides the day; NULL where it is not from here. */
static const WayCalendarDay *
find_entry (WayCalendarPage *self)
{
  g_autoptr(GPtrArray) entries = NULL;

  if (self->shown == NULL)
    return NULL;
  entries = way_calendar_year_entries_on (self->shown, way_year_view_get_day (self->year_view));
  return entries->len > 0 ? g_ptr_array_index (entries, 0) : NULL;
}

static void
day_moved_cb (WayCalendarPage *self)
{
  const WayCalendarDay *entry = find_entry (self);
  gboolean writable = entry != NULL && !way_session_is_read_only (get_session (self));
  g_autofree char *day = NULL;
  g_autofree char *words = NULL;

  if (self->shown == NULL)
    return;
  day = way_calendar_words_day (self->shown, way_year_view_get_day (self->year_view));
  words = entry != NULL ? way_calendar_words_entry (entry)
                        : g_strdup (_("Nothing is entered here for this day"));
  gtk_label_set_label (self->day_label, day);
  gtk_label_set_label (self->entry_label, words);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.change", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.remove", writable);
}

/* --- Which year --- */

/* FALSE where nobody knows the year. */
static gboolean
go_to_year (WayCalendarPage *self,
            int              year)
{
  if (!way_calendar_year_is_known (year))
    return FALSE;
  self->year = year;
  way_page_refresh (WAY_PAGE (self));
  return TRUE;
}

static void
before_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  go_to_year (WAY_CALENDAR_PAGE (widget), WAY_CALENDAR_PAGE (widget)->year - 1);
}

static void
after_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  go_to_year (WAY_CALENDAR_PAGE (widget), WAY_CALENDAR_PAGE (widget)->year + 1);
}

static void
go_to_day (WayCalendarPage *self,
           const GDate     *day)
{
  int year = way_date_school_year (day);

  if (year == self->year || go_to_year (self, year))
    way_year_view_set_day (self->year_view, day);
}

static void
today_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WayCalendarPage *self = WAY_CALENDAR_PAGE (widget);

  go_to_day (self, way_session_get_today (get_session (self)));
  gtk_widget_grab_focus (GTK_WIDGET (self->year_view));
}

static void
day_left_cb (WayCalendarPage *self,
             guint            julian)
{
  GDate day = way_date_from_julian (julian);

  go_to_day (self, &day);
}

/* --- Acts --- */

static void
way_calendar_page_create (WayPage *page)
{
  WayCalendarPage *self = WAY_CALENDAR_PAGE (page);

  if (self->shown != NULL && !way_session_is_read_only (get_session (self)))
    way_calendar_ask_add (page, self->shown, way_year_view_get_day (self->year_view));
}

static void
add_action (GtkWidget  *widget,
            const char *action_name,
            GVariant   *parameter)
{
  way_calendar_page_create (WAY_PAGE (widget));
}

static void
change_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayCalendarPage *self = WAY_CALENDAR_PAGE (widget);
  const WayCalendarDay *entry = find_entry (self);

  if (entry != NULL)
    way_calendar_ask_change (WAY_PAGE (self), self->shown, entry);
}

static void
remove_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayCalendarPage *self = WAY_CALENDAR_PAGE (widget);
  const WayCalendarDay *entry = find_entry (self);

  if (entry != NULL)
    way_calendar_ask_remove (WAY_PAGE (self), entry);
  gtk_widget_grab_focus (GTK_WIDGET (self->year_view));
}

static void
import_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  WayCalendarPage *self = WAY_CALENDAR_PAGE (widget);

  if (self->shown != NULL)
    way_calendar_ask_import (WAY_PAGE (self), self->shown, NULL);
}

/* One file at a time: each is looked at first. */
static gboolean
drop_cb (WayCalendarPage *self,
         const GValue    *value)
{
  const GSList *files = g_value_get_boxed (value);
  g_autofree char *path = files != NULL ? g_file_get_path (files->data) : NULL;

  if (path == NULL || self->shown == NULL || way_session_is_read_only (get_session (self)))
    return FALSE;
  way_calendar_ask_import (WAY_PAGE (self), self->shown, path);
  return TRUE;
}

/* An entry is changed by Enter, a day without one is entered. */
static void
day_activated_cb (WayCalendarPage *self)
{
  if (find_entry (self) == NULL)
    way_calendar_page_create (WAY_PAGE (self));
  else if (!way_session_is_read_only (get_session (self)))
    way_calendar_ask_change (WAY_PAGE (self), self->shown, find_entry (self));
}

/* --- The page --- */

static void
show_terms (WayCalendarPage *self)
{
  g_autofree char *total = g_strdup_printf (ngettext ("%u school day", "%u school days",
                                                      self->shown->school_days),
                                            self->shown->school_days);
  g_autofree char *year = way_calendar_words_year (self->year);

  way_fact_grid_clear (self->term_grid);
  for (guint i = 0; i < self->shown->terms->len; i++)
    {
      const WayCalendarTerm *term = &g_array_index (self->shown->terms, WayCalendarTerm, i);
      g_autofree char *count = way_calendar_words_count (term);
      g_autofree char *bounds = way_calendar_words_bounds (term);

      way_fact_grid_add (self->term_grid, _(way_codes_label ("term", term->term.name)), count,
                         bounds);
    }
  way_fact_grid_add (self->term_grid, year, total, _("From September to August"));
}

static void
show_year (WayCalendarPage *self)
{
  gboolean writable = !way_session_is_read_only (get_session (self));
  g_autofree char *year = way_calendar_words_year (self->year);
  g_autofree char *caution = way_calendar_words_caution (self->shown);

  way_page_set_subtitle (WAY_PAGE (self), self->shown->place != NULL ? self->shown->place : "");
  gtk_label_set_label (self->year_label, year);
  gtk_label_set_label (self->caution_label, caution != NULL ? caution : "");
  gtk_widget_set_visible (GTK_WIDGET (self->caution_box), caution != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.add", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.import", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.before",
                                 way_calendar_year_is_known (self->year - 1));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "calendar.after",
                                 way_calendar_year_is_known (self->year + 1));
  show_terms (self);
}

/* A place that another file does not have gives way to its authority. */
static WayCalendarYear *
read_year (WayCalendarPage  *self,
           WayFacts         *facts,
           GError          **error)
{
  g_autoptr(GError) fault = NULL;
  WayCalendarYear *year = way_calendar_year_load (facts, &self->place, self->year, &fault);

  if (year != NULL)
    return year;
  if (!g_error_matches (fault, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  self->place = (WayId) { { 0 } };
  return way_calendar_year_load (facts, &self->place, self->year, error);
}

static gboolean
load_year (WayCalendarPage  *self,
           GError          **error)
{
  WaySession *session = get_session (self);
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), error);
  g_autoptr(WayCalendarYear) before = NULL;
  WayCalendarYear *year;

  if (self->year == 0)
    self->year = way_date_school_year (way_session_get_today (session));
  year = facts != NULL ? read_year (self, facts, error) : NULL;
  if (year == NULL)
    return FALSE;
  before = g_steal_pointer (&self->shown);
  self->shown = year;
  way_year_view_set_year (self->year_view, year, way_session_get_today (session));
  return TRUE;
}

static void
way_calendar_page_refresh (WayPage *page)
{
  WayCalendarPage *self = WAY_CALENDAR_PAGE (page);
  g_autoptr(GError) error = NULL;

  if (way_session_get_db (get_session (self)) == NULL)
    {
      way_page_show_empty (page);
      return;
    }
  if (!load_year (self, &error) || !fill_places (self, &error))
    {
      way_page_show_failed (page, error);
      return;
    }
  show_year (self);
  way_page_show_content (page);
}

static void
way_calendar_page_set_record (WayPage     *page,
                              const char  *entity,
                              const WayId *id)
{
  g_return_if_fail (g_str_equal (entity, "establishment"));

  WAY_CALENDAR_PAGE (page)->place = *id;
}

static void
way_calendar_page_dispose (GObject *object)
{
  WayCalendarPage *self = WAY_CALENDAR_PAGE (object);

  self->filling = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_CALENDAR_PAGE);

  G_OBJECT_CLASS (way_calendar_page_parent_class)->dispose (object);
}

static void
way_calendar_page_finalize (GObject *object)
{
  WayCalendarPage *self = WAY_CALENDAR_PAGE (object);

  g_clear_pointer (&self->places, g_ptr_array_unref);
  g_clear_pointer (&self->shown, way_calendar_year_free);

  G_OBJECT_CLASS (way_calendar_page_parent_class)->finalize (object);
}

static void
way_calendar_page_class_init (WayCalendarPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_calendar_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_calendar_page_finalize;
  WAY_PAGE_CLASS (klass)->refresh = way_calendar_page_refresh;
  WAY_PAGE_CLASS (klass)->create = way_calendar_page_create;
  WAY_PAGE_CLASS (klass)->set_record = way_calendar_page_set_record;

  g_type_ensure (WAY_TYPE_EMPTY_STATE);
  g_type_ensure (WAY_TYPE_FACT_GRID);
  g_type_ensure (WAY_TYPE_YEAR_KEY);
  g_type_ensure (WAY_TYPE_YEAR_VIEW);
  gtk_widget_class_install_action (widget_class, "calendar.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "calendar.change", NULL, change_action);
  gtk_widget_class_install_action (widget_class, "calendar.remove", NULL, remove_action);
  gtk_widget_class_install_action (widget_class, "calendar.import", NULL, import_action);
  gtk_widget_class_install_action (widget_class, "calendar.before", NULL, before_action);
  gtk_widget_class_install_action (widget_class, "calendar.after", NULL, after_action);
  gtk_widget_class_install_action (widget_class, "calendar.today", NULL, today_action);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/calendar-page.ui");
  gtk_widget_class_bind_template_child (widget_class, WayCalendarPage, place_choice);
  gtk_widget_class_bind_template_child (widget_class, WayCalendarPage, year_label);
  gtk_widget_class_bind_template_child (widget_class, WayCalendarPage, day_label);
  gtk_widget_class_bind_template_child (widget_class, WayCalendarPage, entry_label);
  gtk_widget_class_bind_template_child (widget_class, WayCalendarPage, caution_box);
  gtk_widget_class_bind_template_child (widget_class, WayCalendarPage, caution_label);
  gtk_widget_class_bind_template_child (widget_class, WayCalendarPage, year_view);
  gtk_widget_class_bind_template_child (widget_class, WayCalendarPage, term_grid);
  gtk_widget_class_bind_template_callback (widget_class, place_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_moved_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, day_activated_cb);
}

static void
way_calendar_page_init (WayCalendarPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_down_set_expression (self->place_choice,
                                gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL,
                                                             "string"));
  g_signal_connect_swapped (target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
