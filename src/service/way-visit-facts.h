/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-facts.h"
#include "way-visit-plan.h"
#include "way-visit-rule.h"

G_BEGIN_DECLS

/* What the file knows of settings and their visits. */

/* --- Of one setting, for a visit --- */

/* What is known, by the `known` of the questions, as the machine writes it; what is
 * not known is not there.  Free with g_hash_table_unref(). */
GHashTable *way_visit_known           (WayFacts         *facts,
                                       const WayId      *establishment,
                                       const GDate      *today,
                                       GError          **error);

/* Children of ours who are there on the day: WayVisitPupil * without a visit, by
 * name. */
GPtrArray  *way_visit_expected        (WayDb            *db,
                                       const WayId      *establishment,
                                       const GDate      *today,
                                       GError          **error);

/* A child of a visit as a list shows it. */
typedef struct
{
  WayVisitPupil *pupil;
  char          *name;
  char          *year;       /* of nc_year; may be NULL */
  char          *provision;
} WayVisitChild;

/* Those of the visit, by name. */
GPtrArray  *way_visit_children        (WayDb            *db,
                                       const WayId      *visit,
                                       GError          **error);

/* --- All settings --- */

/* A setting that is visited, with what its turn follows from. */
typedef struct
{
  WayId             establishment;
  char             *name;
  gboolean          is_school;
  WayVisitRisk      risk;
  WayVisitPriority  priority;
  WayVisitDue       due;
  const WayCode    *judgement;   /* approval; NULL: never judged */
  GDate             lapses;      /* not set: not approved */
  WayId             planned;     /* a visit that is planned or started; none */
  GDate             planned_for;
} WayVisitSetting;

void        way_visit_setting_free    (WayVisitSetting  *self);

/* Every setting of the directory with a provision of AP, open on the day; the first
 * to be visited first.  Elements are WayVisitSetting *. */
GPtrArray  *way_visit_settings        (WayFacts         *facts,
                                       const GDate      *today,
                                       GError          **error);

/* --- Lists --- */

typedef struct
{
  WayVisit      *visit;
  char          *setting;
  char          *round;      /* NULL: of none */
  const WayCode *stage;      /* of visit_stage */
  guint          n_open;     /* actions of it that are open */
  guint          n_late;     /* of these */
} WayVisitRow;

/* Newest first; establishment NULL: of all.  Elements are WayVisitRow *. */
GPtrArray  *way_visit_list            (WayDb            *db,
                                       const WayId      *establishment,
                                       const GDate      *today,
                                       GError          **error);

/* The settings with a visit planned or begun, each once: where an officer goes.
 * GArray of WayId. */
GArray     *way_visit_ahead           (WayDb            *db,
                                       const GDate      *today,
                                       GError          **error);

typedef struct
{
  WayAction     *action;
  char          *setting;
  WayActionState state;
} WayActionRow;

/* Open ones by their day, then what was done or dropped, newest first.  with_closed
 * FALSE: only those that are open.  Elements are WayActionRow *. */
GPtrArray  *way_action_list           (WayDb            *db,
                                       const WayId      *establishment,
                                       gboolean          with_closed,
                                       const GDate      *today,
                                       GError          **error);

G_END_DECLS
