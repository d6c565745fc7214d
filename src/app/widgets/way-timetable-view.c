/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words and cells of a child's week; what it is was found by the service. */
#include "way-timetable-view.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "way-codes.h"
#include "way-date-words.h"
#include "way-doubts.h"
#include "way-match.h"
#include "way-source-button.h"

#define SLOT_SET "session_slot"

struct _WayTimetableView
{
  GtkBox      parent_instance;

  GPtrArray  *cells;         /* GtkLabel *, in the set's order; owned by grid */

  /* Template children */
  GtkLabel   *hours_label;
  GtkLabel   *day_label;
  GtkListBox *doubt_list;
  GtkGrid    *grid;
  GtkListBox *site_list;
};

G_DEFINE_FINAL_TYPE (WayTimetableView, way_timetable_view, GTK_TYPE_BOX)

/* --- The half days --- */

/* The names of those who give a half day. */
static char *
name_sites (const WayPupilHours *hours,
            guint                slot)
{
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < hours->sites->len; i++)
    {
      const WayPupilSite *site = &g_array_index (hours->sites, WayPupilSite, i);

      if ((site->slots & slot) != 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", site->name);
    }
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
cell_words (const WayPupilHours *hours,
            guint                slot)
{
  g_autofree char *names = name_sites (hours, slot);

  switch (way_pupil_hours_half_day (hours, slot))
    {
    case WAY_HALF_DAY_TAKEN:
      return g_steal_pointer (&names);
    case WAY_HALF_DAY_TWICE:
      /* Translators: a half day that two sites claim: “Twice: Fernhill School, Beacon Centre”. */
      return g_strdup_printf (_("Twice: %s"), names);
    case WAY_HALF_DAY_OPEN:
      return g_strdup (_("Not said"));
    case WAY_HALF_DAY_FREE:
    default:
      return g_strdup (_("Nothing"));
    }
}

static void
show_cell (GtkLabel            *cell,
           const WayPupilHours *hours,
           const WayCode       *slot)
{
  static const char *const classes[] = {
    [WAY_HALF_DAY_FREE] = "free", [WAY_HALF_DAY_TAKEN] = "taken", [WAY_HALF_DAY_TWICE] = "twice",
    [WAY_HALF_DAY_OPEN] = "open",
  };
  guint bit = way_match_slots (slot->id);
  const char *css[] = { "half-day", classes[way_pupil_hours_half_day (hours, bit)], NULL };
  g_autofree char *words = cell_words (hours, bit);
  /* Translators: a half day and who gives it: “Monday morning: Beacon Centre”. */
  g_autofree char *whole = g_strdup_printf (_("%s: %s"), _(slot->label), words);

  gtk_label_set_label (cell, words);
  gtk_widget_set_css_classes (GTK_WIDGET (cell), css);
  gtk_widget_set_tooltip_text (GTK_WIDGET (cell), whole);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, whole, -1);
}

static void
show_cells (WayTimetableView    *self,
            const WayPupilHours *hours)
{
  g_autoptr(GPtrArray) slots = way_codes_list (SLOT_SET, NULL);

  for (guint i = 0; i < slots->len; i++)
    show_cell (g_ptr_array_index (self->cells, i), hours, g_ptr_array_index (slots, i));
}

static void
add_cell (WayTimetableView *self,
          const WayCode    *slot)
{
  static const char *const weekdays[] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"),
                                          N_("Sat"), N_("Sun") };
  GtkWidget *cell = gtk_label_new (NULL);
  int column = CLAMP (way_code_get_int (slot, "weekday", 1), 1, 7);
  int row = g_strcmp0 (way_code_get (slot, "half"), "pm") == 0 ? 2 : 1;

  g_object_set (cell, "hexpand", TRUE, "wrap", TRUE, "wrap-mode", PANGO_WRAP_WORD_CHAR, "lines", 3,
                "ellipsize", PANGO_ELLIPSIZE_END, "width-chars", 5, "max-width-chars", 6,
                "justify", GTK_JUSTIFY_CENTER, NULL);
  gtk_grid_attach (self->grid, cell, column, row, 1, 1);
  g_ptr_array_add (self->cells, cell);
  if (gtk_grid_get_child_at (self->grid, column, 0) == NULL)
    {
      GtkWidget *head = gtk_label_new (_(weekdays[column - 1]));

      gtk_widget_add_css_class (head, "dim-label");
      gtk_grid_attach (self->grid, head, column, 0, 1, 1);
    }
}

