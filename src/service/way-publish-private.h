/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-publish.h"

G_BEGIN_DECLS

/* Tables of several releases in the form in which they are attacked; their
 * figures and categories are lent. */
typedef struct
{
  GArray    *tables;       /* WayPublishedTable */
  GPtrArray *shapes;
} WayPublishTables;

void              way_publish_tables_init   (WayPublishTables       *self);
void              way_publish_tables_clear  (WayPublishTables       *self);

/* Adds the counts of a release's tables. */
void              way_publish_tables_add    (WayPublishTables       *self,
                                             const GPtrArray        *tables,
                                             guint                   release,
                                             const WayHideRule      *rule,
                                             gboolean                is_target);

WayPublishAttack *way_publish_tables_attack (const WayPublishTables *tables,
                                             WayProgressFunc         progress,
                                             gpointer                data,
                                             GCancellable           *cancellable,
                                             GError                **error);

G_END_DECLS
