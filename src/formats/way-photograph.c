/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Photographs of a visit: decoded within bounds, shrunk, written anew.  The decoders
 * are gdk-pixbuf's for two formats alone; its others are never asked. */

#include "way-photograph.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <string.h>

#include "way-formats-error.h"

typedef struct
{
  const WayPhotographBounds *bounds;
  gboolean                   too_large;
} Reading;

static const char *
find_type (GBytes *bytes)
{
  static const struct { const char *type, *magic; gsize length; } types[] = {
    { "jpeg", "\xff\xd8\xff", 3 }, { "png", "\x89PNG\r\n\x1a\n", 8 },
  };
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (size >= types[i].length && memcmp (data, types[i].magic, types[i].length) == 0)
      return types[i].type;
  return NULL;
}

/* Called once the head is read: what is too large is not decoded at its size, what
 * is larger than wanted is decoded smaller. */
static void
size_prepared_cb (GdkPixbufLoader *loader,
                  int              width,
                  int              height,
                  Reading         *reading)
{
  gint64 area = (gint64) width * height;
  int longer = MAX (width, height);
  int most = (int) reading->bounds->pixels;

  reading->too_large = width <= 0 || height <= 0 ||
                       area > (gint64) reading->bounds->megapixels * 1000000;
  if (reading->too_large)
    gdk_pixbuf_loader_set_size (loader, 1, 1);
  else if (longer > most)
    gdk_pixbuf_loader_set_size (loader, MAX (1, (int) ((gint64) width * most / longer)),
                                MAX (1, (int) ((gint64) height * most / longer)));
}

static gboolean
refuse (GError          **error,
        WayFormatsError   code,
        const char       *sentence)
{
  g_set_error_literal (error, WAY_FORMATS_ERROR, code, sentence);
  return FALSE;
}

/* In pieces, so that nothing is decoded once the head was refused. */
static gboolean
feed (GdkPixbufLoader  *loader,
      GBytes           *bytes,
      Reading          *reading,
      GError          **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (bytes, &size);

  for (gsize at = 0; at < size && !reading->too_large; at += 65536)
    if (!gdk_pixbuf_loader_write (loader, data + at, MIN (size - at, 65536), error))
      {
        gdk_pixbuf_loader_close (loader, NULL);
        return FALSE;
      }
  return gdk_pixbuf_loader_close (loader, error) && !reading->too_large;
}

static GdkPixbuf *
decode (GBytes                     *bytes,
        const WayPhotographBounds  *bounds,
        GError                    **error)
{
  const char *type = find_type (bytes);
  Reading reading = { bounds, FALSE };
  g_autoptr(GdkPixbufLoader) loader = NULL;
  GdkPixbuf *found = NULL;

  if (type == NULL)
    {
      refuse (error, WAY_FORMATS_ERROR_KIND, "This is no photograph: a JPEG or a PNG is.");
      return NULL;
    }
  loader = gdk_pixbuf_loader_new_with_type (type, error);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (size_prepared_cb), &reading);
  if (feed (loader, bytes, &reading, NULL))
    found = gdk_pixbuf_loader_get_pixbuf (loader);
  if (found != NULL)
    return gdk_pixbuf_apply_embedded_orientation (found);
  if (reading.too_large)
    refuse (error, WAY_FORMATS_ERROR_TOO_LARGE, "The photograph has too many pixels.");
  else
    refuse (error, WAY_FORMATS_ERROR_SYNTAX, "The photograph cannot be read.");
  return NULL;
}

GBytes *
way_photograph_shrink (GBytes                     *bytes,
                       const WayPhotographBounds  *bounds,
                       GError                    **error)
{
  g_autoptr(GdkPixbuf) photograph = decode (bytes, bounds, error);
  g_autofree char *quality = g_strdup_printf ("%u", bounds->quality);
  char *buffer;
  gsize size;

  if (photograph == NULL ||
      !gdk_pixbuf_save_to_buffer (photograph, &buffer, &size, "jpeg", error, "quality", quality,
                                  NULL))
    return NULL;
  return g_bytes_new_take (buffer, size);
}