/* --- Rows --- */

/* A row that opens its record. */
static AdwActionRow *
add_row (GtkListBox  *list,
         const char  *icon_name,
         const char  *title,
         const char  *subtitle,
         const char  *entity,
         const WayId *id)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  char text[WAY_ID_TEXT_SIZE];

  way_id_format (id, text);
  g_object_set (icon, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "(ss)", entity, text);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.open-record");
  gtk_list_box_append (list, row);
  return ADW_ACTION_ROW (row);
}

static void
add_arrow (AdwActionRow *row)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  g_object_set (arrow, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  adw_action_row_add_suffix (row, arrow);
}

static void
clear_list (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}

/* What mends a doubt is on the page of its record. */
static void
show_doubts (WayTimetableView *self,
             const GArray     *doubts,
             const GDate      *today)
{
  clear_list (self->doubt_list);
  for (guint i = 0; i < doubts->len; i++)
    {
      const WayDoubt *doubt = &g_array_index (doubts, WayDoubt, i);
      g_autofree char *day = NULL;
      g_autofree char *since = NULL;
      AdwActionRow *row;

      if (way_date_is_set (&doubt->from))
        {
          day = way_date_words_day (&doubt->from, today);
          since = g_strdup_printf (_("Since %s. Open the record to put it right"), day);
        }
      row = add_row (self->doubt_list, "dialog-warning-symbolic", doubt->text,
                     since != NULL ? since : _("Open the record to put it right"), doubt->entity,
                     &doubt->record);
      if (doubt->source != NULL)
        {
          GtkWidget *source = way_source_button_new (NULL);

          way_source_button_set (WAY_SOURCE_BUTTON (source), doubt->text, doubt->source);
          adw_action_row_add_suffix (row, source);
        }
      add_arrow (row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->doubt_list), doubts->len > 0);
}

