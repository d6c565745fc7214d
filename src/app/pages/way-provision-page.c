/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a provision: the view of what people ask, above what any record
 * page has. */
#include "way-provision-page.h"

#include <glib/gi18n.h>
#include <string.h>

#include "way-calendar-link.h"
#include "way-date-words.h"
#include "way-provision-view.h"
#include "way-window.h"

struct _WayProvisionPage
{
  WayRecordPage     parent_instance;

  WayProvisionView *view;
  WayCalendarLink  *calendar;
};

G_DEFINE_FINAL_TYPE (WayProvisionPage, way_provision_page, WAY_TYPE_RECORD_PAGE)

/* Whether the setting is a registered school, and since when that is known. */
static void
show_registration (WayProvisionPage         *self,
                   const WayDirectoryRecord *record)
{
  const GDate *today = way_session_get_today (way_page_get_session (WAY_PAGE (self)));

  for (guint i = 0; i < record->checks->len; i++)
    {
      const WayDirectoryCheck *check = &g_array_index (record->checks, WayDirectoryCheck, i);

      if (strcmp (check->kind->id, "registration") == 0 && way_date_is_set (&check->checked))
        {
          g_autofree char *day = way_date_words_day (&check->checked, today);
          g_autofree char *text = g_strdup_printf (_("Registered, checked on %s"), day);

          way_record_page_set_state (WAY_RECORD_PAGE (self), text, "object-select-symbolic", NULL);
          return;
        }
    }
  way_record_page_set_state (WAY_RECORD_PAGE (self), NULL, NULL, NULL);
}

static void
way_provision_page_show (WayRecordPage *page,
                         gpointer       record)
{
  WayProvisionPage *self = WAY_PROVISION_PAGE (page);
  WaySession *session = way_page_get_session (WAY_PAGE (page));
  const GDate *today = way_session_get_today (session);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayFacts) facts = way_facts_new (way_session_get_db (session), &error);
  g_autoptr(WayDirectoryRecord) found = NULL;
  g_autofree char *detail = NULL;
  g_autofree char *free = NULL;
  g_autofree char *part = NULL;

  WAY_RECORD_PAGE_CLASS (way_provision_page_parent_class)->show (page, record);
  if (facts != NULL)
    found = way_directory_record_load (facts, way_record_page_get_id (page), today, &error);
  if (found == NULL)
    {
      way_page_show_failed (WAY_PAGE (page), error);
      return;
    }
  detail = way_provision_words_for (found->row);
  free = way_provision_words_free (found);
  part = strcmp (found->setting->name, found->provision->name) != 0
           ? g_strdup_printf (_("Directory · part of %s"), found->setting->name)
           : g_strdup (_("Directory"));
  way_page_set_subtitle (WAY_PAGE (page), part);
  way_record_page_set_detail (page, detail);
  show_registration (self, found);
  way_record_page_set_step (page, _("Refer a Pupil"), free, "win.new", NULL);
  way_provision_view_show (self->view, found);
  way_calendar_link_show (self->calendar, session, &found->provision->establishment);
}

/* Opens the form of a referral. */
static void
way_provision_page_create (WayPage *page)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (page));

  if (WAY_IS_WINDOW (root) && way_window_open_page (WAY_WINDOW (root), "referrals"))
    way_page_create (way_window_get_page (WAY_WINDOW (root)));
}

/* What the view says already. */
static gboolean
way_provision_page_shows_field (WayRecordPage  *page,
                                const WayField *field)
{
  static const char *const said[] = {
    "establishment", "name", "kind", "phase", "year_low", "year_high", "tiers", "weeks_most",
    "week_kind", "contact", "telephone", "email", "description", "access", "way_out", NULL
  };

  return !g_strv_contains (said, field->name);
}

static gboolean
way_provision_page_shows_related (WayRecordPage   *page,
                                  const WayEntity *entity,
                                  const WayField  *field)
{
  static const char *const shown[] = { "capacity", "price", "criterion", "placement", NULL };

  return g_strv_contains (shown, entity->name);
}

static void
way_provision_page_class_init (WayProvisionPageClass *klass)
{
  WAY_PAGE_CLASS (klass)->create = way_provision_page_create;
  WAY_RECORD_PAGE_CLASS (klass)->show = way_provision_page_show;
  WAY_RECORD_PAGE_CLASS (klass)->shows_field = way_provision_page_shows_field;
  WAY_RECORD_PAGE_CLASS (klass)->shows_related = way_provision_page_shows_related;
}

static void
way_provision_page_init (WayProvisionPage *self)
{
  self->view = WAY_PROVISION_VIEW (way_provision_view_new ());
  self->calendar = WAY_CALENDAR_LINK (way_calendar_link_new ());
  gtk_box_append (way_record_page_get_top (WAY_RECORD_PAGE (self)), GTK_WIDGET (self->view));
  gtk_box_append (way_record_page_get_top (WAY_RECORD_PAGE (self)), GTK_WIDGET (self->calendar));
}
