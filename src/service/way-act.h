/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-records.h"
#include "way-service-error.h"
#include "way-store.h"

G_BEGIN_DECLS

/* Somebody does something: in which file, on which day, and who.  Every flow
 * takes one and writes one named edit with it. */
typedef struct
{
  WayStore   *store;    /* lent */
  GDate       today;
  const char *who;      /* NULL: as the copy is set */
  WayId       user;     /* may be none */
  const char *reason;   /* goes with the edit; may be NULL */
  WayEditFunc also;     /* what belongs to the same edit, done after it; may be NULL */
  gpointer    also_data;
  WayEditId   edit;     /* comes back: what was done, for undo; 0 if nothing changed */
} WayAct;

/* Runs func as one edit of that name, which never holds a child's name. */
gboolean  way_act_write           (WayAct            *self,
                                   const char        *name,
                                   WayEditFunc        func,
                                   gpointer           data,
                                   GError           **error);

/* A record that must be there: WAY_SERVICE_ERROR_UNKNOWN where it is not. */
gpointer  way_act_get             (WayDb             *db,
                                   const WayEntity   *entity,
                                   const WayId       *id,
                                   GError           **error);

/* What people call a provision: its name, and its setting's where that is
 * another.  NULL on error.  Free with g_free(). */
char     *way_act_provision_title (WayDb             *db,
                                   const WayId       *provision,
                                   GError           **error);

G_END_DECLS
