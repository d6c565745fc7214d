/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A school or setting; its calendar is a page of its own. */
#include "way-establishment-page.h"

#include "way-calendar-link.h"

struct _WayEstablishmentPage
{
  WayRecordPage    parent_instance;

  WayCalendarLink *calendar;
};

G_DEFINE_FINAL_TYPE (WayEstablishmentPage, way_establishment_page, WAY_TYPE_RECORD_PAGE)

static void
way_establishment_page_show (WayRecordPage *page,
                             gpointer       record)
{
  WAY_RECORD_PAGE_CLASS (way_establishment_page_parent_class)->show (page, record);
  way_calendar_link_show (WAY_ESTABLISHMENT_PAGE (page)->calendar,
                          way_page_get_session (WAY_PAGE (page)), way_record_page_get_id (page));
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
}

static void
way_establishment_page_init (WayEstablishmentPage *self)
{
  self->calendar = WAY_CALENDAR_LINK (way_calendar_link_new ());
  gtk_box_append (way_record_page_get_top (WAY_RECORD_PAGE (self)), GTK_WIDGET (self->calendar));
}
