/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one gate through which records leave the window. */
#include "way-hand-out.h"

#include "way-error-text.h"
#include "way-permit.h"
#include "way-record-page.h"

/* What is on the page, without a child's name: a record's page is called by it. */
static void
describe (WayPage        *page,
          const char     *how,
          WayTrailEntry  *entry,
          char          **what)
{
  if (!WAY_IS_RECORD_PAGE (page))
    {
      *what = g_strdup_printf ("%s: %s", how, way_page_get_title (page));
      return;
    }
  entry->entity = way_record_page_get_entity (WAY_RECORD_PAGE (page));
  entry->row = *way_record_page_get_id (WAY_RECORD_PAGE (page));
  entry->count = 1;
  *what = g_strdup_printf ("%s: %s", how, entry->entity->name);
}

static gboolean
hand_out (GtkWidget     *from,
          const char    *action,
          const char    *how,
          const char    *entity,
          const GArray  *ids,
          GError       **error)
{
  GtkWidget *page = gtk_widget_get_ancestor (from, WAY_TYPE_PAGE);
  WayTrailEntry entry = { .action = action };
  g_autofree char *what = NULL;
  WayDb *db;

  if (page == NULL)                 /* a dialog's own list: what is typed, not what is kept */
    return TRUE;
  db = way_session_get_db (way_page_get_session (WAY_PAGE (page)));
  if (db == NULL)
    return TRUE;
  describe (WAY_PAGE (page), how, &entry, &what);
  entry.what = what;
  if (entity != NULL && ids->len > 0)
    {
      entry.entity = way_entity_by_name (entity);
      entry.row = (WayId) { 0 };
      entry.count = ids->len;
    }
  return way_permit_hand_out (db, &entry, entry.entity != NULL ? ids : NULL, error);
}

static gboolean
say (GtkWidget    *from,
     gboolean      done,
     const GError *error)
{
  g_autofree char *text = done ? NULL : way_error_text (error);

  if (!done)
    gtk_widget_activate_action (from, "win.toast", "(sb)", text, FALSE);
  return done;
}

gboolean
way_hand_out (GtkWidget   *from,
              const char  *action,
              const char  *how,
              GError     **error)
{
  return hand_out (from, action, how, NULL, NULL, error);
}

gboolean
way_hand_out_say (GtkWidget  *from,
                  const char *action,
                  const char *how)
{
  g_autoptr(GError) error = NULL;

  return say (from, hand_out (from, action, how, NULL, NULL, &error), error);
}

gboolean
way_hand_out_rows (GtkWidget    *from,
                   const char   *action,
                   const char   *how,
                   const char   *entity,
                   const GArray *ids)
{
  g_autoptr(GError) error = NULL;

  return say (from, hand_out (from, action, how, entity, ids, &error), error);
}
