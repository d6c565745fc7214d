/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows on standard output, in the three forms of the contract. */

#include "way-ctl-table.h"

#include <stdio.h>
#include <string.h>

#include "way-csv.h"
#include "way-json.h"

#define WIDEST 48              /* of a column set for people */

struct _WayCtlTable
{
  WayCtlForm  form;
  GStrv       headings;
  guint       width;           /* columns */
  guint       at;              /* the next cell's column */
  gboolean    begun;           /* a row was written */
  GPtrArray  *cells;           /* of this row; for people of all rows, the headings first */
  WayCtlCell *kinds;           /* by column, of this row */
  gboolean   *right;           /* by column: set on the right */
  GString    *line;
};

static void
put_json_value (GString    *line,
                WayCtlCell  kind,
                const char *text)
{
  if (*text == '\0')
    g_string_append (line, "null");
  else if (kind == WAY_CTL_CELL_NUMBER)
    g_string_append (line, text);
  else if (kind == WAY_CTL_CELL_BOOLEAN)
    g_string_append (line, strcmp (text, "yes") == 0 ? "true" : "false");
  else
    way_json_append_text (line, text);
}

static void
write_line (WayCtlTable *self)
{
  fwrite (self->line->str, 1, self->line->len, stdout);
  g_string_truncate (self->line, 0);
}

static void
write_csv (WayCtlTable        *self,
           const char *const  *values)
{
  way_csv_write_row (self->line, values, self->width, WAY_CSV_PLAIN);
  write_line (self);
}

static void
write_json (WayCtlTable *self)
{
  g_string_append (self->line, self->begun ? ",\n{" : "[\n{");
  for (guint i = 0; i < self->width; i++)
    {
      g_string_append (self->line, i > 0 ? ", " : "");
      way_json_append_text (self->line, self->headings[i]);
      g_string_append (self->line, ": ");
      put_json_value (self->line, self->kinds[i], g_ptr_array_index (self->cells, i));
    }
  g_string_append_c (self->line, '}');
  write_line (self);
}

WayCtlTable *
way_ctl_table_new (WayCtl            *ctl,
                   const char *const *headings)
{
  WayCtlTable *self = g_new0 (WayCtlTable, 1);

  self->form = way_ctl_form (ctl);
  self->headings = g_strdupv ((GStrv) headings);
  self->width = g_strv_length (self->headings);
  self->line = g_string_new (NULL);
  self->kinds = g_new0 (WayCtlCell, self->width);
  self->right = g_new0 (gboolean, self->width);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  if (self->form == WAY_CTL_CSV)
    write_csv (self, headings);
  else if (self->form == WAY_CTL_TEXT)
    for (guint i = 0; i < self->width; i++)
      g_ptr_array_add (self->cells, g_strdup (self->headings[i]));
  return self;
}

/* One line of at most WIDEST characters. */
static char *
shorten (const char *text)
{
  g_autofree char *line = g_strdelimit (g_strdup (text), "\r\n\t", ' ');
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= WIDEST)
    return g_steal_pointer (&line);
  start = g_utf8_substring (line, 0, WIDEST - 1);
  return g_strconcat (start, "…", NULL);
}

void
way_ctl_table_add (WayCtlTable *self,
                   WayCtlCell   kind,
                   const char  *text)
{
  text = text != NULL ? text : "";
  g_ptr_array_add (self->cells, self->form == WAY_CTL_TEXT ? shorten (text) : g_strdup (text));
  self->kinds[self->at] = kind;
  self->right[self->at] |= kind == WAY_CTL_CELL_NUMBER;
  if (++self->at < self->width)
    return;
  self->at = 0;
  if (self->form == WAY_CTL_TEXT)
    return;
  if (self->form == WAY_CTL_CSV)
    write_csv (self, (const char *const *) self->cells->pdata);
  else
    write_json (self);
  self->begun = TRUE;
  g_ptr_array_set_size (self->cells, 0);
}

void
way_ctl_table_add_int (WayCtlTable *self,
                       gint64       number)
{
  char text[24];

  g_snprintf (text, sizeof text, "%" G_GINT64_FORMAT, number);
  way_ctl_table_add (self, WAY_CTL_CELL_NUMBER, text);
}

static void
put_padded (GString    *line,
            const char *text,
            glong       width,
            gboolean    right,
            gboolean    last)
{
  glong gap = MAX (width - g_utf8_strlen (text, -1), 0);

  if (right)
    g_string_append_printf (line, "%*s%s", (int) gap, "", text);
  else
    g_string_append_printf (line, "%s%*s", text, last ? 0 : (int) gap, "");
  g_string_append (line, last ? "\n" : "  ");
}

/* Columns as wide as their widest cell. */
static void
write_columns (WayCtlTable *self)
{
  g_autofree glong *widths = g_new0 (glong, self->width);

  for (guint i = 0; i < self->cells->len; i++)
    widths[i % self->width] = MAX (widths[i % self->width],
                                   g_utf8_strlen (g_ptr_array_index (self->cells, i), -1));
  for (guint i = 0; i < self->cells->len; i++)
    {
      guint column = i % self->width;

      put_padded (self->line, g_ptr_array_index (self->cells, i), widths[column],
                  self->right[column], column + 1 == self->width);
      if (column + 1 == self->width)
        write_line (self);
    }
}

void
way_ctl_table_finish (WayCtlTable *self)
{
  if (self == NULL)
    return;
  if (self->form == WAY_CTL_JSON)
    fputs (self->begun ? "\n]\n" : "[]\n", stdout);
  else if (self->form == WAY_CTL_TEXT)
    write_columns (self);
  g_strfreev (self->headings);
  g_string_free (self->line, TRUE);
  g_ptr_array_unref (self->cells);
  g_free (self->kinds);
  g_free (self->right);
  g_free (self);
}

void
way_ctl_print_json_text (const char *text)
{
  g_autoptr(GString) line = g_string_new (NULL);

  put_json_value (line, WAY_CTL_CELL_TEXT, text != NULL ? text : "");
  fwrite (line->str, 1, line->len, stdout);
}
