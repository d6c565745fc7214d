/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Cairo leaves out of a PDF (ISO 32000-1, 14.8 and 14.9), put in by qpdf,
 * which reads and writes the file's objects. */

#define _GNU_SOURCE             /* memmem */

#include "way-pdf.h"

#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 16            /* of tags within tags */

G_DEFINE_QUARK (way-report-error-quark, way_report_error)

typedef struct
{
  qpdf_data           qpdf;
  const WayPdfSpeech *speech;
  guint               n_figures;    /* met so far */
} Finish;

static gboolean
is_language (const char *text)
{
  return *text != '\0' && text[strspn (text, "abcdefghijklmnopqrstuvwxyz"
                                             "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")] == '\0';
}

/* --- the catalogue --- */

static void
finish_catalogue (Finish *self)
{
  qpdf_oh root = qpdf_get_root (self->qpdf);

  qpdf_oh_replace_key (self->qpdf, root, "/Lang",
                       qpdf_oh_new_unicode_string (self->qpdf, self->speech->language));
  qpdf_oh_replace_key (self->qpdf, root, "/ViewerPreferences",
                       qpdf_oh_parse (self->qpdf, "<< /DisplayDocTitle true >>"));
  qpdf_oh_replace_key (self->qpdf, root, "/MarkInfo",
                       qpdf_oh_parse (self->qpdf, "<< /Marked true >>"));
}

/* --- tags --- */

static void
finish_tag (Finish  *self,
            qpdf_oh  tag)
{
  qpdf_oh kind = qpdf_oh_get_key (self->qpdf, tag, "/S");

  if (qpdf_oh_is_name_and_equals (self->qpdf, kind, "/TH"))
    qpdf_oh_replace_key (self->qpdf, tag, "/A",
                         qpdf_oh_parse (self->qpdf, "<< /O /Table /Scope /Column >>"));
  if (qpdf_oh_is_name_and_equals (self->qpdf, kind, "/Figure") &&
      self->n_figures++ < self->speech->n_figures)
    qpdf_oh_replace_key (self->qpdf, tag, "/Alt",
                         qpdf_oh_new_unicode_string (self->qpdf,
                                                     self->speech->figures[self->n_figures - 1]));
}

static void
finish_tags (Finish  *self,
             qpdf_oh  tag,
             guint    depth)
{
  qpdf_oh kids;

  if (depth > MAX_DEPTH || !qpdf_oh_is_dictionary (self->qpdf, tag))
    return;
  finish_tag (self, tag);
  kids = qpdf_oh_get_key (self->qpdf, tag, "/K");
  if (!qpdf_oh_is_array (self->qpdf, kids))
    {
      finish_tags (self, kids, depth + 1);
      return;
    }
  for (int i = 0; i < qpdf_oh_get_array_n_items (self->qpdf, kids); i++)
    finish_tags (self, qpdf_oh_get_array_item (self->qpdf, kids, i), depth + 1);
}

/* Cairo hangs every tag on the root; a reader wants one document there. */
static void
finish_tree (Finish *self)
{
  qpdf_oh tree = qpdf_oh_get_key (self->qpdf, qpdf_get_root (self->qpdf), "/StructTreeRoot");
  qpdf_oh whole;
  qpdf_oh kids;

  if (!qpdf_oh_is_dictionary (self->qpdf, tree))
    return;
  finish_tags (self, tree, 0);
  whole = qpdf_make_indirect_object (self->qpdf,
                                     qpdf_oh_parse (self->qpdf,
                                                    "<< /Type /StructElem /S /Document >>"));
  kids = qpdf_oh_get_key (self->qpdf, tree, "/K");
  if (!qpdf_oh_is_array (self->qpdf, kids))
    kids = qpdf_oh_wrap_in_array (self->qpdf, kids);
  for (int i = 0; i < qpdf_oh_get_array_n_items (self->qpdf, kids); i++)
    qpdf_oh_replace_key (self->qpdf, qpdf_oh_get_array_item (self->qpdf, kids, i), "/P", whole);
  qpdf_oh_replace_key (self->qpdf, whole, "/P", tree);
  qpdf_oh_replace_key (self->qpdf, whole, "/K", kids);
  qpdf_oh_replace_key (self->qpdf, tree, "/K", whole);
}

/* --- what is no part of the reading --- */

static gboolean
ends_with (const char *line,
           gsize       length,
           const char *word)
{
  gsize n = strlen (word);

  return length >= n && memcmp (line + length - n, word, n) == 0;
}

