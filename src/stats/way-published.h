/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-disclosure.h"

G_BEGIN_DECLS

/* The attack on what was published, and on nothing else: figures with their
 * symbols, and the rule that the release says it was made under.  Several
 * releases are attacked together: the same cell in two of them is one, unless
 * they cannot both be true of it, when it was revised. */

typedef enum
{
  WAY_LEAK_NARROW,           /* the interval tells too much */
  WAY_LEAK_DIFFERENCE,       /* two releases differ by 1 to the threshold */
} WayLeakKind;

typedef struct
{
  WayLeakKind kind;
  guint       table;
  guint       cell;          /* of the table */
  WayRange    range;         /* of the count, or of the difference */
  char       *words;         /* the cell, for a message */
} WayLeak;

/* What the attack makes of a hidden cell. */
typedef struct
{
  guint    table;
  guint    cell;
  WayRange range;
} WayHiddenRange;

typedef enum
{
  WAY_PUBLISHED_ATTACKED,
  WAY_PUBLISHED_CONTRADICTION,   /* the tables of one release do not fit each other */
  WAY_PUBLISHED_GAVE_UP,         /* too large to be sure */
  WAY_PUBLISHED_STOPPED,
} WayPublishedResult;

/* Called for every hidden cell that was looked at; FALSE stops. */
typedef gboolean (*WayPublishedStep) (guint    done,
                                      guint    all,
                                      gpointer data);

typedef struct
{
  GArray *leaks;             /* WayLeak */
  GArray *ranges;            /* WayHiddenRange of every target */
  char   *words;             /* of a contradiction: which tables */
} WayPublishedReport;

WayPublishedReport *way_published_report_new  (void);
void                way_published_report_free (WayPublishedReport      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayPublishedReport, way_published_report_free)

/* step may be NULL. */
WayPublishedResult  way_published_attack      (const WayPublishedTable *tables,
                                               guint                    n_tables,
                                               WayPublishedStep         step,
                                               gpointer                 data,
                                               WayPublishedReport      *report);

G_END_DECLS
