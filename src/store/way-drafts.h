/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* Half-filled forms: what was typed and not yet recorded.  They are this copy's
 * own, no part of any edit, never exchanged; a form reads its draft when it is
 * opened again, after a restart too. */
typedef struct
{
  char   *form;      /* which form, by its name */
  WayId   record;    /* of the record that it changes, or will make */
  gint64  saved;     /* milliseconds since 1970, by the clock of this copy */
  char   *body;      /* as the form wrote it */
} WayDraft;

void       way_draft_free    (WayDraft      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayDraft, way_draft_free)

/* Longest body that is kept: a form of many long answers is far below it. */
#define WAY_DRAFT_MOST_BYTES (1024 * 1024)

/* In place of the one before.  WAY_STORE_ERROR. */
gboolean   way_drafts_put    (WayDb         *db,
                              const char    *form,
                              const WayId   *record,
                              const char    *body,
                              GError       **error);

/* NULL with no error where there is none. */
WayDraft  *way_drafts_get    (WayDb         *db,
                              const char    *form,
                              const WayId   *record,
                              GError       **error);

/* No such draft is no error. */
gboolean   way_drafts_delete (WayDb         *db,
                              const char    *form,
                              const WayId   *record,
                              GError       **error);

/* Of one form, the newest first.  Elements are WayDraft *. */
GPtrArray *way_drafts_list   (WayDb         *db,
                              const char    *form,
                              GError       **error);

G_END_DECLS
