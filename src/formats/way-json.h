/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-formats-error.h"

G_BEGIN_DECLS

/* JSON (RFC 8259) read into a tree, strictly: UTF-8, no comments, nothing after
 * the document, no name twice in an object.  Bounded in bytes, depth and
 * values. */

#define WAY_JSON_MOST_BYTES  (64 * 1024 * 1024)
#define WAY_JSON_MOST_DEPTH  64
#define WAY_JSON_MOST_VALUES 5000000
#define WAY_JSON_MOST_NAMES  1000    /* of one object */

typedef enum
{
  WAY_JSON_NULL,
  WAY_JSON_BOOLEAN,
  WAY_JSON_NUMBER,
  WAY_JSON_TEXT,
  WAY_JSON_ARRAY,
  WAY_JSON_OBJECT,
} WayJsonType;

/* A value; the document is its outermost one, and owns all others. */
typedef struct _WayJson WayJson;

/* NULL with WAY_FORMATS_ERROR, naming line and column. */
WayJson        *way_json_read     (GBytes         *bytes,
                                   GError        **error);
void            way_json_free     (WayJson        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayJson, way_json_free)

/* NULL is no value, and of the type NULL. */
WayJsonType     way_json_type     (const WayJson  *self);

/* How many values an array or object has; 0 for others. */
guint           way_json_length   (const WayJson  *self);
const WayJson  *way_json_at       (const WayJson  *self,
                                   guint           index);

/* The name of an object's value, in the order of the file. */
const char     *way_json_name     (const WayJson  *self,
                                   guint           index);

/* An object's value by name; NULL where there is none, or self is no object. */
const WayJson  *way_json_member   (const WayJson  *self,
                                   const char     *name);

/* The text; NULL where it is none.  It has no nul inside. */
const char     *way_json_text     (const WayJson  *self);

/* A whole number within the bounds; FALSE where it is none. */
gboolean        way_json_integer  (const WayJson  *self,
                                   gint64          low,
                                   gint64          high,
                                   gint64         *value);

gboolean        way_json_boolean  (const WayJson  *self,
                                   gboolean       *value);

/* Writes a text as a JSON string, quotes and all.  It must be UTF-8. */
void            way_json_append_text (GString     *line,
                                      const char  *text);

G_END_DECLS
