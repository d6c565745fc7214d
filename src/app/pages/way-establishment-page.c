/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A school or setting; its calendar is a page of its own.  What holds new placements
 * there stands at the top. */
#include "way-establishment-page.h"

#include <glib/gi18n.h>

#include "way-calendar-link.h"
#include "way-codes.h"
#include "way-date-words.h"
#include "way-holds.h"
#include "way-visit-dialogs.h"

struct _WayEstablishmentPage
{
  WayRecordPage    parent_instance;

  WayCalendarLink *calendar;
};

G_DEFINE_FINAL_TYPE (WayEstablishmentPage, way_establishment_page, WAY_TYPE_RECORD_PAGE)

static void
show_hold (WayRecordPage *page)
{
  WaySession *session = way_page_get_session (WAY_PAGE (page));
  const GDate *today = way_session_get_today (session);
  g_autoptr(WayPlacementHold) hold = way_hold_find (way_session_get_db (session),
                                                    way_record_page_get_id (page), today, NULL);
  g_autofree char *day = hold != NULL ? way_date_words_day (&hold->from, today) : NULL;
  g_autofree char *text = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (page), "setting.hold", hold == NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (page), "setting.clear", hold != NULL);
  if (hold == NULL)
    return;
  text = g_strdup_printf (_("New placements are held since %s: %s"), day,
                          _(way_codes_label ("hold_reason", hold->reason)));
  way_record_page_set_state (page, text, "dialog-warning-symbolic", NULL);
}

static void
setting_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  WayPage *page = WAY_PAGE (widget);
  const WayId *id = way_record_page_get_id (WAY_RECORD_PAGE (widget));
  WaySession *session = way_page_get_session (page);
  g_autoptr(WayPlacementHold) hold = NULL;

  if (g_str_equal (name, "setting.plan-visit"))
    way_visit_ask_plan (page, id);
  else if (g_str_equal (name, "setting.agree-action"))
    way_visit_ask_action (page, id);
  else if (g_str_equal (name, "setting.hold"))
    way_visit_ask_hold (page, id);
  else
    {
      hold = way_hold_find (way_session_get_db (session), id, way_session_get_today (session),
                            NULL);
      if (hold != NULL)
        way_visit_ask_clear (page, hold);
    }
}

static void
way_establishment_page_show (WayRecordPage *page,
                             gpointer       record)
{
  WAY_RECORD_PAGE_CLASS (way_establishment_page_parent_class)->show (page, record);
  way_calendar_link_show (WAY_ESTABLISHMENT_PAGE (page)->calendar,
                          way_page_get_session (WAY_PAGE (page)), way_record_page_get_id (page));
  show_hold (page);
}

/* Its calendars are what the link leads to. */
static gboolean
way_establishment_page_shows_related (WayRecordPage   *page,
                                      const WayEntity *entity,
                                      const WayField  *field)
{
  return !g_str_equal (entity->name, "calendar");
}

static void
way_establishment_page_class_init (WayEstablishmentPageClass *klass)
{
  WAY_RECORD_PAGE_CLASS (klass)->show = way_establishment_page_show;
  WAY_RECORD_PAGE_CLASS (klass)->shows_related = way_establishment_page_shows_related;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "setting.plan-visit", NULL,
                                   setting_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "setting.agree-action", NULL,
                                   setting_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "setting.hold", NULL,
                                   setting_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "setting.clear", NULL,
                                   setting_action);
}

static void
way_establishment_page_init (WayEstablishmentPage *self)
{
  self->calendar = WAY_CALENDAR_LINK (way_calendar_link_new ());
  gtk_box_append (way_record_page_get_top (WAY_RECORD_PAGE (self)), GTK_WIDGET (self->calendar));
  way_record_page_add_to_menu (WAY_RECORD_PAGE (self), _("Plan a Visit…"), "setting.plan-visit");
  way_record_page_add_to_menu (WAY_RECORD_PAGE (self), _("Agree an Action…"),
                               "setting.agree-action");
  way_record_page_add_to_menu (WAY_RECORD_PAGE (self), _("Hold New Placements…"), "setting.hold");
  way_record_page_add_to_menu (WAY_RECORD_PAGE (self), _("Clear the Hold…"), "setting.clear");
}
