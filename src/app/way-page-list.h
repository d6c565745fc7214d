/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-page.h"

G_BEGIN_DECLS

/* A page of the sidebar.  Pages with neighbouring, equal groups stand together;
 * a plain line parts the groups.  Alt+1 to Alt+9 follow the rows' order. */
typedef struct
{
  const char *id;
  const char *title;          /* N_() */
  const char *icon_name;
  int         group;
  GType     (*get_type) (void);

  /* How much waits there, shown at the row's end unless 0; may be NULL. */
  guint     (*count)    (WaySession *session);

  /* Which copies show it (WayCopies); 0: those that hold records.  What counts the
   * whole authority is for copies that hold all of it. */
  guint       copies;
} WayPageInfo;

/* The page that shows one record of an entity, and the sidebar's row that is
 * lit meanwhile. */
typedef struct
{
  const char *entity;
  const char *page_id;
  GType     (*get_type) (void);
} WayRecordPageInfo;

const WayPageInfo       *way_page_list_get_pages   (guint      *n_pages);
const WayPageInfo       *way_page_list_find        (const char *id);

/* Whether a copy of the session's kind shows the page. */
gboolean                 way_page_list_is_shown    (const WayPageInfo *info,
                                                    WaySession        *session);

/* Any entity's; NULL where there is no such entity. */
const WayRecordPageInfo *way_page_list_find_record (const char *entity);

G_END_DECLS
