/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-db.h"

G_BEGIN_DECLS

/* A list of records of one entity: which columns, which filters, what to
 * search for, in which order.  The SQL is made from the description, never
 * from what a user typed.
 *
 * A path names a field ("surname"), a field of a record that is referred to
 * ("pupil.home_district.name"), or what people call such a record
 * ("pupil.title"); "title" alone is the record's own. */
typedef struct _WayQuery WayQuery;

typedef enum
{
  WAY_FILTER_IS,        /* equal; of several codes, one of them */
  WAY_FILTER_IS_NOT,    /* not equal, or empty */
  WAY_FILTER_AT_LEAST,
  WAY_FILTER_AT_MOST,
  WAY_FILTER_HAS,       /* text that contains it, accents and case aside */
  WAY_FILTER_EMPTY,     /* the text is not looked at */
  WAY_FILTER_FILLED,
  WAY_FILTER_NOT_BEFORE, /* at least, or empty: an end that is open */
  WAY_FILTER_OF_CHILD,  /* a pupil as it is read (way-joins.h), or what is joined with it */
} WayFilterOp;

typedef struct
{
  const char     *path;
  const char     *label;   /* msgid */
  const WayField *field;   /* of the value; NULL for a title */
} WayQueryColumn;

typedef struct
{
  WayId     id;
  guint     n_values;
  WayValue *values;        /* by column; texts owned by the row */
} WayQueryRow;

WayQuery   *way_query_new         (const WayEntity  *entity);
void        way_query_free        (WayQuery         *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayQuery, way_query_free)

const WayEntity *way_query_entity (const WayQuery   *self);

/* FALSE where the path leads nowhere: WAY_MODEL_ERROR_UNKNOWN. */
gboolean    way_query_add_column  (WayQuery         *self,
                                   const char       *path,
                                   GError          **error);

/* value is machine text as way_field_to_text() writes it; an empty text with
 * IS is EMPTY.  WAY_MODEL_ERROR where it is not of the field's kind. */
gboolean    way_query_add_filter  (WayQuery         *self,
                                   const char       *path,
                                   WayFilterOp       op,
                                   const char       *value,
                                   GError          **error);
void        way_query_clear_filters (WayQuery       *self);

/* Each word must stand in one of the entity's search fields, or of those of a
 * record that it refers to in its list.  NULL or "" for none. */
void        way_query_set_search  (WayQuery         *self,
                                   const char       *text);

/* Codes sort as their set does; what is empty comes last.  Without it, by id. */
gboolean    way_query_set_sort    (WayQuery         *self,
                                   const char       *path,
                                   gboolean          descending,
                                   GError          **error);

/* For what leaves the file: where somebody's address is hidden, by the child's record or
 * by a seal, it is left out whoever asks. */
void        way_query_hide_addresses (WayQuery      *self);

guint       way_query_n_columns   (const WayQuery   *self);
const WayQueryColumn *way_query_column (const WayQuery *self,
                                        guint           index);

gboolean    way_query_count       (const WayQuery   *self,
                                   WayDb            *db,
                                   gint64           *count,
                                   GError          **error);

/* Rows from offset, at most limit (0: all).  Elements are WayQueryRow *. */
GPtrArray  *way_query_page        (const WayQuery   *self,
                                   WayDb            *db,
                                   guint             offset,
                                   guint             limit,
                                   GError          **error);

void        way_query_row_free    (WayQueryRow      *self);

/* A cell as the machine writes it; titles as they are.  Free with g_free(). */
char       *way_query_row_text    (const WayQuery    *self,
                                   const WayQueryRow *row,
                                   guint              column);

G_END_DECLS
