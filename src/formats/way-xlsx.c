/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading workbooks.  The archive is libarchive's work, the XML libxml2's; what
 * is here follows the few elements that make a table, and counts.  Entities are
 * refused before the parser sees them. */

#include "way-xlsx.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/xmlreader.h>
#include <string.h>

#include "way-csv.h"
#include "way-date.h"
#include "way-text.h"

typedef struct
{
  GHashTable *parts;         /* name -> GBytes */
  GPtrArray  *texts;         /* char *: shared strings */
  GArray     *formats;       /* gboolean: cell format -> is it a day */
  gboolean    from_1904;
} Book;

static void
book_clear (Book *self)
{
  g_clear_pointer (&self->parts, g_hash_table_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->formats, g_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Book, book_clear)

static gboolean
refuse (GError          **error,
        WayFormatsError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_FORMATS_ERROR, code, sentence);
  return FALSE;
}

gboolean
way_xlsx_is_workbook (GBytes *bytes)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  return size >= 4 && memcmp (data, "PK\3\4", 4) == 0;
}

/* --- The archive --- */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlTextReader, xmlFreeTextReader)

typedef struct archive Archive;

static void
archive_close (Archive *self)
{
  archive_read_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archive, archive_close)

static gboolean
is_wanted (const char *name)
{
  return g_str_equal (name, "xl/workbook.xml") || g_str_equal (name, "xl/styles.xml") ||
         g_str_equal (name, "xl/sharedStrings.xml") ||
         g_str_equal (name, "xl/_rels/workbook.xml.rels") ||
         (g_str_has_prefix (name, "xl/worksheets/") && g_str_has_suffix (name, ".xml"));
}

static GBytes *
unpack_part (Archive  *archive,
             gsize    *left,
             GError  **error)
{
  g_autoptr(GByteArray) part = g_byte_array_new ();
  guint8 buffer[16384];

  for (;;)
    {
      la_ssize_t got = archive_read_data (archive, buffer, sizeof buffer);

      if (got == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&part));
      if (got < 0)
        {
          refuse (error, WAY_FORMATS_ERROR_SYNTAX, "the archive is damaged or cut off");
          return NULL;
        }
      if ((gsize) got > *left)
        {
          refuse (error, WAY_FORMATS_ERROR_TOO_LARGE, "the workbook is too large when unpacked");
          return NULL;
        }
      *left -= (gsize) got;
      g_byte_array_append (part, buffer, (guint) got);
    }
}

/* FALSE with an error, or at the end of the archive without one. */
static gboolean
next_part (Archive               *archive,
           struct archive_entry **entry,
           GError               **error)
{
  int result = archive_read_next_header (archive, entry);

  /* A warning is a name in letters that this machine cannot write. */
  if (result == ARCHIVE_OK || result == ARCHIVE_WARN)
    return TRUE;
  if (result != ARCHIVE_EOF)
    refuse (error, WAY_FORMATS_ERROR_SYNTAX, "the archive is damaged or cut off");
  return FALSE;
}

static gboolean
unpack (Book     *self,
        GBytes   *bytes,
        GError  **error)
{
  g_autoptr(Archive) archive = archive_read_new ();
  g_autoptr(GError) fault = NULL;
  struct archive_entry *entry;
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);
  gsize left = WAY_XLSX_MOST_PART;
  guint n_parts = 0;

  archive_read_support_format_zip_seekable (archive);
  if (archive_read_open_memory (archive, data, size) != ARCHIVE_OK)
    return refuse (error, WAY_FORMATS_ERROR_SYNTAX, "this is no workbook");
  while (next_part (archive, &entry, &fault))
    {
      const char *name = archive_entry_pathname (entry);
      GBytes *part;

      if (++n_parts > WAY_XLSX_MOST_PARTS)
        return refuse (error, WAY_FORMATS_ERROR_TOO_LARGE, "the workbook has too many parts");
      if (name == NULL || !is_wanted (name))
        continue;
      if (g_hash_table_contains (self->parts, name))
        return refuse (error, WAY_FORMATS_ERROR_SYNTAX, "the archive has a part twice");
      part = unpack_part (archive, &left, error);
      if (part == NULL)
        return FALSE;
      g_hash_table_insert (self->parts, g_strdup (name), part);
    }
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

/* --- XML --- */

static void
forget_error (void                        *data,
              const char                  *message,
              xmlParserSeverities          severity,
              xmlTextReaderLocatorPtr      locator)
{
}

/* No workbook has a document type, and none is in another encoding than UTF-8:
 * so neither entity nor a hidden one reaches the parser. */
