/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-edit.h"
#include "way-op.h"

G_BEGIN_DECLS

/* Edits of other copies taken in.  What a copy shows is a function of the set
 * of edits that it has heard: the order, repeats and gaps do not matter, and
 * no clock throws a value away (exchange.md 3). */

typedef struct
{
  guint64        sequence;
  guint          entity;     /* number; may be unknown to this program */
  WayId          row;
  guint          kind;       /* WayOpKind; may be unknown */
  gconstpointer  parts;      /* lent; the commitment of one that is withheld */
  gsize          size;
} WayForeignOp;

/* A whole edit with all its operations: the unit of exchange. */
typedef struct
{
  WayId          replica;
  guint64        number;
  gint64         clock;
  WayId          user;
  const char    *who;
  const char    *name;
  const char    *reason;
  gint64         schema;
  guint          kind;
  WayDot         undoes;     /* sequence 0 for none */
  guint64        first;
  guint8         before[WAY_HASH_SIZE];   /* the chain before this edit */
  guint8         chain[WAY_HASH_SIZE];
  gconstpointer  baseline;   /* 32 bytes, or NULL */
  WayForeignOp  *ops;
  guint          n_ops;

  /* Only replica, number and operations are said, of an edit that is known: what
   * was withheld of them before. */
  gboolean       more;
} WayForeignEdit;

typedef struct
{
  guint  edits_new;
  guint  edits_known;
  guint  ops_new;
  guint  rows_new;
  guint  rows_changed;
  guint  rows_deleted;
  guint  conflicts;        /* cells and rows in conflict that were not before */
  guint  clocks_wrong;     /* edits stamped more than a day ahead of this computer */

  /* Of sealed files, counted by src/exchange. */
  guint  quarantined;      /* edits that wait to be looked at */
  guint  retired;          /* records that this copy may not hold any more */

  guint  settled;          /* conflicts that a rule settled, counted by src/service */
} WayMergeReport;

/* Gives the next edit, or sets *edit to NULL at the end.  What it gives lives
 * until the next call. */
typedef gboolean (*WayMergeSource) (const WayForeignEdit **edit,
                                    gpointer               data,
                                    GError               **error);

/* Takes all edits of the source in, in one transaction; nothing on error.
 * An edit that is known is skipped; one with the number of a known edit and
 * another chain value is of a cloned copy: WAY_STORE_ERROR_CLONED.  An edit
 * whose chain value is not that of its contents is WAY_STORE_ERROR_DAMAGED.  What
 * was withheld of a known edit, and comes now, is fitted in. */
gboolean   way_merge_run            (WayDb                 *db,
                                     WayMergeSource         source,
                                     gpointer               data,
                                     WayMergeReport        *report,
                                     GError               **error);

/* The same without keeping it: what would happen. */
gboolean   way_merge_preview        (WayDb                 *db,
                                     WayMergeSource         source,
                                     gpointer               data,
                                     WayMergeReport        *report,
                                     GError               **error);

/* What a source must know of an edit before it is given: one that another goes by,
 * or that does not fit between its neighbours, would end the merge. */
typedef enum
{
  WAY_MERGE_NEW,
  WAY_MERGE_KNOWN,
  WAY_MERGE_CLONED,
} WayMergeState;

/* Within a merge, or outside.  Names of copies that were never heard of are not
 * kept.  Nothing is said of whether its chain value is that of its contents. */
gboolean   way_merge_judge          (WayDb                 *db,
                                     const WayForeignEdit  *edit,
                                     WayMergeState         *state,
                                     GError               **error);

/* A row that this copy must hold no longer. */
typedef struct
{
  WayId row;
  guint entity;      /* number */
} WayRetiredRow;

/* Within a merge: the rows go with all that was said of them; of their edits the
 * commitments stay.  Sorts the rows (WayRetiredRow). */
gboolean   way_merge_retire         (WayDb                 *db,
                                     GArray                *rows,
                                     GError               **error);

/* The classes of fields (a bit for each, 1 << class) that this copy may hold of the
 * entity; and whether a row must stay as it is for now. */
