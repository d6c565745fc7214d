/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells how a file's text is encoded and makes UTF-8 of it.  Nothing is
 * guessed beyond that: UTF-8 first and strictly, since text of another
 * encoding hardly ever passes for it; then Windows-1252. */

#include "way-unicode.h"

#include <string.h>

/* Files that are often given for a table of text, by how they begin. */
static const struct
{
  const char *start;
  gsize       size;
  const char *what;
} known_files[] = {
  { "PK\003\004", 4, "a spreadsheet or a zip file: save it as CSV first" },
  { "\320\317\021\340", 4, "an old spreadsheet: save it as CSV first" },
  { "SQLite format 3", 16, "a database" },
  { "%PDF-", 5, "a PDF file" },
};

static gboolean
starts_with (GBytes     *bytes,
             const char *start,
             gsize       size)
{
  return g_bytes_get_size (bytes) >= size &&
         memcmp (g_bytes_get_data (bytes, NULL), start, size) == 0;
}

static guint
line_at (const char *text,
         gsize       at)
{
  guint line = 1;

  for (gsize i = 0; i < at; i++)
    if (text[i] == '\n' || (text[i] == '\r' && text[i + 1] != '\n'))
      line++;
  return line;
}

static gboolean
refuse_known_file (GBytes  *bytes,
                   GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (known_files); i++)
    if (starts_with (bytes, known_files[i].start, known_files[i].size))
      {
        g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_ENCODING,
                     "this is %s", known_files[i].what);
        return TRUE;
      }
  return FALSE;
}

static gboolean
refuse_nul (const char  *text,
            gsize        size,
            GError     **error)
{
  const char *nul = size > 0 ? memchr (text, '\0', size) : NULL;

  if (nul == NULL)
    return FALSE;
  g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_ENCODING,
               "line %u: a nul character: this is no text", line_at (text, (gsize) (nul - text)));
  return TRUE;
}

/* iconv stops at the first byte that the encoding does not have, and its own
 * message does not say where. */
static GBytes *
convert (const char  *text,
         gsize        size,
         const char  *from,
         GError     **error)
{
  gsize used = 0;
  gsize written;
  char *converted = g_convert (text, (gssize) size, "UTF-8", from, &used, &written, NULL);

  /* An end in the middle of a character is no error to g_convert(). */
  if (converted != NULL && used == size)
    return g_bytes_new_take (converted, written);
  g_free (converted);
  g_set_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_ENCODING,
               "line %u: neither UTF-8 nor %s: this is no text that can be read",
               line_at (text, MIN (used, size)), from);
  return NULL;
}

static GBytes *
convert_checked (GBytes      *bytes,
                 gsize        skip,
                 const char  *from,
                 GError     **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  g_autoptr(GBytes) converted = convert (text + skip, size - skip, from, error);

  if (converted == NULL)
    return NULL;
  text = g_bytes_get_data (converted, &size);
  return refuse_nul (text, size, error) ? NULL : g_steal_pointer (&converted);
}

GBytes *
way_unicode_read (GBytes       *bytes,
                  WayEncoding  *encoding,
                  GError      **error)
{
  WayEncoding ignored;
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  gsize skip = starts_with (bytes, "\357\273\277", 3) ? 3 : 0;

  if (encoding == NULL)
    encoding = &ignored;
  if (refuse_known_file (bytes, error))
    return NULL;

  *encoding = WAY_ENCODING_UTF_16;
  if (starts_with (bytes, "\377\376", 2))
    return convert_checked (bytes, 2, "UTF-16LE", error);
  if (starts_with (bytes, "\376\377", 2))
    return convert_checked (bytes, 2, "UTF-16BE", error);

  if (refuse_nul (text, size, error))
    return NULL;
  *encoding = WAY_ENCODING_UTF_8;
  if (size == skip || g_utf8_validate_len (text + skip, size - skip, NULL))
    return g_bytes_new_from_bytes (bytes, skip, size - skip);

  *encoding = WAY_ENCODING_CP1252;
  return convert_checked (bytes, 0, "WINDOWS-1252", error);
}

const char *
way_encoding_to_string (WayEncoding encoding)
{
  switch (encoding)
    {
    case WAY_ENCODING_UTF_16:
      return "UTF-16";
    case WAY_ENCODING_CP1252:
      return "Windows-1252";
    case WAY_ENCODING_UTF_8:
    default:
      return "UTF-8";
    }
}
