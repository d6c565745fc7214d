/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Cairo leaves out of a PDF.  PDF lets a writer append new versions of
 * objects with a table of their places (ISO 32000-1, 7.5.6): here the catalogue,
 * with /Lang, /DisplayDocTitle and /MarkInfo in it. */

#define _GNU_SOURCE             /* memrchr, memmem */

#include "way-pdf.h"

#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK (way-report-error-quark, way_report_error)

/* What the end of the file says: where its table is, how many objects there are,
 * which of them is the catalogue. */
typedef struct
{
  gulong table;
  gulong size;
  gulong root;
  gulong info;
} Trailer;

static const char *
find_last (const GByteArray *pdf,
           const char       *word)
{
  const char *found = NULL;
  const char *at = (const char *) pdf->data;
  const char *end = at + pdf->len;

  while ((at = memmem (at, (gsize) (end - at), word, strlen (word))) != NULL)
    found = at++;
  return found;
}

static gboolean
read_number (const char *text,
             const char *key,
             gulong     *number)
{
  const char *at = strstr (text, key);

  if (at == NULL)
    return FALSE;
  *number = strtoul (at + strlen (key), NULL, 10);
  return *number > 0;
}

/* The array ends in a NUL while this reads. */
static gboolean
read_trailer (const GByteArray *pdf,
              Trailer          *trailer)
{
  const char *text = find_last (pdf, "trailer");

  return text != NULL && read_number (text, "/Size", &trailer->size) &&
         read_number (text, "/Root", &trailer->root) &&
         read_number (text, "/Info", &trailer->info) &&
         read_number (text, "startxref", &trailer->table);
}

/* The inside of the catalogue's dictionary. */
static char *
read_catalogue (const GByteArray *pdf,
                gulong            root)
{
  g_autofree char *head = g_strdup_printf ("\n%lu 0 obj\n<<", root);
  const char *start = find_last (pdf, head);
  const char *end = start != NULL ? strstr (start, "\nendobj") : NULL;
  const char *close = end != NULL ? memrchr (start, '>', (gsize) (end - start)) : NULL;

  if (close == NULL || close - start < (gssize) strlen (head) + 1)
    return NULL;
  start += strlen (head);
  return g_strndup (start, (gsize) (close - 1 - start));
}

static gboolean
is_language (const char *text)
{
  return *text != '\0' && text[strspn (text, "abcdefghijklmnopqrstuvwxyz"
                                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] == '\0';
}

gboolean
way_pdf_add_language (GByteArray  *pdf,
                      const char  *language,
                      GError     **error)
{
  g_autofree char *catalogue = NULL;
  g_autoptr(GString) update = g_string_new (NULL);
  Trailer trailer;
  gsize place;
  gboolean is_read;

  g_byte_array_append (pdf, (const guint8 *) "", 1);
  is_read = read_trailer (pdf, &trailer);
  if (is_read)
    catalogue = read_catalogue (pdf, trailer.root);
  g_byte_array_set_size (pdf, pdf->len - 1);
  if (catalogue == NULL || !is_language (language))
    {
      g_set_error (error, WAY_REPORT_ERROR, WAY_REPORT_ERROR_DRAW,
                   "cannot say in the PDF that its language is “%s”", language);
      return FALSE;
    }
  place = pdf->len;
  g_string_printf (update,
                   "%lu 0 obj\n<<%s   /Lang (%s)\n%s"
                   "   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n",
                   trailer.root, catalogue, language,
                   strstr (catalogue, "/MarkInfo") == NULL ? "   /MarkInfo << /Marked true >>\n"
                                                           : "");
  g_string_append_printf (update,
                          "xref\n%lu 1\n%010" G_GSIZE_FORMAT " 00000 n \n"
                          "trailer\n<< /Size %lu\n   /Root %lu 0 R\n   /Info %lu 0 R\n"
                          "   /Prev %lu\n>>\nstartxref\n%" G_GSIZE_FORMAT "\n%%%%EOF\n",
                          trailer.root, place, trailer.size, trailer.root, trailer.info,
                          trailer.table, place + (gsize) (strstr (update->str, "endobj\n") + 7 -
                                                          update->str));
  g_byte_array_append (pdf, (const guint8 *) update->str, (guint) update->len);
  return TRUE;
}
