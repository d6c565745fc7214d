/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "way-formats-error.h"
#include "way-unicode.h"

G_BEGIN_DECLS

/* Tables of text, RFC 4180 and what programs make of it: fields parted by
 * comma, semicolon, tab or stroke, lines by LF, CRLF or CR, fields in quotes
 * that hold separators, line ends and doubled quotes.  The first row is the
 * heading line; columns are found by heading, never by position. */

/* Bounds: the whole register of schools, with room. */
#define WAY_CSV_MOST_BYTES   (256 * 1024 * 1024)
#define WAY_CSV_MOST_ROWS    2000000
#define WAY_CSV_MOST_COLUMNS 1000
#define WAY_CSV_MOST_FIELD   65536

/* --- Reading, a row at a time --- */

typedef struct _WayCsvReader WayCsvReader;

typedef enum
{
  WAY_CSV_ROW,
  WAY_CSV_DONE,
  WAY_CSV_ERROR,
} WayCsvStep;

/* Reads the heading line.  separator 0 takes the one that stands most often in
 * the heading line, and a comma where there is none.  Headings lose the spaces
 * around them; an empty one names nothing; the same one twice is refused, since
 * nobody could say which is meant.  NULL with WAY_FORMATS_ERROR. */
WayCsvReader      *way_csv_reader_new        (GBytes              *bytes,
                                              char                 separator,
                                              GError             **error);
void               way_csv_reader_free       (WayCsvReader        *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (WayCsvReader, way_csv_reader_free)

WayEncoding        way_csv_reader_encoding   (const WayCsvReader  *self);
char               way_csv_reader_separator  (const WayCsvReader  *self);
const char *const *way_csv_reader_headings   (const WayCsvReader  *self);
guint              way_csv_reader_n_columns  (const WayCsvReader  *self);

/* The column of a heading, whatever its capitals; -1 where there is none. */
int                way_csv_reader_find       (const WayCsvReader  *self,
                                              const char          *heading);

/* The next row; empty lines are passed over.  An error is final: from there on
 * nobody knows where a row begins.  A quote inside a field that does not begin
 * with one stands for itself; text after a closing quote is an error. */
WayCsvStep         way_csv_reader_next       (WayCsvReader        *self,
                                              GError             **error);

/* Of the row: the line on which it begins, from 1; its fields, which may be
 * fewer or more than the columns, ended by NULL and lent until the next row;
 * one of them, "" where the row ends before it. */
guint              way_csv_reader_line       (const WayCsvReader  *self);
guint              way_csv_reader_n_fields   (const WayCsvReader  *self);
const char *const *way_csv_reader_fields     (const WayCsvReader  *self);
const char        *way_csv_reader_field      (const WayCsvReader  *self,
                                              int                  column);

/* --- Writing --- */

typedef enum
{
  WAY_CSV_PLAIN      = 0,

  /* For a person's spreadsheet: a value that such a program would take for a
   * formula gets an apostrophe before it.  Not for files that are read back. */
  WAY_CSV_FOR_PEOPLE = 1 << 0,
} WayCsvFlags;

/* Appends a row, with comma and LF and quotes only where they are needed.  NULL
 * is an empty value.  What is written is read back the same. */
void               way_csv_write_row         (GString             *out,
                                              const char *const   *values,
                                              guint                n_values,
                                              WayCsvFlags          flags);

G_END_DECLS
