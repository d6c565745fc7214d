/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-codes.h"

G_BEGIN_DECLS

/* One set as read from a file; for way-codes.c and its tests. */
typedef struct
{
  char         *name;
  char         *title;
  gboolean      translatable;
  GArray       *rows;      /* WayCode, in the file's order */
  GHashTable   *by_id;     /* id to the index + 1 of the row that began last */
  GStringChunk *texts;     /* owns every text of the rows */
  GPtrArray    *lists;     /* owns the rows' attribute lists */
} WayCodeSet;

/* Reads a file of codes.  Refuses, naming the line: unknown elements, a code
 * without id or label, a date that is none, an end before its start, and rows
 * of one id whose dates overlap.  Error domain G_MARKUP_ERROR. */
WayCodeSet *way_code_set_parse (const char  *text,
                                gsize        size,
                                GError     **error);
void        way_code_set_free  (WayCodeSet  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCodeSet, way_code_set_free)

/* Lays a set over the bundled one of its name, or beside them all where there is
 * none, for the whole program: an authority's own rules, or a test's.  Takes the
 * set over, for ever: what it hands out must stay.  way_codes_sets() names the
 * bundled ones only.  Which days are bank holidays is read once and not again. */
void        way_codes_use         (WayCodeSet  *set);

/* Goes back to the bundled set of that name. */
void        way_codes_use_bundled (const char  *set);

G_END_DECLS
