/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a setting to its school days. */
#include "way-calendar-link.h"

#include <glib/gi18n.h>

#include "way-calendar-words.h"

struct _WayCalendarLink
{
  GtkBox        parent_instance;

  AdwActionRow *row;
};

G_DEFINE_FINAL_TYPE (WayCalendarLink, way_calendar_link, GTK_TYPE_BOX)

static void
way_calendar_link_class_init (WayCalendarLinkClass *klass)
{
}

static void
way_calendar_link_init (WayCalendarLink *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->row = ADW_ACTION_ROW (adw_action_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->row), _("School days"));
  adw_action_row_set_icon_name (self->row, "x-office-calendar-symbolic");
  adw_action_row_add_suffix (self->row, gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->row), TRUE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_append (GTK_LIST_BOX (list), GTK_WIDGET (self->row));
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_widget_set_hexpand (list, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("School days"), -1);
  gtk_box_append (GTK_BOX (self), list);
}

GtkWidget *
way_calendar_link_new (void)
{
  return g_object_new (WAY_TYPE_CALENDAR_LINK, NULL);
}

void
way_calendar_link_show (WayCalendarLink *self,
                        WaySession      *session,
                        const WayId     *establishment)
{
  int school_year = way_date_school_year (way_session_get_today (session));
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), NULL);
  g_autoptr(WayCalendarYear) year = NULL;
  g_autofree char *id = way_id_to_string (establishment);
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;

  g_return_if_fail (WAY_IS_CALENDAR_LINK (self));

  if (facts != NULL)
    year = way_calendar_year_load (facts, establishment, school_year, NULL);
  words = year != NULL ? way_calendar_words_summary (year) : g_strdup ("");
  escaped = g_markup_escape_text (words, -1);
  adw_action_row_set_subtitle (self->row, escaped);
  /* A name and a target that do not fit, even for a moment, are a warning. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->row), NULL);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->row), "(sss)", "calendar",
                                    "establishment", id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->row), "win.open-page-of");
}
