/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-word.h"

G_BEGIN_DECLS

/* Edits that came and may not be taken in yet, and alarms.  Nothing of it is
 * dropped: a person looks, and accepts an edit or puts it aside. */

typedef enum
{
  WAY_QUARANTINE_WAITS    = 1,
  WAY_QUARANTINE_ACCEPTED = 2,
  WAY_QUARANTINE_ASIDE    = 3,
} WayQuarantineState;

typedef struct
{
  WayId    replica;
  guint64  number;
  guint8   chain[WAY_HASH_SIZE];
  WayId    device;           /* that sent it */
  char    *device_name;      /* "" where the roster has it no more */
  gint64   at;               /* milliseconds since 1970 */
  char    *why;              /* see way-judge.h */
  char    *detail;           /* may be NULL */
  char    *who;              /* of the edit */
  char    *name;
  guint    ops;
} WayQuarantined;

void       way_quarantined_free   (WayQuarantined        *self);

/* Those that wait, the newest first; elements are WayQuarantined *. */
GPtrArray *way_quarantine_list    (WayDb                 *db,
                                   GError               **error);
gboolean   way_quarantine_count   (WayDb                 *db,
                                   gint64                *count,
                                   GError               **error);

/* "3f2a91c0-12": the replica's first eight digits and the number.  Free with
 * g_free(). */
char      *way_quarantined_name   (const WayQuarantined  *self);

/* The waiting edit of that name.  WAY_EXCHANGE_ERROR_UNKNOWN for none. */
WayQuarantined *way_quarantine_find (WayDb               *db,
                                   const char            *name,
                                   GError               **error);

/* What one device sent that waits for one reason. */
typedef struct
{
  WayId      device;
  char      *device_name;    /* "" where the roster has it no more */
  char      *why;
  GPtrArray *edits;          /* of WayQuarantined *, the oldest first */
  guint      ops;            /* of all of them */
} WayQuarantineGroup;

/* All that waits; elements are WayQuarantineGroup *, that of the newest edit first. */
GPtrArray *way_quarantine_groups  (WayDb                 *db,
                                   GError               **error);

/* Within an import. */
gboolean   way_quarantine_put     (WayDb                 *db,
                                   const WayForeignEdit  *edit,
                                   const WayId           *device,
                                   const WayId           *bundle,
                                   const char            *why,
                                   const char            *detail,
                                   GError               **error);

/* Takes the edit in after all, and signs for it, so that other office copies take
 * it in too.  A cloned copy's edit cannot be: WAY_STORE_ERROR_CLONED. */
gboolean   way_quarantine_accept  (WayDb                 *db,
                                   const WayQuarantined  *one,
                                   WayMergeReport        *report,
                                   GError               **error);

/* It is kept, and waits no more. */
gboolean   way_quarantine_aside   (WayDb                 *db,
                                   const WayQuarantined  *one,
                                   GError               **error);

/* The same of all edits of a group, or of none where one cannot be. */
gboolean   way_quarantine_accept_all (WayDb              *db,
                                   const WayQuarantineGroup *group,
                                   GError               **error);
gboolean   way_quarantine_aside_all (WayDb               *db,
                                   const WayQuarantineGroup *group,
                                   GError               **error);

/* What came in by another way waits no more. */
gboolean   way_quarantine_tidy    (WayDb                 *db,
                                   GError               **error);

/* --- Alarms --- */

typedef struct
{
  WayId   id;
  gint64  at;
  char   *kind;              /* cloned, replay, sequence, clock, revoked, large */
  WayId   device;
  char   *device_name;
  char   *detail;            /* may be NULL */
} WayAlarm;

void       way_alarm_free         (WayAlarm              *self);

/* Those that nobody has seen yet, the newest first; elements are WayAlarm *. */
GPtrArray *way_alarms_list        (WayDb                 *db,
                                   GError               **error);
gboolean   way_alarm_raise        (WayDb                 *db,
                                   const char            *kind,
                                   const WayId           *device,
                                   const WayId           *bundle,
                                   const char            *detail,
                                   GError               **error);
gboolean   way_alarms_see         (WayDb                 *db,
                                   GError               **error);

G_END_DECLS