static xmlTextReader *
open_part (Book        *self,
           const char  *name,
           GError     **error)
{
  GBytes *part = g_hash_table_lookup (self->parts, name);
  xmlTextReader *reader;
  const char *data;
  gsize size;

  if (part == NULL)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND,
                   "the archive has no %s: it is no workbook", name);
      return NULL;
    }
  data = g_bytes_get_data (part, &size);
  if (size == 0)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX, "%s: is empty", name);
      return NULL;
    }
  if (!g_utf8_validate (data, (gssize) size, NULL))
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_ENCODING,
                   "%s: is not in UTF-8", name);
      return NULL;
    }
  if (g_strstr_len (data, (gssize) size, "<!DOCTYPE") != NULL ||
      g_strstr_len (data, (gssize) size, "<!ENTITY") != NULL)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX,
                   "%s: declares entities, which no workbook needs", name);
      return NULL;
    }
  reader = xmlReaderForMemory (data, (int) size, NULL, "UTF-8",
                               XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                 XML_PARSE_NOCDATA);
  if (reader == NULL)
    refuse (error, WAY_FORMATS_ERROR_SYNTAX, "the workbook cannot be read");
  else
    xmlTextReaderSetErrorHandler (reader, forget_error, NULL);
  return reader;
}

/* The next node: TRUE; at the end FALSE, and an error where it came early. */
static gboolean
next_node (xmlTextReader  *reader,
           const char     *name,
           GError        **error)
{
  int result = xmlTextReaderRead (reader);

  if (result == 1 && xmlTextReaderDepth (reader) > WAY_XLSX_MOST_DEPTH)
    {
      g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE,
                   "%s: is nested too deeply", name);
      return FALSE;
    }
  if (result < 0)
    g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_SYNTAX,
                 "%s: line %d: is no well-formed XML", name,
                 xmlTextReaderGetParserLineNumber (reader));
  return result == 1;
}

static gboolean
is_named (xmlTextReader *reader,
          const char    *name)
{
  return g_strcmp0 ((const char *) xmlTextReaderConstLocalName (reader), name) == 0;
}

static gboolean
begins (xmlTextReader *reader,
        const char    *name)
{
  return xmlTextReaderNodeType (reader) == XML_READER_TYPE_ELEMENT && is_named (reader, name);
}

/* The element's end, or its beginning where it is empty. */
static gboolean
ends (xmlTextReader *reader,
      const char    *name)
{
  int type = xmlTextReaderNodeType (reader);

  return is_named (reader, name) &&
         (type == XML_READER_TYPE_END_ELEMENT ||
          (type == XML_READER_TYPE_ELEMENT && xmlTextReaderIsEmptyElement (reader)));
}

static gboolean
is_text (xmlTextReader *reader)
{
  int type = xmlTextReaderNodeType (reader);

  return type == XML_READER_TYPE_TEXT || type == XML_READER_TYPE_CDATA ||
         type == XML_READER_TYPE_SIGNIFICANT_WHITESPACE || type == XML_READER_TYPE_WHITESPACE;
}

/* NULL where there is none; free with g_free(). */
static char *
attribute (xmlTextReader *reader,
           const char    *name)
{
  xmlChar *value = xmlTextReaderGetAttribute (reader, (const xmlChar *) name);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);
  return copy;
}

static gint64
attribute_int (xmlTextReader *reader,
               const char    *name,
               gint64         most,
               gint64         fallback)
{
  g_autofree char *text = attribute (reader, name);
  gint64 value;

  return text != NULL && way_text_parse_int (text, 0, most, &value) ? value : fallback;
}

/* --- What stands beside the sheet --- */

static void
add_text (GString    *text,
          const char *more)
{
  if (text->len < WAY_CSV_MOST_FIELD)
    g_string_append_len (text, more,
                         (gssize) MIN (strlen (more), WAY_CSV_MOST_FIELD - text->len));
}

/* Texts are cut to a bound by bytes; whole characters remain. */
static char *
finish_text (GString *text)
{
  const char *end;

  g_utf8_validate (text->str, (gssize) text->len, &end);
  g_string_truncate (text, (gsize) (end - text->str));
  g_strdelimit (text->str, "\r\n\t", ' ');
  return g_string_free (text, FALSE);
}

