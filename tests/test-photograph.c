/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photographs: shrunk, written anew, and refused where they are none. */
#include "way-photograph.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

#include "way-formats-error.h"

static const WayPhotographBounds bounds = { 160, 1, 80 };

static GBytes *
draw (int         width,
      int         height,
      const char *type,
      const char *option,
      const char *value)
{
  g_autoptr(GdkPixbuf) image = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, width, height);
  g_autoptr(GError) error = NULL;
  char *buffer;
  gsize size;

  gdk_pixbuf_fill (image, 0x3070a0ff);
  gdk_pixbuf_save_to_buffer (image, &buffer, &size, type, &error, option, value, NULL);
  g_assert_no_error (error);
  return g_bytes_new_take (buffer, size);
}

static GdkPixbuf *
read_back (GBytes *bytes)
{
  g_autoptr(GdkPixbufLoader) loader = gdk_pixbuf_loader_new_with_type ("jpeg", NULL);
  g_autoptr(GError) error = NULL;

  gdk_pixbuf_loader_write_bytes (loader, bytes, &error);
  g_assert_no_error (error);
  gdk_pixbuf_loader_close (loader, &error);
  g_assert_no_error (error);
  return g_object_ref (gdk_pixbuf_loader_get_pixbuf (loader));
}

static void
test_the_longer_side_is_bounded (void)
{
  static const struct { int width, height; const char *type; int to_width, to_height; } cases[] = {
    { 640, 480, "jpeg", 160, 120 }, { 480, 640, "jpeg", 120, 160 }, { 100, 80, "jpeg", 100, 80 },
    { 640, 480, "png", 160, 120 }, { 800, 1, "png", 160, 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GBytes) given = draw (cases[i].width, cases[i].height, cases[i].type, NULL, NULL);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) smaller = way_photograph_shrink (given, &bounds, &error);
      g_autoptr(GdkPixbuf) found = NULL;

      g_assert_no_error (error);
      found = read_back (smaller);
      g_test_message ("case %u", i);
      g_assert_cmpint (gdk_pixbuf_get_width (found), ==, cases[i].to_width);
      g_assert_cmpint (gdk_pixbuf_get_height (found), ==, cases[i].to_height);
    }
}

/* What a camera or a program adds beside the picture is not passed on. */
static void
test_what_was_added_is_left_out (void)
{
  g_autoptr(GBytes) given = draw (64, 64, "png", "tEXt::Comment", "CANARY 51.5N 0.1W");
  g_autoptr(GBytes) smaller = way_photograph_shrink (given, &bounds, NULL);
  gsize size;
  const char *data = g_bytes_get_data (smaller, &size);

  g_assert_null (g_strstr_len (data, (gssize) size, "CANARY"));
}

static void
test_what_is_no_photograph_is_refused (void)
{
  g_autoptr(GBytes) text = g_bytes_new_static ("GIF89a and more", 15);
  g_autoptr(GBytes) large = draw (1200, 1000, "png", NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_assert_null (way_photograph_shrink (text, &bounds, &error));
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_KIND);
  g_clear_error (&error);
  g_assert_null (way_photograph_shrink (large, &bounds, &error));
  g_assert_error (error, WAY_FORMATS_ERROR, WAY_FORMATS_ERROR_TOO_LARGE);
}

/* Cut off at every byte: a picture or an error, never a crash. */
static void
test_what_is_cut_off_does_no_harm (void)
{
  g_autoptr(GBytes) whole = draw (48, 32, "png", NULL, NULL);

  for (gsize length = 0; length < g_bytes_get_size (whole); length++)
    {
      g_autoptr(GBytes) part = g_bytes_new_from_bytes (whole, 0, length);
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) smaller = way_photograph_shrink (part, &bounds, &error);

      g_assert_true ((smaller == NULL) == (error != NULL));
    }
}

static void
test_what_is_spoilt_does_no_harm (void)
{
  g_autoptr(GBytes) whole = draw (48, 32, "jpeg", NULL, NULL);
  gsize size;
  const guint8 *data = g_bytes_get_data (whole, &size);

  for (guint run = 0; run < 400; run++)
    {
      guint8 *spoilt = g_memdup2 (data, size);
      g_autoptr(GBytes) bytes = NULL;
      g_autoptr(GBytes) smaller = NULL;

      for (guint i = 0; i < 4; i++)
        spoilt[g_test_rand_int_range (0, (gint32) size)] = (guint8) g_test_rand_int_range (0, 256);
      bytes = g_bytes_new_take (spoilt, size);
      smaller = way_photograph_shrink (bytes, &bounds, NULL);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/formats/photograph/shrunk", test_the_longer_side_is_bounded);
  g_test_add_func ("/formats/photograph/bare", test_what_was_added_is_left_out);
  g_test_add_func ("/formats/photograph/refused", test_what_is_no_photograph_is_refused);
  g_test_add_func ("/formats/photograph/cut-off", test_what_is_cut_off_does_no_harm);
  g_test_add_func ("/formats/photograph/spoilt", test_what_is_spoilt_does_no_harm);
  return g_test_run ();
}
