/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Workbooks as OpenDocument (ODF 1.2): XML by libxml2's writer, in an archive by
 * libarchive. */

#include "way-book-private.h"

#include <archive.h>
#include <archive_entry.h>
#include <libxml/xmlwriter.h>
#include <string.h>

#include "way-date.h"

#define TYPE "application/vnd.oasis.opendocument.spreadsheet"

/* A character of the usual font, in millimetres. */
#define CHARACTER 2.3

/* --- XML --- */

#define NAME(text) ((const xmlChar *) (text))

static const struct
{
  const char *prefix;
  const char *uri;
} namespaces[] = {
  { "office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0" },
  { "table", "urn:oasis:names:tc:opendocument:xmlns:table:1.0" },
  { "text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0" },
  { "style", "urn:oasis:names:tc:opendocument:xmlns:style:1.0" },
  { "fo", "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" },
  { "number", "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" },
  { "config", "urn:oasis:names:tc:opendocument:xmlns:config:1.0" },
  { "meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0" },
  { "dc", "http://purl.org/dc/elements/1.1/" },
  { "xlink", "http://www.w3.org/1999/xlink" },
};

/* Attributes by name and value, ended by NULL. */
static void
start (xmlTextWriter *xml,
       const char    *name,
       ...) G_GNUC_NULL_TERMINATED;

static void
start (xmlTextWriter *xml,
       const char    *name,
       ...)
{
  const char *attribute;
  va_list args;

  xmlTextWriterStartElement (xml, NAME (name));
  va_start (args, name);
  while ((attribute = va_arg (args, const char *)) != NULL)
    xmlTextWriterWriteAttribute (xml, NAME (attribute), NAME (va_arg (args, const char *)));
  va_end (args);
}

static void
end (xmlTextWriter *xml)
{
  xmlTextWriterEndElement (xml);
}

static void
write_element (xmlTextWriter *xml,
               const char    *name,
               const char    *text)
{
  xmlTextWriterWriteElement (xml, NAME (name), NAME (text));
}

/* The outermost element of a document. */
static void
start_document (xmlTextWriter *xml,
                const char    *name)
{
  xmlTextWriterStartDocument (xml, NULL, "UTF-8", NULL);
  xmlTextWriterStartElement (xml, NAME (name));
  for (guint i = 0; i < G_N_ELEMENTS (namespaces); i++)
    {
      g_autofree char *attribute = g_strconcat ("xmlns:", namespaces[i].prefix, NULL);

      xmlTextWriterWriteAttribute (xml, NAME (attribute), NAME (namespaces[i].uri));
    }
  xmlTextWriterWriteAttribute (xml, NAME ("office:version"), NAME ("1.2"));
}

typedef void (*WriteFunc) (const WayBook *self,
                           xmlTextWriter *xml);

static GBytes *
write_document (const WayBook *self,
                WriteFunc      func)
{
  xmlBuffer *buffer = xmlBufferCreate ();
  xmlTextWriter *xml = xmlNewTextWriterMemory (buffer, 0);
  GBytes *bytes;

  func (self, xml);
  xmlTextWriterEndDocument (xml);
  xmlFreeTextWriter (xml);
  bytes = g_bytes_new (xmlBufferContent (buffer), (gsize) xmlBufferLength (buffer));
  xmlBufferFree (buffer);
  return bytes;
}

/* --- Styles --- */

static const char *const style_names[] = {
  [WAY_BOOK_TEXT] = "text",
  [WAY_BOOK_TITLE] = "title",
  [WAY_BOOK_HEADING] = "heading",
  [WAY_BOOK_SYMBOL] = "symbol",
};

static void
write_cell_style (xmlTextWriter *xml,
                  const char    *name,
                  const char    *data_style)
{
  start (xml, "style:style", "style:name", name, "style:family", "table-cell",
         "style:parent-style-name", "Default", NULL);
  if (data_style != NULL)
    xmlTextWriterWriteAttribute (xml, NAME ("style:data-style-name"), NAME (data_style));
}

static void
write_styles (xmlTextWriter *xml)
{
  start (xml, "number:number-style", "style:name", "tenths-number", NULL);
  start (xml, "number:number", "number:decimal-places", "1", "number:min-integer-digits", "1",
         NULL);
  end (xml);
  end (xml);
  write_cell_style (xml, "text", NULL);
  end (xml);
  write_cell_style (xml, "title", NULL);
  start (xml, "style:text-properties", "fo:font-weight", "bold", "fo:font-size", "16pt", NULL);
  end (xml);
  end (xml);
  write_cell_style (xml, "heading", NULL);
  start (xml, "style:table-cell-properties", "fo:wrap-option", "wrap", "style:vertical-align",
         "top", NULL);
  end (xml);
  start (xml, "style:text-properties", "fo:font-weight", "bold", NULL);
  end (xml);
  end (xml);
  write_cell_style (xml, "symbol", NULL);
  start (xml, "style:paragraph-properties", "fo:text-align", "end", NULL);
  end (xml);
  end (xml);
  write_cell_style (xml, "tenths", "tenths-number");
  end (xml);
}

