/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-form.h"
#include "way-row-list.h"
#include "way-visit-form.h"

G_BEGIN_DECLS

/* Between widgets and the visit form behind them: what is good goes into the
 * record, what is not is kept as typed. */

/* All widgets of one visit form share one. */
typedef struct
{
  WaySession   *session;   /* lent, as all below */
  WayVisitForm *form;
  void        (*changed) (gpointer data);
  gpointer      data;
  gboolean      loading;   /* what changes now is not typed */
} WayVisitBinding;

/* Ties a form's rows to the record, which lives as long as the form of the visit;
 * key names it in the draft. */
void way_visit_bind_form   (WayVisitBinding  *binding,
                            WayForm          *form,
                            const WayEntity  *entity,
                            gpointer          record,
                            const char       *key);

/* Whether a row of the list is shown; data is the one given below. */
typedef gboolean (*WayVisitRowFunc) (gconstpointer record,
                                     gconstpointer data);

/* Ties a list of rows to one of the visit’s lists: those that `shown` says, all with
 * NULL.  add makes a new record in the list. */
void way_visit_bind_list   (WayVisitBinding  *binding,
                            WayRowList       *list,
                            WayVisitList      of,
                            WayVisitRowFunc   shown,
                            gconstpointer     data,
                            void            (*add) (WayVisitBinding *binding,
                                                    gconstpointer    data));

/* Shows again what the list holds. */
void way_visit_list_reload (WayRowList       *list);

G_END_DECLS
