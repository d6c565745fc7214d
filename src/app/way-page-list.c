/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which pages there are.  Adding a page is one row here; way-page.h says how
 * the page itself is made. */
#include "way-page-list.h"

#include <glib/gi18n.h>

#include "way-attendance-page.h"
#include "way-board-page.h"
#include "way-backups-page.h"
#include "way-calendar-page.h"
#include "way-directory-page.h"
#include "way-establishment-page.h"
#include "way-exchange-page.h"
#include "way-figures-page.h"
#include "way-funding-page.h"
#include "way-history-page.h"
#include "way-meeting-page.h"
#include "way-outcomes-page.h"
#include "way-panel-page.h"
#include "way-placement-page.h"
#include "way-placements-page.h"
#include "way-places-page.h"
#include "way-provision-page.h"
#include "way-publish-page.h"
#include "way-pupil-page.h"
#include "way-pupils-page.h"
#include "way-queue-page.h"
#include "way-record-page.h"
#include "way-referral-page.h"
#include "way-referrals-page.h"
#include "way-register-page.h"
#include "way-retention-page.h"
#include "way-strategy-page.h"
#include "way-today-page.h"
#include "way-visit-page.h"
#include "way-visits-page.h"
#include "way-user-page.h"
#include "way-users-page.h"

static const WayPageInfo pages[] = {
  { "figures", N_("Figures"), "way-chart-symbolic", 0, way_figures_page_get_type,
    .copies = WAY_COPY_GOVERNANCE },
  { "today", N_("Today"), "way-today-symbolic", 0, way_today_page_get_type },
  { "referrals", N_("Referrals"), "way-referrals-symbolic", 1, way_referrals_page_get_type,
    way_referrals_page_count },
  { "panel", N_("Panel"), "way-panel-symbolic", 1, way_panel_page_get_type },
  { "queue", N_("Queue"), "way-queue-symbolic", 1, way_queue_page_get_type },
  { "pupils", N_("Pupils"), "way-pupils-symbolic", 1, way_pupils_page_get_type },
  { "placements", N_("Placements"), "way-placements-symbolic", 1, way_placements_page_get_type },
  { "register", N_("Section 19"), "way-register-symbolic", 1, way_register_page_get_type },
  { "attendance", N_("Attendance"), "x-office-spreadsheet-symbolic", 1,
    way_attendance_page_get_type },
  { "visits", N_("Visits"), "way-visits-symbolic", 2, way_visits_page_get_type },
  { "directory", N_("Directory"), "way-directory-symbolic", 2, way_directory_page_get_type },
  { "places", N_("Places"), "way-places-symbolic", 2, way_places_page_get_type,
    .copies = WAY_COPY_OFFICE },
  { "funding", N_("Double Funding"), "way-money-symbolic", 2, way_funding_page_get_type },
  { "calendar", N_("Calendar"), "x-office-calendar-symbolic", 2, way_calendar_page_get_type },
  { "outcomes", N_("Outcomes"), "way-chart-symbolic", 3, way_outcomes_page_get_type,
    .copies = WAY_COPY_OFFICE },
  { "strategy", N_("Strategy"), "way-strategy-symbolic", 3, way_strategy_page_get_type,
    .copies = WAY_COPIES_ALL },
  { "board", N_("Board Pack"), "way-board-symbolic", 3, way_board_page_get_type,
    .copies = WAY_COPY_OFFICE },
  { "publish", N_("Publish"), "send-to-symbolic", 3, way_publish_page_get_type,
    .copies = WAY_COPY_OFFICE },
  { "exchange", N_("Exchange"), "way-exchange-symbolic", 4, way_exchange_page_get_type,
    way_exchange_page_count_conflicts, WAY_COPIES_ALL },
  { "backups", N_("Backups"), "drive-harddisk-symbolic", 4, way_backups_page_get_type,
    .copies = WAY_COPIES_ALL },
  { "history", N_("History"), "way-history-symbolic", 4, way_history_page_get_type },
  { "retention", N_("Records to Review"), "way-sealed-symbolic", 4, way_retention_page_get_type },
  { "users", N_("Users"), "avatar-default-symbolic", 4, way_users_page_get_type },
};

static const WayRecordPageInfo record_pages[] = {
  { "action", "visits", way_action_page_get_type },
  { "establishment", "directory", way_establishment_page_get_type },
  { "meeting", "panel", way_meeting_page_get_type },
  { "placement", "placements", way_placement_page_get_type },
  { "placement_hold", "visits", way_hold_page_get_type },
  { "provision", "directory", way_provision_page_get_type },
  { "pupil", "pupils", way_pupil_page_get_type },
  { "referral", "referrals", way_referral_page_get_type },
  { "visit", "visits", way_visit_page_get_type },
  { "user", "users", way_user_page_get_type },
  { NULL },
};

const WayPageInfo *
way_page_list_get_pages (guint *n_pages)
{
  *n_pages = G_N_ELEMENTS (pages);
  return pages;
}

const WayPageInfo *
way_page_list_find (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].id, id) == 0)
      return &pages[i];
  return NULL;
}

gboolean
way_page_list_is_shown (const WayPageInfo *info,
                        WaySession        *session)
{
  guint copies = info->copies != 0 ? info->copies : WAY_COPIES_STAFF;

  return (copies & way_session_get_role (session)) != 0;
}

const WayRecordPageInfo *
way_page_list_find_record (const char *entity)
{
  /* Any record has a page; the sidebar's light stays where it is. */
  static const WayRecordPageInfo any_record = { NULL, NULL, way_record_page_get_type };

  for (const WayRecordPageInfo *info = record_pages; info->entity != NULL; info++)
    if (g_strcmp0 (info->entity, entity) == 0)
      return info;
  return way_entity_by_name (entity) != NULL ? &any_record : NULL;
}