static char *
column_style (guint sheet,
              guint column)
{
  return g_strdup_printf ("s%uc%u", sheet, column);
}

static void
write_column_styles (const WayBook *self,
                     xmlTextWriter *xml)
{
  for (guint i = 0; i < self->sheets->len; i++)
    {
      const WayBookSheet *sheet = g_ptr_array_index (self->sheets, i);

      for (guint j = 0; j < sheet->widths->len; j++)
        {
          g_autofree char *name = column_style (i, j);
          g_autofree char *number = way_book_number_text (
            g_array_index (sheet->widths, double, j) * CHARACTER, 1);
          g_autofree char *width = g_strconcat (number, "mm", NULL);

          start (xml, "style:style", "style:name", name, "style:family", "table-column", NULL);
          start (xml, "style:table-column-properties", "style:column-width", width, NULL);
          end (xml);
          end (xml);
        }
    }
}

/* --- Sheets --- */

static void
write_cell (xmlTextWriter     *xml,
            const WayBookCell *cell)
{
  g_autofree char *value = NULL;
  g_autofree char *link = NULL;

  switch (cell->kind)
    {
    case WAY_BOOK_CELL_NUMBER:
      value = way_book_number_text (cell->number, cell->decimals);
      start (xml, "table:table-cell", "office:value-type", "float", "office:value", value,
             "table:style-name", cell->decimals > 0 ? "tenths" : "text", NULL);
      write_element (xml, "text:p", value);
      break;
    case WAY_BOOK_CELL_LINK:
      link = g_strdup_printf ("#'%s'.A1", cell->sheet);
      start (xml, "table:table-cell", "office:value-type", "string", NULL);
      start (xml, "text:p", NULL);
      start (xml, "text:a", "xlink:type", "simple", "xlink:href", link, NULL);
      xmlTextWriterWriteString (xml, NAME (cell->text));
      end (xml);
      end (xml);
      break;
    case WAY_BOOK_CELL_TEXT:
    default:
      start (xml, "table:table-cell", "office:value-type", "string", "table:style-name",
             style_names[cell->style], NULL);
      write_element (xml, "text:p", cell->text);
    }
  end (xml);
}

static void
write_row (xmlTextWriter *xml,
           const GArray  *row)
{
  start (xml, "table:table-row", NULL);
  for (guint i = 0; i < row->len; i++)
    write_cell (xml, &g_array_index (row, WayBookCell, i));
  if (row->len == 0)
    {
      start (xml, "table:table-cell", NULL);
      end (xml);
    }
  end (xml);
}

static void
write_sheet (xmlTextWriter      *xml,
             const WayBookSheet *sheet,
             guint               index)
{
  start (xml, "table:table", "table:name", sheet->name, NULL);
  for (guint i = 0; i < sheet->widths->len; i++)
    {
      g_autofree char *style = column_style (index, i);

      start (xml, "table:table-column", "table:style-name", style, NULL);
      end (xml);
    }
  if (sheet->widths->len == 0)
    {
      start (xml, "table:table-column", NULL);
      end (xml);
    }
  for (guint i = 0; i < sheet->rows->len; i++)
    write_row (xml, g_ptr_array_index (sheet->rows, i));
  end (xml);
}

static void
write_content (const WayBook *self,
               xmlTextWriter *xml)
{
  start_document (xml, "office:document-content");
  start (xml, "office:automatic-styles", NULL);
  write_styles (xml);
  write_column_styles (self, xml);
  end (xml);
  start (xml, "office:body", NULL);
  start (xml, "office:spreadsheet", NULL);
  for (guint i = 0; i < self->sheets->len; i++)
    write_sheet (xml, g_ptr_array_index (self->sheets, i), i);
  end (xml);
  end (xml);
}

static void
write_default_styles (const WayBook *self,
                      xmlTextWriter *xml)
{
  start_document (xml, "office:document-styles");
  start (xml, "office:styles", NULL);
  start (xml, "style:style", "style:name", "Default", "style:family", "table-cell", NULL);
  start (xml, "style:text-properties", "fo:language", "en", "fo:country", "GB", NULL);
  end (xml);
  end (xml);
  end (xml);
}

static void
write_meta (const WayBook *self,
            xmlTextWriter *xml)
{
  g_autofree char *day = way_date_to_iso (&self->day);
  g_autofree char *moment = g_strconcat (day, "T12:00:00", NULL);

  start_document (xml, "office:document-meta");
  start (xml, "office:meta", NULL);
  write_element (xml, "dc:title", self->title);
  write_element (xml, "meta:initial-creator", self->author);
  write_element (xml, "meta:creation-date", moment);
  write_element (xml, "meta:generator", "Waymark");
  end (xml);
}

