/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-act.h"

G_BEGIN_DECLS

/* The records of one entity that a form shows as a list: what the file has of them,
 * what is changed, added and removed while the form is open, kept in a draft until
 * it is written.  A row has its id from the moment at which it is added, so that a
 * draft can name it. */
typedef struct
{
  const WayEntity *entity;
  const char      *owner;     /* field that names the record they belong to */
  const char      *position;  /* field that counts the rows from 1; NULL: none does */
  gboolean       (*says) (gconstpointer record);   /* whether a new row says anything; NULL: where
                                                      it is not as it began */
  GPtrArray       *rows;
  GArray          *gone;      /* WayId: of the file, and removed here */
} WayFormRows;

/* Which of the file's records are shown. */
typedef gboolean (*WayFormRowsWanted)    (gconstpointer      record,
                                          gpointer           data);

/* What a row is given before it is written. */
typedef void     (*WayFormRowsComplete)  (gpointer           record,
                                          gpointer           data);

/* A draft's entry that is no value any more. */
typedef void     (*WayFormRowsTyped)     (gpointer           data,
                                          const char        *key,
                                          const char        *text);

/* The names are lent for as long as the rows live; `says` may be set after it. */
void      way_form_rows_init     (WayFormRows         *self,
                                  const WayEntity     *entity,
                                  const char          *owner,
                                  const char          *position);
void      way_form_rows_clear    (WayFormRows         *self);

/* What the file has of the owner, in the order of a field (NULL: as they were
 * entered).  wanted may be NULL: all. */
gboolean  way_form_rows_load     (WayFormRows         *self,
                                  WayDb               *db,
                                  const WayId         *owner,
                                  const char          *order,
                                  WayFormRowsWanted    wanted,
                                  gpointer             data,
                                  GError             **error);

/* Forgets all. */
void      way_form_rows_empty    (WayFormRows         *self);

guint     way_form_rows_length   (const WayFormRows   *self);
gpointer  way_form_rows_get      (const WayFormRows   *self,
                                  guint                i);

/* The row of an id; NULL where there is none. */
gpointer  way_form_rows_find     (const WayFormRows   *self,
                                  const WayId         *id);

/* A new row at the end; its record. */
gpointer  way_form_rows_add      (WayFormRows         *self);
void      way_form_rows_remove   (WayFormRows         *self,
                                  guint                i);

/* Whether nothing is said in a row that is not in the file; and how many say
 * something. */
gboolean  way_form_rows_is_empty (const WayFormRows   *self,
                                  guint                i);
guint     way_form_rows_count    (const WayFormRows   *self);

/* Whether anything is to be written. */
gboolean  way_form_rows_differ   (const WayFormRows   *self);

/* What differs from the file, as entries of a draft (a{ss}). */
void      way_form_rows_to_draft (const WayFormRows   *self,
                                  GVariantBuilder     *builder);

/* And back: TRUE where the entry was one of these rows.  What is no value any more
 * is given to `typed`, which may be NULL. */
gboolean  way_form_rows_take     (WayFormRows         *self,
                                  const char          *key,
                                  const char          *text,
                                  WayFormRowsTyped     typed,
                                  gpointer             data);

/* "row contact UUID name": the key of one field; without a field, of the row.
 * Free with g_free(). */
char     *way_form_rows_key      (const WayEntity     *entity,
                                  const WayId         *id,
                                  const WayField      *field);

/* Inside an edit: what was removed goes, each row that says something is
 * completed, given its owner and its position, and written. */
gboolean  way_form_rows_write    (WayFormRows         *self,
                                  WayDb               *db,
                                  const WayId         *owner,
                                  WayFormRowsComplete  complete,
                                  gpointer             data,
                                  GError             **error);

/* What was written is what the file has. */
void      way_form_rows_settle   (WayFormRows         *self);

G_END_DECLS
