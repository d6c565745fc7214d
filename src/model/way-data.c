/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bundled reference data.  The resource is named here, in code: nothing
 * else refers to it, and the linker drops what nobody refers to. */

#include "way-data.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>

#include "way-data-resources.h"

#define DATA_PATH "/org/waymark/Waymark/data/"

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GBytes *
way_data_get (const char *path)
{
  g_autofree char *full = g_strconcat (DATA_PATH, path, NULL);
  g_autoptr(GError) error = NULL;
  GBytes *bytes;

  bytes = g_resource_lookup_data (way_data_get_resource (), full,
                                  G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (bytes == NULL)
    g_error ("Bundled data: %s", error->message);
  return bytes;
}

char **
way_data_list (const char *folder)
{
  g_autofree char *full = g_strconcat (DATA_PATH, folder, "/", NULL);
  g_autoptr(GError) error = NULL;
  char **names;

  names = g_resource_enumerate_children (way_data_get_resource (), full,
                                         G_RESOURCE_LOOKUP_FLAGS_NONE, &error);
  if (names == NULL)
    g_error ("Bundled data: %s", error->message);
  qsort (names, g_strv_length (names), sizeof *names, compare_names);
  return names;
}
