/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Progress and cancelling within one edit. */
#include "way-watch.h"

#include "way-db-private.h"

#define A_WHILE 256                    /* operations */

void
way_watch_set (WayDb          *db,
               const WayWatch *watch)
{
  db->watch = watch;
}

gboolean
way_watch_go_on (WayDb    *db,
                 guint64   done,
                 guint64   total,
                 GError  **error)
{
  const WayWatch *watch = db->watch;

  if (watch == NULL || done % A_WHILE != 0)
    return TRUE;
  if (watch->progress != NULL && total > 0)
    watch->progress (watch->from + (watch->to - watch->from) * (double) MIN (done, total) /
                     (double) total, watch->phase, watch->data);
  return !g_cancellable_set_error_if_cancelled (watch->cancellable, error);
}
