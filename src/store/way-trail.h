/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"
#include "way-op.h"

G_BEGIN_DECLS

/* Who saw, printed, copied or took out what, when and why: the half of the trail
 * that is no edit.  Each copy's life has one chain, which is only ever added to:
 * what was written cannot be changed, moved or left out unnoticed.  How a record is
 * hashed is written down in data/trail-format.md.  A child is named by its id alone. */

/* What can be done; words that stand in files and never change. */
#define WAY_TRAIL_VIEW      "view"         /* a sensitive record was looked at */
#define WAY_TRAIL_OPENED    "break-glass"  /* a sealed case was opened by one not named for it */
#define WAY_TRAIL_PRINT     "print"
#define WAY_TRAIL_EXPORT    "export"       /* a list or a record left as a file */
#define WAY_TRAIL_COPY      "copy"         /* to the clipboard */
#define WAY_TRAIL_BUNDLE    "bundle"       /* records went to another copy */
#define WAY_TRAIL_SUBJECT   "subject"      /* all about one child was handed out */
#define WAY_TRAIL_ERASE     "erase"        /* by a rule of retention */
#define WAY_TRAIL_HELP      "help"         /* a copy's key file was given a new recovery code */
#define WAY_TRAIL_REFUSED   "refused"      /* was asked for by one who may not */

/* What is to be written.  Everything is lent; who aside, all may be none. */
typedef struct
{
  const char      *action;
  WayId            user;
  const char      *who;
  const WayEntity *entity;
  WayId            row;
  gint64           count;    /* how many records; 0 where that does not apply */
  const char      *what;     /* "csv:pupil", "referral form"; never a name */
  const char      *reason;
} WayTrailEntry;

/* What was written.  Where it was erased, only copy, number, at, action, entity and
 * row are left. */
typedef struct
{
  WayId    copy;
  guint64  number;           /* from 1, without a gap */
  gint64   at;               /* milliseconds since 1970, by the clock of that copy */
  char    *action;
  gboolean erased;
  WayId    user;
  char    *who;
  char    *entity;           /* by name: it may be of a later program */
  WayId    row;
  gint64   count;
  char    *what;
  char    *reason;
  guint8   salt[WAY_SALT_SIZE];
  guint8   commitment[WAY_HASH_SIZE];
  guint8   before[WAY_HASH_SIZE];
  guint8   chain[WAY_HASH_SIZE];
} WayTrailRecord;

void       way_trail_record_free  (WayTrailRecord        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayTrailRecord, way_trail_record_free)

/* "3f2a91c0-12", as edits are called.  Free with g_free(). */
char      *way_trail_record_name  (const WayTrailRecord  *self);

/* Whether the record's fields are what its commitment and chain value say. */
gboolean   way_trail_record_holds (const WayTrailRecord  *self);

/* Writes entries (n of them, all or none) behind the last of this copy.  Where the
 * connection only reads, another one writes; where that cannot be,
 * WAY_STORE_ERROR_READ_ONLY: then do not show what was to be seen. */
gboolean   way_trail_add          (WayDb                 *db,
                                   const WayTrailEntry   *entries,
                                   guint                  n,
                                   GError               **error);

/* Which records.  All none: every one. */
typedef struct
{
  const WayEntity   *entity;
  WayId              row;
  const char *const *actions;   /* any of these; ended by NULL */
  gint64             since;     /* milliseconds; 0 for none */
  gint64             until;
} WayTrailFilter;

/* Newest first, at most limit (0: all) after skipping offset.  WayTrailRecord *. */
GPtrArray *way_trail_list         (WayDb                 *db,
                                   const WayTrailFilter  *filter,
                                   guint                  offset,
                                   guint                  limit,
                                   GError               **error);

/* --- For other copies --- */

/* How far the trail of a copy is known here. */
typedef struct
{
  WayId   copy;
  guint64 last;
} WayTrailHead;

/* Of every copy of which anything is known.  WayTrailHead. */
GArray    *way_trail_heads        (WayDb                 *db,
                                   GError               **error);

/* Records of a copy after a number, in order, at most limit (0: all). */
GPtrArray *way_trail_since        (WayDb                 *db,
                                   const WayId           *copy,
                                   guint64                number,
                                   guint                  limit,
                                   GError               **error);

/* Takes records of another copy in, in order of their numbers, all or none; those
 * that are known are passed over.  WAY_STORE_ERROR_DAMAGED where one is not what was
 * written or does not follow what is known, WAY_STORE_ERROR_CLONED where another
 * goes by its number.  taken may be NULL. */
gboolean   way_trail_take         (WayDb                 *db,
                                   GPtrArray             *records,
                                   guint                 *taken,
                                   GError               **error);

/* --- Proof --- */

/* Looks over every record and every chain; findings (char *) are added. */
gboolean   way_trail_verify       (WayDb                 *db,
                                   GPtrArray             *findings,
                                   GError               **error);

G_END_DECLS
