/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-merge.h"

G_BEGIN_DECLS

/* In an office: which rows each limited copy was given, by whichever office, and by
 * whom it is known to have dropped them.  Offices tell each other, so that any of
 * them can take a row back, and say what a lost device held.
 *
 * An office's giving is one row of `held`, under the sequence of its own file; what
 * the copy made itself is its own giving.  Of one giving the greatest sequence holds,
 * and what is gone under a sequence stays gone: so the order of files is no matter. */

/* How far a device has taken in the files of another. */
typedef struct
{
  WayId   device;
  guint64 sequence;
} WayReceipt;

/* What the selection in temp.send gives and takes back, under the sequence of its
 * file. */
gboolean    way_given_note_sent    (WayDb                 *db,
                                    const WayId           *device,
                                    guint64                sequence,
                                    GError               **error);

/* What a limited copy wrote it has, whether or not it was given it. */
gboolean    way_given_note_written (WayDb                 *db,
                                    const WayId           *device,
                                    const WayForeignEdit  *edit,
                                    GError               **error);

/* The device says that it has not the rows (of WayRetiredRow), and how far it took in
 * the files of this office, and of others (of WayReceipt). */
gboolean    way_given_note_dropped (WayDb                 *db,
                                    const WayId           *device,
                                    const GArray          *rows,
                                    guint64                received,
                                    const GArray          *receipts,
                                    GError               **error);

/* The device dropped the row when it had taken in files as far as the receipts say (of
 * WayReceipt, of this office too), and was given it again since. */
gboolean    way_given_note_back    (WayDb                 *db,
                                    const WayId           *device,
                                    const WayRetiredRow   *row,
                                    const GArray          *receipts,
                                    GError               **error);

/* All of it is given anew, as to one that has nothing yet. */
gboolean    way_given_begin_anew   (WayDb                 *db,
                                    const WayId           *device,
                                    GError               **error);

/* The device was restored: what it has and has not is not known any more. */
gboolean    way_given_begin_life   (WayDb                 *db,
                                    const WayId           *device,
                                    GError               **error);

/* --- From office to office --- */

/* The latest stamp. */
gboolean    way_given_read_mark    (WayDb                 *db,
                                    guint64               *mark,
                                    GError               **error);

/* What changed after the mark, for an office; and what another says. */
GByteArray *way_given_pack         (WayDb                 *db,
                                    const WayId           *to,
                                    guint64                mark,
                                    GError               **error);
gboolean    way_given_take         (WayDb                 *db,
                                    gconstpointer          data,
                                    gsize                  size,
                                    GError               **error);

G_END_DECLS