/* "Monday morning, Monday afternoon"; all of the week, and nothing, in a word. */
static char *
say_slots (guint slots)
{
  g_autoptr(GPtrArray) codes = way_codes_list (SLOT_SET, NULL);
  g_autoptr(GString) words = g_string_new (NULL);

  if (slots == 0)
    return g_strdup (_("which half days is not said"));
  if (slots == way_match_all_slots ())
    return g_strdup (_("every half day"));
  for (guint i = 0; i < codes->len; i++)
    {
      const WayCode *code = g_ptr_array_index (codes, i);

      if (way_match_slots (code->id) & slots)
        g_string_append_printf (words, "%s%s", words->len > 0 ? ", " : "", _(code->label));
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
say_site (const WayPupilSite *site)
{
  g_autofree char *slots = say_slots (site->slots);
  guint n = site->part.sessions >= 0 ? (guint) site->part.sessions
                                     : way_match_count_slots (site->slots);

  if (site->part.sessions < 0 && site->slots == 0)
    return g_strdup (_("How much of the week is not said"));
  if (n == 0)
    return g_strdup (_("No half days: others give the week"));
  /* Translators: how much, and when: “2 half days a week: Monday morning, Friday afternoon”. */
  return g_strdup_printf (ngettext ("%u half day a week: %s", "%u half days a week: %s", n), n,
                          slots);
}

static char *
say_part_time (const WayPartTime *row,
               const GDate       *today)
{
  g_autoptr(GString) words = g_string_new (NULL);

  if (row->sessions != WAY_INTEGER_NONE)
    g_string_append_printf (words, ngettext ("%d half day a week", "%d half days a week",
                                             (gulong) row->sessions), (int) row->sessions);
  if (way_date_is_set (&row->to))
    {
      g_autofree char *day = way_date_words_day (&row->to, today);

      g_string_append (words, words->len > 0 ? " · " : "");
      g_string_append_printf (words, _("until %s"), day);
    }
  if (way_date_is_set (&row->review))
    {
      g_autofree char *day = way_date_words_day (&row->review, today);

      g_string_append (words, words->len > 0 ? " · " : "");
      g_string_append_printf (words, _("looked at again on %s"), day);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
show_sites (WayTimetableView    *self,
            const WayPupilHours *hours,
            const GDate         *today)
{
  clear_list (self->site_list);
  for (guint i = 0; i < hours->sites->len; i++)
    {
      const WayPupilSite *site = &g_array_index (hours->sites, WayPupilSite, i);
      g_autofree char *words = say_site (site);

      add_arrow (add_row (self->site_list,
                          site->is_placement ? "way-placements-symbolic" : "way-directory-symbolic",
                          site->name, words, site->is_placement ? "placement" : "enrolment",
                          &site->record));
    }
  for (guint i = 0; i < hours->part_time->len; i++)
    {
      const WayPartTime *row = g_ptr_array_index (hours->part_time, i);
      g_autofree char *words = say_part_time (row, today);

      add_arrow (add_row (self->site_list, "x-office-calendar-symbolic", _("Part-time timetable"),
                          words, "part_time", &row->id));
    }
  gtk_widget_set_visible (GTK_WIDGET (self->site_list),
                          hours->sites->len + hours->part_time->len > 0);
}

/* --- The view --- */

static void
way_timetable_view_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), WAY_TYPE_TIMETABLE_VIEW);

  G_OBJECT_CLASS (way_timetable_view_parent_class)->dispose (object);
}

static void
way_timetable_view_finalize (GObject *object)
{
  g_ptr_array_unref (WAY_TIMETABLE_VIEW (object)->cells);

  G_OBJECT_CLASS (way_timetable_view_parent_class)->finalize (object);
}

static void
way_timetable_view_class_init (WayTimetableViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = way_timetable_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = way_timetable_view_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/waymark/Waymark/ui/timetable-view.ui");
  gtk_widget_class_bind_template_child (widget_class, WayTimetableView, hours_label);
  gtk_widget_class_bind_template_child (widget_class, WayTimetableView, day_label);
  gtk_widget_class_bind_template_child (widget_class, WayTimetableView, doubt_list);
  gtk_widget_class_bind_template_child (widget_class, WayTimetableView, grid);
  gtk_widget_class_bind_template_child (widget_class, WayTimetableView, site_list);
}

static void
way_timetable_view_init (WayTimetableView *self)
{
  g_autoptr(GPtrArray) slots = way_codes_list (SLOT_SET, NULL);

  self->cells = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < slots->len; i++)
    add_cell (self, g_ptr_array_index (slots, i));
}

GtkWidget *
way_timetable_view_new (void)
{
  return g_object_new (WAY_TYPE_TIMETABLE_VIEW, NULL);
}

void
way_timetable_view_show (WayTimetableView    *self,
                         const WayPupilHours *hours,
                         const GArray        *doubts,
                         const GDate         *today)
{
  g_autofree char *words = way_pupil_hours_words (hours);
  g_autofree char *day = way_date_words_long (today);
  g_autofree char *note = g_strdup_printf (_("The week over all sites as it is on %s"), day);

  g_return_if_fail (WAY_IS_TIMETABLE_VIEW (self));

  gtk_label_set_label (self->hours_label, words);
  gtk_label_set_label (self->day_label, note);
  show_doubts (self, doubts, today);
  show_cells (self, hours);
  show_sites (self, hours, today);
}
