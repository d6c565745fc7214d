/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"
#include "way-conflict-rule.h"
#include "way-exchange.h"

G_BEGIN_DECLS

/* Conflicts at scale: rules that settle those of harmless fields, which one or many
 * of a record a person settles at once, and the file that is taken in with both. */

/* --- Rules --- */

/* All of them, by kind of record and field.  Elements are WayConflictRule *. */
GPtrArray *way_settle_rules          (WayDb                  *db,
                                      GError                **error);

/* Whether the rule counts: its field is here and harmless, and no other rule says
 * otherwise of it. */
gboolean   way_settle_rule_counts    (const WayConflictRule  *rule,
                                      const GPtrArray        *rules);

/* "Establishment, Telephone: the newest", for people.  Free with g_free(). */
char      *way_settle_rule_words     (const WayConflictRule  *rule);

/* From now on conflicts of the field are settled so (keep: of conflict_keep), in place
 * of what was set before.  One edit.  WAY_MODEL_ERROR where the field is not
 * harmless. */
gboolean   way_settle_set_rule       (WayAct                 *act,
                                      const WayEntity        *entity,
                                      const WayField         *field,
                                      const char             *keep,
                                      GError                **error);
gboolean   way_settle_remove_rule    (WayAct                 *act,
                                      const WayId            *rule,
                                      GError                **error);

/* Settles what the rules say, in one edit a rule, which names it; settled, when not
 * NULL, is given how many conflicts.  Left to people: what somebody brought back by
 * undo, values stamped more than a day ahead of this computer, offices that differ
 * among themselves, and what who works with the connection may not change. */
gboolean   way_settle_by_rules       (WayDb                  *db,
                                      const char             *who,
                                      guint                  *settled,
                                      GError                **error);

/* way_exchange_take(), and then the rules. */
gboolean   way_settle_take           (WayDb                  *db,
                                      const char             *who,
                                      const char             *path,
                                      const WayTakeOptions   *options,
                                      WayProgressFunc         progress,
                                      gpointer                data,
                                      GCancellable           *cancellable,
                                      WayMergeReport         *report,
                                      WayManifest           **manifest,
                                      GError                **error);

/* --- One record --- */

/* A way to settle all of a record, and how much of it that would settle: the newest
 * of each (neither copy nor who), what one copy says, or one person. */
typedef struct
{
  WayId  replica;      /* none: not by copy */
  char  *copy;         /* its first eight digits, or NULL */
  char  *who;          /* or NULL */
  guint  settles;
} WaySettleWay;

void       way_settle_way_free       (WaySettleWay           *self);

/* Of the values of one record's conflicts: the newest first, then copies, then people
 * where they are not the same as the copies, those that settle most first.  Elements
 * are WaySettleWay *. */
GPtrArray *way_settle_ways           (const GPtrArray        *values,
                                      const WayId            *row);

/* What that would keep, one for each conflict that it settles; elements are const
 * WayConflictValue *, lent by values. */
GPtrArray *way_settle_way_keeps      (const GPtrArray        *values,
                                      const WayId            *row,
                                      const WaySettleWay     *way);

/* All of the record's conflicts for which that has a value, in one edit. */
gboolean   way_settle_record         (WayDb                  *db,
                                      const WayId            *row,
                                      const WaySettleWay     *way,
                                      const WayEditInfo      *info,
                                      guint                  *settled,
                                      WayEditId              *edit,
                                      GError                **error);

G_END_DECLS
