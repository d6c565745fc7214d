/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-query.h"
#include "way-session.h"
#include "way-table.h"

G_BEGIN_DECLS

/* Adds to a row what no path says: a second line, an icon. */
typedef void (*WayDressRowFunc) (WayRow            *row,
                                 const WayQueryRow *found,
                                 gpointer           data);

/* Rows for a table whose columns' ids are paths of a query ("surname",
 * "pupil.title"): read in pages as they come into view, searched and sorted by
 * the store.  An id of "" is a column of the page's own, filled by dress, and
 * must be `fixed`.  Takes the query over; its columns are added here.  dress
 * may be NULL; data must live as long as the rows. */
WayRows *way_query_rows_new (WaySession           *session,
                             WayQuery             *query,
                             const WayTableColumn *columns,
                             guint                 n_columns,
                             WayDressRowFunc       dress,
                             gpointer              data);

G_END_DECLS
