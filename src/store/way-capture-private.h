/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-journal-private.h"

G_BEGIN_DECLS

/* What way-journal.c (edits, replicas, chain) and way-capture.c (what an edit
 * changed) share. */

typedef struct
{
  gint64 first;
  gint64 last;
  guint8 key[crypto_generichash_KEYBYTES];
} WayBaseline;

struct _WayJournal
{
  gint64      replica;
  WayId       replica_id;
  GArray     *baselines;
  GHashTable *numbers;       /* WayId * of a replica -> its number, as a pointer */
  GHashTable *replicas;      /* number -> WayId *, owned */
  guint8      salts[4096];   /* random, used from the end */
  gsize       n_salts;       /* bytes left */

  /* While an edit is being written. */
  WayEditKind kind;
  gint64      edit;
  gint64      first;
  gint64      next;          /* local dot */
  gint64      clock;
  guint8      head[WAY_HASH_SIZE];
  GPtrArray  *changes;       /* in order */
  GByteArray *parts;         /* of the inserts among them, one behind the other */
  GByteArray *body;          /* of the part that is being made */
  GHashTable *by_row;        /* WayId * in the change -> Change * */
  WayBaseline baseline;
  crypto_generichash_state commitments;
  gboolean    projecting;    /* rows follow operations that are told already */
  gboolean    sealed;        /* all is journalled: the commit may pass */
  const char *fault;         /* what the hook could not say */
};

/* The changes of an edit in memory. */
void     way_capture_init     (WayJournal       *self);
void     way_capture_clear    (WayJournal       *self);

/* Connects the hooks that report changes and guard commits. */
void     way_capture_connect  (WayDb            *db);

/* Writes the operations of all changes that are collected. */
gboolean way_capture_flush    (WayDb            *db,
                               GError          **error);

/* Appends the parts of an insert: every value that is there, by class.  Salts
 * follow from the key of a baseline, or are random without one. */
void     way_capture_put_insert (WayJournal      *self,
                                 const WaySynced *table,
                                 const WayValue  *values,
                                 gint64           dot,
                                 const guint8    *key,
                                 GByteArray      *parts);

G_END_DECLS
