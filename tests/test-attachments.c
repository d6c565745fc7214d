/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which files go with a referral: what they are is found by what is in them. */

#include "way-attachments.h"

#include <glib/gstdio.h>
#include <string.h>

#include "way-test-world.h"

#define ZIP "PK\003\004\024\000\000\000"

static const struct
{
  const char *name;
  const char *content;
  const char *type;       /* NULL: refused */
} files[] = {
  { "plan.pdf", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "pdf" },
  { "PLAN.PDF", "%PDF-1.4\n", "pdf" },
  { "photo.png", "\x89PNG\r\n\x1a\n....", "png" },
  { "photo.jpeg", "\xff\xd8\xff\xe0....", "jpeg" },
  { "photo.jpg", "\xff\xd8\xff\xe1....", "jpeg" },
  { "log.txt", "Monday: shouted in maths\n", "text" },
  { "codes.csv", "B,12\nI,9\n", "text" },
  { "words.txt", "Zażółć gęślą jaźń", "text" },
  { "empty.pdf", "", NULL },
  { "plan.pdf", "Not a PDF at all", NULL },
  { "plan.txt", "%PDF-1.7\n", NULL },
  { "plan", "%PDF-1.7\n", NULL },
  { "virus.exe", "MZ\x90\x01", NULL },
  { "page.html", "<html>", NULL },
  { "notes.txt", "caf\xe9", NULL },
};

static void
test_content_says_what_it_is (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (files[i].content, strlen (files[i].content));
      g_autoptr(GError) error = NULL;
      const WayCode *type = way_attachments_find_type (files[i].name, bytes, &error);

      g_test_message ("%s: %s", files[i].name, error != NULL ? error->message : type->id);
      if (files[i].type == NULL)
        g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
      else
        g_assert_cmpstr (type != NULL ? type->id : NULL, ==, files[i].type);
    }
}

static GBytes *
make_archive (const char *inside)
{
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) ZIP, 8);
  g_byte_array_append (bytes, (const guint8 *) inside, (guint) strlen (inside));
  g_byte_array_append (bytes, (const guint8 *) "\0\0\0\0", 4);
  return g_byte_array_free_to_bytes (bytes);
}

static void
test_an_archive_is_what_is_in_it (void)
{
  static const struct { const char *inside, *name, *type; } rows[] = {
    { "word/document.xml", "report.docx", "docx" },
    { "xl/workbook.xml", "log.xlsx", "xlsx" },
    { "mimetypeapplication/vnd.oasis.opendocument.text", "letter.odt", "odt" },
    { "secret/malware.bin", "report.docx", NULL },
    { "xl/workbook.xml", "report.docx", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GBytes) bytes = make_archive (rows[i].inside);
      g_autoptr(GError) error = NULL;
      const WayCode *type = way_attachments_find_type (rows[i].name, bytes, &error);

      g_test_message ("%s in %s", rows[i].inside, rows[i].name);
      g_assert_cmpstr (type != NULL ? type->id : NULL, ==, rows[i].type);
    }
}

static void
test_a_large_file_is_refused (void)
{
  gsize size = way_attachments_most_bytes () + 1;
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "way-large-XXXXXX.txt", NULL);
  g_autofree char *content = g_malloc (size);
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  int fd = g_mkstemp (path);

  memset (content, 'a', size);
  bytes = g_bytes_new (content, size);
  g_assert_null (way_attachments_find_type ("log.txt", bytes, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
  g_clear_error (&error);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, content, (gssize) size, NULL));
  g_assert_null (way_attachments_take_file (world->db, path, &world->act.today, "me", &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
  g_unlink (path);
}

static void
test_it_is_kept_and_read (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static ("%PDF-1.7 plan", 13);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) back = NULL;
  g_autoptr(WayAttachment) paper = way_attachments_take (world->db, "plan.pdf", bytes,
                                                         &world->act.today, "Jo", &error);

  g_assert_no_error (error);
  g_assert_cmpint (paper->size, ==, 13);
  g_assert_cmpstr (paper->type, ==, "pdf");
  back = way_attachments_read (world->db, paper, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (back, bytes));
}

static void
test_a_paper_of_another_copy_is_said_to_be (void)
{
  g_autoptr(WayTestWorld) world = way_test_world_new ();
  g_autoptr(WayAttachment) paper = way_attachment_new ();
  g_autoptr(GError) error = NULL;

  paper->name = g_strdup ("plan.pdf");
  paper->digest = g_strnfill (64, 'a');
  g_assert_null (way_attachments_read (world->db, paper, &error));
  g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_UNKNOWN);
}

/* Whatever comes is one of the types or refused. */
static void
test_noise_is_refused_or_read (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      guint8 noise[64];
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GError) error = NULL;
      gsize size = (gsize) g_test_rand_int_range (0, sizeof noise);

      for (guint i = 0; i < sizeof noise; i++)
        noise[i] = (guint8) g_test_rand_int_range (0, 256);
      if (g_test_rand_bit ())
        memcpy (noise, "PK\003\004word/document.xml", 21);
      bytes = g_bytes_new (noise, size);
      if (way_attachments_find_type ("report.docx", bytes, &error) == NULL)
        g_assert_error (error, WAY_SERVICE_ERROR, WAY_SERVICE_ERROR_RULE);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/service/attachments/content", test_content_says_what_it_is);
  g_test_add_func ("/service/attachments/archive", test_an_archive_is_what_is_in_it);
  g_test_add_func ("/service/attachments/large", test_a_large_file_is_refused);
  g_test_add_func ("/service/attachments/read", test_it_is_kept_and_read);
  g_test_add_func ("/service/attachments/other-copy", test_a_paper_of_another_copy_is_said_to_be);
  g_test_add_func ("/service/attachments/noise", test_noise_is_refused_or_read);
  return g_test_run ();
}