typedef guint    (*WayMergeClasses) (const WayEntity       *entity,
                                     gpointer               data);
typedef gboolean (*WayMergeKeep)    (WayDb                 *db,
                                     const WayId           *row,
                                     gboolean              *keep,
                                     gpointer               data,
                                     GError               **error);

/* Within a merge: of every row go the fields of other classes, in its table and in
 * what was said of it.  Counts the rows of which something went, and those that stay
 * as they are although something should. */
gboolean   way_merge_narrow         (WayDb                 *db,
                                     WayMergeClasses        classes,
                                     WayMergeKeep           keep,
                                     gpointer               data,
                                     guint                 *narrowed,
                                     guint                 *kept,
                                     GError               **error);

/* An edit of this file as others are told of it; NULL with no error where it
 * is not known. */
WayForeignEdit *way_merge_get_edit  (WayDb                 *db,
                                     WayEditId              edit,
                                     GError               **error);
void            way_foreign_edit_free (WayForeignEdit      *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayForeignEdit, way_foreign_edit_free)

/* --- Conflicts --- */

/* One value of a cell in conflict, or one side of an edit against a delete
 * (field NULL; the value is "deleted" or "kept"). */
typedef struct
{
  const WayEntity *entity;
  WayId            row;
  const WayField  *field;
  guint            number;   /* from 1 within the conflict */
  char            *value;    /* machine text */
  char            *who;
  WayId            replica;  /* of the copy that it was given in */
  char            *copy;     /* the first eight digits of that */
  gint64           when;     /* milliseconds since 1970 */
  gboolean         shown;
  gboolean         returned; /* it lives because somebody took back what replaced it */
  gint64           source;   /* internal */
} WayConflictValue;

void       way_conflict_value_free  (WayConflictValue      *self);

/* All conflicts, or those of one row; values of one conflict stand together,
 * the shown one first.  Elements are WayConflictValue *. */
GPtrArray *way_conflicts_list       (WayDb                 *db,
                                     const WayId           *row,
                                     GError               **error);
gboolean   way_conflicts_count      (WayDb                 *db,
                                     gint64                *count,
                                     GError               **error);

/* How many values of the list, from the first on, are of one conflict. */
guint      way_conflicts_span       (const GPtrArray       *values,
                                     guint                  first);

/* Which value of a conflict to keep; NULL leaves it. */
typedef const WayConflictValue *(*WayConflictPick) (WayConflictValue *const *values,
                                                    guint                    n_values,
                                                    gpointer                 data);

/* Settles every conflict of a row, or all (row NULL), for which one of its values is
 * picked: one ordinary edit, which names every value that it saw.  What is asked of
 * pick is as it stands when the edit is written.  Where a row goes, its cells are left.
 * settled, when not NULL, is given how many were. */
gboolean   way_conflicts_settle_each (WayDb                *db,
                                     const WayId           *row,
                                     WayConflictPick        pick,
                                     gpointer               data,
                                     const WayEditInfo     *info,
                                     guint                 *settled,
                                     WayEditId             *edit,
                                     GError               **error);

/* Picks the value that was given last. */
const WayConflictValue *way_conflict_pick_newest (WayConflictValue *const *values,
                                     guint                  n_values,
                                     gpointer               data);

/* The same among those of one copy (const WayId *: its replica); of one person (const
 * char *: the name). */
const WayConflictValue *way_conflict_pick_copy (WayConflictValue *const *values,
                                     guint                  n_values,
                                     gpointer               replica);
const WayConflictValue *way_conflict_pick_who (WayConflictValue *const *values,
                                     guint                  n_values,
                                     gpointer               who);

/* Settles a conflict by keeping one of its values (by number).  field NULL: the row,
 * kept or deleted.  WAY_STORE_ERROR_NOT_FOUND where there is no such. */
gboolean   way_conflicts_settle     (WayDb                 *db,
                                     const WayEntity       *entity,
                                     const WayId           *row,
                                     const WayField        *field,
                                     guint                  keep,
                                     const WayEditInfo     *info,
                                     WayEditId             *edit,
                                     GError               **error);

G_END_DECLS