/* Cairo writes an operator a line, and marks what is tagged outside of its text
 * objects.  What lies between is put into marks of its own. */
static GByteArray *
mark_artifacts (const char *content,
                gsize       size)
{
  static const char begin[] = "/Artifact BMC\n";
  static const char end[] = "EMC\n";
  GByteArray *marked = g_byte_array_sized_new ((guint) size + 256);
  guint depth = 0;

  g_byte_array_append (marked, (const guint8 *) begin, strlen (begin));
  while (size > 0)
    {
      const char *newline = memchr (content, '\n', size);
      gsize length = newline != NULL ? (gsize) (newline - content) : size;
      gsize step = newline != NULL ? length + 1 : length;
      gboolean opens = ends_with (content, length, " BDC");
      gboolean closes = length == 3 && ends_with (content, length, "EMC");

      if (opens && depth++ == 0)
        g_byte_array_append (marked, (const guint8 *) end, strlen (end));
      g_byte_array_append (marked, (const guint8 *) content, (guint) step);
      if (closes && depth > 0 && --depth == 0)
        g_byte_array_append (marked, (const guint8 *) begin, strlen (begin));
      content += step;
      size -= step;
    }
  if (marked->data[marked->len - 1] != '\n')
    g_byte_array_append (marked, (const guint8 *) "\n", 1);
  return g_byte_array_append (marked, (const guint8 *) end, strlen (end));
}

static gboolean
finish_page (Finish  *self,
             qpdf_oh  page)
{
  qpdf_oh null = qpdf_oh_new_null (self->qpdf);
  qpdf_oh stream;
  unsigned char *content = NULL;
  size_t size = 0;
  g_autoptr(GByteArray) marked = NULL;

  if (qpdf_oh_get_page_content_data (self->qpdf, page, &content, &size) >= QPDF_ERRORS)
    return FALSE;
  marked = mark_artifacts ((const char *) content, size);
  free (content);
  stream = qpdf_oh_new_stream (self->qpdf);
  qpdf_oh_replace_stream_data (self->qpdf, stream, marked->data, marked->len, null, null);
  qpdf_oh_replace_key (self->qpdf, page, "/Contents", stream);
  return TRUE;
}

static gboolean
finish_pages (Finish *self)
{
  int n = qpdf_get_num_pages (self->qpdf);

  for (int i = 0; i < n; i++)
    if (!finish_page (self, qpdf_get_page_n (self->qpdf, (size_t) i)))
      return FALSE;
  return n > 0;
}

/* --- the whole --- */

static GBytes *
write_whole (Finish *self)
{
  if (qpdf_init_write_memory (self->qpdf) >= QPDF_ERRORS)
    return NULL;
  qpdf_set_deterministic_ID (self->qpdf, QPDF_TRUE);
  if (qpdf_write (self->qpdf) >= QPDF_ERRORS)
    return NULL;
  return g_bytes_new (qpdf_get_buffer (self->qpdf), qpdf_get_buffer_length (self->qpdf));
}

static GBytes *
finish (Finish *self,
        GBytes *pdf)
{
  gsize size;
  const char *bytes = g_bytes_get_data (pdf, &size);

  if (size == 0 ||
      qpdf_read_memory (self->qpdf, "document", bytes, size, NULL) >= QPDF_ERRORS)
    return NULL;
  finish_catalogue (self);
  finish_tree (self);
  if (!finish_pages (self) || self->n_figures != self->speech->n_figures)
    return NULL;
  return write_whole (self);
}

/* What is not fetched, qpdf prints. */
static void
forget_errors (Finish *self)
{
  while (qpdf_has_error (self->qpdf))
    qpdf_get_error (self->qpdf);
}

GBytes *
way_pdf_finish (GBytes              *pdf,
                const WayPdfSpeech  *speech,
                GError             **error)
{
  Finish self = { .speech = speech };
  GBytes *whole = NULL;

  if (is_language (speech->language))
    {
      self.qpdf = qpdf_init ();
      qpdf_silence_errors (self.qpdf);
      qpdf_set_suppress_warnings (self.qpdf, QPDF_TRUE);
      whole = finish (&self, pdf);
      forget_errors (&self);
      qpdf_cleanup (&self.qpdf);
    }
  if (whole == NULL)
    g_set_error (error, WAY_REPORT_ERROR, WAY_REPORT_ERROR_DRAW,
                 "cannot finish the PDF in the language “%s”, with %u of %u pictures",
                 speech->language, self.n_figures, speech->n_figures);
  return whole;
}
