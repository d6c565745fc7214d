/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page of a user: their roles, and the step that gives them one. */
#include "way-user-page.h"

#include <glib/gi18n.h>

#include "way-access.h"
#include "way-page-ask.h"
#include "way-permit.h"

struct _WayUserPage
{
  WayRecordPage parent_instance;
};

G_DEFINE_FINAL_TYPE (WayUserPage, way_user_page, WAY_TYPE_RECORD_PAGE)

static void
grant_action (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  WaySession *session = way_page_get_session (WAY_PAGE (widget));
  const WayId *user = way_record_page_get_id (WAY_RECORD_PAGE (widget));
  g_autoptr(WayRoleGrant) grant = way_role_grant_new ();
  g_autoptr(GError) error = NULL;
  WayRecordAsk what = {
    .entity = &way_role_grant_entity,
    .record = grant,
    .is_new = TRUE,
    .form = "role-grant",
    .title = _("Give a Role"),
    .verb = _("_Give"),
    .edit_name = _("Give a user a role"),
  };

  if (!way_permit_check (way_session_get_db (session), way_permit_act_of (&way_role_grant_entity),
                         &error))
    {
      way_page_say (WAY_PAGE (widget), FALSE, NULL, error);
      return;
    }
  grant->user = *user;
  grant->from = *way_session_get_today (session);
  way_page_ask (WAY_PAGE (widget), &what, user, _("Role given"));
}

static void
way_user_page_show (WayRecordPage *page,
                    gpointer       record)
{
  WAY_RECORD_PAGE_CLASS (way_user_page_parent_class)->show (page, record);
  way_record_page_set_step (page, _("Give a Role…"), NULL, "user.grant", NULL);
}

static gboolean
way_user_page_shows_related (WayRecordPage   *page,
                             const WayEntity *entity,
                             const WayField  *field)
{
  return entity == &way_role_grant_entity || entity == &way_case_access_entity;
}

static void
way_user_page_class_init (WayUserPageClass *klass)
{
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "user.grant", NULL, grant_action);
  WAY_RECORD_PAGE_CLASS (klass)->show = way_user_page_show;
  WAY_RECORD_PAGE_CLASS (klass)->shows_related = way_user_page_shows_related;
}

static void
way_user_page_init (WayUserPage *self)
{
}