static void
write_setting (xmlTextWriter *xml,
               const char    *name,
               const char    *type,
               const char    *value)
{
  start (xml, "config:config-item", "config:name", name, "config:type", type, NULL);
  xmlTextWriterWriteString (xml, NAME (value));
  end (xml);
}

/* Rows that stay in view. */
static void
write_sheet_settings (xmlTextWriter      *xml,
                      const WayBookSheet *sheet)
{
  g_autofree char *rows = g_strdup_printf ("%u", sheet->n_frozen);

  start (xml, "config:config-item-map-entry", "config:name", sheet->name, NULL);
  write_setting (xml, "VerticalSplitMode", "short", sheet->n_frozen > 0 ? "2" : "0");
  write_setting (xml, "VerticalSplitPosition", "int", rows);
  write_setting (xml, "ActiveSplitRange", "short", sheet->n_frozen > 0 ? "2" : "0");
  write_setting (xml, "PositionBottom", "int", rows);
  end (xml);
}

static void
write_settings (const WayBook *self,
                xmlTextWriter *xml)
{
  start_document (xml, "office:document-settings");
  start (xml, "office:settings", NULL);
  start (xml, "config:config-item-set", "config:name", "ooo:view-settings", NULL);
  start (xml, "config:config-item-map-indexed", "config:name", "Views", NULL);
  start (xml, "config:config-item-map-entry", NULL);
  write_setting (xml, "ViewId", "string", "view1");
  start (xml, "config:config-item-map-named", "config:name", "Tables", NULL);
  for (guint i = 0; i < self->sheets->len; i++)
    write_sheet_settings (xml, g_ptr_array_index (self->sheets, i));
  end (xml);
  end (xml);
  end (xml);
  end (xml);
  end (xml);
}

static void
write_manifest (const WayBook *self,
                xmlTextWriter *xml)
{
  static const char *const parts[] = { "content.xml", "styles.xml", "meta.xml", "settings.xml" };

  xmlTextWriterStartDocument (xml, NULL, "UTF-8", NULL);
  start (xml, "manifest:manifest", "xmlns:manifest",
         "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0", "manifest:version", "1.2", NULL);
  start (xml, "manifest:file-entry", "manifest:full-path", "/", "manifest:version", "1.2",
         "manifest:media-type", TYPE, NULL);
  end (xml);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      start (xml, "manifest:file-entry", "manifest:full-path", parts[i], "manifest:media-type",
             "text/xml", NULL);
      end (xml);
    }
}

/* --- The archive --- */

static la_ssize_t
append_bytes (struct archive *archive,
              void           *data,
              const void     *bytes,
              size_t          size)
{
  g_byte_array_append (data, bytes, (guint) size);
  return (la_ssize_t) size;
}

static gboolean
add_part (struct archive *archive,
          const char     *name,
          GBytes         *bytes)
{
  struct archive_entry *entry = archive_entry_new ();
  gsize size = g_bytes_get_size (bytes);
  gboolean done;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) size);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  done = archive_write_header (archive, entry) == ARCHIVE_OK &&
         archive_write_data (archive, g_bytes_get_data (bytes, NULL), size) == (la_ssize_t) size;
  archive_entry_free (entry);
  return done;
}

static gboolean
add_document (struct archive *archive,
              const WayBook  *self,
              const char     *name,
              WriteFunc       func)
{
  g_autoptr(GBytes) bytes = write_document (self, func);

  return add_part (archive, name, bytes);
}

/* The type comes first, as it is, so that a file manager finds it. */
static gboolean
write_archive (const WayBook  *self,
               struct archive *archive,
               GByteArray     *out)
{
  g_autoptr(GBytes) type = g_bytes_new_static (TYPE, strlen (TYPE));

  return archive_write_set_format_zip (archive) == ARCHIVE_OK &&
         archive_write_set_bytes_in_last_block (archive, 1) == ARCHIVE_OK &&
         archive_write_open (archive, out, NULL, append_bytes, NULL) == ARCHIVE_OK &&
         archive_write_zip_set_compression_store (archive) == ARCHIVE_OK &&
         add_part (archive, "mimetype", type) &&
         archive_write_zip_set_compression_deflate (archive) == ARCHIVE_OK &&
         add_document (archive, self, "META-INF/manifest.xml", write_manifest) &&
         add_document (archive, self, "content.xml", write_content) &&
         add_document (archive, self, "styles.xml", write_default_styles) &&
         add_document (archive, self, "meta.xml", write_meta) &&
         add_document (archive, self, "settings.xml", write_settings) &&
         archive_write_close (archive) == ARCHIVE_OK;
}

GBytes *
way_book_to_ods (const WayBook  *self,
                 GError        **error)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  struct archive *archive = archive_write_new ();
  gboolean done = write_archive (self, archive, out);

  if (!done)
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "the workbook: %s",
                 archive_error_string (archive));
  archive_write_free (archive);
  return done ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
}
