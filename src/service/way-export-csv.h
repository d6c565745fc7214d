/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "way-progress.h"
#include "way-query.h"

G_BEGIN_DECLS

/* Tables that go out, to a file that is there whole or not at all.  Rows are
 * read in one transaction and written as they come, so that memory does not
 * grow with them.  G_FILE_ERROR (naming the file), WAY_STORE_ERROR,
 * G_IO_ERROR_CANCELLED. */

/* All records of an entity, by id, with the names of the fields as headings:
 * what way_import_csv() reads back. */
gboolean way_export_csv_entity (WayDb             *db,
                                const WayEntity   *entity,
                                const char        *path,
                                WayProgressFunc    progress,
                                gpointer           data,
                                GCancellable      *cancellable,
                                GError           **error);

/* How a list shows a cell.  Free with g_free(). */
typedef char *(*WayExportCellFunc) (const WayQueryColumn *column,
                                    const WayValue       *value,
                                    gpointer              data);

/* A list for a person's spreadsheet: the rows and columns of the query, in its
 * order.  headings has one for each column; cell NULL gives values as the
 * machine writes them.  What a spreadsheet would take for a formula is marked
 * as text. */
gboolean way_export_csv_list   (WayDb             *db,
                                const WayQuery    *query,
                                const char *const *headings,
                                WayExportCellFunc  cell,
                                gpointer           cell_data,
                                const char        *path,
                                GCancellable      *cancellable,
                                GError           **error);

G_END_DECLS