/* <si> holds <t>, or runs of them; readings (rPh) are not part of the text. */
static gboolean
read_texts (Book    *self,
            GError **error)
{
  static const char part[] = "xl/sharedStrings.xml";
  g_autoptr(xmlTextReader) reader = NULL;
  g_autoptr(GError) fault = NULL;
  g_autoptr(GString) text = NULL;
  gboolean in_text = FALSE, in_reading = FALSE;

  if (!g_hash_table_contains (self->parts, part))
    return TRUE;
  reader = open_part (self, part, error);
  if (reader == NULL)
    return FALSE;
  while (next_node (reader, part, &fault))
    {
      if (begins (reader, "si") && text == NULL)
        text = g_string_new (NULL);
      if (begins (reader, "rPh") || ends (reader, "rPh"))
        in_reading = begins (reader, "rPh") && !ends (reader, "rPh");
      if (begins (reader, "t") || ends (reader, "t"))
        in_text = begins (reader, "t") && !ends (reader, "t");
      if (in_text && !in_reading && text != NULL && is_text (reader))
        add_text (text, (const char *) xmlTextReaderConstValue (reader));
      if (ends (reader, "si") && text != NULL)
        {
          if (self->texts->len >= WAY_XLSX_MOST_TEXTS)
            return refuse (error, WAY_FORMATS_ERROR_TOO_LARGE, "the workbook has too many texts");
          g_ptr_array_add (self->texts, finish_text (g_steal_pointer (&text)));
        }
    }
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

/* A format code that writes a day: outside of quotes and brackets it has a day
 * or a year. */
static gboolean
writes_day (const char *code)
{
  char closing = '\0';

  for (const char *p = code; *p != '\0'; p++)
    {
      if (closing != '\0')
        closing = *p == closing ? '\0' : closing;
      else if (*p == '"' || *p == '[')
        closing = *p == '"' ? '"' : ']';
      else if (*p == '\\' && p[1] != '\0')
        p++;
      else if (strchr ("dDyY", *p) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Numbers of formats that every program knows (ECMA-376, 18.8.30). */
static gboolean
is_day_format (gint64      number,
               GHashTable *codes)
{
  const char *code = g_hash_table_lookup (codes, GINT_TO_POINTER ((int) number));

  if (code != NULL)
    return writes_day (code);
  return (number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 31) ||
         (number >= 50 && number <= 58);
}

static gboolean
read_formats (Book    *self,
              GError **error)
{
  static const char part[] = "xl/styles.xml";
  g_autoptr(GHashTable) codes = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_autoptr(xmlTextReader) reader = NULL;
  g_autoptr(GError) fault = NULL;
  gboolean in_cells = FALSE;

  if (!g_hash_table_contains (self->parts, part))
    return TRUE;
  reader = open_part (self, part, error);
  if (reader == NULL)
    return FALSE;
  while (next_node (reader, part, &fault))
    {
      gint64 number = attribute_int (reader, "numFmtId", G_MAXINT, 0);

      if (begins (reader, "numFmt") && g_hash_table_size (codes) < WAY_XLSX_MOST_COLUMNS)
        {
          char *code = attribute (reader, "formatCode");

          g_hash_table_insert (codes, GINT_TO_POINTER ((int) number),
                               code != NULL ? code : g_strdup (""));
        }
      if (begins (reader, "cellXfs") || ends (reader, "cellXfs"))
        in_cells = begins (reader, "cellXfs") && !ends (reader, "cellXfs");
      if (in_cells && begins (reader, "xf") && self->formats->len < WAY_XLSX_MOST_ROWS)
        {
          gboolean is_day = is_day_format (number, codes);

          g_array_append_val (self->formats, is_day);
        }
    }
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

/* The id of the first sheet's part, and how days are numbered. */
static gboolean
read_workbook (Book    *self,
               char   **id,
               GError **error)
{
  static const char part[] = "xl/workbook.xml";
  g_autoptr(xmlTextReader) reader = open_part (self, part, error);
  g_autoptr(GError) fault = NULL;

  *id = NULL;
  if (reader == NULL)
    return FALSE;
  while (next_node (reader, part, &fault))
    {
      if (begins (reader, "workbookPr"))
        {
          g_autofree char *says = attribute (reader, "date1904");

          self->from_1904 = g_strcmp0 (says, "1") == 0 || g_strcmp0 (says, "true") == 0;
        }
      else if (begins (reader, "sheet") && *id == NULL)
        {
          while (xmlTextReaderMoveToNextAttribute (reader) == 1)
            if (is_named (reader, "id") && xmlTextReaderConstPrefix (reader) != NULL)
              *id = g_strdup ((const char *) xmlTextReaderConstValue (reader));
          xmlTextReaderMoveToElement (reader);
        }
    }
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (*id == NULL)
    return refuse (error, WAY_FORMATS_ERROR_KIND, "the workbook has no sheet");
  return TRUE;
}

/* The name of the part that the id stands for: "worksheets/sheet1.xml" beside
 * the workbook, or from the root of the archive. */
static char *
find_sheet (Book        *self,
            const char  *id,
            GError     **error)
{
  static const char part[] = "xl/_rels/workbook.xml.rels";
  g_autoptr(xmlTextReader) reader = open_part (self, part, error);
  g_autoptr(GError) fault = NULL;
  g_autofree char *target = NULL;

  if (reader == NULL)
    return NULL;
  while (target == NULL && next_node (reader, part, &fault))
    if (begins (reader, "Relationship"))
      {
        g_autofree char *its_id = attribute (reader, "Id");

        if (g_strcmp0 (its_id, id) == 0)
          target = attribute (reader, "Target");
      }
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  if (target == NULL)
    {
      refuse (error, WAY_FORMATS_ERROR_KIND, "the workbook does not say where its sheet is");
      return NULL;
    }
  return *target == '/' ? g_strdup (target + 1) : g_strconcat ("xl/", target, NULL);
}

/* --- The sheet --- */

typedef struct
{
  Book      *book;
  GString   *out;
  GPtrArray *cells;       /* char * of the row, NULL for empty */
  guint      row;         /* the last one written, from 1 */
  guint      n_cells;
  GString   *text;        /* of the cell that is being read */
  char       type;        /* s: shared, i: inline, t: text, b: yes or no, n: number */
  gboolean   is_day;
} Sheet;

static void
write_row (Sheet *sheet)
{
  while (sheet->cells->len > 0 && g_ptr_array_index (sheet->cells, sheet->cells->len - 1) == NULL)
    g_ptr_array_set_size (sheet->cells, (int) sheet->cells->len - 1);
  if (sheet->cells->len == 0)
    g_string_append_c (sheet->out, '\n');
  else
    way_csv_write_row (sheet->out, (const char *const *) sheet->cells->pdata, sheet->cells->len,
                       WAY_CSV_PLAIN);
  g_ptr_array_set_size (sheet->cells, 0);
  sheet->row++;
}

/* "AB12" is column 28, from 1; 0 where it is none. */
static guint
column_of (const char *reference)
{
  guint column = 0;

  for (const char *p = reference; g_ascii_isalpha (*p) && column <= WAY_XLSX_MOST_COLUMNS; p++)
    column = column * 26 + (guint) (g_ascii_toupper (*p) - 'A') + 1;
  return column;
}

/* Days are counted from 30 December 1899, or from 1 January 1904. */
static char *
write_day (const Book *book,
           const char *number)
{
  GDate epoch = book->from_1904 ? way_date_ymd (1904, 1, 1) : way_date_ymd (1899, 12, 30);
  char *end;
  double days = g_ascii_strtod (number, &end);
  GDate day;

  if (end == number || *end != '\0' || !(days >= 1 && days < 2958466))
    return g_strdup (number);
  day = way_date_add_days (&epoch, (int) days);
  return way_date_to_iso (&day);
}

/* A whole number is written without a point, as it is shown. */
static char *
write_number (const char *number)
{
  char *end;
  double value = g_ascii_strtod (number, &end);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (end == number || *end != '\0' || !(value > -1e15 && value < 1e15))
    return g_strdup (number);
  if (value == (double) (gint64) value)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) value);
  return g_strdup (g_ascii_dtostr (buffer, sizeof buffer, value));
}

static char *
say_cell (Sheet *sheet)
{
  g_autofree char *text = finish_text (g_steal_pointer (&sheet->text));
  gint64 index;

  switch (sheet->type)
    {
    case 's':
      if (way_text_parse_int (text, 0, WAY_XLSX_MOST_TEXTS, &index) &&
          index < sheet->book->texts->len)
        return g_strdup (g_ptr_array_index (sheet->book->texts, index));
      return NULL;
    case 'i':
    case 't':
      return g_steal_pointer (&text);
    case 'b':
      return g_strdup (g_str_equal (text, "1") ? "yes" : "no");
    case 'n':
    default:
      return sheet->is_day ? write_day (sheet->book, text) : write_number (text);
    }
}

static void
begin_cell (Sheet         *sheet,
            xmlTextReader *reader)
{
  g_autofree char *type = attribute (reader, "t");
  g_autofree char *reference = attribute (reader, "r");
  gint64 format = attribute_int (reader, "s", G_MAXINT, 0);
  guint column = reference != NULL ? column_of (reference) : 0;

  sheet->type = 'n';
  if (g_strcmp0 (type, "s") == 0 || g_strcmp0 (type, "b") == 0)
    sheet->type = *type;
  else if (g_strcmp0 (type, "inlineStr") == 0)
    sheet->type = 'i';
  else if (g_strcmp0 (type, "str") == 0 || g_strcmp0 (type, "e") == 0 ||
           g_strcmp0 (type, "d") == 0)
    sheet->type = 't';
  sheet->is_day = format < sheet->book->formats->len &&
                  g_array_index (sheet->book->formats, gboolean, format);
  if (sheet->text != NULL)
    g_string_free (sheet->text, TRUE);
  sheet->text = g_string_new (NULL);
  /* Cells may be left out, and need not say where they are. */
  if (column > sheet->cells->len)
    g_ptr_array_set_size (sheet->cells, (int) MIN (column - 1, WAY_XLSX_MOST_COLUMNS));
}

static gboolean
end_cell (Sheet   *sheet,
          GError **error)
{
  gboolean is_empty = sheet->text->len == 0;

  if (sheet->cells->len >= WAY_XLSX_MOST_COLUMNS || ++sheet->n_cells > WAY_XLSX_MOST_CELLS)
    return refuse (error, WAY_FORMATS_ERROR_TOO_LARGE, "the sheet has too many cells");
  if (is_empty)
    g_string_free (g_steal_pointer (&sheet->text), TRUE);
  g_ptr_array_add (sheet->cells, is_empty ? NULL : say_cell (sheet));
  return TRUE;
}

/* Rows may be left out as well. */
static gboolean
begin_row (Sheet         *sheet,
           xmlTextReader *reader,
           GError       **error)
{
  gint64 number = attribute_int (reader, "r", G_MAXINT, sheet->row + 1);

  if (number > WAY_XLSX_MOST_ROWS || sheet->row >= WAY_XLSX_MOST_ROWS)
    return refuse (error, WAY_FORMATS_ERROR_TOO_LARGE, "the sheet has too many rows");
  if (number <= sheet->row)
    return refuse (error, WAY_FORMATS_ERROR_SYNTAX, "the rows of the sheet are out of order");
  while ((gint64) sheet->row + 1 < number)
    write_row (sheet);
  return TRUE;
}

static gboolean
read_node (Sheet          *sheet,
           xmlTextReader  *reader,
           gboolean       *in_value,
           GError        **error)
{
  if (begins (reader, "row") && !begin_row (sheet, reader, error))
    return FALSE;
  if (begins (reader, "c"))
    begin_cell (sheet, reader);
  if (begins (reader, "v") || begins (reader, "t"))
    *in_value = !xmlTextReaderIsEmptyElement (reader);
  else if (ends (reader, "v") || ends (reader, "t"))
    *in_value = FALSE;
  else if (*in_value && sheet->text != NULL && is_text (reader))
    add_text (sheet->text, (const char *) xmlTextReaderConstValue (reader));
  if (ends (reader, "c") && sheet->text != NULL && !end_cell (sheet, error))
    return FALSE;
  if (ends (reader, "row"))
    write_row (sheet);
  return TRUE;
}

static gboolean
read_sheet (Book        *self,
            const char  *part,
            GString     *out,
            GError     **error)
{
  g_autoptr(GPtrArray) cells = g_ptr_array_new_with_free_func (g_free);
  Sheet sheet = { .book = self, .out = out, .cells = cells };
  g_autoptr(xmlTextReader) reader = open_part (self, part, error);
  g_autoptr(GError) fault = NULL;
  gboolean in_value = FALSE;

  while (reader != NULL && fault == NULL && next_node (reader, part, &fault))
    read_node (&sheet, reader, &in_value, &fault);
  if (sheet.text != NULL)
    g_string_free (sheet.text, TRUE);
  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else
    return reader != NULL;
  return FALSE;
}

GBytes *
way_xlsx_to_csv (GBytes  *bytes,
                 GError **error)
{
  g_auto(Book) book = {
    .parts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                    (GDestroyNotify) g_bytes_unref),
    .texts = g_ptr_array_new_with_free_func (g_free),
    .formats = g_array_new (FALSE, FALSE, sizeof (gboolean)),
  };
  g_autofree char *id = NULL;
  g_autofree char *part = NULL;
  g_autoptr(GString) out = g_string_new (NULL);

  if (g_bytes_get_size (bytes) > WAY_XLSX_MOST_BYTES)
    {
      refuse (error, WAY_FORMATS_ERROR_TOO_LARGE, "the workbook is too large");
      return NULL;
    }
  if (!unpack (&book, bytes, error) || !read_workbook (&book, &id, error) ||
      !read_texts (&book, error) || !read_formats (&book, error))
    return NULL;
  part = find_sheet (&book, id, error);
  if (part == NULL || !read_sheet (&book, part, out, error))
    return NULL;
  return g_string_free_to_bytes (g_steal_pointer (&out));
}
